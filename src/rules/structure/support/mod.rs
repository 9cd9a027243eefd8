//! Helpers of the rules on structure.

pub(super) mod copies;
pub(super) mod event_reference;
pub(super) mod meant;
pub(super) mod reference;
