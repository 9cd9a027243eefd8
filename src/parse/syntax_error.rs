//! Syntax errors in an editor's words.

mod block;
mod bracket;
pub(super) mod conflict;
pub(super) mod front_matter;
pub(super) mod html_comment;
mod json;
mod mark;
pub(super) mod odd_space;
mod prose;
mod quote;
mod scene;
mod sibling;
mod space;
mod tab;

use std::sync::Arc;

use granit_parser::{ErrorKind, ScanError};

use super::builder::BuildError;
use crate::diagnostic::{Applicability, Diagnostic, Edit, RuleName};
use crate::source::{SourceFile, Span, offset};
use scene::{Scene, shown};

pub(super) use json::{bad_string, explain as explain_json};

/// The names of syntax errors with a line on each.
pub const SYNTAX_RULES: &[(RuleName, &str)] = &[
    (RuleName::new("syntax/alias-expansion"), "aliases (`*name`) multiply the document beyond all bounds"),
    (RuleName::new("syntax/anchor"), "`&` or `*` without a name, or two of them on one value"),
    (
        RuleName::new("syntax/block-scalar"),
        "a text under `|` or `>` is indented wrongly or begins on the wrong line",
    ),
    (RuleName::new("syntax/control-character"), "an invisible character that no text may hold"),
    (RuleName::new("syntax/directive"), "a line that begins with `%` cannot be read"),
    (RuleName::new("syntax/empty-file"), "the file holds nothing to check"),
    (RuleName::new("syntax/encoding"), "the file is not UTF-8"),
    (RuleName::new("syntax/escape"), "a backslash in a quoted text begins no known escape"),
    (
        RuleName::new("syntax/front-matter"),
        "front matter does not begin in the first line, or is never closed by `---`",
    ),
    (RuleName::new("syntax/indentation"), "a line stands too far in or not far enough"),
    (RuleName::new("syntax/json"), "the JSON cannot be read"),
    (
        RuleName::new("syntax/merge-conflict"),
        "a merge left two versions of some lines, between `<<<<<<<` and `>>>>>>>`",
    ),
    (RuleName::new("syntax/merge-key"), "`<<` has a value whose keys cannot be taken over"),
    (RuleName::new("syntax/missing-colon"), "a key has no colon after it"),
    (RuleName::new("syntax/missing-comma"), "no comma stands between two values in brackets"),
    (RuleName::new("syntax/missing-space"), "no space after a colon or a dash, or before a comment"),
    (RuleName::new("syntax/mixed-list"), "list items and keys stand beside each other"),
    (
        RuleName::new("syntax/odd-space"),
        "a no-break space or the like stands in the indentation or beside a key",
    ),
    (
        RuleName::new("syntax/recursive-alias"),
        "an alias (`*name`) lies within the part of the file that it repeats",
    ),
    (RuleName::new("syntax/tab-indentation"), "a tab stands where only spaces can"),
    (RuleName::new("syntax/tag"), "a tag (`!name`) cannot be read"),
    (RuleName::new("syntax/text-after-quote"), "text follows a closing quote"),
    (RuleName::new("syntax/too-deep"), "lists and mappings lie within each other too deeply"),
    (RuleName::new("syntax/unclosed-bracket"), "a bracket is not closed"),
    (RuleName::new("syntax/unclosed-quote"), "a quote is not closed"),
    (RuleName::new("syntax/unexpected-bracket"), "a closing bracket fits no opening one"),
    (RuleName::new("syntax/unknown-anchor"), "an alias (`*name`) names what is not defined above it"),
    (
        RuleName::new("syntax/unquoted-text"),
        "a text needs quotes, because a character in it has a meaning of its own",
    ),
    (RuleName::new("syntax/yaml"), "the YAML cannot be read"),
];

/// Explains an error of the YAML parser, which read the bytes `yaml` of the file.
pub(super) fn explain(error: &ScanError, source: &Arc<SourceFile>, yaml: Span) -> Diagnostic {
    // Markers count characters, but for this offset.
    let at = yaml.start.saturating_add(offset(error.marker().byte_offset().unwrap_or_default()));
    let scene = Scene { source, yaml, at: at.min(yaml.end) };
    let cause = || odd_space::near(scene).or_else(|| html_comment::near(scene));
    let cause = if is_of_layout(error.kind()) { cause() } else { None };
    let mut found = cause.unwrap_or_else(|| translate(scene, error.kind()));
    if found.primary.span.is_empty() {
        found.primary.span = scene.character(scene.at);
    }
    found
}

/// Whether an error is about keys, items and where they stand.
fn is_of_layout(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::MappingValueNotAllowed
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::ExpectedNodeContent
            | ErrorKind::BlockSequenceEntryNotAllowed
    )
}

