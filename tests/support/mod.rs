//! Helpers for tests that lint texts in memory: the one place in these tests that knows how a run is made.

#![allow(dead_code, reason = "each test binary uses some of the helpers")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

pub(crate) mod mutate;
pub(crate) mod repository;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use reportlint::document::{DocumentKind, Format};
use reportlint::linter::{self, Content, Input, Job, Plan, Role};
use reportlint::outcome::Outcome;
use reportlint::rule::Preset;
use reportlint::settings::RuleSet;

/// A file of a run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TestFile {
    /// The display path, which also decides the format.
    pub(crate) path: String,
    pub(crate) content: Vec<u8>,
}

impl TestFile {
    pub(crate) fn new(path: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), content: content.into() }
    }
}

/// The settings of a run.
pub(crate) struct Setup {
    pub(crate) rules: RuleSet,
    /// The kind of documents that do not name theirs.
    pub(crate) kind: Option<DocumentKind>,
    /// True if the files are all that their repository has.
    pub(crate) is_whole_repository: bool,
}

impl Setup {
    /// Turns every rule on, with its default options.
    pub(crate) fn strict() -> Self {
        let rules = RuleSet::resolve(Preset::Strict, &[], None).expect("a preset has no options to be wrong");
        Self { rules, kind: None, is_whole_repository: false }
    }
}

/// Lints files on one thread.
pub(crate) fn lint(files: &[TestFile], setup: Setup) -> Outcome {
    let is_whole_repository = setup.is_whole_repository;
    linter::run(Job { inputs: inputs(files, setup), is_whole_repository, threads: 1, ..Job::default() })
}

/// Makes the inputs of a run.
pub(crate) fn inputs(files: &[TestFile], setup: Setup) -> Vec<Input> {
    let rules = Arc::new(setup.rules);
    let input = |file: &TestFile| {
        let format = Format::from_path(&file.path).expect("the path has the ending of a format");
        let plan = Plan { kind: setup.kind, ..Plan::new(format, Arc::clone(&rules)) };
        Input {
            path: file.path.clone(),
            content: Content::Bytes(file.content.clone()),
            plan,
            role: Role::Check,
            is_touched: false,
        }
    };
    files.iter().map(input).collect()
}

/// Returns a path inside the project's folder.
pub(crate) fn project_path(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Returns true if the run writes generated files anew instead of comparing with them (`tests/refresh`).
pub(crate) fn is_refresh() -> bool {
    std::env::var_os("REPORTLINT_REFRESH").is_some()
}

/// Fails with all faults at once, each with its own advice.
#[track_caller]
pub(crate) fn assert_no_faults(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "{} {}:\n\n{}\n",
        faults.len(),
        if faults.len() == 1 { "fault" } else { "faults" },
        faults.join("\n\n")
    );
}
