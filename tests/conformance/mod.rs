//! Helpers of the runners of public test suites: the place of the data, and the judgement of outcomes.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Prints a line that is shown even if the test passes.
pub(crate) fn say(line: &str) {
    writeln!(std::io::stderr(), "{line}").expect("standard error can be written to");
}

/// Returns the folder of one suite. Prints advice and returns `None` if it has not been fetched.
///
/// # Panics
/// In CI a missing suite is a failure: a check that is left out checks nothing.
pub(crate) fn folder(suite: &str) -> Option<PathBuf> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/conformance");
    let root = std::env::var_os("REPORTLINT_CONFORMANCE").map_or_else(default, PathBuf::from);
    let folder = root.join(suite);
    if folder.is_dir() {
        return Some(folder);
    }
    let advice = "run tests/conformance/fetch.sh";
    assert!(std::env::var_os("CI").is_none(), "{} is not there: {advice}", folder.display());
    say(&format!("skipped the suite {suite}: {advice}"));
    None
}

/// Returns the files of a folder with one ending, sorted by name.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder of a suite can be listed");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder of a suite can be listed").path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    files.sort();
    files
}

/// Returns the name of a file without its ending.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The outcomes of a suite's tests.
#[derive(Default)]
pub(crate) struct Tally {
    passed: usize,
    failed: BTreeMap<String, String>,
}

impl Tally {
    /// Records one test's outcome under its name: nothing, or the fault.
    pub(crate) fn add(&mut self, name: &str, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => self.passed += 1,
            Err(fault) => {
                let before = self.failed.insert(name.to_owned(), fault);
                assert!(before.is_none(), "two tests are called {name}");
            }
        }
    }

    /// Prints the counts, and compares the failures with the known ones, each a name with its reason.
    ///
    /// # Panics
    /// If another test fails, or a known failure passes.
    pub(crate) fn judge(mut self, suite: &str, expected: usize, known: &[(&str, &str)]) {
        let run = self.passed + self.failed.len();
        let mut report = format!("{suite}: {run} tests, {} pass", self.passed);
        let mut surprises = Vec::new();
        for (name, reason) in known {
            match self.failed.remove(*name) {
                Some(_) => report += &format!("\n  known to fail: {name}: {reason}"),
                None => surprises.push(format!("{name} passes, or is gone: take it off the list")),
            }
        }
        say(&report);
        surprises.extend(self.failed.iter().map(|(name, fault)| format!("{name}: {fault}")));
        assert!(surprises.is_empty(), "{suite}: {} surprises\n{}", surprises.len(), surprises.join("\n"));
        assert_eq!(run, expected, "{suite}: the number of tests has changed");
    }
}
