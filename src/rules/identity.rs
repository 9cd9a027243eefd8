//! People whom a published file puts at risk.

mod support;

pub(super) mod confidential_source_exposed;
pub(super) mod duplicate_person;
pub(super) mod minor_identified;
pub(super) mod personal_identifier;
pub(super) mod precise_home_location;
pub(super) mod presumption_of_innocence;
pub(super) mod protected_person_named;
pub(super) mod sensitive_attribute;
pub(super) mod victim_without_consent;
