//! Commas that are missing between values in brackets.

use super::brackets::open_before;
use super::complaint::Complaint;
use super::context::ErrorContext;
use super::known_keys::is_known_key;
use super::phrases::{shown, yaml_quoted};
use super::quotes::{closed_before, quotes};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Recognises a comma with no value before it: `[a,, b]`, `{, a: b}`.
pub(super) fn too_many(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if !matches!(context.complaint, Complaint::NoComma | Complaint::NoValue) {
        return None;
    }
    let (at, open) = open_before(context)?;
    let before = context.slice(Span::new(at, context.at)).trim_end();
    let rest = context.rest(context.at);
    let commas = rest.len() - rest.trim_start_matches([',', ' ']).len();
    let is_one_too_many = rest.starts_with(',') && before.ends_with([',', '[', '{']);
    is_one_too_many.then(|| {
        let begin = at + offset(before.len());
        let span = Span::new(begin, context.at + offset(commas));
        // The blanks go with the commas, except for one behind a value.
        let gap =
            if before.ends_with(',') && !context.rest(span.end).starts_with([']', '}']) { " " } else { "" };
        let edit = Edit { span, replacement: gap.to_owned() };
        context
            .diagnostic(
                "syntax/yaml",
                Span::new(context.at, context.at + 1),
                "no value stands before this comma",
            )
            .with_label(Span::new(at, at + 1), format!("within the bracket `{open}` that opens here"))
            .with_help("delete the comma")
            .with_fix("delete the comma", Applicability::Unsafe, vec![edit])
    })
}

/// Recognises a colon in a text within braces: `{name: City Court: panel of three, level: appeal}`.
pub(super) fn colon_in_text(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::NoComma {
        return None;
    }
    let (at, _) = open_before(context)?;
    let word = key_within(context, at).filter(|word| !is_known_key(context.slice(*word)))?;
    let before = context.slice(Span::new(at + 1, context.at));
    let part = before.rsplit([',', '{', '[']).next()?;
    let (key, text) = part.split_once(": ")?;
    let start = context.at - offset(text.trim_start().len());
    let rest = context.rest(start);
    let length = rest.find([',', ']', '}', '[', '{', '#', '"', '\n', '\r'])?;
    let text = rest.get(..length)?.trim_end();
    let written = yaml_quoted(text);
    let message = format!("the text after `{}:` holds a colon, so it needs quotes", key.trim());
    let edit = Edit { span: Span::new(start, start + offset(text.len())), replacement: written.clone() };
    Some(
        context
            .diagnostic("syntax/unquoted-text", Span::new(word.start, context.at + 1), message)
            .with_help(format!("write {}", shown(&format!("{}: {written}", key.trim()))))
            .with_fix("put the text into quotes", Applicability::Unsafe, vec![edit]),
    )
}

/// Recognises a comma that is missing before the value at the place.
pub(super) fn before_value(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::NoComma {
        return None;
    }
    let (at, open) = open_before(context)?;
    let line = context.line(context.at);
    let on_line = context.slice(Span::new(line.start, context.at));
    // At a colon, the key before it is what should have been set apart from the line above.
    let first = match key_within(context, at).or_else(|| word_after_bracket(context, at)) {
        Some(key) => key,
        None if on_line.trim().is_empty() => context.value(context.at),
        None => line.parts().name().span(),
    };
    let name = context.slice(first);
    let before = context.slice(Span::new(at, first.start)).trim_end();
    let end = at + offset(before.len());
    let found = context
        .diagnostic("syntax/missing-comma", first, format!("no comma before {}", shown(name)))
        .with_label(Span::new(at, at + 1), format!("within the bracket `{open}` that opens here"));
    if before.ends_with(';') && line.start <= first.start {
        let comma = Edit { span: Span::new(end - 1, end), replacement: ",".to_owned() };
        return Some(
            found.with_help(format!("write a comma in place of the `;` before {}", shown(name))).with_fix(
                "put a comma in place of the `;`",
                Applicability::Unsafe,
                vec![comma],
            ),
        );
    }
    let found =
        found.with_help(format!("write a comma between {} and {}", shown(last_value(before)), shown(name)));
    if before.ends_with([',', '[', '{', ':']) || line.start > first.start {
        return Some(found);
    }
    let comma = Edit { span: Span::empty(end), replacement: ",".to_owned() };
    Some(found.with_fix("put a comma there", Applicability::Unsafe, vec![comma]))
}

/// Recognises a comma that is missing between two quoted texts.
pub(super) fn between_quotes(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::TextAfterQuote {
        return None;
    }
    let (quote, close) = closed_before(context)?;
    let line = context.line(context.at);
    let begins_value = line.parts().value.start == quote.open || line.content().start == quote.open;
    let another_opens = quotes(line).iter().any(|other| other.open == context.at)
        || context.rest(context.at).starts_with(['"', '\'']) && !begins_value;
    if !another_opens {
        return None;
    }
    let first = Span::new(quote.open, close + 1);
    let found = context
        .diagnostic(
            "syntax/missing-comma",
            context.value(context.at),
            format!("no comma after {}", shown(context.slice(first))),
        )
        .with_label(first, "one value")
        .with_help("separate the values within brackets by commas")
        .with_fix(
            "put a comma between the values",
            Applicability::Unsafe,
            vec![Edit { span: Span::empty(close + 1), replacement: ",".to_owned() }],
        );
    Some(found)
}

/// Returns the key of the colon at the place, within the bracket that opens at `open` on the same line: in
/// `{name: D. Prototypov role: journalist}` the last word before the second colon.
fn key_within(context: ErrorContext<'_>, open: u32) -> Option<Span> {
    let before = context.slice(Span::new(open + 1, context.at));
    let is_colon = context.rest(context.at).starts_with(':');
    if !is_colon || before.contains(['\n', '\r']) {
        return None;
    }
    let part = before.rsplit([',', '{', '[']).next()?.trim_end();
    let key = part.rsplit(' ').next().filter(|key| part.contains(": ") && !key.is_empty())?;
    let end = context.at - offset(before.len() - before.trim_end().len());
    Some(Span::new(end - offset(key.len()), end))
}

/// Returns the word at the place, where a bracket within the one that opens at `open` closes before it on the same line:
/// `type` in `{persons: [a] type: verdict}`.
fn word_after_bracket(context: ErrorContext<'_>, open: u32) -> Option<Span> {
    let before = context.slice(Span::new(open + 1, context.at));
    let rest = context.rest(context.at);
    let length = rest.find([':', ',', ' ', '[', ']', '{', '}', '\n', '\r']).filter(|length| *length > 0)?;
    let closes = before.trim_end().ends_with([']', '}']) && !before.contains(['\n', '\r']);
    closes.then(|| Span::new(context.at, context.at + offset(length)))
}

/// Returns the last value before a missing comma.
fn last_value(before: &str) -> &str {
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default().trim();
    if line.ends_with([']', '}']) {
        let begin = line.rfind(['[', '{']).unwrap_or_default();
        return line.get(begin..).unwrap_or(line);
    }
    let text = line.rsplit([',', '[', '{']).next().unwrap_or_default().trim();
    if text.is_empty() { line } else { text }
}
