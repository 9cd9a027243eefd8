//! Quotes that do not close, are not straight, or hold what they cannot.

use super::super::line::cut;
use super::super::phrases::shown;
use super::{Fault, key_before, toml_quoted, with_edit, without_comment};
use crate::diagnostic::Diagnostic;
use crate::source::{Span, offset};

/// Recognises the quotes of a word processor.
pub(super) fn curly(fault: Fault<'_>) -> Option<Diagnostic> {
    let text = fault.value().text;
    let pairs = [('“', '”'), ('„', '“'), ('„', '”'), ('«', '»'), ('‘', '’'), ('”', '”'), ('`', '`')];
    let inner = pairs.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))?;
    let span = Span::new(fault.span.start, fault.span.start + offset(text.len()));
    let written = toml_quoted(inner);
    let open = text.chars().next().unwrap_or_default();
    let message = if open == '`' {
        "a text in TOML stands between straight quotes, not backticks".to_owned()
    } else {
        format!("a text in TOML stands between straight quotes, not behind {open}")
    };
    let found = fault
        .diagnostic("syntax/unquoted-text", span, message)
        .with_help(format!("write {}", shown(&written)));
    Some(with_edit(found, "write straight quotes", span, written))
}

/// Recognises a quote that is not closed on its line, or three of them that are not closed at all.
pub(super) fn not_closed(fault: Fault<'_>) -> Option<Diagnostic> {
    let long = [("invalid multi-line basic string", "\"\"\""), ("invalid multi-line literal string", "'''")];
    if let Some((_, quotes)) = long.into_iter().find(|(reason, _)| fault.is(&[reason])) {
        let before = fault.context.slice(Span::new(fault.context.extent.start, fault.span.end));
        if fault.message.contains("visible") {
            return None;
        }
        let open = fault.context.extent.start + offset(before.rfind(quotes)?);
        let span = Span::new(open, open + 3);
        let message = format!("the text that {quotes} opens here does not end");
        let help = format!("write {quotes} behind its last line");
        return Some(fault.diagnostic("syntax/unclosed-quote", span, message).with_help(help));
    }
    let quote = match fault.message {
        "invalid basic string, expected `\"`" => '"',
        "invalid literal string, expected `'`" => '\'',
        _ => return None,
    };
    let (_, value_at) = key_before(fault.line.text, '=').unwrap_or(("", 0));
    let value = cut(fault.line.text, value_at, fault.line.text.len());
    let open = value_at + value.rfind(quote)?;
    let text = cut(fault.line.text, open, fault.line.text.len()).trim_end();
    let found = fault
        .diagnostic(
            "syntax/unclosed-quote",
            fault.place(open, 1),
            format!("the text behind this {quote} does not end on its line"),
        )
        .with_help(format!(
            "write {quote} at its end; a text of several lines stands between two {}",
            if quote == '"' { "\"\"\"" } else { "'''" }
        ));
    let below = fault.context.next(fault.line).map(|line| line.text.trim());
    let ends_here =
        below.is_none_or(|text| text.is_empty() || text.starts_with(['#', '[']) || text.contains('='));
    let end = fault.place(open + text.len(), 0);
    let is_bracket = text.ends_with([']', '}', ',']);
    Some(if ends_here && !is_bracket && text.len() > 1 {
        with_edit(found, "close it", end, quote)
    } else {
        found
    })
}

/// Recognises a backslash that begins no escape, as in a path of Windows.
pub(super) fn escape(fault: Fault<'_>) -> Option<Diagnostic> {
    let reasons = ["too few unicode", "missing escaped value", "invalid value, expected unicode"];
    if !fault.is(&reasons) {
        return None;
    }
    let at = fault.span.start.saturating_sub(fault.line.start) as usize;
    let before = cut(fault.line.text, 0, (at + 1).min(fault.line.text.len()));
    let slash = before.rfind('\\').or_else(|| fault.line.text.rfind('\\'))?;
    let letter = cut(fault.line.text, slash + 1, fault.line.text.len()).chars().next()?;
    let span = fault.place(slash, 1 + letter.len_utf8());
    let message = format!("`{}` is no escape of TOML", fault.context.slice(span));
    let found = fault.diagnostic("syntax/escape", span, message);
    let found = found.with_help(
        "write each backslash twice, or put the text between single quotes, where it is a letter like others",
    );
    let inner = text_around(fault.line.text, slash).filter(|(_, inner)| !inner.contains('\''));
    Some(match inner {
        // Another backslash may begin an escape by chance.
        Some((open, inner)) => {
            let whole = fault.place(open, inner.len() + 2);
            with_edit(found, "write single quotes", whole, format!("'{inner}'"))
        }
        None => with_edit(found, "write it twice", fault.place(slash, 0), "\\"),
    })
}

/// Returns the text between double quotes that holds byte `at` of a line, with the place of the opening one.
fn text_around(line: &str, at: usize) -> Option<(usize, &str)> {
    let open = cut(line, 0, at).rfind('"')?;
    let rest = cut(line, open + 1, line.len());
    let end = rest.find('"')?;
    let inner = cut(rest, 0, end);
    (!cut(line, 0, open).ends_with(['"', '\\']) && !inner.is_empty()).then_some((open, inner))
}

/// Recognises a character that no text may hold.
pub(super) fn control_character(fault: Fault<'_>) -> Option<Diagnostic> {
    let letter = fault
        .context
        .slice(fault.span)
        .chars()
        .next()
        .filter(|letter| letter.is_control() && *letter != '\n')?;
    let message = format!("the invisible character U+{:04X} stands in this text", u32::from(letter));
    let found = fault.diagnostic("syntax/control-character", fault.span, message).with_help("delete it");
    Some(with_edit(found, "delete it", fault.span, ""))
}

/// Recognises a quote within a text that stands between such quotes, as the apostrophe in `'it's'`.
pub(super) fn apostrophe(fault: Fault<'_>) -> Option<Diagnostic> {
    let behind = Some(fault.behind()).filter(|_| fault.is(&["unexpected key or value"]))?;
    let (_, value_at) = key_before(fault.line.text, '=')?;
    let value = cut(fault.line.text, value_at, fault.line.text.len());
    let start = value_at + (value.len() - value.trim_start().len());
    let text = without_comment(cut(fault.line.text, start, fault.line.text.len()));
    let quote = text.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
    let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
    // Two texts beside each other are not one.
    if !inner.contains(quote) || behind.trim_start().starts_with([',', ';', quote]) {
        return None;
    }
    let at = fault.line.text.len() - behind.trim_start().len();
    let closing = cut(fault.line.text, 0, at).rfind(quote)?;
    let span = fault.place(start, text.len());
    let written = toml_quoted(inner);
    let found = fault
        .diagnostic("syntax/text-after-quote", fault.place(closing, 1), "this quote within the text ends it")
        .with_help(format!("write {}", shown(&written)));
    Some(with_edit(found, "write other quotes around it", span, written))
}
