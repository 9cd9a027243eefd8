//! The library as a whole: its rules and their pages, the forms of files, reports, legal codes, public suites, and what
//! must be true of any text.
//!
//! They are one program, since each program of its own costs a link with all of the library, and runs after the one before it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

mod architecture;
mod cache;
#[path = "../conformance/mod.rs"]
mod conformance;
mod conformance_schema;
mod conformance_yaml;
mod encoded;
mod fixes;
#[path = "../support/follow.rs"]
mod follow;
mod followed;
mod format_guide;
mod free_texts;
mod incremental;
mod law;
#[path = "../support/page.rs"]
mod page;
mod pages;
mod readme;
mod recall;
mod render;
mod robustness;
mod schema;
mod seed;
mod slips;
#[path = "../support/mod.rs"]
mod support;
mod suppress;
mod syntax;
mod toml_front_matter;
mod unknown_values;
