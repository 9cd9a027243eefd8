//! reportlint: a linter for structured human-rights report files.
//!
//! Data flows one way: discover → plan → load → check → relate → withhold → redact → finish → render. Nothing below
//! [`linter`] knows of arguments or terminals.
//!
//! ```
//! use reportlint::linter::{self, Input, Job};
//!
//! let text = "kind: case\nid: march\ntitle: The march\ncountry: KZ\nfreedoms: [liberty]\n\
//!             events:\n  - type: verdict\n    outcome: convicted\n";
//! let inputs = vec![Input::from_bytes("cases/march.yaml", text)];
//! let outcome = linter::run(Job { inputs, ..Job::default() });
//! let finding = outcome.diagnostics.iter().find(|finding| finding.rule.as_str() == "verdict-without-date");
//! let finding = finding.expect("the verdict has no date");
//! let file = outcome.file(finding.primary.file).expect("the finding lies in a file");
//! let line = file.source.as_ref().expect("a file with findings keeps its text").position(finding.primary.span.start).line;
//! println!("{}:{line}: {}: {}", file.path, finding.severity, finding.message);
//! assert_eq!(line, 7);
//! ```

mod changes;
pub mod cli;
mod config;
pub mod diagnostic;
mod digest;
mod discover;
pub mod document;
mod files;
mod fix;
#[cfg(fuzzing)]
pub mod fuzzing;
mod git;
mod globs;
mod law;
pub mod linter;
pub mod local_rules;
mod lookalike;
mod model;
pub mod outcome;
mod pages;
pub mod parse;
mod paths;
mod project;
pub mod read;
mod redact;
pub mod render;
pub mod rule;
pub mod rules;
pub mod schema;
pub mod settings;
pub mod source;
mod suggest;
mod syntax_help;
pub mod tree;
pub mod withhold;
mod words;
