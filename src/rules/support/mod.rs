//! Helpers that rules of several groups share.

mod describe;
mod missing_id;
mod relatives;

pub(super) use describe::describe;
pub(super) use missing_id::only_missing;
pub(super) use relatives::names_relative;
