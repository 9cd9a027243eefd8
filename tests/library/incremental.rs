//! One changed document against facts that stay in memory gives what a whole run gives.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use reportlint::linter::{self, Job, Terms, Workspace};
use reportlint::rule::Preset;
use reportlint::settings::{RuleSet, Selector};

use crate::support::repository::{generate, json, whole_run};
use crate::support::{Setup, TestFile, inputs};

const FILES: usize = 200;

/// Returns the name of each finding's rule in a JSON output.
fn rules_of(output: &str) -> BTreeSet<String> {
    let output: serde_json::Value = serde_json::from_str(output).expect("the output is JSON");
    let findings = output["diagnostics"].as_array().expect("the output lists the findings");
    findings.iter().filter_map(|finding| finding["rule"].as_str()).map(str::to_owned).collect()
}

/// Changes a document so that findings of other files may change with it: its id, to which they refer, and a date.
fn change(file: &TestFile) -> TestFile {
    let text = String::from_utf8_lossy(&file.content);
    let text = text.replacen("\nid: ", "\nid: new-", 1).replacen("-10\n", "-11\n", 1);
    assert_ne!(text.as_bytes(), file.content, "{}", file.path);
    TestFile::new(file.path.clone(), text)
}

#[test]
fn the_generated_repository_has_faults_in_and_between_documents() {
    let files = generate(FILES);
    assert_eq!(files.len(), FILES);
    let output = whole_run(&files);
    assert_eq!(output, whole_run(&generate(FILES)), "the same files give the same output");
    let rules = rules_of(&output);
    for rule in [
        "case-stalled",
        "duplicate-case-id",
        "event-without-source",
        "person-contradicts",
        "source-reused-with-other-details",
        "unresolved-case",
        "verdict-without-date",
    ] {
        assert!(rules.contains(rule), "no finding of {rule}: {rules:?}");
    }
}

#[test]
fn a_changed_report_changes_the_findings_of_other_files() {
    let mut files = generate(FILES);
    let before = whole_run(&files);
    let index =
        files.iter().position(|file| file.path.starts_with("reports/2011/")).expect("a report of 2011");
    files[index] = change(&files[index]);
    let after = whole_run(&files);
    let others = |output: &str| {
        let output: serde_json::Value = serde_json::from_str(output).expect("the output is JSON");
        let mut findings = output["diagnostics"].as_array().expect("the output lists the findings").clone();
        findings.retain(|finding| finding["path"] != files[index].path.as_str());
        findings
    };
    assert_ne!(others(&before), others(&after));
}

/// Checks one file after another in one workspace, which keeps the results and facts of all. Returns the JSON output.
fn replace_and_relate(workspace: &mut Workspace, changed: &TestFile) -> String {
    for input in inputs(std::slice::from_ref(changed), Setup::strict()) {
        assert!(workspace.replace(input), "{} is in the workspace", changed.path);
    }
    json(workspace.outcome(&Terms::default()))
}

#[test]
fn one_changed_document_of_many_gives_what_a_whole_run_gives() {
    let files = generate(FILES);
    let unchanged = whole_run(&files);
    let mut workspace = Workspace::check(inputs(&files, Setup::strict()), true, 1).expect("a thread starts");
    assert_eq!(json(workspace.outcome(&Terms::default())), unchanged, "before any change");
    // Cases come first, reports behind them; each is changed back before the next one.
    for index in [0, FILES * 3 / 4, FILES - 1] {
        let mut all = files.clone();
        all[index] = change(&files[index]);
        assert_eq!(replace_and_relate(&mut workspace, &all[index]), whole_run(&all), "{}", files[index].path);
        replace_and_relate(&mut workspace, &files[index]);
    }
    assert_eq!(json(workspace.outcome(&Terms::default())), unchanged, "after all changes are undone");
}

#[test]
fn the_first_file_with_rules_over_the_repository_has_the_facts_of_all() {
    let files = generate(FILES);
    let only = [Selector::parse("dates").expect("a group")];
    let rules = RuleSet::resolve(Preset::Strict, &[], Some(&only)).expect("rules without options");
    let mut mixed = inputs(&files, Setup { rules, ..Setup::strict() });
    let mut workspace = Workspace::check(mixed.clone(), true, 1).expect("a thread starts");
    // A report, the last of which continue cases of earlier ones.
    let last = FILES - 1;
    let strict = inputs(&files[last..], Setup::strict()).remove(0);
    assert!(workspace.replace(strict.clone()));
    mixed[last] = strict;
    let all = linter::run(Job { inputs: mixed, is_whole_repository: true, ..Job::default() });
    assert_eq!(json(workspace.outcome(&Terms::default())), json(all));
}
