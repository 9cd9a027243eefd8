//! No suggestion leads into the next error: whoever applies a fix, or writes the value that a help names, is rid of the
//! finding, and gets no other one.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "the tests of the pages use the rest")]
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use reportlint::outcome::Outcome;
use reportlint::rule::Group;
use reportlint::rules::RULES;

use crate::follow::{Files, followed, name};
use crate::pages::fence;
use crate::support::{Setup, TestFile, assert_no_faults, lint, project_path};

/// Findings whose suggestion cannot be the last step, by the beginning of their names, each with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("unknown-kind", "what the file holds was not checked before"),
    ("unknown-suppression", "what it is to suppress need not be there"),
];

fn check(files: &Files) -> Outcome {
    let files: Vec<TestFile> =
        files.iter().map(|(name, text)| TestFile::new(name.clone(), text.clone())).collect();
    lint(&files, Setup { is_whole_repository: true, ..Setup::strict() })
}

fn names(outcome: &Outcome) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for finding in &outcome.diagnostics {
        *names.entry(name(finding)).or_default() += 1;
    }
    names
}

/// Follows each finding in the files, and returns those after which one is left or new.
fn faults(what: &str, files: &Files) -> Vec<String> {
    let outcome = check(files);
    let before = names(&outcome);
    let mut faults = Vec::new();
    for finding in &outcome.diagnostics {
        let own = name(finding);
        if EXCEPTIONS.iter().any(|(exception, _)| own.starts_with(exception)) {
            continue;
        }
        let mut worst: Option<String> = None;
        for state in followed(finding, &outcome, files) {
            let after = names(&check(&state));
            let number = |names: &BTreeMap<String, usize>, name: &str| names.get(name).copied().unwrap_or(0);
            let is_left = number(&after, &own) >= number(&before, &own);
            let new: Vec<&String> =
                after.keys().filter(|name| number(&after, name) > number(&before, name)).collect();
            if !is_left && new.is_empty() {
                worst = None;
                break;
            }
            let fault = if is_left { "it is found again".to_owned() } else { format!("then: {new:?}") };
            worst.get_or_insert(fault);
        }
        if let Some(fault) = worst {
            let help = finding.help.as_deref().unwrap_or_default();
            let fix = finding.fix.as_ref().map(|fix| fix.title.as_str()).unwrap_or_default();
            faults.push(format!("{what}: {own}\n  help: {help}\n  fix: {fix}\n  {fault}"));
        }
    }
    faults
}

#[test]
fn of_the_pages() {
    let mut faults = Vec::new();
    for entry in RULES {
        let (fences, _) = fence::fences(entry.meta.page);
        let bad: Vec<_> = fences.iter().filter(|fence| fence.section == "Bad").collect();
        let mut examples: Vec<Files> = Vec::new();
        for fence in bad {
            let (fence, _) = fence.split_marks();
            let (text, _) = fence.document();
            let is_of_last = entry.meta.group == Group::Project
                && examples.last().is_some_and(|last: &Files| !last.contains_key(fence.file));
            match examples.last_mut().filter(|_| is_of_last) {
                Some(last) => drop(last.insert(fence.file.to_owned(), text)),
                None => examples.push(Files::from([(fence.file.to_owned(), text)])),
            }
        }
        for example in &examples {
            faults.extend(self::faults(entry.meta.name, example));
        }
    }
    assert_no_faults(&faults);
}

#[test]
fn of_the_planted_files_and_real_reports() {
    let mut faults = Vec::new();
    for folder in ["fixtures/planted", "fixtures/reports"] {
        let mut files = Files::new();
        for entry in fs::read_dir(project_path(folder)).unwrap() {
            let path = entry.unwrap().path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            let file = path.file_name().unwrap().to_str().unwrap().to_owned();
            if BTreeSet::from(["yaml", "json", "md"]).contains(ending) && file != "README.md" {
                files.insert(file, fs::read_to_string(&path).unwrap());
            }
        }
        faults.extend(self::faults(folder, &files));
    }
    assert_no_faults(&faults);
}
