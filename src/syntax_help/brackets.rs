//! Finds brackets and the ones that close them.

use super::context::ErrorContext;
use super::line::Line;
use super::quotes::closing_quote;
use crate::source::offset;

/// Returns the bracket that closes `open`.
pub(super) fn closing_bracket(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

/// The end of an opened bracket.
pub(super) enum BracketEnd {
    /// Its own kind closes it at this byte.
    Closed(u32),
    /// Another kind closes it at this byte.
    Mismatched(u32),
    /// Nothing closes it, or the innermost bracket that opens after it.
    Never,
}

/// Finds the end of the bracket that opens at byte `open`.
pub(super) fn follow(context: ErrorContext<'_>, open: u32) -> BracketEnd {
    let mut stack: Vec<char> = Vec::new();
    let mut line = context.line(open);
    let mut from = (open - line.start) as usize;
    loop {
        let events = match brackets(line, from) {
            Ok(events) => events,
            Err(_) => return BracketEnd::Never,
        };
        for (at, c) in events {
            match c {
                '[' | '{' => stack.push(c),
                _ if stack.last().is_some_and(|&open| closing_bracket(open) == c) => {
                    stack.pop();
                    if stack.is_empty() {
                        return BracketEnd::Closed(at);
                    }
                }
                _ => return BracketEnd::Mismatched(at),
            }
        }
        match context.next(line) {
            Some(next) => line = next,
            None => return BracketEnd::Never,
        }
        from = 0;
    }
}

/// Brackets with their places.
pub(super) type Brackets = Vec<(u32, char)>;

/// Returns the brackets of a line from byte `from` on that are not text; `Err` where a quoted text runs on
/// into the next line, with the brackets before it.
pub(super) fn brackets(line: Line<'_>, from: usize) -> Result<Brackets, Brackets> {
    let bytes = line.text.as_bytes();
    let mut found = Brackets::new();
    let mut at = from.max(line.indent());
    let mut value_begins = true;
    while let Some(&byte) = bytes.get(at) {
        let before_blank = bytes.get(at + 1).is_none_or(|b| matches!(b, b' ' | b'\t'));
        let place = line.start + offset(at);
        match byte {
            b'"' | b'\'' if value_begins => match closing_quote(line.text, at, char::from(byte)) {
                Some(close) => {
                    at = close;
                    value_begins = false;
                }
                None => return Err(found),
            },
            b'#' if at == 0 || bytes.get(at - 1).is_some_and(|b| matches!(b, b' ' | b'\t')) => break,
            b'[' | b'{' if value_begins => found.push((place, char::from(byte))),
            b']' | b'}' => {
                found.push((place, char::from(byte)));
                value_begins = false;
            }
            b',' => value_begins = true,
            b':' | b'-' | b'?' if before_blank => value_begins = true,
            b' ' | b'\t' => {}
            _ => value_begins = false,
        }
        at += 1;
    }
    Ok(found)
}

/// Returns the innermost bracket that is open before the place.
pub(super) fn open_before(context: ErrorContext<'_>) -> Option<(u32, char)> {
    let mut line = context.line(context.at);
    let mut closed = 0_usize;
    loop {
        let events = brackets(line, 0).unwrap_or_else(|events| events);
        for (at, c) in events.into_iter().rev().filter(|&(at, _)| at < context.at) {
            match c {
                '[' | '{' if closed == 0 => return Some((at, c)),
                '[' | '{' => closed -= 1,
                _ => closed += 1,
            }
        }
        line = context.previous(line)?;
    }
}
