//! Tags that cannot be read: most often a text that begins with `!`.

use super::complaint::Complaint;
use super::context::ErrorContext;
use super::phrases::{shown, yaml_quoted};
use crate::diagnostic::Diagnostic;

/// Recognises a text at the place that its `!` makes a tag.
pub(super) fn at_place(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = context.line(context.at);
    let reason = match context.complaint {
        Complaint::UndeclaredTag => "whose beginning is declared nowhere",
        Complaint::UnclosedTag => "whose `<` is not closed by `>`",
        Complaint::NamelessTag => "which has no name",
        Complaint::TagEscape => "whose `%` is not followed by the number of a character",
        Complaint::TagOrDirectiveCharacter if !line.text.starts_with('%') => {
            "which holds a character that no tag can hold"
        }
        _ => return None,
    };
    let span = context.word(context.at);
    let message = format!("the `!` at the beginning makes {} a tag, {reason}", shown(context.slice(span)));
    let found = context.diagnostic("syntax/tag", span, message);
    let value = line.parts().value;
    if value.start != context.at {
        return Some(found.with_help("if it is text, put it into quotes"));
    }
    let found = found.with_help(format!("if it is text, write {}", shown(&yaml_quoted(value.text))));
    Some(context.with_quoting_fix(found, value))
}
