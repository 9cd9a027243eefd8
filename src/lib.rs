//! reportlint: a linter for structured human-rights report files.
//!
//! Data flows one way: discover → read → parse → schema → rules → suppress → baseline → report. Nothing below
//! the linter knows of files on disk, arguments or terminals.

pub mod baseline;
pub mod changes;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod discover;
pub mod document;
pub mod fingerprint;
pub mod git;
pub mod law;
pub mod linter;
mod lookalike;
pub mod model;
pub mod outcome;
pub mod parse;
pub mod project;
pub mod read;
pub mod render;
pub mod rule;
pub mod rules;
pub mod schema;
pub mod settings;
pub mod source;
pub mod suggest;
pub mod suppress;
mod syntax_help;
pub mod tree;
pub mod words;
