//! Runs a rule on the files of an example.

use std::sync::Arc;

use crate::document::{Document, Format};
use crate::linter::{self, Content, Input, Job, Plan, Role};
use crate::local_rules::check::{CANNOT_APPLY, Subject, left_aside_by};
use crate::local_rules::examples::{Example, ExampleFile, Found};
use crate::local_rules::{LocalRule, LocalRules};
use crate::model::date::Date;
use crate::outcome::Outcome;
use crate::parse::parse_bytes;
use crate::rule::Preset;
use crate::settings::RuleSet;

/// The result of an example.
pub(super) enum Trial {
    Passed,
    /// Something else was found than the example says.
    Failed(Vec<Found>),
    /// The rule looks at none of the files, by this key of it.
    Aside(&'static str),
    /// Nobody knows, for this reason.
    Unfinished(String),
}

/// Applies a rule to the files of an example as if they were all that a repository has.
pub(super) fn tried(rule: &Arc<LocalRule>, example: &Example<'_>, today: Option<Date>) -> Trial {
    let today = example.today.or(today).unwrap_or_else(Date::today);
    if let Some(key) = aside(rule, example, today) {
        return Trial::Aside(key);
    }
    let rules = LocalRules::new(vec![Arc::clone(rule)], Vec::new());
    let set = match RuleSet::resolve(Preset::Minimal, &[], Some(&[])) {
        Ok(set) => Arc::new(set.with_local(Arc::new(rules), today, &[], None)),
        Err(error) => return Trial::Unfinished(error.to_string()),
    };
    let input = |file: &ExampleFile<'_>| Input {
        path: file.path.to_owned(),
        content: Content::Bytes(file.text.as_bytes().to_vec()),
        plan: Plan::new(Format::from_path(file.path).unwrap_or(Format::Yaml), Arc::clone(&set)),
        role: Role::Check,
        is_touched: false,
    };
    let inputs = example.files.iter().map(input).collect();
    let outcome = linter::run(Job { inputs, is_whole_repository: true, threads: 1, ..Job::default() });
    if let Some(failure) = outcome.failures.first() {
        return Trial::Unfinished(failure.message.clone());
    }
    let found = found_in(&outcome, rule);
    if example.compare(&found).is_some() { Trial::Failed(found) } else { Trial::Passed }
}

/// Returns the key by which a rule looks at none of the files of an example. One that cannot be read is said by itself.
fn aside(rule: &LocalRule, example: &Example<'_>, today: Date) -> Option<&'static str> {
    if !example.files.iter().any(|file| rule.is_for_path(file.path)) {
        return Some("files");
    }
    let mut documents: Vec<(&str, Document)> = Vec::new();
    for file in &example.files {
        let format = Format::from_path(file.path).unwrap_or(Format::Yaml);
        let parsed = parse_bytes(file.path, format, file.text.as_bytes().to_vec())?;
        if !parsed.diagnostics.is_empty() {
            return None;
        }
        documents.extend(parsed.documents.into_iter().map(|document| (file.path, document)));
    }
    let subjects =
        documents.iter().map(|(path, document)| Subject { document, path, kind: document.kind(), today });
    let subjects: Vec<Subject<'_>> = subjects.collect();
    if subjects.is_empty() { None } else { left_aside_by(rule, &subjects) }
}

/// Returns the findings of a rule, and those that keep a file from being read.
fn found_in(outcome: &Outcome, rule: &LocalRule) -> Vec<Found> {
    let counts = |name: &str| name == rule.full_name().as_str() || name.starts_with("syntax/");
    let findings = outcome.diagnostics.iter().filter(|finding| counts(finding.rule.as_str()));
    let found = findings.filter_map(|finding| {
        let file = outcome.file(finding.primary.file)?;
        let line = file.source.as_ref()?.line_index(finding.primary.span.start) + 1;
        let message = finding.message.clone();
        let is_failure = finding.rule != *rule.full_name() || message.starts_with(CANNOT_APPLY);
        Some(Found { path: file.path.clone(), line, message, span: finding.primary.span, is_failure })
    });
    found.collect()
}
