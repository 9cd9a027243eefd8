//! Brackets that do not close, and the commas in them.

use super::super::line::cut;
use super::{Fault, with_edit};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Recognises a header that is not closed.
pub(super) fn of_header(fault: Fault<'_>) -> Option<Diagnostic> {
    let wanted = match fault.message {
        "unclosed table, expected `]`" => "]",
        "unclosed array table, expected `]`" => "]]",
        _ => return None,
    };
    let content = fault.line.content();
    let header = super::without_comment(content.text);
    let closed = header.len() - header.trim_end_matches(']').len();
    let missing = wanted.get(closed.min(wanted.len())..).unwrap_or(wanted);
    let span = Span::new(content.start, content.start + offset(header.len()));
    let found = fault
        .diagnostic("syntax/unclosed-bracket", span, format!("`{header}` is not closed"))
        .with_help(format!("write `{header}{missing}`"));
    Some(with_edit(found, "close it", Span::empty(span.end), missing))
}

/// Recognises two commas beside each other.
pub(super) fn extra_comma(fault: Fault<'_>) -> Option<Diagnostic> {
    let is_extra = fault.is(&["extra comma"]);
    is_extra.then(|| {
        let found = fault.diagnostic(
            "syntax/missing-comma",
            fault.span,
            "a value is missing before this comma, or it is one too many",
        );
        let edit = Edit { span: fault.span, replacement: String::new() };
        found.with_help("delete it").with_fix("delete it", Applicability::Safe, vec![edit])
    })
}

/// Recognises a list or a table in brackets that is not closed, where the next key or the end comes.
pub(super) fn not_closed(fault: Fault<'_>) -> Option<Diagnostic> {
    let reasons = ["unclosed array", "unclosed inline table", "unexpected `=` in array", "missing comma"];
    if !fault.is(&reasons) {
        return None;
    }
    let (open, sign) = opening(fault)?;
    let close = if sign == '[' { ']' } else { '}' };
    let behind = fault.behind().trim_start();
    let next = fault.context.below(fault.line).map(|line| line.text.trim());
    let is_key = |text: &str| {
        super::key_before(text, '=').is_some_and(|(key, _)| !key.contains(['"', '\'', ',', '{', '[']))
    };
    let is_at_key = behind.starts_with('=')
        || behind.is_empty() && next.is_none_or(|text| is_key(text) || text.starts_with('['));
    if fault.is(&["missing comma"]) && !is_at_key {
        return None;
    }
    let found = fault
        .diagnostic(
            "syntax/unclosed-bracket",
            Span::new(open, open + 1),
            format!("this `{sign}` is not closed"),
        )
        .with_help(format!("write `{close}` behind the last value that belongs to it"));
    let before = fault.context.slice(Span::new(fault.context.extent.start, fault.line.start)).trim_end();
    let is_later = fault.context.line(open).start != fault.line.start;
    let end = if behind.starts_with('=') && is_later {
        fault.context.extent.start + offset(before.len())
    } else {
        fault.span.start
    };
    Some(with_edit(found, &format!("write `{close}`"), Span::empty(end), close))
}

/// Returns the last bracket before the fault that opens a value and is not closed.
fn opening(fault: Fault<'_>) -> Option<(u32, char)> {
    let start = fault.context.extent.start;
    let before = fault.context.slice(Span::new(start, fault.span.start));
    let mut closed = 0;
    for (at, letter) in before.char_indices().rev() {
        match letter {
            ']' | '}' => closed += 1,
            '[' | '{' if closed > 0 => closed -= 1,
            '[' | '{' => return Some((start + offset(at), letter)),
            _ => {}
        }
    }
    None
}

/// Recognises two values in brackets without a comma between them.
pub(super) fn missing_comma(fault: Fault<'_>) -> Option<Diagnostic> {
    if !fault.is(&["missing comma"]) {
        return None;
    }
    let before = fault.context.slice(Span::new(fault.context.extent.start, fault.span.start));
    let at = fault.context.extent.start + offset(before.trim_end().len());
    let last = cut(before, 0, before.trim_end().len()).chars().next_back().map_or(1, char::len_utf8);
    let span = Span::new(at.saturating_sub(offset(last)), at);
    let found = fault.diagnostic("syntax/missing-comma", span, "a comma is missing behind this value");
    let found = found.with_help("write `,` between two values in brackets");
    Some(found.with_fix(
        "write `,`",
        Applicability::Unsafe,
        vec![Edit { span: Span::empty(at), replacement: ",".to_owned() }],
    ))
}
