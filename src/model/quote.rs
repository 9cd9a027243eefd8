//! Quotes: somebody's words, with their speaker and sources.

use super::accessors::{Dated, dated, filled, ids, references};
use super::unknown::{accounts_for, declares_unknown};
use super::vocabulary::field;
use super::{Location, Source};
use crate::tree::{Entry, NodeRef, Place};

/// Somebody's words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Quote<'a> {
    node: NodeRef<'a>,
    owner: NodeRef<'a>,
}

impl<'a> Quote<'a> {
    pub(super) fn new(node: NodeRef<'a>, owner: NodeRef<'a>) -> Self {
        Self { node, owner }
    }

    /// Returns the quote's mapping.
    pub(crate) fn node(self) -> NodeRef<'a> {
        self.node
    }

    /// Returns the `sources:` of the event or development that the quote stands in, unless they are empty. They support
    /// the event, not the words.
    pub(crate) fn owner_sources(self) -> Option<Entry<'a>> {
        // A case declares its sources under the same key.
        let cited = self.owner.entry(field::SOURCES).filter(|sources| sources.value.as_mapping().is_none());
        cited.filter(|sources| ids(Some(sources.value)).next().is_some())
    }

    /// Returns the `text:` line.
    pub(crate) fn text_entry(self) -> Option<Entry<'a>> {
        self.node.entry(field::TEXT)
    }

    /// Returns the words.
    pub(crate) fn text(self) -> Option<&'a str> {
        self.text_entry()?.value.as_str()
    }

    /// Returns the speaker: an id of a person or an organisation, or a name.
    pub(crate) fn speaker(self) -> Option<&'a str> {
        self.node.get(field::SPEAKER)?.as_str().filter(|speaker| !speaker.trim().is_empty())
    }

    /// Returns true if the value of `speaker:` is not a text.
    pub(crate) fn has_malformed_speaker(self) -> bool {
        self.node.get(field::SPEAKER).is_some_and(|speaker| !speaker.is_null() && speaker.as_str().is_none())
    }

    /// Returns the ids of the sources named.
    pub(crate) fn sources(self) -> impl Iterator<Item = &'a str> + use<'a> {
        ids(self.node.get(field::SOURCES))
    }

    /// Returns the nodes that name sources.
    pub(crate) fn source_references(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        references(self.node.get(field::SOURCES))
    }

    /// Returns true if the quote says that its source is not known.
    pub(crate) fn has_unknown_source(self) -> bool {
        [field::SOURCES, field::SOURCE].iter().any(|key| declares_unknown(self.node, key))
    }

    /// Returns true if the quote says that its speaker is not known.
    pub(crate) fn has_unknown_speaker(self) -> bool {
        declares_unknown(self.node, field::SPEAKER)
    }

    /// Returns true if a source stands in the quote itself.
    pub(crate) fn has_inline_source(self) -> bool {
        filled(self.node, field::SOURCE).is_some()
    }

    /// Returns the source that stands in the quote itself.
    pub(crate) fn inline_source(self) -> Option<Source<'a>> {
        filled(self.node, field::SOURCE)
            .filter(|entry| entry.value.as_mapping().is_some())
            .map(Source::inline)
    }

    /// Returns the `speaker:` line.
    pub(crate) fn speaker_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::SPEAKER)
    }

    /// Returns the date on which the words were said.
    pub(crate) fn dated(self) -> Option<Dated<'a>> {
        dated(self.node, field::DATE)
    }

    /// Returns the place where it was said.
    pub(crate) fn location(self) -> Option<Location<'a>> {
        filled(self.node, field::PLACE).map(Location::new)
    }

    /// Returns the `language:` line.
    pub(crate) fn language_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::LANGUAGE)
    }

    /// Returns true if the quote has a `language:` line, even an empty one, or says that the language is not known.
    pub(crate) fn accounts_for_language(self) -> bool {
        accounts_for(self.node, field::LANGUAGE)
    }

    /// Returns the `translated:` line.
    pub(crate) fn translated_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::TRANSLATED)
    }

    /// Returns true if the words are a translation.
    pub(crate) fn is_translated(self) -> bool {
        self.translated_entry().is_some_and(|entry| entry.value.as_bool() == Some(true))
    }
}

impl<'a> From<Quote<'a>> for Place<'a> {
    /// Points at the words.
    fn from(quote: Quote<'a>) -> Self {
        quote.text_entry().map_or_else(|| quote.node.into(), Self::from)
    }
}
