//! The key that a second one of a name was meant as.

use std::collections::HashSet;

use crate::diagnostic::Edit;
use crate::model::Model;
use crate::model::vocabulary::field;
use crate::rules::support::only_missing;
use crate::source::Span;
use crate::tree::{Entry, NodeRef, NodeType};

/// The keys of blocks that an event or a case may have too.
const KEYS_OF_BLOCKS: [(&str, &[&str]); 4] = [
    (field::QUOTES, &[field::SOURCES, field::DATE, field::PLACE]),
    (field::RESULTS, &[field::PERSONS, field::ARTICLES, field::OUTCOME, field::SENTENCES, field::COUNT]),
    (field::SENTENCES, &[field::PERSONS, field::ARTICLES, field::COUNT, field::DURATION]),
    (field::EVENTS, &[field::PERSONS, field::ORGANISATIONS, field::QUOTES]),
];

/// An id that things are referred to by and that nothing has, for the second of two entries under one id.
pub(in crate::rules::format) struct MissingId<'a> {
    pub(in crate::rules::format) id: &'a str,
    /// The number of places that refer to it.
    pub(in crate::rules::format) places: usize,
}

impl<'a> MissingId<'a> {
    /// Returns the id that is meant for the second entry of a document's persons, sources or organisations: the only one that
    /// leads nowhere, unless it is near to another one.
    pub(in crate::rules::format) fn find(model: &Model<'a>, mapping: NodeRef<'a>) -> Option<Self> {
        let is_listed = |entry: Option<Entry<'_>>| entry.is_some_and(|entry| entry.value == mapping);
        let references: Vec<&str> = if is_listed(model.persons_entry()) {
            model.person_references().filter_map(NodeRef::as_str).collect()
        } else if is_listed(model.sources_entry()) {
            model.source_references().filter_map(NodeRef::as_str).collect()
        } else if is_listed(model.organisations_entry()) {
            model.organisation_references().filter_map(NodeRef::as_str).collect()
        } else {
            return None;
        };
        let declared: HashSet<&str> = mapping.entries().map(|entry| entry.name()).collect();
        let (id, places) = only_missing(references.into_iter().map(|id| (id, ())), &declared)?;
        Some(Self { id, places: places.len() })
    }
}

/// A key that is indented less than the block above, to which it belongs.
pub(in crate::rules::format) struct KeyOfBlock<'a> {
    /// The block: a mapping, the last item of a list.
    pub(in crate::rules::format) block: NodeRef<'a>,
    /// The key under which its list stands.
    pub(in crate::rules::format) list: &'a str,
    /// The number of spaces that belong before the key.
    pub(in crate::rules::format) indent: usize,
    /// The line of the key, up to the key.
    line: Span,
    is_one_line: bool,
}

impl<'a> KeyOfBlock<'a> {
    /// Returns the block above the second of two keys if that lacks such a key.
    pub(in crate::rules::format) fn find(first: NodeRef<'a>, second: Span) -> Option<Self> {
        let source = first.source();
        let name = first.scalar_text()?;
        let above = first.parent()?.entries().take_while(|entry| entry.key.span() < second).last()?;
        let (list, keys) = KEYS_OF_BLOCKS.iter().find(|(list, _)| *list == above.name())?;
        let block = above.value.items().last().filter(|block| block.node_type() == NodeType::Mapping)?;
        // A source with its details is one as well.
        let has_key =
            block.get(name).is_some() || name == field::SOURCES && block.get(field::SOURCE).is_some();
        if !keys.contains(&name) || has_key || block.is_alias() {
            return None;
        }
        let column = |span: Span| {
            let line = source.line_span(source.line_index(span.start));
            (line, source.slice(Span::new(line.start, span.start)))
        };
        let (line, before) = column(second);
        let (_, before_block) = column(block.entries().next()?.key.span());
        // Another key between the two ends the block, be it one that is itself left out.
        let between = source.slice(Span::new(block.span().end, line.start));
        let is_next =
            between.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#'));
        let is_block = is_next
            && before.bytes().all(|byte| byte == b' ')
            && before_block.trim_start().trim_end() == "-"
            && before_block.len() > before.len();
        let next = source.line_span(source.line_index(line.end) + 1);
        let below = source.slice(next);
        let goes_on = below.strip_prefix(before).is_some_and(|rest| rest.starts_with([' ', '-', '#']));
        // A value that begins below the key has to move with it.
        let value = source.slice(Span::new(second.end, line.end.max(second.end))).trim();
        let begins_here = value
            .strip_prefix(':')
            .is_some_and(|value| !value.trim().is_empty() && !value.trim().starts_with(['#', '|', '>', '&']));
        let line = Span::new(line.start, second.start);
        let indent = before_block.len();
        is_block.then_some(Self { block, list, indent, line, is_one_line: begins_here && !goes_on })
    }

    /// Returns the edit that indents the key, where its value stands on the same line.
    pub(in crate::rules::format) fn edits(&self) -> Option<Vec<Edit>> {
        self.is_one_line.then(|| vec![Edit { span: self.line, replacement: " ".repeat(self.indent) }])
    }
}
