//! The place of a syntax error, and the lines around it.

use std::sync::Arc;

use super::complaint::Complaint;
use super::line::{Line, Piece, cut};
use super::phrases::yaml_quoted;
use crate::diagnostic::{Applicability, Diagnostic, Edit, RuleName};
use crate::source::{SourceFile, Span, offset};

/// A place in a stretch of YAML or JSON where the parser stopped, and its reason.
///
/// All offsets are those of the file. Every search goes from the place outwards and ends at the
/// document's borders, so that a stream of faulty documents costs time in proportion to its length.
#[derive(Clone, Copy)]
pub(super) struct ErrorContext<'a> {
    pub(super) source: &'a Arc<SourceFile>,
    /// The bytes of the YAML or JSON in the file.
    pub(super) extent: Span,
    /// The byte at which the parser stopped.
    pub(super) at: u32,
    pub(super) complaint: Complaint,
}

impl<'a> ErrorContext<'a> {
    /// Returns a context for a fault that no parser complained of.
    pub(super) fn without_complaint(source: &'a Arc<SourceFile>, extent: Span, at: u32) -> Self {
        Self { source, extent, at, complaint: Complaint::Other }
    }

    pub(super) fn diagnostic(
        &self,
        rule: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(RuleName::new(rule), self.source.id(), span, message)
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.source.slice(span)
    }

    /// Returns the text from byte `from` to the end.
    pub(super) fn rest(&self, from: u32) -> &'a str {
        self.slice(Span::new(from, self.extent.end))
    }

    /// Returns the character at byte `at`, or the last one before it where the text ends there.
    pub(super) fn character(&self, at: u32) -> Span {
        match self.rest(at).chars().next() {
            Some(c) => Span::new(at, at + offset(c.len_utf8())),
            None => {
                let text = self.slice(Span::new(self.extent.start, at)).trim_end();
                let last = text.chars().next_back().map_or(0, char::len_utf8);
                let end = self.extent.start + offset(text.len());
                Span::new(end - offset(last), end)
            }
        }
    }

    /// Returns the word that begins at byte `at`, or the character there.
    pub(super) fn word(&self, at: u32) -> Span {
        let rest = self.rest(at);
        let length = rest.find([' ', '\t', '\n', '\r']).unwrap_or(rest.len());
        if length == 0 { self.character(at) } else { Span::new(at, at + offset(length)) }
    }

    /// Returns the word that begins at byte `at`, without the bracket or comma that ends it.
    pub(super) fn value(&self, at: u32) -> Span {
        let word = self.word(at);
        let text = self.slice(word).trim_end_matches([']', '}', ',']);
        if text.is_empty() { word } else { Span::new(at, at + offset(text.len())) }
    }

    /// Returns the unquoted value that begins at the place, up to the end of its line or of its item in brackets.
    pub(super) fn value_here(&self) -> Option<Piece<'a>> {
        let line = self.line(self.at);
        let value = line.parts().value;
        if value.start == self.at {
            return Some(value);
        }
        let rest = self.slice(Span::new(self.at, line.end()));
        let end = rest.find([',', ']', '}']).unwrap_or(rest.len());
        let text = cut(rest, 0, end).trim_end();
        (!text.is_empty()).then_some(Piece { start: self.at, text })
    }

    /// Returns the line that holds byte `at`.
    pub(super) fn line(&self, at: u32) -> Line<'a> {
        let before = self.slice(Span::new(self.extent.start, at));
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        self.line_from(self.extent.start + offset(start))
    }

    fn line_from(&self, start: u32) -> Line<'a> {
        let rest = self.rest(start);
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        Line { start, text: cut(rest, 0, length) }
    }

    /// Returns the line above `line`, empty and comment lines included, within the document.
    pub(super) fn previous(&self, line: Line<'_>) -> Option<Line<'a>> {
        if line.start <= self.extent.start {
            return None;
        }
        let before = self.slice(Span::new(self.extent.start, line.start));
        let before = before.strip_suffix('\n').map_or_else(
            || before.strip_suffix('\r').unwrap_or(before),
            |before| before.strip_suffix('\r').unwrap_or(before),
        );
        let above = self.line(self.extent.start + offset(before.len()));
        (!above.is_marker()).then_some(above)
    }

    /// Returns the line below `line`, empty and comment lines included, within the document.
    pub(super) fn next(&self, line: Line<'_>) -> Option<Line<'a>> {
        let rest = self.rest(line.end());
        let length = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
        let below = (length > 0).then(|| self.line_from(line.end() + offset(length)))?;
        (!below.is_marker()).then_some(below)
    }

    /// Returns the end of the document that holds `line`.
    pub(super) fn document_end(&self, line: Line<'_>) -> u32 {
        let mut end = line.end();
        let mut next = self.next(line);
        while let Some(line) = next {
            end = line.end();
            next = self.next(line);
        }
        end
    }

    /// Returns the nearest line above `line` that holds more than a comment.
    pub(super) fn above(&self, line: Line<'_>) -> Option<Line<'a>> {
        let mut above = self.previous(line)?;
        while above.is_blank() {
            above = self.previous(above)?;
        }
        Some(above)
    }

    /// Returns the nearest line below `line` that holds more than a comment.
    pub(super) fn below(&self, line: Line<'_>) -> Option<Line<'a>> {
        let mut below = self.next(line)?;
        while below.is_blank() {
            below = self.next(below)?;
        }
        Some(below)
    }

    /// Returns the nearest line above `line` that is indented no further than `column`.
    pub(super) fn nearest_above(&self, line: Line<'_>, column: usize) -> Option<Line<'a>> {
        let mut above = self.above(line)?;
        while above.indent() > column {
            above = self.above(above)?;
        }
        Some(above)
    }

    /// Returns the nearest line below `line` that is indented no further than `column`.
    pub(super) fn nearest_below(&self, line: Line<'_>, column: usize) -> Option<Line<'a>> {
        let mut below = self.below(line)?;
        while below.indent() > column {
            below = self.below(below)?;
        }
        Some(below)
    }

    /// Adds a fix that puts `value` into quotes.
    pub(super) fn with_quoting_fix(&self, diagnostic: Diagnostic, value: Piece<'_>) -> Diagnostic {
        let edit = Edit { span: value.span(), replacement: yaml_quoted(value.text) };
        diagnostic.with_fix("put the text into quotes", Applicability::Unsafe, vec![edit])
    }
}
