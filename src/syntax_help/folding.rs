//! Texts without quotes that run over several lines: their last line, and the fix that puts them below `key: >`.

use super::context::ErrorContext;
use super::line::{Line, Piece, is_atom};
use super::phrases::shown;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::Span;

/// Returns the advice to write the text of `key` below `key: >`.
pub(super) fn block_advice(key: Piece<'_>) -> String {
    format!(
        "or write {} and the text on the lines below, two spaces further in",
        shown(&format!("{}: >", key.text))
    )
}

/// Returns true if the line, which stands further in than a key with a text, is part of that text.
pub(super) fn continues_text(line: &Line<'_>) -> bool {
    let starts_sentence = |key: Piece<'_>| key.text.starts_with(char::is_uppercase);
    let parts = line.parts();
    line.may_be_text() || parts.dashes.is_empty() && parts.key.is_some_and(starts_sentence)
}

/// Returns the last line of the text that `line` belongs to; empty lines belong to it if the text goes on below
/// them.
pub(super) fn last_line<'a>(
    context: ErrorContext<'a>,
    line: Line<'a>,
    belongs: impl Fn(&Line<'_>) -> bool,
) -> Line<'a> {
    let mut last = line;
    let mut cursor = context.next(line);
    while let Some(next) = cursor {
        if !next.content().text.is_empty() {
            if next.is_blank() || !belongs(&next) {
                break;
            }
            last = next;
        }
        cursor = context.next(next);
    }
    last
}

/// Adds a fix that writes the text from `header` to `last` below `key: >`, where no character in it has a special
/// meaning.
pub(super) fn with_folding_fix(
    context: ErrorContext<'_>,
    found: Diagnostic,
    header: Line<'_>,
    last: Line<'_>,
) -> Diagnostic {
    let parts = header.parts();
    let (Some(key), Some(colon)) = (parts.key, parts.colon) else { return found };
    // A comment would become part of the text.
    let has_comment = parts.value.span().end < header.content().span().end;
    if has_comment || !parts.is_plain() || is_atom(parts.value.text) {
        return found;
    }
    let indent = " ".repeat(parts.column + 2);
    let below = if parts.value.text.is_empty() { String::new() } else { format!("\n{indent}") };
    let mut edits =
        vec![Edit { span: Span::new(colon + 1, parts.value.start), replacement: format!(" >{below}") }];
    let mut cursor = context.next(header);
    while let Some(line) = cursor.filter(|line| line.start <= last.start) {
        let is_empty = line.content().text.is_empty();
        if line.is_blank() && !is_empty {
            return found;
        }
        let replacement = if is_empty { String::new() } else { indent.clone() };
        edits.push(Edit { span: line.indent_span(), replacement });
        cursor = context.next(line);
    }
    found.with_fix(format!("put the text below `{}: >`", key.text), Applicability::Unsafe, edits)
}
