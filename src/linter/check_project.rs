//! The repository as a whole: the rules over its facts, and their findings completed from the files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::Workspace;
use super::check_file::{digest, secrets};
use super::input::{Content, Input};
use super::load::{Loaded, load};
use super::recall::{Remembered, source_of};
use crate::diagnostic::{Diagnostic, RuleName};
use crate::local_rules::check::{Subject, complete};
use crate::local_rules::relate::{FileFacts, relate};
use crate::local_rules::{LocalName, LocalRule, LocalSet};
use crate::model::Model;
use crate::outcome::Failure;
use crate::project::Index;
use crate::redact::Secrets;
use crate::rule::{ActiveRule, Group, MAX_PROJECT_FINDINGS, ProjectContext, ProjectFinding};
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
    /// The rules of the repository's own that took too many steps between the files.
    pub(super) spent: Vec<RuleName>,
}

/// A finding whose document is gone.
struct Pending {
    finding: ProjectFinding,
    /// The rule of the repository's own whose words are still to come from the document.
    local: Option<Arc<LocalRule>>,
}

/// A file that was loaded once more, as findings point into it.
pub(super) struct Reloaded {
    pub(super) source: Arc<SourceFile>,
    pub(super) secrets: Secrets,
}

/// Runs `rules` over the facts of all files. Of their findings those count that concern a file to be checked: a finding
/// in another file because of it counts too.
fn check_project(index: &Index, rules: &[&ActiveRule], inputs: &[Input]) -> Vec<Pending> {
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
    let check = |rule: &&ActiveRule| {
        let mut found = ProjectContext::check(rule, index, &links, &paths, &is_wanted);
        for ProjectFinding { diagnostic, .. } in &mut found {
            diagnostic.severity = severity(diagnostic).unwrap_or(diagnostic.severity);
        }
        found
    };
    // One list for each rule, in their order.
    let found: Vec<Vec<ProjectFinding>> = rules.par_iter().map(check).collect();
    found.into_iter().flatten().map(|finding| Pending { finding, local: None }).collect()
}

/// Returns the rules over the repository that are on for any file, each with the options of the first file that has it
/// on.
fn project_rules(sets: &[Arc<RuleSet>]) -> Vec<&ActiveRule> {
    let entries = RULES.iter().filter(|entry| entry.meta.group == Group::Project);
    entries.filter_map(|entry| sets.iter().find_map(|rules| rules.find(entry.meta.name))).collect()
}

impl Workspace {
    /// Relates the files to each other.
    pub(super) fn relate(&self) -> Related {
        let rules = project_rules(&self.sets);
        if !self.basis().wants_facts {
            return Related::default();
        }
        if let Some(remembered) = &self.remembered {
            return self.pool.install(|| self.recall_related(remembered));
        }
        let related = self.pool.install(|| {
            let mut found = check_project(&self.index, &rules, &self.inputs);
            let (local, spent) = self.relate_local();
            found.extend(local);
            Related { spent, ..self.complete(found) }
        });
        self.remember(&related);
        related
    }

    /// Stores what was found between the files, if it is all that can be found between them.
    fn remember(&self, related: &Related) {
        let Some((recall, key)) = self.recall.as_ref().zip(self.key) else { return };
        // What is not a file, such as the text in an editor, is not kept in one.
        let is_file = |input: &Input| !matches!(input.content, Content::Bytes(_));
        let is_full = self.inputs.iter().all(|input| input.is_checked() && is_file(input));
        let is_full = is_full && related.failures.is_empty() && related.spent.is_empty();
        // A rule with more findings keeps some, by the files that are checked.
        if is_full && related.findings.len() < MAX_PROJECT_FINDINGS {
            let secrets = related.reloaded.iter().map(|(file, reloaded)| (*file, reloaded.secrets.clone()));
            let findings = related.findings.clone();
            recall.remember(key, &Remembered { findings, secrets: secrets.collect() });
        }
    }

    /// Returns what an earlier run found, as far as it concerns a file to be checked, with the files' texts.
    fn recall_related(&self, remembered: &Remembered) -> Related {
        let is_checked = |file: FileId| self.file(file).is_some_and(|(input, _)| input.is_checked());
        let wanted = remembered.findings.iter().filter(|finding| finding.files().any(is_checked));
        let findings: Vec<Diagnostic> = wanted.cloned().collect();
        let files: BTreeSet<FileId> = findings.iter().flat_map(Diagnostic::files).collect();
        let texts = files.into_par_iter().map(|file| match self.recall_text(file, remembered) {
            Some(reloaded) => (file, Ok((Vec::new(), Some(reloaded)))),
            None => self.complete_file(file, Vec::new()),
        });
        with_texts(findings, texts.collect())
    }

    /// Reads the text of a file whose secrets are remembered; `None` if it has changed.
    fn recall_text(&self, file: FileId, remembered: &Remembered) -> Option<Reloaded> {
        let (input, checked) = self.file(file)?;
        let secrets = remembered.secrets.get(&file).filter(|_| checked.source.is_none())?;
        let source = source_of(file, input, None, checked.identity?.content())?;
        Some(Reloaded { source, secrets: secrets.clone() })
    }

    /// Loads the files again that the findings point into, one by one: all documents of a repository are too much to
    /// keep. Findings in files that changed meanwhile are dropped.
    fn complete(&self, findings: Vec<Pending>) -> Related {
        let files: BTreeSet<FileId> =
            findings.iter().flat_map(|found| found.finding.diagnostic.files()).collect();
        let mut by_file: BTreeMap<FileId, Vec<Pending>> =
            files.into_iter().map(|file| (file, Vec::new())).collect();
        for found in findings {
            by_file.entry(found.finding.site.file).or_default().push(found);
        }
        let completed = by_file.into_par_iter().map(|(file, findings)| self.complete_file(file, findings));
        with_texts(Vec::new(), completed.collect())
    }