fn translate(scene: Scene<'_>, kind: &ErrorKind) -> Diagnostic {
    match kind {
        ErrorKind::MappingValueNotAllowed => block::colon(scene),
        ErrorKind::MappingKeyNotAllowed => mark::character(scene, '?'),
        ErrorKind::SimpleKeyExpected => block::no_key(scene),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedNodeContent => block::entry(scene),
        ErrorKind::BlockSequenceEntryNotAllowed => block::item_after_key(scene),
        ErrorKind::ExpectedDocumentStart => mark::document_start(scene),
        ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabNotAllowed
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => tab::below(scene).unwrap_or_else(|| unreadable(scene)),
        ErrorKind::InvalidBlockEntryWhitespace | ErrorKind::InvalidMappingValueWhitespace => {
            tab::after_mark(scene)
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            quote::unclosed(scene)
        }
        ErrorKind::InvalidQuotedScalarIndent => quote::shallow(scene),
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            quote::text_after(scene)
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => quote::escape(scene),
        ErrorKind::CommentNotSeparated => space::before_comment(scene),
        ErrorKind::UnclosedFlowCollection { open } => bracket::unclosed(scene, *open),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => bracket::mismatched(scene, *open, *close),
        ErrorKind::MisplacedFlowCollectionEnd => bracket::misplaced(scene),
        ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => bracket::missing_comma(scene),
        ErrorKind::InvalidIndentation | ErrorKind::InvalidFlowScalarIndent => bracket::shallow(scene),
        ErrorKind::BlockEntryInFlowCollection | ErrorKind::PlainScalarStartsWithDashFlowIndicator => {
            bracket::dash(scene)
        }
        ErrorKind::FlowMappingValueAdjacentCollection => space::within_brackets(scene),
        ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEof => bracket::comma(scene),
        ErrorKind::UnexpectedCharacter { character } => mark::character(scene, *character),
        ErrorKind::BomInsideDocument => mark::control(scene, '\u{feff}'),
        ErrorKind::MissingAnchorOrAliasName => mark::nameless(scene),
        ErrorKind::InvalidDocumentEnd => mark::after_end(scene),
        ErrorKind::InvalidBlockScalarHeader => mark::block_header(scene),
        ErrorKind::ZeroBlockScalarIndent => mark::zero_indent(scene),
        ErrorKind::InvalidBlockScalarIndent => mark::block_indent(scene),
        ErrorKind::CommentInterceptedScalar => mark::comment_in_text(scene),
        ErrorKind::RecursionLimitExceeded => too_deep(scene.source, scene.character(scene.at)),
        kind => tag_or_directive(scene, kind),
    }
}

fn tag_or_directive(scene: Scene<'_>, kind: &ErrorKind) -> Diagnostic {
    const DELETE: &str = "delete the line: reports need none that begins with `%`";
    match kind {
        ErrorKind::UndeclaredTagHandle => mark::tag(scene, "whose beginning is declared nowhere"),
        ErrorKind::UnclosedVerbatimTag => mark::tag(scene, "whose `<` is not closed by `>`"),
        ErrorKind::MissingTagUri => mark::tag(scene, "which has no name"),
        ErrorKind::InvalidTagEscape
        | ErrorKind::InvalidTagUtf8
        | ErrorKind::InvalidTagUtf8LeadingByte
        | ErrorKind::InvalidTagUtf8TrailingByte => mark::tag(scene, "whose `%` begins no character's number"),
        ErrorKind::InvalidTagTerminator
        | ErrorKind::InvalidGlobalTagCharacter
        | ErrorKind::ExpectedTagBang
            if !scene.line(scene.at).text.starts_with('%') =>
        {
            mark::tag(scene, "which holds a character that no tag can")
        }
        ErrorKind::DuplicateVersionDirective | ErrorKind::DuplicateTagDirective => {
            mark::directive(scene, "and the same one stands above it", DELETE)
        }
        ErrorKind::UnsupportedYamlMajorVersion => {
            mark::directive(scene, "which asks for a version of YAML that does not exist", DELETE)
        }
        ErrorKind::MissingDocumentEndBeforeDirective => mark::directive(
            scene,
            "which can only stand before a document",
            "if it is text, put it on the line above or indent it; otherwise delete the line",
        ),
        ErrorKind::MissingDirectiveName
        | ErrorKind::InvalidDirectiveName
        | ErrorKind::InvalidDirectiveTerminator
        | ErrorKind::MissingYamlVersion
        | ErrorKind::MissingYamlVersionSeparator
        | ErrorKind::YamlVersionTooLong
        | ErrorKind::ExpectedTagBang
        | ErrorKind::ExpectedTagDirectiveBang
        | ErrorKind::InvalidGlobalTagCharacter
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::InvalidTagDirectiveTerminator
        | ErrorKind::TooManyReservedDirectiveParams { .. }
        | ErrorKind::DirectiveByteLimitExceeded { .. } => {
            mark::directive(scene, "and it is none that exists", DELETE)
        }
        _ => unreadable(scene),
    }
}

/// Whether `later` says the same as `earlier`, or better what an unknown anchor said of the same text.
pub(super) fn supersedes(later: &Diagnostic, earlier: &Diagnostic) -> bool {
    (&later.rule, later.primary.span) == (&earlier.rule, earlier.primary.span)
        || earlier.rule.as_str() == "syntax/unknown-anchor"
            && later.rule.as_str() == "syntax/unquoted-text"
            && later.secondary.iter().any(|label| label.span.start == earlier.primary.span.start)
}

