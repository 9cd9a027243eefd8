//! Text on the line of a document marker, `---` or `...`.

use super::complaint::Complaint;
use super::context::ErrorContext;
use crate::diagnostic::Diagnostic;
use crate::source::{Span, offset};

/// Recognises a key on the line of `---`.
pub(super) fn key(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = context.line(context.at);
    let is_marker = context.complaint == Complaint::Colon && line.is_marker();
    is_marker.then(|| {
        context
            .diagnostic(
                "syntax/yaml",
                Span::new(line.start, line.start + 3),
                "a key stands on the line of `---`",
            )
            .with_help("put the key on a line of its own, below `---`")
    })
}

/// Recognises text after `...`.
pub(super) fn text_after_end(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::TextAfterDocumentEnd {
        return None;
    }
    let line = context.line(context.at);
    let rest = Span::new(context.at, line.start + offset(line.text.trim_end().len()));
    Some(
        context
            .diagnostic("syntax/yaml", rest, "text follows `...` on its line")
            .with_label(Span::new(line.start, line.start + 3), "this ends the document")
            .with_help(
                "put the text on the next line; if the dots are part of the text, put all of it into quotes",
            ),
    )
}
