//! Slips of editors, planted one at a time into clean files: each gives one finding, with this message, and to follow it
//! leaves nothing to find.
//!
//! `tests/slips/slips.yaml` is the table. A new entry needs `slip`, `in` and `change`; `REPORTLINT_REFRESH=1 cargo test
//! --test library slips` writes what is found into `found`, to be read before it is committed.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::thread;

use reportlint::diagnostic::{Applicability, Diagnostic};
use reportlint::outcome::Outcome;
use reportlint::rule::Preset;
use reportlint::settings::RuleSet;
use serde::{Deserialize, Serialize};

use crate::follow::{Files, followed, name};
use crate::support::{Setup, TestFile, assert_no_faults, is_refresh, lint, project_path};

const TABLE: &str = "tests/slips/slips.yaml";

/// The folders with the clean files, each a repository of its own with those of the others.
const FOLDERS: [&str; 2] = ["tests/slips/base", "fixtures/clean/reports"];

/// A mistake, and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Slip {
    /// The mistake in words.
    slip: String,
    /// The clean file that it is made in.
    #[serde(rename = "in")]
    file: String,
    /// The name that the file gets; the clean one then stays beside it.
    #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
    copy: Option<String>,
    /// The texts that are replaced, each of which stands in the file once.
    change: Vec<Change>,
    /// The findings: one.
    #[serde(default)]
    found: Vec<Found>,
}

/// A text that is replaced by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    from: String,
    to: String,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Found {
    /// The line and the text that the finding shows.
    at: String,
    rule: String,
    message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fix: Option<String>,
    /// What is found after the fix, or after the value that the help names is written, where that is anything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    then: Vec<String>,
}

/// Returns the clean files by their names.
fn clean_files() -> Files {
    let mut files = Files::new();
    for folder in FOLDERS {
        for entry in fs::read_dir(project_path(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    files
}

fn check(files: &Files) -> Outcome {
    let files: Vec<TestFile> =
        files.iter().map(|(name, text)| TestFile::new(name.clone(), text.clone())).collect();
    let rules = RuleSet::resolve(Preset::Recommended, &[], None).unwrap();
    lint(&files, Setup { rules, kind: None, is_whole_repository: true })
}

/// Returns the clean files with the mistake in one of them.
fn planted(slip: &Slip, clean: &Files) -> Files {
    let mut text = clean.get(&slip.file).unwrap_or_else(|| panic!("{}: no such file", slip.file)).clone();
    for Change { from, to } in &slip.change {
        let count = text.matches(from.as_str()).count();
        assert_eq!(count, 1, "{}: {from:?} stands {count} times in {}", slip.slip, slip.file);
        text = text.replacen(from.as_str(), to, 1);
    }
    let mut files = clean.clone();
    files.insert(slip.copy.as_ref().unwrap_or(&slip.file).clone(), text);
    files
}

fn found(outcome: &Outcome, files: &Files) -> Vec<Found> {
    assert!(outcome.failures.is_empty(), "{:?}", outcome.failures);
    outcome.diagnostics.iter().map(|finding| describe(finding, outcome, files)).collect()
}

fn describe(finding: &Diagnostic, outcome: &Outcome, files: &Files) -> Found {
    let file = outcome.file(finding.primary.file).unwrap();
    let source = file.source.as_ref().unwrap();
    let line = source.position(finding.primary.span.start).line;
    let fix = finding.fix.as_ref().map(|fix| {
        let safe = if fix.applicability == Applicability::Safe { " (safe)" } else { "" };
        format!("{}{safe}", fix.title)
    });
    Found {
        at: format!("{line}: {}", source.slice(finding.primary.span)),
        rule: finding.rule.to_string(),
        message: finding.message.clone(),
        help: finding.help.clone(),
        fix,
        then: follow(finding, outcome, files),
    }
}

/// Follows a finding and returns what is found then.
fn follow(finding: &Diagnostic, outcome: &Outcome, files: &Files) -> Vec<String> {
    let states = followed(finding, outcome, files);
    let found = |files: &Files| check(files).diagnostics.iter().map(name).collect::<Vec<_>>();
    states.iter().map(found).min_by_key(Vec::len).unwrap_or_default()
}

fn read_table() -> Vec<Slip> {
    let text = fs::read_to_string(project_path(TABLE)).unwrap();
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{TABLE}: {error}"))
}

#[test]
fn clean_files_are_clean() {
    let files = clean_files();
    assert_eq!(found(&check(&files), &files), []);
}

/// Plants each slip, puts what is found into its entry, and returns where that was not in it.
fn compare(slips: &mut [Slip], clean: &Files) -> Vec<String> {
    let mut faults = Vec::new();
    for slip in slips {
        let files = planted(slip, clean);
        let found = found(&check(&files), &files);
        if found != slip.found {
            faults.push(format!(
                "{}:\nfound:\n{}expected:\n{}",
                slip.slip,
                serde_yaml::to_string(&found).unwrap(),
                serde_yaml::to_string(&slip.found).unwrap()
            ));
            slip.found = found;
        }
    }
    faults
}

#[test]
fn each_slip_is_found_once_and_can_be_mended_by_what_is_said() {
    let clean = clean_files();
    let mut table = read_table();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let part = table.len().div_ceil(threads);
    let clean = &clean;
    let faults: Vec<String> = thread::scope(|scope| {
        let begin = |slips| scope.spawn(move || compare(slips, clean));
        let parts: Vec<_> = table.chunks_mut(part).map(begin).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    if is_refresh() {
        fs::write(Path::new(&project_path(TABLE)), serde_yaml::to_string(&table).unwrap()).unwrap();
        return;
    }
    assert_no_faults(&faults);
}

#[test]
fn slips_are_found_single_and_safe_to_follow() {
    let table = read_table();
    let count = |is: &dyn Fn(&Slip) -> bool| table.iter().filter(|slip| is(slip)).count();
    let missed = count(&|slip| slip.found.is_empty());
    let several = count(&|slip| slip.found.len() > 1);
    let unsafe_ones = count(&|slip| slip.found.iter().any(|found| !found.then.is_empty()));
    println!(
        "{} slips: {missed} missed, {several} with several findings, {unsafe_ones} with a fix that leads on",
        table.len()
    );
    assert_eq!((missed, several, unsafe_ones), (0, 0, 0));
}
