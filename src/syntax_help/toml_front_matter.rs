//! The lines `+++` around front matter in TOML, missing, in the wrong place or mixed up with `---`.

use std::sync::Arc;

use super::known_keys::is_known_key;
use super::line::Line;
use super::phrases::shown;
use super::toml::key_before;
use crate::diagnostic::{Applicability, Diagnostic, Edit, RuleName};
use crate::source::{SourceFile, Span, offset};

const RULE: RuleName = RuleName::new("syntax/front-matter");

/// The notation in which the lines of some front matter are written, whatever stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    /// `key: value`
    Yaml,
    /// `key = value`
    Toml,
}

impl Notation {
    /// Returns the notation of the lines that stand at the margin; `None` if they have none, or both.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let [mut is_yaml, mut is_toml] = [false, false];
        for text in text.lines() {
            let line = Line { start: 0, text: text.trim_end() };
            if line.is_blank() || line.indent() > 0 {
                continue;
            }
            let parts = line.parts();
            if is_toml_key(line.text) || is_header(line.text) {
                is_toml = true;
            } else if parts.key.is_some() || !parts.dashes.is_empty() {
                is_yaml = true;
            }
        }
        match (is_yaml, is_toml) {
            (true, false) => Some(Self::Yaml),
            (false, true) => Some(Self::Toml),
            _ => None,
        }
    }
}

fn is_toml_key(line: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || "._-\"' ".contains(letter);
    key_before(line, '=').is_some_and(|(key, _)| key.chars().all(is_part))
}

fn is_header(line: &str) -> bool {
    let name = line.strip_prefix('[').and_then(|rest| rest.trim_end().strip_suffix(']'));
    let name = name.map(|name| name.trim_start_matches('[').trim_end_matches(']'));
    name.is_some_and(|name| {
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "._-\"'".contains(c))
    })
}

/// Returns the bytes of a line without blanks and the break at its end.
fn trimmed(source: &SourceFile, line: Span) -> Span {
    Span::new(line.start, line.start + offset(source.slice(line).trim_end().len()))
}

/// Explains front matter in one notation between the lines of the other. It is safe to exchange them if the text can be read so.
pub(crate) fn between_other_lines(
    source: &Arc<SourceFile>,
    notation: Notation,
    [opening, closing]: [Span; 2],
    is_read: bool,
) -> Diagnostic {
    let (name, signs) = match notation {
        Notation::Yaml => ("YAML", "---"),
        Notation::Toml => ("TOML", "+++"),
    };
    let lines = [opening, closing].map(|line| trimmed(source, line));
    let written = shown(source.slice(opening));
    let message = format!("this front matter is {name}, which stands between lines `{signs}`, not {written}");
    let edits = lines.into_iter().filter(|line| source.slice(*line) != signs);
    let edits = edits.map(|span| Edit { span, replacement: signs.to_owned() }).collect();
    let [first, last] = lines;
    let applicability = if is_read { Applicability::Safe } else { Applicability::Unsafe };
    Diagnostic::new(RULE, source.id(), first, message)
        .with_label(last, "it ends here")
        .with_help(format!("write `{signs}` in place of both lines"))
        .with_fix(format!("write `{signs}`"), applicability, edits)
}

/// Explains front matter that one kind of line opens and the other closes; `notation` is that of the text between them.
pub(crate) fn mixed_lines(
    source: &Arc<SourceFile>,
    notation: Notation,
    [opening, closing]: [Span; 2],
) -> Diagnostic {
    let [opening, closing] = [opening, closing].map(|line| trimmed(source, line));
    let (signs, name) = if notation == Notation::Toml { ("+++", "TOML") } else { ("---", "YAML") };
    let is_opened_well = source.slice(opening) == signs;
    let (wrong, right) = if is_opened_well { (closing, opening) } else { (opening, closing) };
    let verb = if is_opened_well { "ends" } else { "begins" };
    let message =
        format!("front matter in {name} {verb} with a line `{signs}`, not `{}`", source.slice(wrong));
    Diagnostic::new(RULE, source.id(), wrong, message)
        .with_label(right, if is_opened_well { "it begins here" } else { "it ends here" })
        .with_help(format!("write `{signs}`"))
        .with_fix(
            format!("write `{signs}`"),
            Applicability::Unsafe,
            vec![Edit { span: wrong, replacement: signs.to_owned() }],
        )
}

