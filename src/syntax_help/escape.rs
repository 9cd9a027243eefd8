//! Escapes in quoted texts that stand for no character.

use super::complaint::Complaint;
use super::context::ErrorContext;
use super::line::cut;
use super::phrases::shown;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Recognises a bad escape in the YAML text whose quote opens at the place.
pub(super) fn in_yaml(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint == Complaint::Escape {
        in_text_at(context, context.at, Notation::Yaml)
    } else {
        None
    }
}

/// The notation of a quoted text, which decides the escapes that it can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    Yaml,
    Json,
}

/// Explains the first bad escape in the double-quoted text that opens at byte `start`.
pub(super) fn in_text_at(context: ErrorContext<'_>, start: u32, notation: Notation) -> Option<Diagnostic> {
    let text = context.rest(start);
    let bad = first_bad_escape(text, notation)?;
    let span = Span::new(start + offset(bad.start), start + offset(bad.end));
    let written = cut(text, bad.start, bad.end);
    let doubled = shown(&format!("\\{written}"));
    let alternative = match notation {
        Notation::Json => "",
        Notation::Yaml => ", or put the text into single quotes, where a backslash is one",
    };
    let found = context
        .diagnostic("syntax/escape", span, format!("{} {}", shown(written), bad.reason))
        .with_label(Span::new(start, start + 1), "within the text that opens here")
        .with_help(format!("write `\\\\` for a backslash, so {doubled}{alternative}"))
        .with_fix(
            "write the backslash twice",
            Applicability::Unsafe,
            vec![Edit { span: Span::empty(span.start), replacement: "\\".to_owned() }],
        );
    Some(found)
}

/// An escape that stands for no character, as a range of the text.
#[derive(Debug, Clone, Copy)]
struct BadEscape {
    start: usize,
    end: usize,
    reason: &'static str,
}

/// Returns the first bad escape in the double-quoted text that `text` begins with.
fn first_bad_escape(text: &str, notation: Notation) -> Option<BadEscape> {
    let bytes = text.as_bytes();
    let mut at = 1;
    loop {
        match bytes.get(at)? {
            b'"' => return None,
            b'\\' => match escape_length(cut(text, at, text.len()), notation)? {
                Ok(length) => at += length,
                Err((length, reason)) => return Some(BadEscape { start: at, end: at + length, reason }),
            },
            _ => at += 1,
        }
    }
}

/// Returns the length of the escape that `text` begins with, with the reason if it is a bad one; `None` where the
/// text ends after the backslash.
fn escape_length(text: &str, notation: Notation) -> Option<Result<usize, (usize, &'static str)>> {
    const LONE: &str = "is half of a pair that stands for one character, without its other half";
    let is_json = notation == Notation::Json;
    let kind = cut(text, 1, text.len()).chars().next()?;
    let known = if is_json { "\"\\/bfnrtu" } else { "0abt\tnvfre \"/\\N_LPxuU\n\r" };
    if !known.contains(kind) {
        return Some(Err((1 + kind.len_utf8(), "stands for no character")));
    }
    let digits = match kind {
        'u' => 4,
        'x' => 2,
        'U' => 8,
        _ => return Some(Ok(1 + kind.len_utf8())),
    };
    let hex = cut(text, 2, text.len()).bytes().take(digits).take_while(u8::is_ascii_hexdigit).count();
    if hex < digits {
        let reason = match kind {
            'x' => "lacks the two digits (0-9, a-f) that must follow it",
            'u' => "lacks the four digits (0-9, a-f) that must follow it",
            _ => "lacks the eight digits (0-9, a-f) that must follow it",
        };
        return Some(Err((2 + hex, reason)));
    }
    let code = u32::from_str_radix(cut(text, 2, 2 + digits), 16).unwrap_or(0);
    let is_high_half = (0xD800..0xDC00).contains(&code);
    if is_high_half && digits == 4 {
        let low = cut(text, 6, 12).strip_prefix("\\u");
        let low = low.and_then(|low| u32::from_str_radix(low, 16).ok());
        let is_pair = low.is_some_and(|low| (0xDC00..0xE000).contains(&low));
        return Some(if is_pair { Ok(12) } else { Err((6, LONE)) });
    }
    if is_high_half || (0xDC00..0xE000).contains(&code) {
        return Some(Err((2 + digits, LONE)));
    }
    if char::from_u32(code).is_none() {
        return Some(Err((2 + digits, "is not the number of any character")));
    }
    Some(Ok(2 + digits))
}
