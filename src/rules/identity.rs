//! Whom a published file puts at risk.

pub(super) mod precise_home_location;
pub(super) mod presumption_of_innocence;
pub(super) mod sensitive_attribute;
