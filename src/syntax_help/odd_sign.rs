//! Signs that look like a colon and are not one, such as the full-width colon of another keyboard.

use super::context::ErrorContext;
use super::known_keys::is_known_key;
use super::line::{Line, Piece, cut};
use super::phrases::shown;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::lookalike::{ascii_sign, is_odd_space};
use crate::source::{Span, offset};

/// The number of lines above the place that are read: a text without a key goes on with the one above, and the parser
/// stumbles only below it.
const MOST_ABOVE: usize = 3;

/// Recognises `country： KZ` at the place, or in the lines above that have no key.
pub(super) fn colon(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let mut line = context.line(context.at);
    for _ in 0..=MOST_ABOVE {
        if let Some(found) = explain(context, line) {
            return Some(found);
        }
        line = context.above(line)?;
    }
    None
}

fn explain(context: ErrorContext<'_>, line: Line<'_>) -> Option<Diagnostic> {
    let parts = line.parts();
    let Piece { start, text } = parts.key.unwrap_or(parts.value);
    let (at, sign) = text.char_indices().find(|(_, c)| ascii_sign(*c) == Some(':'))?;
    let key = cut(text, 0, at).trim_end_matches(|c| c == ' ' || is_odd_space(c));
    // A text may hold such a colon; one between an id and a bracket holds it for what it looks like.
    let after = cut(text, at + sign.len_utf8(), text.len());
    let opens = after.trim_start_matches(|c| c == ' ' || is_odd_space(c)).starts_with(['{', '[']);
    let is_key = is_known_key(key) || opens && is_id(key);
    if !is_key {
        return None;
    }
    let value = after.trim_start_matches(|c| c == ' ' || is_odd_space(c));
    let (from, to) = (start + offset(key.len()), start + offset(text.len() - value.len()));
    // The parser reads a key up to the colon of another one.
    let rest = context.slice(Span::new(to, line.content().span().end.max(to)));
    let written = if rest.is_empty() { format!("{key}:") } else { format!("{key}: {rest}") };
    let replacement = if value.is_empty() { ":".to_owned() } else { ": ".to_owned() };
    let place = start + offset(at);
    let message = format!("the colon after `{key}` is not `:`, but {}", look_of(sign));
    Some(
        context
            .diagnostic("syntax/missing-colon", Span::new(place, place + offset(sign.len_utf8())), message)
            .with_help(format!("write {}", shown(&written)))
            .with_fix(
                "write `:`",
                Applicability::Unsafe,
                vec![Edit { span: Span::new(from, to), replacement }],
            ),
    )
}

/// Says what a sign of another script looks like, with its number in Unicode.
pub(super) fn look_of(sign: char) -> String {
    let looks = if ('\u{ff01}'..='\u{ff5e}').contains(&sign) {
        "a full-width one"
    } else {
        "one that only looks like it"
    };
    format!("{looks} (U+{:04X})", u32::from(sign))
}

/// Returns true for the form that ids have.
fn is_id(text: &str) -> bool {
    let is_sign =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    !text.is_empty() && text.bytes().all(is_sign)
}
