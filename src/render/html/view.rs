//! The page as data: what its template writes.

use std::collections::{BTreeMap, HashMap};
use std::io;

use askama::Template;

use super::finding::{FindingView, RuleRef};
use super::wording::{Word, paragraphs, words};
use super::{POLICY, SCRIPT, STYLE, rule_page};
use crate::diagnostic::{Diagnostic, Severity};
use crate::local_rules::LOCAL;
use crate::outcome::{Failure, Outcome};
use crate::pages;
use crate::render::grouped::{FileGroup, groups};
use crate::render::{Style, failure_text, opened, opened_path, summary};
use crate::rule::Group;
use crate::source::FileId;
use crate::words::count;

/// The bytes of findings from which on they are shown without the lines of their files: the page must open on a telephone.
const ROOM: usize = 8_000_000;

/// The number of findings up to which two lines before and after each label are shown, and not one.
const FEW: usize = 1_000;

/// The severities, the gravest first.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// The whole page.
#[derive(Template)]
#[template(path = "page.html", config = "src/render/html/askama.toml")]
pub(super) struct Page {
    version: &'static str,
    policy: &'static str,
    style: &'static str,
    script: &'static str,
    heading: String,
    tallies: [Tally; 3],
    sentences: Vec<Vec<Word>>,
    failures: Vec<FailureView>,
    is_cut: bool,
    files: Vec<FileView>,
    groups: Vec<GroupView>,
    rules: Vec<RuleView>,
    has_pages: bool,
    checked: Vec<CheckedFile>,
    /// The numbers of the documents in them, by kind.
    kinds: String,
    rules_on: usize,
    /// Each group with the names of its rules that were on.
    enabled: Vec<(&'static str, String)>,
}

/// The number of findings of a severity.
struct Tally {
    word: &'static str,
    noun: &'static str,
    count: usize,
}

struct FailureView {
    text: String,
    help: Vec<Vec<Word>>,
}

/// A file with findings.
struct FileView {
    id: u32,
    path: String,
    counts: String,
    findings: Vec<String>,
}

/// A group of rules with findings.
struct GroupView {
    name: String,
    rules: Vec<RuleOption>,
}

struct RuleOption {
    id: usize,
    name: String,
    count: usize,
}

/// A rule with findings.
struct RuleView {
    id: usize,
    name: String,
    group: String,
    count: usize,
    counted: String,
    page: Option<String>,
}

/// A file that was checked; `id` and `counts` where it has findings.
struct CheckedFile {
    id: Option<u32>,
    path: String,
    counts: String,
}

impl Page {
    pub(super) fn new(outcome: &Outcome, style: &Style) -> io::Result<Self> {
        let groups = groups(outcome, style);
        let rules = rules(outcome);
        let (files, is_cut) = files(outcome, &groups, &rules)?;
        Ok(Self {
            version: env!("CARGO_PKG_VERSION"),
            policy: POLICY,
            style: STYLE,
            script: SCRIPT,
            heading: heading(outcome),
            tallies: SEVERITIES.map(|severity| tally(outcome, severity)),
            sentences: summary::sentences(outcome, None).iter().map(|sentence| words(sentence)).collect(),
            failures: failures(outcome),
            is_cut,
            groups: options(&rules),
            has_pages: rules.iter().any(|rule| rule.page.is_some()),
            checked: checked(outcome, &files),
            kinds: summary::kinds_checked(outcome),
            files,
            rules,
            rules_on: outcome.rules.len(),
            enabled: enabled(outcome),
        })
    }
}

fn heading(outcome: &Outcome) -> String {
    match (outcome.diagnostics.len(), outcome.failures.len()) {
        (0, 0) => "No findings".to_owned(),
        (0, _) => "The run failed".to_owned(),
        (findings, _) => count(findings as u64, "finding"),
    }
}

fn tally(outcome: &Outcome, severity: Severity) -> Tally {
    let count = outcome.count(severity);
    let noun = match (severity, count) {
        (Severity::Error, 1) => "error",
        (Severity::Error, _) => "errors",
        (Severity::Warning, 1) => "warning",
        (Severity::Warning, _) => "warnings",
        (Severity::Info, _) => "info",
    };
    Tally { word: severity.as_str(), noun, count }
}

fn failures(outcome: &Outcome) -> Vec<FailureView> {
    let view = |failure: &Failure| FailureView {
        text: failure_text(outcome, failure),
        help: failure.help.as_deref().map(paragraphs).unwrap_or_default(),
    };
    outcome.failures.iter().map(view).collect()
}

/// Returns the rules with findings, by their names.
fn rules(outcome: &Outcome) -> Vec<RuleView> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &outcome.diagnostics {
        *counts.entry(finding.rule.as_str()).or_default() += 1;
    }
    let page = |name: &str| match outcome.local_rule(name) {
        Some(rule) => Some(rule.page().to_owned()),
        None => pages::of_rule(name),
    };
    let view = |(id, (name, number)): (usize, (&str, usize))| RuleView {
        id,
        name: name.to_owned(),
        group: pages::group_of(name).to_owned(),
        count: number,
        counted: count(number as u64, "finding"),
        page: page(name).map(|page| rule_page::html_of(&page)),
    };
    counts.into_iter().enumerate().map(view).collect()
}

