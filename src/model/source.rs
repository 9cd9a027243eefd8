//! Sources: documents that support what a report says.

use super::accessors::{Dated, dated, filled, text};
use super::unknown::accounts_for;
use super::vocabulary::{SourceType, field};
use crate::tree::{Entry, NodeRef, Place};

/// A source, under an id of the document's `sources:` or within a quote.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Source<'a> {
    key: NodeRef<'a>,
    node: NodeRef<'a>,
    is_inline: bool,
}

impl<'a> Source<'a> {
    pub(super) fn listed(entry: Entry<'a>) -> Self {
        Self { key: entry.key, node: entry.value, is_inline: false }
    }

    pub(super) fn inline(entry: Entry<'a>) -> Self {
        Self { key: entry.key, node: entry.value, is_inline: true }
    }

    /// Returns the source's mapping.
    pub(crate) fn node(self) -> NodeRef<'a> {
        self.node
    }

    /// Returns the key with the id; a source within a quote has none.
    pub(crate) fn key(self) -> Option<NodeRef<'a>> {
        (!self.is_inline).then_some(self.key)
    }

    /// Returns the id; a source within a quote has none.
    pub(crate) fn id(self) -> Option<&'a str> {
        self.key.scalar_text().filter(|_| !self.is_inline)
    }

    /// Returns the type, where it is a known one.
    pub(crate) fn source_type(self) -> Option<SourceType> {
        SourceType::from_name(self.type_text()?)
    }

    /// Returns the `type:` line.
    pub(crate) fn type_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::TYPE)
    }

    /// Returns the word under `type:`, known or not.
    pub(crate) fn type_text(self) -> Option<&'a str> {
        text(self.node, field::TYPE)
    }

    /// Returns the `title:` line.
    pub(crate) fn title_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::TITLE)
    }

    /// Returns the title.
    pub(crate) fn title(self) -> Option<&'a str> {
        text(self.node, field::TITLE)
    }

    /// Returns the `publisher:` line.
    pub(crate) fn publisher_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::PUBLISHER)
    }

    /// Returns the publisher's name.
    pub(crate) fn publisher(self) -> Option<&'a str> {
        text(self.node, field::PUBLISHER)
    }

    /// Returns the `author:` line.
    pub(crate) fn author_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::AUTHOR)
    }

    /// Returns the `url:` line.
    pub(crate) fn url_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::URL)
    }

    /// Returns the address.
    pub(crate) fn url(self) -> Option<&'a str> {
        text(self.node, field::URL)
    }

    /// Returns the `archived_url:` line.
    pub(crate) fn archived_url_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::ARCHIVED_URL)
    }

    /// Returns the address of a copy in a web archive.
    pub(crate) fn archived_url(self) -> Option<&'a str> {
        text(self.node, field::ARCHIVED_URL)
    }

    /// Returns the date of publication.
    pub(crate) fn published(self) -> Option<Dated<'a>> {
        dated(self.node, field::PUBLISHED)
    }

    /// Returns the date on which the source was read.
    pub(crate) fn accessed(self) -> Option<Dated<'a>> {
        dated(self.node, field::ACCESSED)
    }

    /// Returns true if the source has a `published:` or an `accessed:` line, even an empty one, or says that one of these
    /// dates is not known.
    pub(crate) fn accounts_for_dates(self) -> bool {
        [field::PUBLISHED, field::ACCESSED].iter().any(|key| accounts_for(self.node, key))
    }

    /// Returns true if the source has an `accessed:` line, even an empty one, or says that the date is not known.
    pub(crate) fn accounts_for_accessed(self) -> bool {
        accounts_for(self.node, field::ACCESSED)
    }

    /// Returns true if the source has an `archived_url:` line, even an empty one, or says that no copy is known.
    pub(crate) fn accounts_for_archived_url(self) -> bool {
        accounts_for(self.node, field::ARCHIVED_URL)
    }

    /// Returns true if the source has a `url:` line, even an empty one, or says that the address is not known.
    pub(crate) fn accounts_for_url(self) -> bool {
        accounts_for(self.node, field::URL)
    }

    /// Returns the language, a BCP 47 tag.
    pub(crate) fn language(self) -> Option<&'a str> {
        text(self.node, field::LANGUAGE)
    }

    /// Returns the `sha256:` of the document's bytes.
    pub(crate) fn sha256(self) -> Option<&'a str> {
        text(self.node, field::SHA256)
    }

    /// Returns the `confidential:` line.
    pub(crate) fn confidential_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::CONFIDENTIAL)
    }

    /// Returns true if nobody may be able to trace the source.
    pub(crate) fn is_confidential(self) -> bool {
        self.confidential_entry().is_some_and(|entry| entry.value.as_bool() == Some(true))
    }
}

impl<'a> From<Source<'a>> for Place<'a> {
    /// Points at the id, or the title of a source in a quote.
    fn from(source: Source<'a>) -> Self {
        match source.node.entry(field::TITLE).filter(|_| source.is_inline) {
            Some(title) => title.into(),
            None => Self { span: source.key.span(), node: source.node },
        }
    }
}
