//! The part of a file that a comment covers.

use std::collections::BTreeMap;

use super::Scope;
use crate::document::Document;
use crate::source::{SourceFile, Span};
use crate::tree::NodeRef;

/// The number of lines that are looked at to find the node or paragraph of a comment.
const MOST_LINES: usize = 1_000;

/// The nodes that begin on each line of a document.
pub(super) struct Scopes<'a> {
    document: &'a Document,
    /// The outermost entry or item that begins on a line, by the 0-based line; made for the first comment.
    by_line: Option<BTreeMap<usize, Span>>,
    is_first: bool,
}

impl<'a> Scopes<'a> {
    /// Prepares the scopes of a document, the first of its file or not.
    pub(super) fn new(document: &'a Document, is_first: bool) -> Self {
        Self { document, by_line: None, is_first }
    }

    /// Returns the scope of a YAML comment; `None` for one for the whole file that does not stand at its top.
    pub(super) fn of_comment(&mut self, comment: Span, is_file: bool) -> Option<Scope> {
        if is_file {
            let is_at_top = self.is_first && comment.start < self.document.root().span().start.max(1);
            return is_at_top.then_some(Scope::File);
        }
        let source = self.document.source();
        let line = target_line(source, comment);
        let document = self.document;
        let by_line = self.by_line.get_or_insert_with(|| begins(document.root()));
        let line_span = source.line_span(line);
        let end = by_line.get(&line).map_or(line_span.end, |node| node.end.max(line_span.end));
        Some(Scope::Within(Span::new(line_span.start, end)))
    }
}

/// The 0-based line that a comment speaks of: its own, or where it stands alone the next with content.
fn target_line(source: &SourceFile, comment: Span) -> usize {
    let own = source.line_index(comment.start);
    let is_alone = |line: usize| source.slice(source.line_span(line)).trim_start().starts_with('#');
    if !is_alone(own) {
        return own;
    }
    let is_passed = |line: &usize| {
        let text = source.slice(source.line_span(*line)).trim();
        text.is_empty() || text.starts_with('#')
    };
    let last = source.line_starts().len();
    (own + 1..last).take(MOST_LINES).find(|line| !is_passed(line)).unwrap_or(own)
}

/// The outermost entry or item that begins on each line.
pub(super) fn begins(root: NodeRef<'_>) -> BTreeMap<usize, Span> {
    let source = root.source();
    let mut found = BTreeMap::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        // Behind an alias stands what is written elsewhere.
        if node.is_alias() {
            continue;
        }
        let entries = node.entries().filter(|entry| !entry.key.is_alias());
        let parts = entries.map(|entry| (Some(entry.key.span()), entry.value));
        let parts = parts.chain(node.items().map(|item| (None, item)));
        for (span_of_key, value) in parts {
            let span = span_of_key.unwrap_or(value.span()).to(value.span());
            open.push(value);
            // In TOML the key of `[[key]]` lies within the list: its first table begins there, and the list nowhere.
            let is_around = value.span().start < span_of_key.unwrap_or(value.span()).start;
            if !is_around {
                // An outer part is met before an inner one.
                found.entry(source.line_index(span.start)).or_insert(span);
            }
        }
    }
    found
}
