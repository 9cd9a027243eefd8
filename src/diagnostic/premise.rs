//! The assumptions that findings rest on.

use serde::{Deserialize, Serialize};

use crate::tree::{NodeRef, NodeType};

/// An assumption that a finding depends on. A finding that refutes it is the cause, and is shown in its place.
///
/// Nodes are named by the byte at which they begin, so that the premises of all documents of a file are told apart, and
/// those of rules over the repository are the same as those of rules over one document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Premise {
    /// The single value is the one that was meant.
    ValueRight(u32),
    /// The mapping lacks the key, and has no misspelt or unreadable one in its place.
    KeyAbsent(u32, Box<str>),
    /// No mapping of the document that begins here has the key by another name.
    KeyRead(u32, Box<str>),
    /// No other document of the file, cut off by a line `---`, begins with the key.
    InThisDocument(Box<str>),
    /// The mapping is one thing, and not two with nothing between them.
    OneThing(u32),
    /// Nothing tells better what the value is meant to be.
    MeaningUnknown(u32),
    /// No reference is meant for the thing whose id this key is.
    Unreferred(u32),
}

impl Premise {
    /// Returns the premise that a single value is right; `None` for a list or a mapping, about which nothing is wrong as a
    /// whole.
    pub(crate) fn value_right(node: NodeRef<'_>) -> Option<Self> {
        let is_single = !matches!(node.node_type(), NodeType::Mapping | NodeType::Sequence);
        is_single.then(|| Self::ValueRight(node.span().start))
    }

    /// Returns the premises that a single value is right, or the numbers in a small block such as a sum of money.
    pub(crate) fn values_right(node: NodeRef<'_>) -> impl Iterator<Item = Self> {
        const MOST_KEYS: usize = 4;
        let is_small = node.entries().len() <= MOST_KEYS;
        let numbers = node.entries().map(|entry| entry.value);
        let numbers = numbers.filter(move |value| is_small && value.node_type() == NodeType::Number);
        Self::value_right(node).into_iter().chain(numbers.filter_map(Self::value_right))
    }

    /// Returns the premise that a mapping lacks a key.
    pub(crate) fn key_absent(mapping: NodeRef<'_>, key: &str) -> Self {
        Self::KeyAbsent(mapping.span().start, key.into())
    }

    /// Returns the premise that in the document of `node` the key stands nowhere by another name.
    pub(crate) fn key_read(node: NodeRef<'_>, key: &str) -> Self {
        let root = std::iter::successors(Some(node), |node| node.parent()).last();
        Self::KeyRead(root.map_or(0, |root| root.span().start), key.into())
    }

    /// Returns the premise that a key that should stand in a document does not stand in another one of the file.
    pub(crate) fn in_this_document(key: &str) -> Self {
        Self::InThisDocument(key.into())
    }

    /// Returns the premise that a mapping is one thing.
    pub(crate) fn one_thing(mapping: NodeRef<'_>) -> Self {
        Self::OneThing(mapping.span().start)
    }

    /// Returns the premise that nothing tells better what a value is meant to be.
    pub(crate) fn meaning_unknown(value: NodeRef<'_>) -> Self {
        Self::MeaningUnknown(value.span().start)
    }

    /// Returns the premise that nothing refers to the thing declared under `key`.
    pub(crate) fn unreferred(key: NodeRef<'_>) -> Self {
        Self::Unreferred(key.span().start)
    }
}
