//! Helpers of the rules on identity.

pub(super) mod accusing_word;
pub(super) mod death;
pub(super) mod named_child;
pub(super) mod sensitive_term;
