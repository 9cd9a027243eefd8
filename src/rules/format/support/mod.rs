//! Helpers of the rules on form.

pub(super) mod repeated_key;
