//! Readers of fields, whatever their names.

use super::date::Date;
use super::duration::Duration;
use crate::tree::{Entry, NodeRef, Place};

/// A key of a mapping that holds a date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Dated<'a> {
    /// The key and its value.
    pub(crate) entry: Entry<'a>,
    /// The date.
    pub(crate) date: Date,
}

/// A key of a mapping that holds a duration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Term<'a> {
    /// The key and its value.
    pub(crate) entry: Entry<'a>,
    /// The duration.
    pub(crate) duration: Duration,
}

impl<'a> From<Dated<'a>> for Place<'a> {
    fn from(dated: Dated<'a>) -> Self {
        dated.entry.into()
    }
}

impl<'a> From<Term<'a>> for Place<'a> {
    fn from(term: Term<'a>) -> Self {
        term.entry.into()
    }
}

impl Dated<'_> {
    /// Returns the date as it is written: `2023-05-03`, `2022-07~`.
    pub(crate) fn written(&self) -> &str {
        self.entry.value.scalar_text().unwrap_or_default()
    }
}

/// Returns the entry under `key`, unless it is empty.
pub(super) fn filled<'a>(owner: NodeRef<'a>, key: &str) -> Option<Entry<'a>> {
    owner.entry(key).filter(|entry| !entry.value.is_null())
}

/// Returns the text under `key`, unless it is blank.
pub(super) fn text<'a>(owner: NodeRef<'a>, key: &str) -> Option<&'a str> {
    owner.get(key)?.as_str().filter(|text| !is_blank(text))
}

/// Returns true if a text has only white space.
fn is_blank(text: &str) -> bool {
    let begins = text.as_bytes().first().is_some_and(u8::is_ascii_graphic);
    !begins && text.trim().is_empty()
}

/// Returns the date under `key`, if it is valid.
pub(super) fn dated<'a>(owner: NodeRef<'a>, key: &str) -> Option<Dated<'a>> {
    let entry = filled(owner, key)?;
    // A schema accepts `2023.0` as the year 2023.
    let year = entry.value.as_i64().map(|year| year.to_string());
    let date = Date::parse(year.as_deref().or_else(|| entry.value.scalar_text())?).ok()?;
    Some(Dated { entry, date })
}

/// Returns the duration under `key`, if it is valid and plausible: `implausible-duration` reports others, and nothing
/// follows from them.
pub(super) fn term<'a>(owner: NodeRef<'a>, key: &str) -> Option<Term<'a>> {
    let entry = filled(owner, key)?;
    let duration = Duration::parse(entry.value.as_str()?)?;
    duration.implausible_part().is_none().then_some(Term { entry, duration })
}

/// Returns the items of a list. A single value in place of a list counts as a list of one, so that only the schema
/// reports it.
pub(super) fn listed<'a>(node: Option<NodeRef<'a>>) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
    let single = node.filter(|node| node.as_sequence().is_none() && !node.is_null());
    node.into_iter().flat_map(NodeRef::items).chain(single)
}

/// Returns the nodes of a list of ids, or the keys of a mapping that declares them: a case in a file of its own
/// declares its persons where a report's case lists them.
pub(super) fn references<'a>(node: Option<NodeRef<'a>>) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
    // A repository's own keys may stand among the ids.
    let entries = node.into_iter().flat_map(NodeRef::entries).filter(|entry| !entry.name().starts_with("x_"));
    let declared = entries.map(|entry| entry.key);
    listed(node).filter(|node| node.as_str().is_some()).chain(declared)
}

/// Returns the ids of [`references`].
pub(super) fn ids<'a>(node: Option<NodeRef<'a>>) -> impl Iterator<Item = &'a str> + use<'a> {
    references(node).filter_map(NodeRef::scalar_text)
}
