//! A repository's own rules: JSONPath selects, CEL asserts, both over the same tree and index as the built-in rules.

pub(crate) mod budget;
pub(crate) mod path;
pub(crate) mod pattern;
