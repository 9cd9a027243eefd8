//! reportlint: a linter for structured human-rights report files.
//!
//! Data flows one way: discover → read → parse → schema → rules → report. Nothing below
//! the linter knows of files on disk, arguments or terminals.

pub mod diagnostic;
pub mod document;
pub mod fingerprint;
pub mod outcome;
pub mod parse;
pub mod render;
pub mod source;
pub mod suggest;
pub mod tree;
