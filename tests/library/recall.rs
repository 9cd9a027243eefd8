//! Files with planted faults: each is found by its rule, at its place, and nothing else is found; every rule has one.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use reportlint::diagnostic::Diagnostic;
use reportlint::outcome::Outcome;
use reportlint::rules::RULES;

use crate::support::{Setup, TestFile, assert_no_faults, lint, project_path};

const FOLDER: &str = "fixtures/planted";

/// A comment `# fault: RULE, WHY`, and the 1-based lines on which the rule must report a finding.
#[derive(Debug)]
struct PlantedFault {
    path: String,
    rule: String,
    first: usize,
    last: usize,
}

/// Reads the planted faults of a file. A comment on a line of its own is about the next line with content; before a
/// block of text, about the block.
fn planted_faults(file: &TestFile) -> Vec<PlantedFault> {
    let text = std::str::from_utf8(&file.content).expect("a planted file is text");
    let lines: Vec<&str> = text.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_comment = |line: &str| line.trim_start().starts_with('#');
    let mut faults = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some((_, fault)) = line.split_once("# fault: ") else { continue };
        let Some((rule, _)) = fault.split_once(", ").filter(|(_, why)| !why.is_empty()) else {
            panic!("{}:{}: write `# fault: RULE, WHY`", file.path, index + 1);
        };
        let content = lines.iter().skip(index).position(|line| !is_comment(line));
        let first = index + content.expect("a line with content follows the comment");
        let head = lines.get(first).unwrap();
        let is_block = head.trim_end().ends_with(['|', '-']) && head.contains(": ");
        let is_inside = |line: &&&str| line.trim().is_empty() || indent(line) > indent(head);
        let more = if is_block { lines.iter().skip(first + 1).take_while(is_inside).count() } else { 0 };
        let (path, rule) = (file.path.clone(), rule.to_owned());
        faults.push(PlantedFault { path, rule, first: first + 1, last: first + 1 + more });
    }
    faults
}

/// Returns the planted files, sorted by path.
fn planted_files() -> Vec<TestFile> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(project_path(FOLDER)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "yaml" || ending == "md")
            && !path.ends_with("README.md")
        {
            let name = path.file_name().unwrap().to_str().unwrap();
            files.push(TestFile::new(format!("{FOLDER}/{name}"), std::fs::read(&path).unwrap()));
        }
    }
    files.sort();
    files
}

/// Returns the findings of a run: path, 1-based line, rule and message.
fn findings<'a>(outcome: &'a Outcome) -> Vec<(&'a str, usize, &'a str, &'a str)> {
    let finding = |diagnostic: &'a Diagnostic| {
        let file = outcome.file(diagnostic.primary.file).unwrap();
        let line = file.source.as_ref().unwrap().line_index(diagnostic.primary.span.start) + 1;
        (file.path.as_str(), line, diagnostic.rule.as_str(), diagnostic.message.as_str())
    };
    outcome.diagnostics.iter().map(finding).collect()
}

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    let files = planted_files();
    let planted: Vec<PlantedFault> = files.iter().flat_map(planted_faults).collect();
    let outcome = lint(&files, Setup { is_whole_repository: true, ..Setup::strict() });
    assert!(outcome.failures.is_empty(), "{:?}", outcome.failures);
    let mut found = findings(&outcome);
    let mut faults = Vec::new();
    for fault in &planted {
        let is_it = |(path, line, rule, _): &(&str, usize, &str, &str)| {
            *path == fault.path && *rule == fault.rule && (fault.first..=fault.last).contains(line)
        };
        match found.iter().position(is_it) {
            Some(index) => drop(found.remove(index)),
            None => faults.push(format!(
                "{}:{}: the fault `{}` is planted here and not found: correct the comment, the line or the rule",
                fault.path, fault.first, fault.rule
            )),
        }
    }
    for (path, line, rule, message) in found {
        faults.push(format!(
            "{path}:{line}: a fault that is not planted: [{rule}] {message}\n  \
             If the finding is true, write `# fault: {rule}, WHY` on the line or above it; if not, correct the rule"
        ));
    }
    assert_no_faults(&faults);
}

#[test]
fn every_rule_has_a_planted_fault() {
    let planted: BTreeSet<String> =
        planted_files().iter().flat_map(planted_faults).map(|fault| fault.rule).collect();
    let mut faults: Vec<String> = RULES
        .iter()
        .map(|entry| entry.meta.name)
        .filter(|name| !planted.contains(*name))
        .map(|name| {
            format!(
                "the rule `{name}` has no planted fault: write one into a file of {FOLDER}, and \
                 `# fault: {name}, WHY` on its line or above it"
            )
        })
        .collect();
    for name in planted.iter().filter(|name| !RULES.iter().any(|entry| entry.meta.name == name.as_str())) {
        faults.push(format!("{FOLDER}: a comment `# fault: {name}, …` names no rule: correct the name"));
    }
    assert_no_faults(&faults);
}
