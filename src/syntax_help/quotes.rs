//! Finds the quotes that open and close texts.

use super::context::ErrorContext;
use super::line::Line;
use crate::source::offset;

/// A quoted text in one line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quote {
    /// The opening quote's byte in the file.
    pub(super) open: u32,
    /// The quote character, `"` or `'`.
    pub(super) mark: char,
    /// The closing quote's byte, if it stands in the same line.
    pub(super) close: Option<u32>,
}

/// Returns the quoted texts that begin in `line`, from left to right; the last one may be open.
///
/// A quote opens a text only where a value can begin: elsewhere it is an apostrophe.
pub(super) fn quotes(line: Line<'_>) -> Vec<Quote> {
    let mut found = Vec::new();
    let bytes = line.text.as_bytes();
    let mut at = line.indent();
    let mut value_begins = true;
    while let Some(&byte) = bytes.get(at) {
        let before_blank = bytes.get(at + 1).is_none_or(|b| matches!(b, b' ' | b'\t'));
        match byte {
            b'"' | b'\'' if value_begins => {
                let mark = char::from(byte);
                let close = closing_quote(line.text, at, mark);
                found.push(Quote {
                    open: line.start + offset(at),
                    mark,
                    close: close.map(|close| line.start + offset(close)),
                });
                let Some(close) = close else { return found };
                at = close;
                value_begins = false;
            }
            b'#' if at == 0 || bytes.get(at - 1).is_some_and(|b| matches!(b, b' ' | b'\t')) => return found,
            b'[' | b'{' | b',' => value_begins = true,
            b':' | b'-' | b'?' if before_blank => value_begins = true,
            b' ' | b'\t' => {}
            _ => value_begins = false,
        }
        at += 1;
    }
    found
}

/// Returns the quote that opens above `line` and does not close in its own line, with that line.
pub(super) fn open_above<'a>(context: ErrorContext<'a>, line: Line<'_>) -> Option<(Line<'a>, Quote)> {
    let mut cursor = context.previous(line)?;
    loop {
        if let Some(open) = quotes(cursor).pop().filter(|quote| quote.close.is_none()) {
            return Some((cursor, open));
        }
        cursor = context.previous(cursor)?;
    }
}

/// Finds the quote that closes the text that opens at byte `open` of `text`.
pub(super) fn closing_quote(text: &str, open: usize, quote: char) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = open + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == '"' => at += 1,
            b'\'' if quote == '\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            _ if char::from(byte) == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Returns the last quoted text of the place's line that closes before the place, with its closing quote's byte.
pub(super) fn closed_before(context: ErrorContext<'_>) -> Option<(Quote, u32)> {
    let closed = quotes(context.line(context.at)).into_iter().filter_map(|quote| Some((quote, quote.close?)));
    closed.rev().find(|&(_, close)| close < context.at)
}
