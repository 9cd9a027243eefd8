//! A report with planted faults: each is found by its rule, at its place, and nothing else is found.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::sync::Arc;

use reportlint::document::Format;
use reportlint::linter::{self, Content, Input, Job, Plan, Role};
use reportlint::rule::Preset;
use reportlint::rules;
use reportlint::settings::RuleSet;

const FILE: &str = "fixtures/planted/kg-2025-06.yaml";

/// A comment `# fault: RULE, why`, and the 1-based lines on which the rule must speak.
#[derive(Debug)]
struct Fault<'a> {
    rule: &'a str,
    first: u32,
    last: u32,
}

/// The faults that the comments of a file name: on a line of its own, a comment is about the next line that is
/// none; before a block of text, about the block.
fn faults(text: &str) -> Vec<Fault<'_>> {
    let lines: Vec<&str> = text.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut faults = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some((_, fault)) = line.split_once("# fault: ") else { continue };
        let (rule, why) = fault.split_once(", ").expect("a fault says its rule and why");
        assert!(!why.is_empty());
        let of_next = line.trim_start().starts_with('#');
        let is_content = |line: &&&str| !line.trim_start().starts_with('#');
        let first = if of_next {
            index + lines.iter().skip(index).position(|line| is_content(&line)).unwrap()
        } else {
            index
        };
        let head = lines.get(first).unwrap();
        let is_block =
            head.ends_with([':', '|', '-']) && head.trim_end().ends_with(['|', '-']) && head.contains(": ");
        let inside = |line: &&&str| line.trim().is_empty() || indent(line) > indent(head);
        let more = if is_block { lines.iter().skip(first + 1).take_while(inside).count() } else { 0 };
        let line = |index: usize| u32::try_from(index + 1).unwrap();
        faults.push(Fault { rule, first: line(first), last: line(first + more) });
    }
    faults
}

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let text = std::fs::read_to_string(&path).unwrap();
    let faults = faults(&text);
    assert!(faults.len() >= 30, "{} faults", faults.len());
    for fault in &faults {
        assert!(rules::find(fault.rule).is_some(), "there is no rule {}", fault.rule);
    }
    let rules = Arc::new(RuleSet::resolve(Preset::Strict, &[], None).unwrap());
    let plan = Plan::new(Format::Yaml, Arc::clone(&rules));
    let input = Input { path: FILE.to_owned(), content: Content::Disk(path), plan, role: Role::Check };
    let outcome = linter::run(Job { inputs: vec![input], ..Job::default() });
    assert!(outcome.failures.is_empty());
    let source = outcome.file(reportlint::source::FileId(0)).unwrap().source.clone().unwrap();
    let mut found: Vec<(u32, &str, &str)> = outcome
        .diagnostics
        .iter()
        .map(|d| (source.position(d.primary.span.start).line, d.rule.as_str(), d.message.as_str()))
        .collect();
    let mut missed = Vec::new();
    for fault in &faults {
        let is_it = |(line, rule, _): &(u32, &str, &str)| {
            *rule == fault.rule && (fault.first..=fault.last).contains(line)
        };
        match found.iter().position(is_it) {
            Some(at) => drop(found.remove(at)),
            None => missed.push(fault),
        }
    }
    assert!(
        missed.is_empty() && found.is_empty(),
        "planted and not found: {missed:#?}\nfound and not planted: {found:#?}"
    );
}
