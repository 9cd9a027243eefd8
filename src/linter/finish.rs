//! The outcome of a run: put together, named, and compared with what was there before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::check_project::Related;
use super::{Terms, Workspace, file_id};
use crate::diagnostic::{Diagnostic, Label, RuleName};
use crate::document::Format;
use crate::local_rules::LocalSet;
use crate::outcome::{Described, EnabledRule, Failure, FileEntry, Outcome};
use crate::redact::{self, Masked, Secrets};
use crate::rules::RULES;
use crate::source::{FileId, SourceFile};
use crate::withhold::split;

impl Workspace {
    /// Returns the findings of all files with those between them, in the order of the report.
    pub(super) fn all_findings(&self, related: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let of_files = self.files().flat_map(|(_, checked)| checked.findings.iter().cloned());
        let mut findings: Vec<Diagnostic> = of_files.chain(related).collect();
        findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        for finding in &mut findings {
            let input = self.file(finding.primary.file).map(|(input, _)| input);
            if input.is_some_and(|input| Format::from_path(&input.path) == Some(Format::Json)) {
                name_no_comment(finding);
            }
        }
        findings
    }

    /// Begins the outcome with everything but the findings.
    pub(super) fn new_outcome(&self, related: &Related, terms: &Terms) -> Outcome {
        let mut outcome = Outcome {
            rules: self.enabled_rules(),
            unread: self.unread(),
            today: self.today(),
            ..Outcome::default()
        };
        outcome.failures.extend(terms.failures.iter().cloned());
        outcome.failures.extend(related.failures.iter().cloned());
        outcome.failures.extend(self.spent(related).into_iter().map(too_expensive));
        for (index, (input, checked)) in self.files().enumerate() {
            let reloaded = related.reloaded.get(&file_id(index)).map(|reloaded| &reloaded.source);
            let source = checked.source.as_ref().or(reloaded).cloned();
            let is_checked = input.is_checked() && checked.failure.is_none();
            outcome.checked += usize::from(is_checked && !input.plan.is_of_settings());
            if is_checked && !input.plan.is_of_settings() {
                outcome.kinds.extend(checked.kinds);
            }
            outcome.failures.extend(checked.failure.clone());
            outcome.files.push(FileEntry { path: input.path.clone(), source, is_checked });
        }
        let mut checked =
            self.files().filter(|(input, _)| input.is_checked() && !input.plan.is_of_settings()).peekable();
        outcome.is_idle = checked.peek().is_some()
            && checked.all(|(input, checked)| {
                let has_own_schema = input.plan.schema.is_some() || checked.is_decided_elsewhere;
                let is_foreign = has_own_schema && !input.plan.rules.needs_no_kind();
                is_foreign && !checked.is_fully_checked && checked.findings.is_empty()
            });
        outcome
    }

    /// Returns the rules of the repository's own that took too many steps, each once.
    pub(super) fn spent(&self, related: &Related) -> BTreeSet<RuleName> {
        let in_files = self.files().flat_map(|(_, checked)| &checked.spent);
        in_files.chain(&related.spent).cloned().collect()
    }

    /// Returns the rules that are on for any file, in the order of the registry.
    fn enabled_rules(&self) -> Vec<EnabledRule> {
        let rules = RULES.iter().filter_map(|entry| {
            let severities = self.sets.iter().filter_map(|set| Some(set.find(entry.meta.name)?.severity));
            Some(EnabledRule::built_in(&entry.meta, severities.max()?))
        });
        let mut local: BTreeMap<&str, EnabledRule> = BTreeMap::new();
        let active = self.sets.iter().filter_map(|set| set.local()).flat_map(LocalSet::active);
        for (rule, severity) in active {
            let own = EnabledRule { rule: Described::Local(Arc::clone(rule)), severity };
            let known = local.entry(rule.full_name().as_str()).or_insert(own);
            known.severity = known.severity.max(severity);
        }
        rules.chain(local.into_values()).collect()
    }

    /// Returns the day of the run, if a rule that is on asks for it.
    fn today(&self) -> Option<String> {
        let mut local = self.sets.iter().filter_map(|set| set.local());
        local.find(|set| set.uses_today()).map(|set| set.today.to_string())
    }

    /// Returns what no report may show of the files that findings point into.
    pub(super) fn secrets(&self, related: &Related, outcome: &Outcome) -> BTreeMap<FileId, Secrets> {
        let mut secrets = BTreeMap::new();
        for (index, entry) in outcome.files.iter().enumerate() {
            let Some(source) = &entry.source else { continue };
            let id = file_id(index);
            let found = match (related.reloaded.get(&id), self.file(id)) {
                (Some(reloaded), _) => reloaded.secrets.clone(),
                (None, Some((_, checked))) => checked.secrets.clone(),
                // The configuration.
                (None, None) => identifiers(source),
            };
            secrets.insert(id, found);
        }
        secrets
    }
}