/// Returns the choices of groups and rules.
fn options(rules: &[RuleView]) -> Vec<GroupView> {
    let mut groups: BTreeMap<&str, Vec<RuleOption>> = BTreeMap::new();
    for rule in rules {
        let option = RuleOption { id: rule.id, name: rule.name.clone(), count: rule.count };
        groups.entry(&rule.group).or_default().push(option);
    }
    groups.into_iter().map(|(name, rules)| GroupView { name: name.to_owned(), rules }).collect()
}

/// Returns the files with findings; true if some findings are shown without lines.
fn files(
    outcome: &Outcome,
    groups: &[FileGroup<'_>],
    rules: &[RuleView],
) -> io::Result<(Vec<FileView>, bool)> {
    let refs = |rule: &RuleView| (rule.name.clone(), RuleRef { id: rule.id, has_page: rule.page.is_some() });
    let refs: HashMap<String, RuleRef> = rules.iter().map(refs).collect();
    let context = if outcome.diagnostics.len() <= FEW { 2 } else { 1 };
    let mut room = ROOM;
    let mut is_cut = false;
    let mut write = |finding: &Diagnostic| {
        let none = RuleRef { id: 0, has_page: false };
        let rule = refs.get(finding.rule.as_str()).copied().unwrap_or(none);
        let view =
            |context| FindingView::new(outcome, finding, rule, context).render().map_err(io::Error::other);
        let mut text = if room > 0 { view(Some(context))? } else { String::new() };
        if text.is_empty() || text.len() > room {
            (room, is_cut) = (0, true);
            text = view(None)?;
        }
        room = room.saturating_sub(text.len());
        Ok::<_, io::Error>(text)
    };
    let mut files = Vec::with_capacity(groups.len());
    for group in groups {
        let FileId(id) = group.file;
        let findings = group.findings.iter().map(|shown| write(shown.finding)).collect::<io::Result<_>>()?;
        let path = opened_path(outcome, group.file).into_owned();
        files.push(FileView { id, path, counts: counts(group), findings });
    }
    Ok((files, is_cut))
}

/// Returns the numbers of a file's findings by severity.
fn counts(group: &FileGroup<'_>) -> String {
    let counts = SEVERITIES.map(|severity| (group.count(severity), severity));
    let counts = counts.into_iter().filter(|(number, _)| *number > 0);
    let counts = counts.map(|(number, severity)| match severity {
        Severity::Info => format!("{number} info"),
        _ => count(number as u64, severity.as_str()),
    });
    counts.collect::<Vec<_>>().join(", ")
}

/// Returns the files that were checked, by their paths.
fn checked(outcome: &Outcome, files: &[FileView]) -> Vec<CheckedFile> {
    let with_findings: HashMap<u32, &FileView> = files.iter().map(|file| (file.id, file)).collect();
    let entries = (0u32..).zip(&outcome.files).filter(|(_, entry)| entry.is_checked);
    let mut checked: Vec<CheckedFile> = entries
        .map(|(id, entry)| {
            let found = with_findings.get(&id);
            CheckedFile {
                id: found.map(|file| file.id),
                path: opened(outcome, &entry.path).into_owned(),
                counts: found.map(|file| file.counts.clone()).unwrap_or_default(),
            }
        })
        .collect();
    checked.sort_by(|a, b| a.path.cmp(&b.path));
    checked
}

/// Returns the names of the rules that were on, by group.
fn enabled(outcome: &Outcome) -> Vec<(&'static str, String)> {
    let of_group = |group: &'static str| {
        let rules = outcome.rules.iter().filter(|enabled| enabled.rule.group() == group);
        (group, rules.map(|enabled| enabled.rule.name()).collect::<Vec<_>>().join(", "))
    };
    Group::ALL
        .into_iter()
        .map(Group::as_str)
        .chain([LOCAL])
        .map(of_group)
        .filter(|(_, names)| !names.is_empty())
        .collect()
}