/// Explains front matter that is opened at `opening` and never closed; from byte `end` on, the text is no TOML.
pub(crate) fn unclosed_toml(source: &Arc<SourceFile>, opening: Span, end: Option<u32>) -> Diagnostic {
    let opening = trimmed(source, opening);
    if let Some((line, written)) = near_signs(source, opening) {
        let message = format!("`{written}` does not close the front matter");
        return Diagnostic::new(RULE, source.id(), line, message)
            .with_label(opening, "it is opened here")
            .with_help("write three plus signs, `+++`, at the beginning of the line")
            .with_fix(
                "write `+++`",
                Applicability::Unsafe,
                vec![Edit { span: line, replacement: "+++".to_owned() }],
            );
    }
    let message = "the front matter that `+++` opens here is not closed";
    let found = Diagnostic::new(RULE, source.id(), opening, message);
    let first = end.map(|end| trimmed(source, source.line_span(source.line_index(end))));
    let first = first.filter(|line| line.start > opening.end && Notation::of(source.slice(*line)).is_none());
    // A heading above the text is a comment to TOML.
    let first = first.map(|line| heading_above(source, opening.end, line));
    let Some(text) = first else {
        return found.with_help("put a line `+++` below its last key, before the text of the report");
    };
    let edit = Edit { span: Span::empty(text.start), replacement: "+++\n\n".to_owned() };
    found
        .with_label(text, "the text seems to begin here")
        .with_help(format!("put a line `+++` above {}, below the last key", shown(source.slice(text))))
        .with_fix("put a line `+++` there", Applicability::Unsafe, vec![edit])
}

/// Returns the first of the headings that stand directly above a line of text, or the line itself.
fn heading_above(source: &SourceFile, top: u32, line: Span) -> Span {
    let mut first = line;
    let mut index = source.line_index(line.start);
    while let Some(above) = index.checked_sub(1) {
        let span = trimmed(source, source.line_span(above));
        let text = source.slice(span);
        if span.start <= top || !text.is_empty() && !text.starts_with('#') {
            break;
        }
        if text.starts_with('#') {
            first = span;
        }
        index = above;
    }
    first
}

/// Returns the first line of plus signs that are not three, or not at the line's beginning.
fn near_signs(source: &SourceFile, opening: Span) -> Option<(Span, &str)> {
    let mut start = opening.end;
    let rest = source.slice(Span::new(start, offset(source.text().len())));
    for text in rest.split_inclusive('\n') {
        let signs = text.trim();
        let is_line = signs.chars().count() > 1 && signs.chars().all(|c| matches!(c, '+' | '＋'));
        if is_line {
            return Some((Span::new(start, start + offset(text.trim_end().len())), signs));
        }
        start += offset(text.len());
    }
    None
}

/// Recognises front matter whose first line, `+++`, is missing: `toml` lies above the `+++` at `closing`, and can be read.
pub(crate) fn unopened_toml(source: &Arc<SourceFile>, toml: Span, closing: Span) -> Option<Diagnostic> {
    let text = source.slice(toml);
    let has_known_key =
        text.lines().filter_map(|line| key_before(line, '=')).any(|(key, _)| is_known_key(key));
    if !has_known_key {
        return None;
    }
    let blanks = text.len() - text.trim_start().len();
    let first = text.trim_start().lines().next().unwrap_or_default().trim_end();
    let start = toml.start + offset(blanks);
    let found = Diagnostic::new(
        RULE,
        source.id(),
        Span::new(start, start + offset(first.len())),
        format!("the line `+++` above {} is missing", shown(first)),
    )
    .with_label(trimmed(source, closing), "this line closes the front matter")
    .with_help("front matter in TOML stands between two lines `+++`; the first one begins the file");
    let edit = Edit { span: Span::empty(toml.start), replacement: "+++\n".to_owned() };
    Some(found.with_fix("put a line `+++` above it", Applicability::Unsafe, vec![edit]))
}
