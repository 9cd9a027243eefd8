//! Paths from a document's root to its nodes.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::place::NAMING_KEYS;
use super::{NodeRef, NodeType};

/// One step of a [`Pointer`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Segment {
    /// A key of a mapping.
    Key(String),
    /// A 0-based index into a sequence.
    Index(usize),
}

/// The path from a document's root to a node; its [`Display`](fmt::Display) is a JSON Pointer (RFC 6901).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Pointer(pub Vec<Segment>);

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.0 {
            match segment {
                Segment::Key(key) => write!(f, "/{}", key.replace('~', "~0").replace('/', "~1"))?,
                Segment::Index(index) => write!(f, "/{index}")?,
            }
        }
        Ok(())
    }
}

impl NodeRef<'_> {
    /// Returns the path from the root to this node; for a key, to its value. For a node that an alias repeats, the
    /// path leads to the place where it is written out.
    pub fn pointer(self) -> Pointer {
        let mut segments = Vec::new();
        let mut node = self;
        while let Some(parent) = node.parent() {
            let segment = match parent.node_type() {
                NodeType::Mapping => {
                    parent.entries().holding(node.id).map(|entry| Segment::Key(entry.name().to_owned()))
                }
                // A collection's children are numbered in the order of the file.
                _ => parent.items().ids.binary_search(&node.id).ok().map(Segment::Index),
            };
            segments.extend(segment);
            node = parent;
        }
        segments.reverse();
        Pointer(segments)
    }

    /// Returns the node at the end of a path from this one.
    pub(crate) fn at(self, pointer: &Pointer) -> Option<Self> {
        pointer.0.iter().try_fold(self, |node, segment| match segment {
            Segment::Key(key) => node.get(key),
            Segment::Index(index) => node.items().nth(*index),
        })
    }

    /// Returns the path from the root to this node with names in place of indexes: `/cases/[id=mamai]/date`.
    ///
    /// The path stays the same when items are added before this one. Several nodes may share it.
    pub fn stable_path(self) -> String {
        let mut steps = Vec::new();
        let mut node = self;
        while let Some(parent) = node.parent() {
            match parent.entries().holding(node.id) {
                Some(entry) => steps.push(format!("/{}", entry.name())),
                None => steps.push(node.item_name()),
            }
            node = parent;
        }
        steps.reverse();
        steps.concat()
    }

    fn item_name(self) -> String {
        let named = NAMING_KEYS.iter().find_map(|key| Some((key, self.get(key)?.scalar_text()?)));
        named.map_or_else(|| "/[]".to_owned(), |(key, name)| format!("/[{key}={name}]"))
    }
}
