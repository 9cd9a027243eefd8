//! The published report and the clean one: the findings in them are a reviewed list
//! (`fixtures/reports/README.md` explains why each finding is true).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use reportlint::outcome::Outcome;

use crate::support::{self, Setup, TestFile, project_path};

fn lint(folder: &str, names: &[&str]) -> Outcome {
    let root = project_path("fixtures").join(folder);
    let file = |name: &&str| TestFile::new(*name, std::fs::read(root.join(name)).unwrap());
    let files: Vec<TestFile> = names.iter().map(file).collect();
    support::lint(&files, Setup::strict())
}

/// Lists the findings, one a line: place, severity, rule, message.
fn listing(outcome: &Outcome) -> String {
    let mut listing = String::new();
    for diagnostic in &outcome.diagnostics {
        let file = outcome.file(diagnostic.primary.file).unwrap();
        let at = file.source.as_ref().unwrap().position(diagnostic.primary.span.start);
        let (path, severity, rule) = (&file.path, diagnostic.severity, &diagnostic.rule);
        writeln!(listing, "{path}:{}:{}: {severity}[{rule}] {}", at.line, at.column, diagnostic.message)
            .unwrap();
    }
    listing
}

#[test]
fn the_seed_gives_its_true_findings() {
    let outcome = lint("reports", &["kz-2023-06.md", "kz-2023-06.yaml"]);
    assert!(outcome.failures.is_empty());
    insta::assert_snapshot!(listing(&outcome));
}

#[test]
fn a_clean_report_gives_none() {
    let root = project_path("fixtures/clean/reports");
    let mut names: Vec<String> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let outcome = lint("clean/reports", &names);
    assert!(outcome.failures.is_empty());
    assert_eq!(listing(&outcome), "");
}
