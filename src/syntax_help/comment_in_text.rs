//! Comments between the lines of a text.

use super::complaint::Complaint;
use super::context::ErrorContext;
use super::layout;
use super::phrases::shown;
use crate::diagnostic::Diagnostic;
use crate::source::{Span, offset};

const ADVICE: &str =
    "put the comment above the text; if the `#` is part of the text, put all of it into quotes";

/// Recognises a line of text that a comment cuts off from the text above.
pub(super) fn above_line(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = layout::misplaced_line(context)?;
    let parts = line.parts();
    if !parts.dashes.is_empty() || parts.key.is_some() {
        return None;
    }
    let above = context.previous(line).filter(|above| above.content().text.starts_with('#'))?;
    let (text, comment) = (line.content(), above.content());
    let message = format!("{} cannot go on with a text after a comment", shown(text.text));
    let found = context
        .diagnostic("syntax/unquoted-text", text.span(), message)
        .with_label(comment.span(), "the comment ends the text above it")
        .with_help(ADVICE);
    Some(found)
}

/// Recognises a comment behind a text that goes on below it.
pub(super) fn behind_text(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::CommentInText {
        return None;
    }
    let line = context.line(context.at);
    let comment = context.slice(Span::new(context.at, line.end())).trim_end();
    let value = line.parts().value;
    let found = context.diagnostic(
        "syntax/unquoted-text",
        Span::new(context.at, context.at + offset(comment.len())),
        format!("{} is read as a comment, and the text goes on below it", shown(comment)),
    );
    let found = match context.next(line) {
        Some(next) => found.with_label(next.content().span(), "this goes on with the text"),
        None => found,
    };
    Some(found.with_label(value.span(), "the text begins here").with_help(ADVICE))
}
