//! The document's parts and the ids that tie them together.

mod support;

pub(super) mod case_without_events;
pub(super) mod duplicate_event;
pub(super) mod duplicate_id;
pub(super) mod duplicate_paragraph;
pub(super) mod empty_text;
pub(super) mod file_name_mismatch;
pub(super) mod person_outside_case;
pub(super) mod placeholder_text;
pub(super) mod unknown_but_given;
pub(super) mod unknown_kind;
pub(super) mod unresolved_event;
pub(super) mod unresolved_organisation;
pub(super) mod unresolved_person;
pub(super) mod unresolved_source;
pub(super) mod unused_person;
pub(super) mod unused_source;
