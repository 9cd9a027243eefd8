//! The published report and the clean one: what reportlint finds in them is a reviewed list
//! (`fixtures/reports/README.md` says of each finding why it is true).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use reportlint::document::Format;
use reportlint::linter::{self, Content, Input, Job, Plan, Role};
use reportlint::outcome::Outcome;
use reportlint::rule::Preset;
use reportlint::settings::RuleSet;

fn lint(folder: &str, names: &[&str]) -> Outcome {
    let rules = Arc::new(RuleSet::resolve(Preset::Strict, &[], None).unwrap());
    let plan = |path: &str| Plan::new(Format::from_path(path).unwrap(), Arc::clone(&rules));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let input = |name: &&str| Input {
        path: (*name).to_owned(),
        content: Content::Disk(root.join(name)),
        plan: plan(name),
        role: Role::Check,
    };
    linter::run(Job { inputs: names.iter().map(input).collect(), ..Job::default() })
}

/// One line a finding: place, severity, rule, message.
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
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/clean/reports");
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
