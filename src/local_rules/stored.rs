//! The parts of a document that the index keeps for rules over several files.

use serde::{Deserialize, Serialize};

use super::budget::{Budget, Spent};
use crate::project::Name;
use crate::source::{FileId, Span};
use crate::tree::{NodeId, NodeRef, NodeType, Number};

/// The number of lists and mappings that may lie one in the other.
pub(super) const MAX_DEPTH: usize = 256;

/// A value, without its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Kept {
    Null,
    Bool(bool),
    Int(i64),
    Double(f64),
    Text(Box<str>),
    List(Box<[KeptNode]>),
    Map(Box<[(Name, KeptNode)]>),
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeptNode {
    pub(crate) kept: Kept,
    /// The bytes by which a person recognises it.
    pub(crate) span: Span,
    pub(crate) node: NodeId,
}

/// A value that the index keeps, with its file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stored<'a> {
    pub(crate) kept: &'a Kept,
    pub(crate) span: Span,
    pub(crate) node: NodeId,
    pub(crate) file: FileId,
}

impl<'a> Stored<'a> {
    pub(crate) fn new(node: &'a KeptNode, file: FileId) -> Self {
        Self { kept: &node.kept, span: node.span, node: node.node, file }
    }

    /// Returns a value within this one.
    pub(crate) fn inner(self, node: &'a KeptNode) -> Self {
        Self::new(node, self.file)
    }

    pub(crate) fn get(self, name: &str) -> Option<Self> {
        let Kept::Map(entries) = self.kept else { return None };
        entries.iter().find(|(key, _)| key == name).map(|(_, node)| self.inner(node))
    }
}

impl KeptNode {
    /// Copies a node with all that is in it, or of a mapping only what stands under keys for which `is_wanted` is true.
    ///
    /// # Errors
    /// The budget is spent.
    pub(crate) fn copy(
        node: NodeRef<'_>,
        is_wanted: &dyn Fn(&str) -> bool,
        budget: &Budget,
    ) -> Result<Self, Spent> {
        Self::copy_within(node, is_wanted, budget, 0)
    }

    fn copy_within(
        node: NodeRef<'_>,
        is_wanted: &dyn Fn(&str) -> bool,
        budget: &Budget,
        depth: usize,
    ) -> Result<Self, Spent> {
        // Aliases may lie deeper one in the other than any parser allows brackets to.
        if depth > MAX_DEPTH {
            return Err(Spent);
        }
        budget.spend(1)?;
        let inner = |node| Self::copy_within(node, &|_| true, budget, depth + 1);
        let kept = match node.node_type() {
            NodeType::Null => Kept::Null,
            NodeType::Bool => Kept::Bool(node.as_bool().unwrap_or_default()),
            NodeType::Number => match node.as_number() {
                Some(Number::Int(value)) => Kept::Int(value),
                Some(Number::UInt(value)) => Kept::Double(value as f64),
                Some(Number::Float(value)) => Kept::Double(value),
                None => Kept::Null,
            },
            NodeType::String => {
                let text = node.as_str().unwrap_or_default();
                budget.spend(text.len() as u64)?;
                Kept::Text(text.into())
            }
            NodeType::Sequence => {
                let items = node.items().map(inner);
                Kept::List(items.collect::<Result<_, _>>()?)
            }
            NodeType::Mapping => {
                let entries = node.entries().filter(|entry| is_wanted(entry.name()));
                let entries = entries.map(|entry| Ok((Name::from(entry.name()), inner(entry.value)?)));
                Kept::Map(entries.collect::<Result<_, _>>()?)
            }
        };
        Ok(Self { kept, span: node.anchor_span(), node: node.id() })
    }
}
