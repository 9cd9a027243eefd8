//! Who says so.

pub(super) mod quote_without_source;
pub(super) mod quote_without_speaker;
pub(super) mod self_sourced;
pub(super) mod translated_quote_without_language;
