//! Helpers that the rules on a whole repository share.

pub(super) mod agreement;
pub(super) mod case_references;
pub(super) mod contradiction;
pub(super) mod grouping;
mod pairing;
mod penalties;
mod prepared_verdict;
pub(super) mod repeated_id;
pub(super) mod same_case;
pub(super) mod same_person;
pub(super) mod same_verdict;
pub(super) mod series;
pub(super) mod title;
pub(super) mod verdict_comparison;
