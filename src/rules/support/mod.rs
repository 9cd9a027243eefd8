//! Helpers that rules of several groups share.

mod describe;

pub(super) use describe::describe;
