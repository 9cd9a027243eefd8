//! Text on the line of a document marker, `---` or `...`.

use super::complaint::Complaint;
use super::context::ErrorContext;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
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

/// Recognises one JSON value after the other, without a marker between them.
pub(super) fn missing_between_values(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let begins = |text: &str| text.starts_with(['{', '[']);
    let ends = |text: &str| text.trim_end().ends_with(['}', ']']);
    let line = context.line(context.at);
    let above = context.slice(Span::new(context.extent.start, line.start));
    let document = above.rsplit("\n---").next().unwrap_or(above).trim_start();
    if !begins(line.text) || !begins(document) || !ends(above) {
        return None;
    }
    let mut edits = Vec::new();
    let (mut start, mut is_ended) = (line.start, true);
    for text in context.rest(line.start).split_inclusive('\n') {
        if is_ended && begins(text) {
            edits.push(Edit { span: Span::empty(start), replacement: "---\n".to_owned() });
        }
        is_ended = ends(text) || is_ended && text.trim().is_empty();
        start += offset(text.len());
    }
    let found = context
        .diagnostic(
            "syntax/yaml",
            Span::new(line.start, line.start + 1),
            "another value begins here, and a document holds one",
        )
        .with_help("put a line `---` above it, so that it begins a document of its own")
        .with_fix("put a line `---` above each", Applicability::Unsafe, edits);
    Some(found)
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
