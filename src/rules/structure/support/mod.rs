//! Helpers of the rules on structure.

mod meant;
pub(super) mod reference;
