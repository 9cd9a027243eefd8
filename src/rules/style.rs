//! Words, characters and marks.

pub(super) mod penalty_wording;
