//! Helpers that the rules on law share.

pub(super) mod applicable_code;
pub(super) mod arrest;
mod citation_slip;
pub(super) mod days;
pub(super) mod fines;
pub(super) mod freeform_citation;
mod named_code;
pub(super) mod penalty_range;
