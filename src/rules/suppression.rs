//! Whether the comments that hold findings back still do so, and say why.

pub(super) mod suppression_without_reason;
pub(super) mod unknown_suppression;
pub(super) mod unused_suppression;
