//! Helpers of the rules on style.

pub(super) mod mixed_word;
pub(super) mod terms;
