//! The repository as a whole: index → project rules, and the findings completed from their files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::file::{Checked, digest};
use super::{Input, Linter, Plan, file_id};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::outcome::Failure;
use crate::parse;
use crate::project::Index;
use crate::read;
use crate::rule::{ActiveRule, Group, ProjectContext, ProjectFinding};
use crate::rules::RULES;
use crate::settings::RuleSet;
use crate::source::{FileId, SourceFile};

impl<P: Fn(&str) -> Plan + Send + Sync> Linter<P> {
    /// The sets of rules that are in force for any of the files.
    pub(super) fn rule_sets(&self, inputs: &[(&Input, bool)]) -> Vec<Arc<RuleSet>> {
        let mut sets: Vec<Arc<RuleSet>> = Vec::new();
        for (input, _) in inputs {
            let rules = self.plan_of(input).rules;
            if !sets.iter().any(|known| Arc::ptr_eq(known, &rules)) {
                sets.push(rules);
            }
        }
        sets
    }

    /// What the project rules find in the named files, or in others because of them. The files that the findings
    /// point into keep their text.
    pub(super) fn check_project(
        &self,
        sets: &[Arc<RuleSet>],
        inputs: &[(&Input, bool)],
        checked: &mut [Checked],
    ) -> (Vec<Diagnostic>, Vec<Failure>) {
        let rules = project_rules(sets);
        if rules.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let mut index = Index::default();
        index.set_whole(self.is_whole && checked.iter().all(|file| file.is_complete));
        for (file, checked) in checked.iter_mut().enumerate() {
            index.replace(file_id(file), std::mem::take(&mut checked.facts));
        }
        let links = index.links();
        let paths: Vec<&str> = inputs.iter().map(|(input, _)| input.path.as_str()).collect();
        let is_named = |file: FileId| inputs.get(file.0 as usize).is_some_and(|(_, is_named)| *is_named);
        let severity = |finding: &Diagnostic| {
            let (input, _) = inputs.get(finding.primary.file.0 as usize)?;
            self.plan_of(input).rules.severity(&finding.rule)
        };
        let is_wanted = |finding: &Diagnostic| {
            let mut labels = std::iter::once(&finding.primary).chain(&finding.secondary);
            labels.any(|label| is_named(label.file)) && severity(finding).is_some()
        };
        let mut findings = Vec::new();
        for rule in rules {
            let mut found = ProjectContext::check(rule, &index, &links, &paths, &is_wanted);
            for ProjectFinding { diagnostic, .. } in &mut found {
                diagnostic.severity = severity(diagnostic).unwrap_or(diagnostic.severity);
            }
            findings.extend(found);
        }
        self.complete(findings, inputs, checked)
    }

    /// Reads the files again that the findings point into: their documents were too large to keep.
    fn complete(
        &self,
        findings: Vec<ProjectFinding>,
        inputs: &[(&Input, bool)],
        checked: &mut [Checked],
    ) -> (Vec<Diagnostic>, Vec<Failure>) {
        let labels = |finding: &ProjectFinding| {
            let labels = std::iter::once(&finding.diagnostic.primary).chain(&finding.diagnostic.secondary);
            labels.map(|label| label.file).collect::<Vec<_>>()
        };
        let files: BTreeSet<FileId> = findings.iter().flat_map(labels).collect();
        let mut failures = Vec::new();
        let mut changed = BTreeSet::new();
        for file in files {
            let index = file.0 as usize;
            let (Some((input, _)), Some(checked)) = (inputs.get(index), checked.get_mut(index)) else {
                continue;
            };
            if checked.source.is_some() {
                continue;
            }
            let bytes = input.content.bytes().ok();
            let source = bytes.and_then(|bytes| read::decode(file, &input.path, bytes).ok());
            match source.filter(|source| digest(source.text()) == checked.digest) {
                Some(source) => checked.source = Some(Arc::new(source)),
                None => {
                    changed.insert(file);
                    let message = "the file changed while it was checked; run the check again".to_owned();
                    failures.push(Failure { path: Some(input.path.clone()), message });
                }
            }
        }
        let mut by_file: BTreeMap<FileId, Vec<ProjectFinding>> = BTreeMap::new();
        for finding in
            findings.into_iter().filter(|finding| !labels(finding).iter().any(|file| changed.contains(file)))
        {
            by_file.entry(finding.site.file).or_default().push(finding);
        }
        let mut diagnostics = Vec::new();
        for (file, findings) in by_file {
            let index = file.0 as usize;
            let source = checked.get(index).and_then(|checked| checked.source.as_ref());
            let (Some((input, _)), Some(source)) = (inputs.get(index), source) else { continue };
            let documents = self.documents_of(input, source);
            diagnostics.extend(findings.into_iter().map(|finding| finding.complete(&documents)));
        }
        (diagnostics, failures)
    }

    fn documents_of(&self, input: &Input, source: &Arc<SourceFile>) -> Vec<Document> {
        parse::parse(source, self.plan_of(input).format).documents
    }
}

/// The project rules that are on for any file, each with the options of the first file that has it on.
fn project_rules(sets: &[Arc<RuleSet>]) -> Vec<&ActiveRule> {
    let entries = RULES.iter().filter(|entry| entry.meta.group == Group::Project);
    entries.filter_map(|entry| sets.iter().find_map(|rules| rules.find(entry.meta.name))).collect()
}
