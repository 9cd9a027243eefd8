//! A report's period, and its developments, which belong to no case.

use super::accessors::{Dated, dated, filled, references, text};
use super::unknown::declares_unknown;
use super::vocabulary::field;
use crate::tree::{Entry, NodeRef, Place};

/// The period that a report or a development covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Period<'a>(Entry<'a>);

impl<'a> Period<'a> {
    pub(super) fn from_owner(owner: NodeRef<'a>) -> Option<Self> {
        filled(owner, field::PERIOD).map(Self)
    }

    /// Returns the `period:` line.
    pub(crate) fn entry(self) -> Entry<'a> {
        self.0
    }

    /// Returns the first date.
    pub(crate) fn start(self) -> Option<Dated<'a>> {
        dated(self.0.value, field::START)
    }

    /// Returns the last date.
    pub(crate) fn end(self) -> Option<Dated<'a>> {
        dated(self.0.value, field::END)
    }
}

/// Something that happened outside any case: an election, a draft law, a register.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Development<'a>(pub(super) NodeRef<'a>);

impl<'a> Development<'a> {
    /// Returns the development's mapping.
    pub(crate) fn node(self) -> NodeRef<'a> {
        self.0
    }

    /// Returns the `id:` line.
    pub(crate) fn id_entry(self) -> Option<Entry<'a>> {
        filled(self.0, field::ID)
    }

    /// Returns the title.
    pub(crate) fn title(self) -> Option<&'a str> {
        text(self.0, field::TITLE)
    }

    /// Returns the date.
    pub(crate) fn dated(self) -> Option<Dated<'a>> {
        dated(self.0, field::DATE)
    }

    /// Returns the period in which it happened.
    pub(crate) fn period(self) -> Option<Period<'a>> {
        Period::from_owner(self.0)
    }

    /// Returns the nodes that name sources.
    pub(crate) fn source_references(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        references(self.0.get(field::SOURCES))
    }

    /// Returns the quotes of the development.
    pub(crate) fn quotes(self) -> impl Iterator<Item = super::Quote<'a>> + use<'a> {
        super::quotes_of(self.0)
    }

    /// Returns true if the development says that its sources are not known.
    pub(crate) fn has_unknown_sources(self) -> bool {
        declares_unknown(self.0, field::SOURCES)
    }

    /// Returns the summary.
    pub(crate) fn summary(self) -> Option<&'a str> {
        text(self.0, field::SUMMARY)
    }

    /// Returns true if the summary gives a web address.
    pub(crate) fn has_address_in_summary(self) -> bool {
        self.summary().is_some_and(|summary| summary.contains("://"))
    }

    /// Returns the figures.
    pub(crate) fn figures(self) -> impl Iterator<Item = Figure<'a>> + use<'a> {
        let listed = self.0.get(field::FIGURES).into_iter().flat_map(NodeRef::items);
        listed.filter(|node| node.as_mapping().is_some()).map(move |node| Figure { node, development: self })
    }
}

/// A number that a development gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Figure<'a> {
    node: NodeRef<'a>,
    development: Development<'a>,
}

impl<'a> Figure<'a> {
    /// Returns the figure's mapping.
    pub(crate) fn node(self) -> NodeRef<'a> {
        self.node
    }

    /// Returns the development that gives it.
    pub(crate) fn development(self) -> Development<'a> {
        self.development
    }

    /// Returns the `label:` line.
    pub(crate) fn label_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::LABEL)
    }

    /// Returns the label: the thing that is counted.
    pub(crate) fn label(self) -> Option<&'a str> {
        text(self.node, field::LABEL)
    }

    /// Returns the `value:` line.
    pub(crate) fn value_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::VALUE)
    }

    /// Returns the unit of the value.
    pub(crate) fn unit(self) -> Option<&'a str> {
        text(self.node, field::UNIT)
    }

    /// Returns true if the figure has a `source:` line, even an empty one.
    pub(crate) fn has_source_key(self) -> bool {
        self.node.entry(field::SOURCE).is_some()
    }

    /// Returns the `source:` line.
    pub(crate) fn source_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::SOURCE)
    }
}

impl<'a> From<Figure<'a>> for Place<'a> {
    fn from(figure: Figure<'a>) -> Self {
        figure.label_entry().map_or_else(|| figure.node.into(), Self::from)
    }
}
