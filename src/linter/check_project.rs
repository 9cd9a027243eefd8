//! The repository as a whole: the rules over its facts, and their findings completed from the files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Workspace;
use super::check_file::{digest, secrets};
use super::input::Input;
use super::load::{Loaded, load};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::model::Model;
use crate::outcome::Failure;
use crate::project::Index;
use crate::redact::Secret;
use crate::rule::{ActiveRule, Group, ProjectContext, ProjectFinding};
use crate::rules::RULES;
use crate::settings::RuleSet;
use crate::source::{FileId, SourceFile};

/// The findings of the rules over the repository, with the files that they point into.
#[derive(Default)]
pub(super) struct Related {
    /// The findings, in the order of the files and then of the rules.
    pub(super) findings: Vec<Diagnostic>,
    /// Files whose text was not kept when they were checked.
    pub(super) reloaded: BTreeMap<FileId, Reloaded>,
    /// Files that changed meanwhile.
    pub(super) failures: Vec<Failure>,
}

/// A file that was loaded once more, as findings point into it.
pub(super) struct Reloaded {
    pub(super) source: Arc<SourceFile>,
    pub(super) secrets: Vec<Secret>,
}

/// Runs `rules` over the facts of all files. Of their findings those count that concern a file to be checked: a finding
/// in another file because of it counts too.
pub(super) fn check_project(index: &Index, rules: &[&ActiveRule], inputs: &[Input]) -> Vec<ProjectFinding> {
    let links = index.links();
    let paths: Vec<&str> = inputs.iter().map(|input| input.path.as_str()).collect();
    let input_of = |file: FileId| inputs.get(file.0 as usize);
    let severity = |finding: &Diagnostic| {
        let rules: &RuleSet = &input_of(finding.primary.file)?.plan.rules;
        rules.severity(&finding.rule)
    };
    let is_wanted = |finding: &Diagnostic| {
        let mut files = finding.files();
        files.any(|file| input_of(file).is_some_and(Input::is_checked)) && severity(finding).is_some()
    };
    let mut findings = Vec::new();
    for rule in rules {
        let mut found = ProjectContext::check(rule, index, &links, &paths, &is_wanted);
        for ProjectFinding { diagnostic, .. } in &mut found {
            diagnostic.severity = severity(diagnostic).unwrap_or(diagnostic.severity);
        }
        findings.extend(found);
    }
    findings
}

/// Returns the rules over the repository that are on for any file, each with the options of the first file that has it
/// on.
pub(super) fn project_rules(sets: &[Arc<RuleSet>]) -> Vec<&ActiveRule> {
    let entries = RULES.iter().filter(|entry| entry.meta.group == Group::Project);
    entries.filter_map(|entry| sets.iter().find_map(|rules| rules.find(entry.meta.name))).collect()
}

impl Workspace {
    /// Relates the files to each other.
    pub(super) fn relate(&self) -> Related {
        let rules = project_rules(&self.sets);
        if rules.is_empty() {
            return Related::default();
        }
        self.complete(check_project(&self.index, &rules, &self.inputs))
    }

    /// Loads the files again that the findings point into: all documents of a repository are too much to keep.
    fn complete(&self, findings: Vec<ProjectFinding>) -> Related {
        let mut related = Related::default();
        let files: BTreeSet<FileId> = findings.iter().flat_map(|found| found.diagnostic.files()).collect();
        let mut documents: BTreeMap<FileId, Vec<Document>> = BTreeMap::new();
        let mut changed: BTreeSet<FileId> = BTreeSet::new();
        let primary: BTreeSet<FileId> = findings.iter().map(|found| found.site.file).collect();
        for file in files {
            let Some((input, checked)) = self.file(file) else { continue };
            if checked.source.is_some() && !primary.contains(&file) {
                continue;
            }
            let loaded = load(file, input).ok();
            let Some(loaded) = loaded.filter(|loaded| digest(loaded.source.text()) == checked.digest) else {
                changed.insert(file);
                let message = "the file changed while it was checked; run the check again".to_owned();
                related.failures.push(Failure { path: Some(input.path.clone()), message });
                continue;
            };
            if checked.source.is_none() {
                related.reloaded.insert(file, Reloaded::new(input, &loaded));
            }
            documents.insert(file, loaded.documents);
        }
        let mut by_file: BTreeMap<FileId, Vec<ProjectFinding>> = BTreeMap::new();
        for found in findings {
            if !found.diagnostic.files().any(|file| changed.contains(&file)) {
                by_file.entry(found.site.file).or_default().push(found);
            }
        }
        for (file, findings) in by_file {
            let documents = documents.get(&file).map(Vec::as_slice).unwrap_or_default();
            related.findings.extend(findings.into_iter().map(|found| found.complete(documents)));
        }
        related
    }
}

impl Reloaded {
    fn new(input: &Input, loaded: &Loaded) -> Self {
        let models = loaded.documents.iter();
        let models = models.map(|document| Model::new(document, input.plan.kind_of(document)));
        let secrets = secrets(loaded, &models.collect::<Vec<_>>());
        Self { source: Arc::clone(&loaded.source), secrets }
    }
}
