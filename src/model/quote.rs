//! Quotes: words that somebody said, and who says that they did.

use super::ids;
use crate::tree::{Entry, NodeRef};

/// Somebody's words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quote<'a> {
    node: NodeRef<'a>,
    owner: NodeRef<'a>,
}

impl<'a> Quote<'a> {
    pub(super) fn new(node: NodeRef<'a>, owner: NodeRef<'a>) -> Self {
        Self { node, owner }
    }

    /// The quote's mapping.
    pub fn node(self) -> NodeRef<'a> {
        self.node
    }

    /// The `sources:` of the event or development that the quote stands in, unless they are empty. They are
    /// the sources of what happened, not of the words.
    pub fn owner_sources(self) -> Option<Entry<'a>> {
        self.owner.entry("sources").filter(|sources| ids(Some(sources.value)).next().is_some())
    }

    /// The `text:` line.
    pub fn text_entry(self) -> Option<Entry<'a>> {
        self.node.entry("text")
    }

    /// The words.
    pub fn text(self) -> Option<&'a str> {
        self.text_entry()?.value.as_str()
    }

    /// Who said them: an id of a person or an organisation, or a name.
    pub fn speaker(self) -> Option<&'a str> {
        self.node.get("speaker")?.as_str().filter(|speaker| !speaker.trim().is_empty())
    }

    /// Whether something stands under `speaker:` that is no text.
    pub fn has_malformed_speaker(self) -> bool {
        self.node.get("speaker").is_some_and(|speaker| !speaker.is_null() && speaker.as_str().is_none())
    }

    /// The ids of the sources named.
    pub fn sources(self) -> impl Iterator<Item = &'a str> + use<'a> {
        ids(self.node.get("sources"))
    }

    /// Whether a source stands in the quote itself.
    pub fn has_inline_source(self) -> bool {
        self.node.get("source").is_some_and(|source| !source.is_null())
    }
}
