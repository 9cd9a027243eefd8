//! Finds the bytes by which a person recognises a node: findings point at them.

use super::{Entry, Kind, NodeRef};
use crate::source::{Span, offset};

/// The keys by which a person tells the items of a list apart, the best first.
pub(super) const NAMING_KEYS: [&str; 8] = ["id", "type", "kind", "article", "part", "name", "label", "title"];

/// Those of them that name a document as long as it exists.
const NAMES_OF_DOCUMENTS: [&str; 2] = ["id", "kind"];

/// The place at which a finding or a label points: some bytes, and the node that they belong to.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The bytes.
    pub span: Span,
    /// The node.
    pub node: NodeRef<'a>,
}

impl<'a> From<NodeRef<'a>> for Place<'a> {
    fn from(node: NodeRef<'a>) -> Self {
        Self { span: node.anchor_span(), node }
    }
}

impl<'a> From<Entry<'a>> for Place<'a> {
    fn from(entry: Entry<'a>) -> Self {
        Self { span: entry.line(), node: entry.value }
    }
}

impl<'a> NodeRef<'a> {
    /// Returns the short span by which a person recognises this node, never a whole block: a scalar itself; the key
    /// above a collection; for a mapping in a list, its `id:` or `type:` line or that of another naming key.
    pub fn anchor_span(self) -> Span {
        match self.kind() {
            Kind::Mapping(_) => self.mapping_anchor_span(),
            Kind::Sequence(_) => self
                .parent_entry()
                .map(|entry| entry.key.span())
                .or_else(|| self.items().next().map(|item| item.anchor_span()))
                .unwrap_or_else(|| self.first_line()),
            _ => self.first_line(),
        }
    }

    /// Returns true if the anchor shows a value that does not name this node: the first entry of a mapping without a naming
    /// key, the first item of a list in a list, or a document's title. It may change, and the node is the same.
    pub(crate) fn has_incidental_anchor(self) -> bool {
        if self.is_alias() || self.parent_entry().is_some() {
            return false;
        }
        match self.kind() {
            Kind::Mapping(_) => match self.naming_entry() {
                Some(entry) => self.parent().is_none() && !NAMES_OF_DOCUMENTS.contains(&entry.name()),
                None => self.entries().next().is_some(),
            },
            Kind::Sequence(_) => self.items().next().is_some(),
            _ => false,
        }
    }

    fn mapping_anchor_span(self) -> Span {
        if self.is_alias() {
            return self.span();
        }
        let under_key = self.parent_entry().filter(|entry| !entry.value.is_alias());
        if let Some(entry) = under_key {
            return entry.key.span();
        }
        self.naming_entry()
            .or_else(|| self.entries().next())
            .map(|entry| entry.line())
            .unwrap_or_else(|| self.first_line())
    }

    /// Returns the entry by which a person tells this mapping from others.
    fn naming_entry(self) -> Option<Entry<'a>> {
        let mut keys = NAMING_KEYS.iter();
        keys.find_map(|key| self.entry(key).filter(|entry| entry.value.scalar_text().is_some()))
    }

    fn first_line(self) -> Span {
        let span = self.span();
        let length = self.raw().find(['\n', '\r']).unwrap_or(span.len() as usize);
        Span::new(span.start, span.start + offset(length))
    }
}
