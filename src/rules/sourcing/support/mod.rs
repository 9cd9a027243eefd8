//! Helpers that the rules on sources share.

pub(super) mod archive_copy;
pub(super) mod names;
pub(super) mod quotes;
pub(super) mod unused;