    /// Completes the findings of one file, and loads its text if that was not kept.
    fn complete_file(&self, file: FileId, findings: Vec<Pending>) -> (FileId, Completed) {
        let Some((input, checked)) = self.file(file) else { return (file, Ok((Vec::new(), None))) };
        if checked.source.is_some() && findings.is_empty() {
            return (file, Ok((Vec::new(), None)));
        }
        let loaded = load(file, input).ok().filter(|loaded| digest(loaded.source.text()) == checked.digest);
        let Some(loaded) = loaded else {
            let message = "the file changed while it was checked; run the check again".to_owned();
            return (file, Err(Failure::new(Some(input.path.clone()), message)));
        };
        let reloaded = checked.source.is_none().then(|| Reloaded::new(input, &loaded));
        (file, Ok((complete_all(findings, input, &loaded), reloaded)))
    }

    /// Runs the rules of the repository's own that look at several files. Of their findings those count that concern a file to be
    /// checked, under the rules of the file that they are said at.
    fn relate_local(&self) -> (Vec<Pending>, Vec<RuleName>) {
        let Some(set) = self.sets.iter().find_map(|rules| rules.local()) else { return Default::default() };
        let facts: Vec<FileFacts<'_>> = self
            .files()
            .enumerate()
            .filter(|(_, (_, checked))| !checked.local.is_empty())
            .map(|(index, (input, checked))| FileFacts {
                file: super::file_id(index),
                path: &input.path,
                facts: &checked.local,
            })
            .collect();
        let rules: Vec<&Arc<LocalRule>> = set.all.rules().filter(|rule| rule.needs_index()).collect();
        let severity = |file: FileId, rule: &LocalRule| {
            let (input, _) = self.file(file)?;
            input.plan.rules.severity(rule.full_name())
        };
        let is_checked = |file: FileId| self.file(file).is_some_and(|(input, _)| input.is_checked());
        let is_whole = self.is_whole();
        let is_wanted = |finding: &Diagnostic| finding.files().any(is_checked);
        let related =
            rules.par_iter().map(|rule| (*rule, relate(rule, &facts, set.today, is_whole, &is_wanted)));
        let related: Vec<_> = related.collect();
        let (mut pending, mut spent) = (Vec::new(), Vec::new());
        for (rule, found) in related {
            let Ok(found) = found else {
                spent.push(rule.full_name().clone());
                continue;
            };
            for found in found {
                let Some(severity) = severity(found.site.file, rule) else { continue };
                let diagnostic = Diagnostic { severity, ..found.finding };
                let finding = ProjectFinding { diagnostic, site: found.site };
                pending.push(Pending { finding, local: found.is_open.then(|| Arc::clone(rule)) });
            }
        }
        (pending, spent)
    }
}

/// The findings of one file with the file itself, if it was loaded again.
type Completed = Result<(Vec<Diagnostic>, Option<Reloaded>), Failure>;

/// Puts `findings` together with those of `files` and with the files' texts; findings in files that changed meanwhile are
/// dropped.
fn with_texts(findings: Vec<Diagnostic>, files: Vec<(FileId, Completed)>) -> Related {
    let mut related = Related { findings, ..Related::default() };
    let mut changed: BTreeSet<FileId> = BTreeSet::new();
    for (file, completed) in files {
        match completed {
            Ok((findings, reloaded)) => {
                related.findings.extend(findings);
                related.reloaded.extend(reloaded.map(|reloaded| (file, reloaded)));
            }
            Err(failure) => {
                changed.insert(file);
                related.failures.push(failure);
            }
        }
    }
    related.findings.retain(|finding| !finding.files().any(|file| changed.contains(&file)));
    related
}

/// Returns the findings of a file with what only its documents know.
fn complete_all(findings: Vec<Pending>, input: &Input, loaded: &Loaded) -> Vec<Diagnostic> {
    let mut completed = Vec::new();
    // Those of a rule in a document, which are completed together.
    let mut local: BTreeMap<(LocalName, u32), (Arc<LocalRule>, Vec<Diagnostic>)> = BTreeMap::new();
    for Pending { finding, local: rule } in findings {
        let document = finding.site.document;
        let finding = finding.complete(&loaded.documents);
        match rule {
            Some(rule) => {
                local.entry((rule.name, document)).or_insert_with(|| (rule, Vec::new())).1.push(finding);
            }
            None => completed.push(finding),
        }
    }
    let today = input.plan.rules.local().map(|set: &LocalSet| set.today);
    for ((_, document), (rule, findings)) in local {
        let document = loaded.documents.get(document as usize);
        completed.extend(match document.zip(today) {
            Some((document, today)) => {
                let kind = input.plan.kind_of(document);
                complete(&rule, Subject { document, path: &input.path, kind, today }, findings)
            }
            None => findings,
        });
    }
    completed
}

impl Reloaded {
    fn new(input: &Input, loaded: &Loaded) -> Self {
        let models = loaded.documents.iter();
        let models = models.map(|document| Model::new(document, input.plan.kind_of(document)));
        let secrets = secrets(loaded, &models.collect::<Vec<_>>());
        Self { source: Arc::clone(&loaded.source), secrets }
    }
}
