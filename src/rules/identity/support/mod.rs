//! Helpers of the rules on identity.

pub(super) mod accusing_word;
pub(super) mod sensitive_term;
