//! Comments that suppress findings, and their reasons.

pub(super) mod suppression_without_reason;
pub(super) mod unknown_suppression;
pub(super) mod unused_suppression;
