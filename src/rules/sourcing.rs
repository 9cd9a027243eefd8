//! Who says so.

pub(super) mod quote_without_source;
pub(super) mod quote_without_speaker;
