//! A report's period, and its developments, which belong to no case.

use super::accessors::{Dated, dated, filled, references, text};
use super::vocabulary::field;
use crate::tree::{Entry, NodeRef, Place};

/// The period that a report or a development covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Period<'a>(Entry<'a>);

impl<'a> Period<'a> {
    pub(super) fn from_owner(owner: NodeRef<'a>) -> Option<Self> {
        filled(owner, field::PERIOD).map(Self)
    }

    /// Returns the `period:` line.
    pub fn entry(self) -> Entry<'a> {
        self.0
    }

    /// Returns the first date.
    pub fn start(self) -> Option<Dated<'a>> {
        dated(self.0.value, field::START)
    }

    /// Returns the last date.
    pub fn end(self) -> Option<Dated<'a>> {
        dated(self.0.value, field::END)
    }
}

/// Something that happened outside any case: an election, a draft law, a register.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Development<'a>(pub(super) NodeRef<'a>);

impl<'a> Development<'a> {
    /// Returns the development's mapping.
    pub fn node(self) -> NodeRef<'a> {
        self.0
    }

    /// Returns the `id:` line.
    pub fn id_entry(self) -> Option<Entry<'a>> {
        filled(self.0, field::ID)
    }

    /// Returns the id.
    pub fn id(self) -> Option<&'a str> {
        self.0.get(field::ID)?.scalar_text()
    }

    /// Returns the title.
    pub fn title(self) -> Option<&'a str> {
        text(self.0, field::TITLE)
    }

    /// Returns the date.
    pub fn dated(self) -> Option<Dated<'a>> {
        dated(self.0, field::DATE)
    }

    /// Returns the period in which it happened.
    pub fn period(self) -> Option<Period<'a>> {
        Period::from_owner(self.0)
    }

    /// Returns the nodes that name sources.
    pub fn source_references(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        references(self.0.get(field::SOURCES))
    }

    /// Returns the figures.
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
    /// Returns the figure's mapping.
    pub fn node(self) -> NodeRef<'a> {
        self.node
    }

    /// Returns the development that gives it.
    pub fn development(self) -> Development<'a> {
        self.development
    }

    /// Returns the `label:` line.
    pub fn label_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::LABEL)
    }

    /// Returns the label: the thing that is counted.
    pub fn label(self) -> Option<&'a str> {
        text(self.node, field::LABEL)
    }

    /// Returns the `value:` line.
    pub fn value_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::VALUE)
    }

    /// Returns the unit of the value.
    pub fn unit(self) -> Option<&'a str> {
        text(self.node, field::UNIT)
    }

    /// Returns true if the figure has a `source:` line, even an empty one.
    pub fn has_source_key(self) -> bool {
        self.node.entry(field::SOURCE).is_some()
    }

    /// Returns the `source:` line.
    pub fn source_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::SOURCE)
    }
}

impl<'a> From<Figure<'a>> for Place<'a> {
    fn from(figure: Figure<'a>) -> Self {
        figure.label_entry().map_or_else(|| figure.node.into(), Self::from)
    }
}
