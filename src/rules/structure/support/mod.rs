//! Helpers of the rules on structure.

pub(super) mod copies;
mod meant;
pub(super) mod reference;
