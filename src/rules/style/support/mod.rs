//! Helpers of the rules on style.

pub(super) mod mixed_word;
pub(super) mod native_letters;
pub(super) mod terms;
