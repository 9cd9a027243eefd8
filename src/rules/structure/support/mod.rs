//! Helpers of the rules on structure.

pub(super) mod reference;
