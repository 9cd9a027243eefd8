//! Whether the document holds together.

pub(super) mod duplicate_paragraph;
pub(super) mod file_name_mismatch;
pub(super) mod unknown_kind;
pub(super) mod unresolved_source;
