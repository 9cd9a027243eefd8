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
    if !is_known_key(key) {
        return None;
    }
    let after = cut(text, at + sign.len_utf8(), text.len());
    let value = after.trim_start_matches(|c| c == ' ' || is_odd_space(c));
    let (from, to) = (start + offset(key.len()), start + offset(text.len() - value.len()));
    let written = if value.is_empty() { format!("{key}:") } else { format!("{key}: {value}") };
    let replacement = if value.is_empty() { ":".to_owned() } else { ": ".to_owned() };
    let place = start + offset(at);
    let looks = if ('\u{ff01}'..='\u{ff5e}').contains(&sign) {
        "a full-width one"
    } else {
        "one that only looks like it"
    };
    let message = format!("the colon after `{key}` is not `:`, but {looks} (U+{:04X})", u32::from(sign));
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
