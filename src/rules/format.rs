//! Text that tools read in different ways.

mod support;

pub(super) mod ambiguous_scalar;
pub(super) mod duplicate_key;
pub(super) mod keyword_without_effect;
pub(super) mod non_string_key;
pub(super) mod text_cut_by_comment;
pub(super) mod unknown_tag;
pub(super) mod unusable_schema;
