//! Invisible characters that no text may hold.

use super::complaint::Complaint;
use super::context::ErrorContext;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::offset;

/// Recognises a control character at the place, or in the text that begins there.
pub(super) fn at_place(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let Complaint::Character(character) = context.complaint else { return None };
    if matches!(character, '@' | '`' | '%' | '?' | '|' | '>') {
        return None;
    }
    let at = context.at + offset(context.rest(context.at).find(character).unwrap_or(0));
    let span = context.character(at);
    let (message, advice) = match character {
        '\u{feff}' => (
            "a byte order mark (U+FEFF) stands inside the file".to_owned(),
            "it is invisible and can only begin a file",
        ),
        '\0' => (
            "a zero byte (U+0000) stands in the file".to_owned(),
            "the file may be damaged, or no text at all",
        ),
        _ => (
            format!("an invisible control character (U+{:04X}) stands in the file", u32::from(character)),
            "it is invisible, and no text may hold it",
        ),
    };
    let found = context
        .diagnostic("syntax/control-character", span, message)
        .with_help(format!("delete it: {advice}"))
        .with_fix(
            "delete the character",
            Applicability::Unsafe,
            vec![Edit { span, replacement: String::new() }],
        );
    Some(found)
}
