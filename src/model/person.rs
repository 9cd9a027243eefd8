//! Persons and organisations.

use super::accessors::{filled, ids, references, text};
use super::guarded;
use super::vocabulary::{Role, field};
use crate::tree::{Entry, NodeRef, Place};

/// A person that the document declares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Person<'a>(pub(super) Entry<'a>);

impl<'a> Person<'a> {
    /// The person's mapping.
    pub fn node(self) -> NodeRef<'a> {
        self.0.value
    }

    /// The key that the person stands under.
    pub fn key(self) -> NodeRef<'a> {
        self.0.key
    }

    /// The id.
    pub fn id(self) -> &'a str {
        self.0.name()
    }

    /// The `name:` line.
    pub fn name_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::NAME)
    }

    /// The name; of a protected person, the pseudonym.
    pub fn name(self) -> Option<&'a str> {
        text(self.node(), field::NAME)
    }

    /// The `name_original:` line: the name in the person's own script.
    pub fn name_original_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::NAME_ORIGINAL)
    }

    /// The name in the person's own script.
    pub fn name_original(self) -> Option<&'a str> {
        text(self.node(), field::NAME_ORIGINAL)
    }

    /// The `role:` line.
    pub fn role_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::ROLE)
    }

    /// Returns the role, where it is a known one.
    pub fn role(self) -> Option<Role> {
        Role::from_name(self.role_text()?)
    }

    /// Returns the word under `role:`, known or not.
    pub fn role_text(self) -> Option<&'a str> {
        text(self.node(), field::ROLE)
    }

    /// Whether a `role:` line stands there, be it empty.
    pub fn has_role_key(self) -> bool {
        self.node().entry(field::ROLE).is_some()
    }

    /// The `description:` line.
    pub fn description_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::DESCRIPTION)
    }

    /// The `gender:` line.
    pub fn gender_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::GENDER)
    }

    /// The word under `gender:`.
    pub fn gender(self) -> Option<&'a str> {
        text(self.node(), field::GENDER)
    }

    /// The `birth_year:` line.
    pub fn birth_year_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::BIRTH_YEAR)
    }

    /// The year of birth.
    pub fn birth_year(self) -> Option<i64> {
        self.birth_year_entry()?.value.as_i64()
    }

    /// The nodes that name the organisations to which the person belongs.
    pub fn organisation_references(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        references(self.node().get(field::ORGANISATIONS))
    }

    /// The ids of the organisations to which the person belongs.
    pub fn organisations(self) -> impl Iterator<Item = &'a str> + use<'a> {
        ids(self.node().get(field::ORGANISATIONS))
    }

    /// The `protected:` line.
    pub fn protected_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::PROTECTED)
    }

    /// Whether the person must not be recognisable: the name is a pseudonym.
    pub fn is_protected(self) -> bool {
        self.protected_entry().is_some_and(|entry| entry.value.as_bool() == Some(true))
    }

    /// Whether that may be meant, be it with a slip of the hand.
    pub fn may_be_protected(self) -> bool {
        guarded::is_guarded(self.node())
    }

    /// The `consent:` line.
    pub fn consent_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::CONSENT)
    }

    /// Whether the person agreed to be named; `None` where the file does not say.
    pub fn consent(self) -> Option<bool> {
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
pub struct Organisation<'a>(pub(super) Entry<'a>);

impl<'a> Organisation<'a> {
    /// The organisation's mapping.
    pub fn node(self) -> NodeRef<'a> {
        self.0.value
    }

    /// The key that the organisation stands under.
    pub fn key(self) -> NodeRef<'a> {
        self.0.key
    }

    /// The id.
    pub fn id(self) -> &'a str {
        self.0.name()
    }

    /// The `name:` line.
    pub fn name_entry(self) -> Option<Entry<'a>> {
        filled(self.node(), field::NAME)
    }

    /// The name.
    pub fn name(self) -> Option<&'a str> {
        text(self.node(), field::NAME)
    }

    /// The name in the organisation's own script.
    pub fn name_original(self) -> Option<&'a str> {
        text(self.node(), field::NAME_ORIGINAL)
    }
}

impl<'a> From<Organisation<'a>> for Place<'a> {
    fn from(organisation: Organisation<'a>) -> Self {
        Self { span: organisation.0.key.span(), node: organisation.0.value }
    }
}
