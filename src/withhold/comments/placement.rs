//! The place at which a comment is written that suppresses a finding.

use super::markdown::start_of_paragraph;
use super::scope::begins;
use crate::diagnostic::Edit;
use crate::document::{Document, Format};
use crate::source::{Span, offset};

/// Returns the edit that suppresses the findings of a rule at byte `at` of a document, with the reason: a comment above the line of
/// the entry or item, or above the paragraph. `None` if the format has no comments, or no line begins an entry that holds the
/// place.
pub(crate) fn suppression(
    document: &Document,
    format: Format,
    at: u32,
    rule: &str,
    reason: &str,
) -> Option<Edit> {
    let source = document.source();
    let (start, opening, closing) = if let Some(body) = document.body().filter(|body| body.start <= at) {
        let before = source.slice(Span::new(body.start, at));
        (body.start + offset(start_of_paragraph(before)), "<!--", " -->")
    } else if format == Format::Json {
        return None;
    } else {
        (source.line_span(line_of_entry(document, at)?).start, "#", "")
    };
    let line = source.line_span(source.line_index(start));
    let text = source.slice(line);
    let indent = text.get(..text.len() - text.trim_start().len()).unwrap_or_default();
    let replacement = format!("{indent}{opening} reportlint: ignore[{rule}] {reason}{closing}\n");
    Some(Edit { span: Span::empty(line.start), replacement })
}

/// Returns the 0-based line on which the innermost entry or item begins that holds a place and has nothing before it on its line.
fn line_of_entry(document: &Document, at: u32) -> Option<usize> {
    let source = document.source();
    let begins = begins(document.root());
    let mut lines = begins.range(..=source.line_index(at)).rev();
    let found = lines.find(|(line, span)| {
        let line = source.line_span(**line);
        let before = source.slice(Span::new(line.start, span.start));
        at < span.end.max(line.end + 1) && before.chars().all(|c| matches!(c, ' ' | '-' | '?'))
    });
    found.map(|(line, _)| *line)
}
