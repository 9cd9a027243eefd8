//! Persons and organisations.

use super::accessors::{Dated, dated, filled, listed, references, text};
use super::vocabulary::{Role, field};
use crate::tree::{Entry, NodeRef, Place};

/// A person that the document declares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Person<'a>(pub(super) Entry<'a>);

impl<'a> Person<'a> {
    /// Returns the person's mapping.
    pub(crate) fn node(self) -> NodeRef<'a> {
        self.0.value
    }

    /// Returns the key that the person stands under.
    pub(crate) fn key(self) -> NodeRef<'a> {
        self.0.key
    }

    /// Returns the id.
    pub(crate) fn id(self) -> &'a str {
        self.0.name()
    }

    /// Returns the `name:` line.
    pub(crate) fn name_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::NAME)
    }

    /// Returns the name; for a protected person, the pseudonym.
    pub(crate) fn name(self) -> Option<&'a str> {
        text(self.node(), field::NAME)
    }

    /// Returns the `name_original:` line: the name in the person's own script.
    pub(crate) fn name_original_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::NAME_ORIGINAL)
    }

    /// Returns the name in the person's own script.
    pub(crate) fn name_original(self) -> Option<&'a str> {
        text(self.node(), field::NAME_ORIGINAL)
    }

    /// Returns the `role:` line.
    pub(crate) fn role_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::ROLE)
    }

    /// Returns the role, where it is a known one.
    pub(crate) fn role(self) -> Option<Role> {
        Role::from_name(self.role_text()?)
    }

    /// Returns the word under `role:`, known or not.
    pub(crate) fn role_text(self) -> Option<&'a str> {
        text(self.node(), field::ROLE)
    }

    /// Returns true if the person has a `role:` line, even an empty one.
    pub(crate) fn has_role_key(self) -> bool {
        self.node().entry(field::ROLE).is_some()
    }

    /// Returns true if the person has a `part:` line, even an empty one, as in a case in a file of its own.
    pub(crate) fn has_part_key(self) -> bool {
        self.node().entry(field::PART).is_some()
    }

    /// Returns the `died:` line.
    pub(crate) fn died_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::DIED)
    }

    /// Returns the date on which the person died.
    pub(crate) fn died(self) -> Option<Dated<'a>> {
        dated(self.node(), field::DIED)
    }

    /// Returns the nodes under `aliases:`.
    pub(crate) fn alias_nodes(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        listed(self.node().get(field::ALIASES))
    }

    /// Returns the few words on who the person is.
    pub(crate) fn description(self) -> Option<&'a str> {
        text(self.node(), field::DESCRIPTION)
    }

    /// Returns the `gender:` line.
    pub(crate) fn gender_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::GENDER)
    }

    /// Returns the word under `gender:`.
    pub(crate) fn gender(self) -> Option<&'a str> {
        text(self.node(), field::GENDER)
    }

    /// Returns the `birth_year:` line.
    pub(crate) fn birth_year_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::BIRTH_YEAR)
    }

    /// Returns the year of birth.
    pub(crate) fn birth_year(self) -> Option<i64> {
        self.birth_year_entry()?.value.as_i64()
    }

    /// Returns the nodes that name the organisations to which the person belongs.
    pub(crate) fn organisation_references(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        references(self.node().get(field::ORGANISATIONS))
    }

    /// Returns the `protected:` line.
    pub(crate) fn protected_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::PROTECTED)
    }

    /// Returns true if the person must not be recognisable: the name is a pseudonym.
    pub(crate) fn is_protected(self) -> bool {
        self.protected_entry().is_some_and(|entry| entry.value.as_bool() == Some(true))
    }

    /// Returns the `consent:` line.
    pub(crate) fn consent_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::CONSENT)
    }

    /// Returns true if the person agreed to be named; `None` if the file does not say.
    pub(crate) fn consent(self) -> Option<bool> {
        self.consent_entry()?.value.as_bool()
    }
}

impl<'a> From<Person<'a>> for Place<'a> {
    fn from(person: Person<'a>) -> Self {
        Self { span: person.0.key.span(), node: person.0.value }
    }
}

/// An organisation that the document declares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Organisation<'a>(pub(super) Entry<'a>);

impl<'a> Organisation<'a> {
    /// Returns the organisation's mapping.
    pub(crate) fn node(self) -> NodeRef<'a> {
        self.0.value
    }

    /// Returns the key that the organisation stands under.
    pub(crate) fn key(self) -> NodeRef<'a> {
        self.0.key
    }

    /// Returns the id.
    pub(crate) fn id(self) -> &'a str {
        self.0.name()
    }

    /// Returns the name.
    pub(crate) fn name(self) -> Option<&'a str> {
        text(self.node(), field::NAME)
    }
}

impl<'a> From<Organisation<'a>> for Place<'a> {
    fn from(organisation: Organisation<'a>) -> Self {
        Self { span: organisation.0.key.span(), node: organisation.0.value }
    }
}