/// Adds to each finding of a rule of the repository's own where the rule stands.
pub(super) fn label_rules(outcome: &mut Outcome) {
    let mut files: BTreeMap<String, FileId> = BTreeMap::new();
    for index in 0..outcome.diagnostics.len() {
        let Some(rule) =
            outcome.diagnostics.get(index).and_then(|finding| outcome.local_rule(finding.rule.as_str()))
        else {
            continue;
        };
        let rule = Arc::clone(rule);
        let path = rule.source.path();
        let id = match files.get(path) {
            Some(id) => *id,
            None => {
                let known = outcome.files.iter().position(|file| file.path == path);
                let id = file_id(known.unwrap_or(outcome.files.len()));
                let source = Some(Arc::clone(&rule.source));
                match known.and_then(|known| outcome.files.get_mut(known)) {
                    Some(file) => file.source = file.source.take().or(source),
                    None => {
                        outcome.files.push(FileEntry { path: path.to_owned(), source, is_checked: false });
                    }
                }
                files.insert(path.to_owned(), id);
                id
            }
        };
        if let Some(finding) = outcome.diagnostics.get_mut(index) {
            let message = Some("this rule finds it".to_owned());
            finding.secondary.push(Label { file: id, span: rule.span, message });
        }
    }
}

fn too_expensive(rule: RuleName) -> Failure {
    let message = format!(
        "the rule `{rule}` is too expensive: it takes more steps than a rule may, so nothing is said of what it finds"
    );
    Failure {
        help: Some("select less, and leave out loops within loops".to_owned()),
        ..Failure::new(None, message)
    }
}

/// Lets the advice on a finding in JSON, which has no comments, name the entry of the configuration in place of a comment.
fn name_no_comment(finding: &mut Diagnostic) {
    const COMMENT: &str = "`# reportlint: ignore[";
    let Some(help) = &mut finding.help else { return };
    while let Some((before, rest)) = help.split_once(COMMENT) {
        let (comment, after) = rest.split_once('`').unwrap_or((rest, ""));
        let rule = comment.split(']').next().unwrap_or_default();
        let entry =
            format!("an entry under `ignore:` of the configuration, as `--add-ignore {rule}` writes it");
        *help = format!("{before}{entry}{after}");
    }
}

fn identifiers(source: &SourceFile) -> Secrets {
    Secrets { parts: redact::identifiers_in(source.text()).collect(), ..Secrets::default() }
}

/// Masks the identifiers in an outcome of files that are no documents, such as a faulty configuration.
pub(crate) fn mask_identifiers(outcome: &mut Outcome) {
    let files = (0..).map(FileId).zip(&outcome.files);
    let secrets = files.filter_map(|(id, file)| Some((id, identifiers(file.source.as_ref()?)))).collect();
    mask(outcome, &secrets, redact::Extent::Own);
}

/// Masks what no report may show, in the files that findings point into and in the findings themselves.
pub(super) fn mask(outcome: &mut Outcome, secrets: &BTreeMap<FileId, Secrets>, extent: redact::Extent) {
    let Outcome { files, diagnostics, suppressed, .. } = outcome;
    let found = diagnostics.iter_mut().map(|finding| (finding, None));
    let withheld = suppressed.iter_mut().map(|held| (&mut held.finding, held.reason.as_mut()));
    let findings = found.chain(withheld).map(|(finding, reason)| Masked { finding, reason });
    redact::mask(secrets, extent, files.iter_mut().map(|file| (&*file.path, &mut file.source)), findings);
}

/// Withholds the findings that were there before: those of the baseline, and those that a change is no reason for.
pub(super) fn compare(outcome: &mut Outcome, terms: &Terms) {
    if let Some(baseline) = &terms.baseline {
        let files = std::mem::take(&mut outcome.files);
        let mut withholder = baseline.withholder(&files);
        let findings = std::mem::take(&mut outcome.diagnostics);
        outcome.diagnostics = split(findings, &mut [&mut withholder], &mut outcome.suppressed);
        let met = withholder.into_met();
        outcome.files = files;
        outcome.stale = baseline.count_stale(&met, outcome, terms.extent);
    }
    if let Some(unchanged) = &terms.unchanged {
        let mut withholder = unchanged.in_files(&outcome.files);
        let findings = std::mem::take(&mut outcome.diagnostics);
        outcome.diagnostics = split(findings, &mut [&mut withholder], &mut outcome.suppressed);
        outcome.unchanged = withholder.left_out;
    }
}
