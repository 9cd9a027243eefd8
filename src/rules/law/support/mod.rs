//! Helpers that the rules on law share.

pub(super) mod applicable_code;
pub(super) mod arrest;
pub(super) mod change_words;
pub(super) mod charge_slips;
pub(super) mod charged_parts;
mod citation_slip;
pub(super) mod cited;
pub(super) mod code_names;
pub(super) mod cumulation;
pub(super) mod days;
pub(super) mod decided;
pub(super) mod fines;
pub(super) mod freeform_citation;
mod named_code;
pub(super) mod penalty_range;
pub(super) mod review_targets;

/// The most persons of one sentence, result, verdict or event; a longer list is a register, and is not followed person by person.
pub(in crate::rules::law) const MOST_PERSONS: usize = 200;
