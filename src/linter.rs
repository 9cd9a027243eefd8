//! The pipeline: read → parse → schema → rules, for each file by itself and for many in parallel; then
//! index → project rules, over all of them.

mod content;
mod empty;
mod file;
mod ignored;
mod law;
mod project;
mod secrets;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;

pub use content::Content;
use file::Checked;
pub use ignored::Ignores;

use crate::diagnostic::Diagnostic;
use crate::document::{DocumentKind, Format};
use crate::fingerprint;
use crate::law::Registry;
use crate::outcome::{EnabledRule, Failure, FileEntry, Outcome};
use crate::rule::Group;
use crate::rules::RULES;
use crate::schema::Schema;
use crate::settings::RuleSet;
use crate::source::FileId;

/// Room for walks over documents as deep as the parsers allow, with jsonschema's several calls a level.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// A file of a run.
#[derive(Debug, Clone)]
pub struct Input {
    /// Display path: relative to the project's root, with `/`.
    pub path: String,
    /// Its bytes.
    pub content: Content,
}

/// How a file is checked, from configuration and command line.
#[derive(Clone)]
pub struct Plan {
    /// How the file is written.
    pub format: Format,
    /// What the file's documents are unless they say so themselves.
    pub kind: Option<DocumentKind>,
    /// A schema of the repository's own, in place of the kind's.
    pub schema: Option<Arc<Schema>>,
    /// The rules in force.
    pub rules: Arc<RuleSet>,
    /// The entries of the configuration's `ignore:` that are about the file, by their indexes.
    pub ignores: Vec<usize>,
}

/// Checks files against schemas and rules, and against each other.
pub struct Linter<P> {
    plan: P,
    law: Registry,
    is_whole: bool,
    /// Whether rules over the whole repository are on for any file.
    wants_facts: bool,
    ignores: Option<Ignores>,
}

impl<P: Fn(&str) -> Plan + Send + Sync> Linter<P> {
    /// A linter that checks each file, by its display path, as `plan` says, with the bundled legal codes.
    pub fn new(plan: P) -> Self {
        Self { plan, law: Registry::default(), is_whole: false, wants_facts: false, ignores: None }
    }

    /// Says that the files of the run are all that their repository has: what is not among them is nowhere.
    #[must_use]
    pub fn with_whole_repository(mut self, is_whole: bool) -> Self {
        self.is_whole = is_whole;
        self
    }

    /// Takes what a configuration holds back.
    #[must_use]
    pub fn with_ignores(mut self, ignores: Ignores) -> Self {
        self.ignores = Some(ignores);
        self
    }

    /// Checks `named` files on `jobs` threads (0: one for each core). The files of `context` are not checked
    /// themselves: legal codes, and what the named files refer to or contradict.
    pub fn run(mut self, named: &[Input], context: &[Input], jobs: usize) -> Outcome {
        let started = Instant::now();
        let mut inputs: Vec<(&Input, bool)> = named.iter().map(|input| (input, true)).collect();
        inputs.extend(context.iter().map(|input| (input, false)));
        inputs.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
        let inputs = &inputs;
        let work = move || {
            self.take_law_of(inputs);
            let sets = self.rule_sets(inputs);
            self.wants_facts = sets.iter().any(|rules| rules.has_group(Group::Project));
            let check = |(index, (input, is_named)): (usize, &(&Input, bool))| {
                self.check_file(file_id(index), input, *is_named)
            };
            let mut checked = inputs.par_iter().enumerate().map(check).collect::<Vec<Checked>>();
            let (findings, failures) = self.check_project(&sets, inputs, &mut checked);
            let mut outcome = self.outcome(inputs, checked, findings, failures);
            outcome.rules = enabled(&sets);
            outcome
        };
        // A second thread would only wait for the first.
        let jobs = if inputs.len() == 1 { 1 } else { jobs };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK_BYTES).build();
        let mut outcome = pool.map(|pool| pool.install(work)).unwrap_or_else(|error| {
            let message = format!("cannot start threads: {error}");
            Outcome { failures: vec![Failure { path: None, message }], ..Outcome::default() }
        });
        outcome.elapsed = started.elapsed();
        outcome
    }

    /// Puts together what came of the files, and of all together: `findings`, in the order of the files.
    fn outcome(
        &self,
        inputs: &[(&Input, bool)],
        checked: Vec<Checked>,
        findings: Vec<Diagnostic>,
        failures: Vec<Failure>,
    ) -> Outcome {
        let mut outcome = Outcome { failures, ..Outcome::default() };
        let is_whole = self.is_whole && checked.iter().all(|file| file.is_complete);
        if self.is_whole && self.wants_facts {
            let mut files = inputs.iter().zip(&checked);
            let unread = files.find(|((_, is_named), file)| !is_named && !file.is_complete);
            outcome.unread = unread.map(|((input, _), _)| input.path.clone());
        }
        let entries = self.ignores.as_ref().map(|ignores| &*ignores.entries).unwrap_or_default();
        let mut ignored = ignored::Ignored::new(entries, is_whole);
        let mut findings = findings.into_iter().peekable();
        let mut secrets = BTreeMap::new();
        for (index, ((input, is_named), mut checked)) in inputs.iter().zip(checked).enumerate() {
            let file = file_id(index);
            checked
                .diagnostics
                .extend(std::iter::from_fn(|| findings.next_if(|one| one.primary.file == file)));
            let plan = self.plan_of(input);
            let (kept, held_back) = checked.sift(file, is_named.then_some(&*plan.rules), is_whole);
            outcome.suppressed.extend(held_back);
            let (kept, held_back) = ignored.sift(&plan, *is_named && checked.is_fully_checked, kept);
            outcome.diagnostics.extend(kept);
            outcome.suppressed.extend(held_back);
            let (path, is_checked) = (input.path.clone(), *is_named && checked.failure.is_none());
            outcome.files.push(FileEntry { path, source: checked.source, is_checked });
            outcome.checked += usize::from(is_checked);
            outcome.failures.extend(checked.failure);
            secrets.extend(checked.secrets.map(|secrets| (file, secrets)));
        }
        self.hide_secrets(inputs, secrets, &mut outcome);
        if let Some(ignores) = &self.ignores {
            ignored.report(&ignores.rules, &mut outcome);
        }
        fingerprint::assign(&mut outcome);
        outcome
    }

    fn plan_of(&self, input: &Input) -> Plan {
        (self.plan)(&input.path)
    }
}

/// The rules that are on in any of the sets, in the order of the registry.
fn enabled(sets: &[Arc<RuleSet>]) -> Vec<EnabledRule> {
    let rules = RULES.iter().filter_map(|entry| {
        let severity = sets.iter().filter_map(|set| Some(set.find(entry.meta.name)?.severity)).max()?;
        Some(EnabledRule { meta: &entry.meta, severity })
    });
    rules.collect()
}

fn file_id(index: usize) -> FileId {
    FileId(crate::source::offset(index))
}
