//! A repository's own rules: JSONPath selects, CEL asserts, both over the same tree and index as the built-in rules.
//!
//! A rule is data: it cannot loop for ever, nor read, write or start anything. It is loaded once (`load`), where everything that can
//! be wrong with it is found; applied to each document (`check`); and where it looks at several files, the index keeps the little of
//! each document that it asks for (`across`), which is compared at the end (`relate`). All of it counts its steps
//! (`budget`).

pub(crate) mod across;
pub(crate) mod budget;
pub(crate) mod check;
mod compare;
mod evaluate;
pub(crate) mod examples;
mod expression;
mod failure;
mod fix;
mod functions;
mod lexer;
mod load;
mod name;
mod neighbours;
mod parse;
pub(crate) mod path;
pub(crate) mod pattern;
mod records;
pub(crate) mod relate;
mod rule;
mod sections;
mod set;
mod stored;
mod template;
#[cfg(test)]
mod tests;
mod values;

pub use load::RULE_FILE_RULES;
pub(crate) use load::{FAILING_EXAMPLE, MISSING_EXAMPLE, is_rule, load, repeated_name, without_kind};
pub use name::LocalName;
pub(crate) use name::{LOCAL, PREFIX};
pub use rule::LocalRule;
pub use set::LocalRules;
pub(crate) use set::LocalSet;
