//! Characters that look like spaces, from word processors and web pages, in the indentation or beside a key.

use super::context::ErrorContext;
use super::line::{Line, cut};
use super::phrases::shown;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::lookalike::{is_odd_space, is_zero_width, odd_space_name};
use crate::source::{Span, offset};

/// Recognises an odd space in the indentation of the line at the place, or of the one above it: the parser takes it for a
/// letter, and stumbles over the next line that stands as far in.
pub(super) fn in_indentation(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if !context.complaint.is_about_layout() {
        return None;
    }
    let line = context.line(context.at);
    let above = || context.above(line);
    explain_indentation(context, line).or_else(|| explain_indentation(context, above()?))
}

/// Returns true if a plain scalar has an odd space where none can be meant: around a key, or after a dash.
pub(crate) fn is_around(value: &str, is_key: bool) -> bool {
    let is_item = value.strip_prefix('-').is_some_and(|rest| rest.starts_with(is_odd_space));
    is_item || is_key && (value.starts_with(is_odd_space) || value.ends_with(is_odd_space))
}

/// Recognises an odd space in the indentation of the line that `scalar` begins.
pub(super) fn before_scalar(context: ErrorContext<'_>, scalar: Span) -> Option<Diagnostic> {
    let line = context.line(scalar.start);
    let before = context.slice(Span::new(line.start, scalar.start));
    let begins_line = before.trim_matches([' ', '\t']).is_empty();
    if begins_line && context.slice(scalar).starts_with(is_odd_space) {
        explain_indentation(context, line)
    } else {
        None
    }
}

/// Recognises an odd space before or after a key.
pub(super) fn beside_key(context: ErrorContext<'_>, key: Span) -> Option<Diagnostic> {
    let text = context.slice(key);
    if text.starts_with('-') {
        return None;
    }
    let word = text.trim_matches(is_odd_space);
    let (from, place) = if text.starts_with(is_odd_space) { (0, "before") } else { (word.len(), "after") };
    let rest = cut(text, from, text.len());
    let length = rest.len() - rest.trim_start_matches(is_odd_space).len();
    let first = rest.chars().next().filter(|c| is_odd_space(*c))?;
    let odd = Span::new(key.start + offset(from), key.start + offset(from + length));
    let found = context
        .diagnostic("syntax/odd-space", odd, message(first, &format!("{place} {}", shown(word))))
        .with_help(format!("delete it, or retype {}", shown(&format!("{word}:"))))
        .with_fix("delete it", Applicability::Unsafe, vec![Edit { span: odd, replacement: String::new() }]);
    Some(found)
}

/// Explains an odd space in the indentation of `line`, before a key or an item.
fn explain_indentation(context: ErrorContext<'_>, line: Line<'_>) -> Option<Diagnostic> {
    let blanks = odd_indent(line)?;
    let at = blanks.find(is_odd_space)?;
    let odd = cut(blanks, at, blanks.len());
    let length = odd.len() - odd.trim_start_matches(is_odd_space).len();
    let first = odd.chars().next()?;
    let rest = Line { start: line.start, text: cut(line.text, blanks.len(), line.text.len()) };
    let place = format!("in the indentation of {}", shown(rest.parts().name().text));
    let start = line.start + offset(at);
    let mut edits = Vec::new();
    let mut cursor = Some(line);
    while let Some(line) = cursor {
        if let Some(blanks) = odd_indent(line) {
            let kept = blanks.chars().filter(|c| !is_zero_width(*c));
            let replacement = kept.map(|c| if is_odd_space(c) { ' ' } else { c }).collect();
            let span = Span::new(line.start, line.start + offset(blanks.len()));
            edits.push(Edit { span, replacement });
        }
        cursor = context.next(line);
    }
    let span = Span::new(start, start + offset(length));
    Some(
        context
            .diagnostic("syntax/odd-space", span, message(first, &place))
            .with_help(
                "indent with ordinary spaces; such a character comes from a word processor or a web page",
            )
            .with_fix("indent with ordinary spaces", Applicability::Unsafe, edits),
    )
}

/// Returns the blanks that a line begins with, if there are odd ones among them and a key or an item follows.
fn odd_indent(line: Line<'_>) -> Option<&str> {
    let rest = line.text.trim_start_matches(|c| matches!(c, ' ' | '\t') || is_odd_space(c));
    let blanks = cut(line.text, 0, line.text.len() - rest.len());
    if !blanks.contains(is_odd_space) {
        return None;
    }
    let parts = Line { start: line.start, text: rest }.parts();
    (parts.key.is_some() || !parts.dashes.is_empty()).then_some(blanks)
}

fn message(c: char, place: &str) -> String {
    let looks =
        if is_zero_width(c) { "which nobody sees" } else { "which looks like a space but is not one" };
    format!("{} (U+{:04X}) {place}, {looks}", odd_space_name(c), u32::from(c))
}
