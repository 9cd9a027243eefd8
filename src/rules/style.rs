//! Words, characters and marks.
