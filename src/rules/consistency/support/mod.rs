//! Helpers of the rules on consistency.

pub(super) mod date_claims;
pub(super) mod family_names;
