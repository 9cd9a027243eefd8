//! Sources, and the statements that need one.

pub(super) mod archive_of_other_url;
pub(super) mod development_without_source;
pub(super) mod duplicate_source;
pub(super) mod event_without_source;
pub(super) mod figure_without_source;
pub(super) mod insecure_source_url;
pub(super) mod quote_without_source;
pub(super) mod quote_without_speaker;
pub(super) mod self_sourced;
pub(super) mod source_without_accessed;
pub(super) mod source_without_archive;
pub(super) mod source_without_date;
pub(super) mod source_without_url;
pub(super) mod speaker_by_name;
pub(super) mod tracking_parameters;
pub(super) mod translated_quote_without_language;
pub(super) mod unknown_without_check;

mod support;