/// The last resort: the place, and that it cannot be read.
fn unreadable(scene: Scene<'_>) -> Diagnostic {
    let span = scene.word(scene.at);
    let message = match scene.slice(span) {
        "" => "the YAML ends too early".to_owned(),
        text => format!("{} cannot stand here", shown(text)),
    };
    scene
        .diagnostic("syntax/yaml", span, message)
        .with_help("look at this line and the one above it for a missing quote, colon or space; a text with signs such as `:` or `#` needs quotes")
}

fn too_deep(source: &Arc<SourceFile>, span: Span) -> Diagnostic {
    Diagnostic::new(
        RuleName::new("syntax/too-deep"),
        source.id(),
        span,
        "lists and mappings lie within each other more deeply than any report needs",
    )
    .with_help("check that no bracket or dash is repeated by mistake")
}

/// Explains why a document that parses cannot be read all the same.
pub(super) fn explain_build(error: BuildError, source: &Arc<SourceFile>) -> Diagnostic {
    let end = offset(source.text().len());
    let scene = Scene { source, yaml: Span::new(0, end), at: 0 };
    match error {
        BuildError::TooDeep(span) => {
            too_deep(source, if span.is_empty() { scene.character(span.start) } else { span })
        }
        BuildError::TooManyRepetitions(span) => scene
            .diagnostic(
                "syntax/alias-expansion",
                span,
                format!(
                    "with {}, repeated parts make up more than a million values",
                    shown(scene.slice(span))
                ),
            )
            .with_help("write the parts out, or repeat smaller ones: no report needs as many"),
        BuildError::RecursiveAlias { alias, anchor } => {
            let name = scene.slice(alias).trim_start_matches('*');
            let found = scene
                .diagnostic(
                    "syntax/recursive-alias",
                    alias,
                    format!(
                        "`*{name}` lies within the part of the file that it repeats, so that it never ends"
                    ),
                )
                .with_help(format!("write out what `*{name}` is to stand for"));
            match anchor_before(source, alias.start, name) {
                Some(span) => found.with_label(span, "this part of the file is meant"),
                None => found.with_label(scene.word(anchor.start), "this part of the file is meant"),
            }
        }
        BuildError::MergeOfNoMapping { key, value } => {
            let line = source.slice(value).lines().next().unwrap_or_default();
            let primary =
                if line.is_empty() { key } else { Span::new(value.start, value.start + offset(line.len())) };
            let message = if line.is_empty() {
                "`<<` takes over the keys of a mapping, and no value follows it".to_owned()
            } else {
                format!("`<<` takes over the keys of a mapping, and {} is none", shown(line))
            };
            let found = scene.diagnostic("syntax/merge-key", primary, message);
            let found =
                if primary == key { found } else { found.with_label(key, "the key that takes over others") };
            found
                .with_help("write `<<: *name`, where `&name` marks a mapping above; or put `<<` into quotes if it is a key of yours")
        }
    }
}

/// The last `&name` before byte `before`.
fn anchor_before(source: &SourceFile, before: u32, name: &str) -> Option<Span> {
    let text = source.slice(Span::new(0, before));
    let wanted = format!("&{name}");
    let ends = |at: usize| {
        text.get(at + wanted.len()..)
            .and_then(|rest| rest.chars().next())
            .is_none_or(|c| c.is_whitespace() || ",[]{}".contains(c))
    };
    let (at, _) = text.rmatch_indices(wanted.as_str()).find(|&(at, _)| ends(at))?;
    Some(Span::new(offset(at), offset(at + wanted.len())))
}

/// An alias of an anchor that is not defined before it; `known` are those that are.
pub(super) fn unknown_anchor<'a>(
    source: &Arc<SourceFile>,
    alias: Span,
    name: &str,
    known: impl Iterator<Item = (&'a str, Span)>,
) -> Diagnostic {
    let message = format!("`*{name}` repeats what `&{name}` marks, and nothing above it does");
    let found = Diagnostic::new(RuleName::new("syntax/unknown-anchor"), source.id(), alias, message);
    // Names longer than this are none that a person mistypes, and comparing them takes long.
    let short = |name: &str| name.len() <= 64;
    let nearest = known
        .filter(|(known, _)| short(name) && short(known))
        .map(|(known, span)| (strsim::normalized_damerau_levenshtein(name, known), known, span))
        .filter(|(likeness, ..)| *likeness >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match nearest {
        Some((_, known, span)) => found
            .with_label(span, "this one is defined")
            .with_help(format!("did you mean `*{known}`?"))
            .with_fix(
                format!("write `*{known}`"),
                Applicability::Unsafe,
                vec![Edit { span: alias, replacement: format!("*{known}") }],
            ),
        None => {
            let quoted = Edit { span: alias, replacement: format!("\"*{name}\"") };
            found.with_help(format!("if it is text, write `\"*{name}\"`")).with_fix(
                "put the text into quotes",
                Applicability::Unsafe,
                vec![quoted],
            )
        }
    }
}
