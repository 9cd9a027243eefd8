//! What a report says of itself, and its developments: what has no case.

use super::accessors::{Dated, dated, filled, references, text};
use super::vocabulary::field;
use crate::tree::{Entry, NodeRef, Place};

/// The stretch of time that a report or a development covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Period<'a>(Entry<'a>);

impl<'a> Period<'a> {
    pub(super) fn from_owner(owner: NodeRef<'a>) -> Option<Self> {
        filled(owner, field::PERIOD).map(Self)
    }

    /// The `period:` line.
    pub fn entry(self) -> Entry<'a> {
        self.0
    }

    /// When it starts.
    pub fn start(self) -> Option<Dated<'a>> {
        dated(self.0.value, field::START)
    }

    /// When it ends.
    pub fn end(self) -> Option<Dated<'a>> {
        dated(self.0.value, field::END)
    }
}

/// Something that happened outside any case: an election, a draft law, a register.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Development<'a>(pub(super) NodeRef<'a>);

impl<'a> Development<'a> {
    /// The development's mapping.
    pub fn node(self) -> NodeRef<'a> {
        self.0
    }

    /// The `id:` line.
    pub fn id_entry(self) -> Option<Entry<'a>> {
        filled(self.0, field::ID)
    }

    /// The id.
    pub fn id(self) -> Option<&'a str> {
        self.0.get(field::ID)?.scalar_text()
    }

    /// The title.
    pub fn title(self) -> Option<&'a str> {
        text(self.0, field::TITLE)
    }

    /// When it happened.
    pub fn dated(self) -> Option<Dated<'a>> {
        dated(self.0, field::DATE)
    }

    /// The stretch of time in which it happened.
    pub fn period(self) -> Option<Period<'a>> {
        Period::from_owner(self.0)
    }

    /// The nodes that name sources.
    pub fn source_references(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        references(self.0.get(field::SOURCES))
    }

    /// The numbers that it gives.
    pub fn figures(self) -> impl Iterator<Item = Figure<'a>> + use<'a> {
        let listed = self.0.get(field::FIGURES).into_iter().flat_map(NodeRef::items);
        listed.filter(|node| node.as_mapping().is_some()).map(move |node| Figure { node, development: self })
    }
}

/// A number that a development gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure<'a> {
    node: NodeRef<'a>,
    development: Development<'a>,
}

impl<'a> Figure<'a> {
    /// The figure's mapping.
    pub fn node(self) -> NodeRef<'a> {
        self.node
    }

    /// The development that gives it.
    pub fn development(self) -> Development<'a> {
        self.development
    }

    /// The `label:` line.
    pub fn label_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::LABEL)
    }

    /// What is counted.
    pub fn label(self) -> Option<&'a str> {
        text(self.node, field::LABEL)
    }

    /// The `value:` line.
    pub fn value_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::VALUE)
    }

    /// What it is counted in.
    pub fn unit(self) -> Option<&'a str> {
        text(self.node, field::UNIT)
    }

    /// Whether a `source:` line stands there, be it empty.
    pub fn has_source_key(self) -> bool {
        self.node.entry(field::SOURCE).is_some()
    }

    /// The `source:` line.
    pub fn source_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::SOURCE)
    }
}

impl<'a> From<Figure<'a>> for Place<'a> {
    fn from(figure: Figure<'a>) -> Self {
        figure.label_entry().map_or_else(|| figure.node.into(), Self::from)
    }
}
