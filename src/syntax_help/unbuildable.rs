//! Aliases and merge keys that parse and cannot be followed, so that no tree can be built.

use std::sync::Arc;

use super::context::ErrorContext;
use super::phrases::shown;
use super::too_deep;
use crate::diagnostic::{Applicability, Diagnostic, Edit, RuleName};
use crate::source::{SourceFile, Span, offset};

/// A reason for which no tree can be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BuildError {
    /// Aliases and merge keys multiply the document beyond bounds.
    TooManyRepetitions(Span),
    /// Collections lie within each other beyond bounds.
    TooDeep(Span),
    /// An alias lies within the collection that it names.
    RecursiveAlias { alias: Span, anchor: Span },
    /// The value of `<<` is neither a mapping nor a list of mappings.
    MergeOfNoMapping { key: Span, value: Span },
}

/// Explains why a document that parses cannot be read all the same.
pub(crate) fn explain_build_error(error: BuildError, source: &Arc<SourceFile>) -> Diagnostic {
    let end = offset(source.text().len());
    let context = ErrorContext::without_complaint(source, Span::new(0, end), 0);
    match error {
        BuildError::TooDeep(span) => {
            let span = if span.is_empty() { context.character(span.start) } else { span };
            too_deep::explain(context, span)
        }
        BuildError::TooManyRepetitions(span) => too_many_repetitions(context, span),
        BuildError::RecursiveAlias { alias, anchor } => recursive_alias(context, alias, anchor),
        BuildError::MergeOfNoMapping { key, value } => merge_of_no_mapping(context, key, value),
    }
}

fn too_many_repetitions(context: ErrorContext<'_>, alias: Span) -> Diagnostic {
    let message =
        format!("with {}, repeated parts make up more than a million values", shown(context.slice(alias)));
    context
        .diagnostic("syntax/alias-expansion", alias, message)
        .with_help("write the parts out, or repeat smaller ones: no report needs so many")
}

fn recursive_alias(context: ErrorContext<'_>, alias: Span, anchor: Span) -> Diagnostic {
    let name = context.slice(alias).trim_start_matches('*');
    let message =
        format!("`*{name}` lies within the part of the file that it repeats, so that it never ends");
    let repeated =
        anchor_before(context.source, alias.start, name).unwrap_or_else(|| context.word(anchor.start));
    context
        .diagnostic("syntax/recursive-alias", alias, message)
        .with_help(format!("write out what `*{name}` stands for"))
        .with_label(repeated, "this part of the file is meant")
}

fn merge_of_no_mapping(context: ErrorContext<'_>, key: Span, value: Span) -> Diagnostic {
    let line = context.slice(value).lines().next().unwrap_or_default();
    let found = if line.is_empty() {
        let message = "`<<` takes over the keys of a mapping, and no value follows it";
        context.diagnostic("syntax/merge-key", key, message)
    } else {
        let message = format!("`<<` takes over the keys of a mapping, and {} is not a mapping", shown(line));
        let primary = Span::new(value.start, value.start + offset(line.len()));
        let found = context.diagnostic("syntax/merge-key", primary, message);
        if primary == key { found } else { found.with_label(key, "the key that takes over others") }
    };
    found.with_help(
        "write `<<: *name`, where `&name` marks a mapping above; or put `<<` into quotes if it is a key of yours",
    )
}

/// Returns the last `&name` before byte `before`.
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

/// Explains an alias of an anchor that is not defined above it; `known` are the anchors that are.
pub(crate) fn explain_unknown_anchor<'a>(
    source: &Arc<SourceFile>,
    alias: Span,
    name: &str,
    known: impl Iterator<Item = (&'a str, Span)>,
) -> Diagnostic {
    let written = source.slice(alias);
    if let Some((word, _)) = super::emphasis::inside(written) {
        let message = format!("the value `{word}` stands between marks of Markdown");
        return Diagnostic::new(RuleName::new("syntax/unquoted-text"), source.id(), alias, message)
            .with_help(format!("write `{word}` without them"))
            .with_fix(
                format!("write `{word}`"),
                Applicability::Unsafe,
                vec![Edit { span: alias, replacement: word.to_owned() }],
            );
    }
    let message = format!("`*{name}` repeats what `&{name}` marks, but no `&{name}` stands above it");
    let found = Diagnostic::new(RuleName::new("syntax/unknown-anchor"), source.id(), alias, message);
    // Nobody mistypes a name longer than this, and comparing such names takes long.
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
