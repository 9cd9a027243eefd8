//! The places at which comments are written that suppress findings.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::markdown::start_of_paragraph;
use super::scope::begins;
use crate::diagnostic::Edit;
use crate::document::{Document, Format};
use crate::source::{Span, offset};

/// The places in a document above which a comment can stand.
pub(crate) struct Placement<'a> {
    document: &'a Document,
    format: Format,
    /// The outermost entry or item that begins on a line, by the 0-based line; made for the first comment.
    by_line: OnceCell<BTreeMap<usize, Span>>,
}

impl<'a> Placement<'a> {
    /// Prepares the places of a document that is written in a format.
    pub(crate) fn new(document: &'a Document, format: Format) -> Self {
        Self { document, format, by_line: OnceCell::new() }
    }

    /// Returns the offset at which the document begins.
    pub(crate) fn start(&self) -> u32 {
        self.document.root().span().start
    }

    /// Returns the edit that suppresses the findings of a rule at byte `at` of the file, with the reason: a comment above the line
    /// of the entry or item, or above the paragraph. `None` if the format has no comments, or no line begins an entry that
    /// holds the place.
    pub(crate) fn suppression(&self, at: u32, rule: &str, reason: &str) -> Option<Edit> {
        let source = self.document.source();
        let (start, opening, closing) =
            if let Some(body) = self.document.body().filter(|body| body.start <= at) {
                let before = source.slice(Span::new(body.start, at));
                (body.start + offset(start_of_paragraph(before)), "<!--", " -->")
            } else if self.format == Format::Json {
                return None;
            } else {
                (source.line_span(self.line_of_entry(at)?).start, "#", "")
            };
        let line = source.line_span(source.line_index(start));
        let text = source.slice(line);
        let indent = text.get(..text.len() - text.trim_start().len()).unwrap_or_default();
        let replacement = format!("{indent}{opening} reportlint: ignore[{rule}] {reason}{closing}\n");
        Some(Edit { span: Span::empty(line.start), replacement })
    }

    /// Returns the 0-based line on which the innermost entry or item begins that holds a place and has nothing before it on its
    /// line.
    fn line_of_entry(&self, at: u32) -> Option<usize> {
        let source = self.document.source();
        let by_line = self.by_line.get_or_init(|| begins(self.document.root()));
        let mut lines = by_line.range(..=source.line_index(at)).rev();
        let found = lines.find(|(line, span)| {
            let line = source.line_span(**line);
            let before = source.slice(Span::new(line.start, span.start));
            // The key of a table of TOML stands behind brackets.
            let is_before = |c| matches!(c, ' ' | '-' | '?') || c == '[' && self.document.is_toml();
            at < span.end.max(line.end + 1) && before.chars().all(is_before)
        });
        found.map(|(line, _)| *line)
    }
}
