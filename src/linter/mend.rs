//! Applies fixes in memory, round after round until none is left. Each round is checked again, and a fix that would do harm
//! is left out.

mod harm;
mod own_rules;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use harm::{Errors, Fault, Harm, without_effect};
use own_rules::harm_of_own_rules;

use super::check_file::digest;
use super::input::{Content, Input};
use super::{Job, Terms, Workspace};
use crate::diagnostic::{Applicability, Diagnostic, Fingerprint, Fix, RuleName};
use crate::fix::{Remedy, apply, without_overlap};
use crate::outcome::{Failure, Outcome};
use crate::parse::parse;
use crate::source::{FileId, Position, SourceFile};
use crate::withhold::comments::{Placement, room_for_comments};

/// The number of rounds in which fixes are applied and neither do the findings become fewer nor can more be read. What takes more goes
/// in circles.
const ROUNDS: usize = 10;

/// The number of all rounds, those included that are taken back in search of the fix that does harm: a syntax error hides the next one.
const TRIALS: usize = 1_000;

/// The work of fixes on a run.
#[derive(Debug, Default)]
pub struct Mended {
    /// The files that changed, in the order of the run.
    pub files: Vec<MendedFile>,
    /// The fixes that were left out because they would have done harm.
    pub refused: Vec<Refusal>,
    /// The number of fixes of the kind that are left in the files.
    pub left: usize,
}

/// A file that fixes have changed.
#[derive(Debug)]
pub struct MendedFile {
    /// Display path, relative to the project's root, with `/`.
    pub path: String,
    /// The place that the text came from.
    pub content: Content,
    /// The text as it was read.
    pub before: Arc<SourceFile>,
    /// The text with the fixes.
    pub after: String,
    /// The two with a dot in place of each letter that no output may show.
    pub shown: [Arc<SourceFile>; 2],
    /// The number of findings of each rule whose fix was applied.
    pub counts: BTreeMap<RuleName, usize>,
}

/// A fix that was left out.
#[derive(Debug)]
pub struct Refusal {
    /// Display path of the file, relative to the project's root, with `/`.
    pub path: String,
    /// The rule whose fix it is.
    pub rule: RuleName,
    /// The place of its finding.
    pub at: Position,
    /// The finding that the fix would have led to, as `rule: message`; what it would hide is masked.
    pub harm: String,
    /// True if the fix is one that may change what the file says, and the finding may be an older mistake: a guess that went
    /// wrong.
    pub is_guess: bool,
}

/// The terms on which fixes are applied.
pub struct Mending<'a> {
    /// The changes that are made.
    pub means: Means,
    /// Returns true for a file that may be changed.
    pub may_change: &'a dyn Fn(&Input) -> bool,
    /// True if the outcome is that of the files as they are, since nothing is to be written.
    pub is_dry: bool,
    /// Takes over a file that changed, or says in words why it cannot.
    pub write: &'a mut dyn FnMut(&MendedFile) -> Result<(), String>,
}

/// The means by which findings are removed.
#[derive(Debug, Clone)]
pub enum Means {
    /// The fixes that deserve at least so much trust.
    Fixes(Applicability),
    /// Comments that suppress the findings of a rule, with the reason.
    Comments {
        /// The rule.
        rule: RuleName,
        /// The reason, on one line.
        reason: String,
    },
}

/// Checks files, and mends what is found in them. A file that cannot be written stays as it was, and the outcome says why.
pub fn mend(mut job: Job<'_>, mending: Mending<'_>) -> (Outcome, Mended) {
    let started = Instant::now();
    let mut workspace = match Workspace::new(job.inputs, job.is_whole_repository, job.threads) {
        Ok(workspace) => workspace,
        Err(failure) => {
            return (Outcome { failures: vec![failure], ..Outcome::default() }, Mended::default());
        }
    };
    workspace.progress = job.progress.take();
    workspace.keeps_texts = true;
    workspace.check_all(job.schemas_in_use.take());
    let mut work = Work::begin(workspace, job.terms, mending.means);
    let before = work.state.outcome.files.clone();
    let inputs = (0..).map(FileId).zip(&work.workspace.inputs);
    work.frozen = inputs.filter(|(_, input)| !(mending.may_change)(input)).map(|(id, _)| id).collect();
    work.run();
    let mut mended = Mended {
        files: Vec::new(),
        refused: std::mem::take(&mut work.refused),
        left: work.state.remedies.len(),
    };
    let mut failures = Vec::new();
    let mut is_as_before = false;
    for (id, changed) in std::mem::take(&mut work.changed) {
        let masked = before.get(id.0 as usize).and_then(|file| file.source.clone());
        let Some(file) = work.mended_file(id, &changed, masked) else { continue };
        let written = (mending.write)(&file);
        if mending.is_dry || written.is_err() {
            work.replace(id, changed.input.content);
            is_as_before = true;
        }
        match written {
            Ok(()) => mended.files.push(file),
            Err(message) => failures.push(Failure::new(Some(file.path), message)),
        }
    }
    let mut outcome = work.state.outcome;
    if is_as_before {
        outcome = work.workspace.outcome(&work.terms);
    }
    outcome.failures.extend(failures);
    outcome.elapsed = started.elapsed();
    (outcome, mended)
}

/// The files on the way from one round to the next.
struct Work {
    workspace: Workspace,
    terms: Terms,
    means: Means,
    /// The files that must not be changed.
    frozen: HashSet<FileId>,
    state: State,
    changed: BTreeMap<FileId, Changed>,
    /// The number of fixes that are applied at once to a file in which some do harm.
    limits: HashMap<FileId, usize>,
    refused: Vec<Refusal>,
    /// The fixes that are not tried again.
    harmful: HashSet<Tried>,
}

/// A file that differs from what was read.
struct Changed {
    input: Input,
    before: Arc<SourceFile>,
    counts: BTreeMap<RuleName, usize>,
}

/// The findings in the files between two rounds.
struct State {
    outcome: Outcome,
    remedies: Vec<Remedy>,
    errors: Errors,
}

/// A round: the fixes of each file, with its text before.
type Round = BTreeMap<FileId, (Vec<Remedy>, Arc<SourceFile>)>;

impl Work {
    fn begin(workspace: Workspace, terms: Terms, means: Means) -> Self {
        let state = State::of(&workspace, &terms, &means);
        Self {
            workspace,
            terms,
            means,
            frozen: HashSet::new(),
            state,
            changed: BTreeMap::new(),
            limits: HashMap::new(),
            refused: Vec::new(),
            harmful: HashSet::new(),
        }
    }

    /// Applies fixes until none is left, and takes back what does harm.
    fn run(&mut self) {
        let mut rounds = 0;
        for _ in 0..TRIALS {
            let round = self.next_round();
            if round.is_empty() || rounds == ROUNDS {
                break;
            }
            let mut harm = self.apply(&round);
            let mut next = State::of(&self.workspace, &self.terms, &self.means);
            harm.extend(self.state.errors.harm(&next.errors, &round));
            harm.extend(match &self.means {
                Means::Comments { rule, .. } => {
                    without_effect(&self.state.outcome, &next.outcome, &round, |known| known == rule)
                }
                Means::Fixes(_) => {
                    harm_of_own_rules(&self.workspace, &self.state.outcome, &next.outcome, &round)
                }
            });
            let (harmful, good): (Round, Round) =
                round.into_iter().partition(|(id, _)| harm.contains_key(id));
            self.count(&good);
            let has_fewer = next.outcome.diagnostics.len() < self.state.outcome.diagnostics.len();
            let gets_on = has_fewer || next.errors.reads_further_than(&self.state.errors);
            rounds += usize::from(harmful.is_empty() && !gets_on);
            if !harmful.is_empty() {
                self.take_back(harmful, &harm);
                next = State::of(&self.workspace, &self.terms, &self.means);
            }
            self.state = next;
        }
    }

    /// Returns the fixes of the next round.
    fn next_round(&self) -> Round {
        let mut by_file: BTreeMap<FileId, Vec<Remedy>> = BTreeMap::new();
        let of_syntax = |remedy: &Remedy| remedy.rule.as_str().starts_with("syntax/");
        let is_wanted = |remedy: &&Remedy| {
            let source = self.workspace.file(remedy.file).and_then(|(_, checked)| checked.source.as_ref());
            !self.frozen.contains(&remedy.file)
                && (self.harmful.is_empty()
                    || source.is_some_and(|source| !self.harmful.contains(&tried(remedy, source))))
        };
        for remedy in self.state.remedies.iter().filter(is_wanted) {
            by_file.entry(remedy.file).or_default().push(remedy.clone());
        }
        let of_file = |(id, mut remedies): (FileId, Vec<Remedy>)| {
            // What else is found in a text that cannot be read is found in what it probably meant.
            if remedies.iter().any(of_syntax) {
                remedies.retain(of_syntax);
            } else if self.state.errors.unreadable.contains(&id) {
                remedies.retain(|remedy| remedy.fix.applicability == Applicability::Safe);
            }
            let source = self.workspace.file(id)?.1.source.clone()?;
            let most = self.limits.get(&id).copied().unwrap_or(usize::MAX);
            (!remedies.is_empty()).then(|| (id, (without_overlap(remedies, most), source)))
        };
        by_file.into_iter().filter_map(of_file).collect()
    }

    /// Puts the texts with the fixes of a round in place of the old ones. Returns the files to which they cannot be applied.
    fn apply(&mut self, round: &Round) -> Harm {
        let mut unusable = Harm::new();
        for (id, (remedies, source)) in round {
            let text = apply(source.text(), remedies.iter().map(|remedy| &remedy.fix));
            let Some((text, (input, _))) = text.zip(self.workspace.file(*id)) else {
                unusable.insert(*id, Fault::of_fix("the fix does not fit the file"));
                continue;
            };
            let (input, before) = (input.clone(), Arc::clone(source));
            self.changed.entry(*id).or_insert(Changed { input, before, counts: BTreeMap::new() });
            self.replace(*id, Content::Bytes(text.into_bytes()));
        }
        unusable
    }

    /// Puts the texts before a round in place of those with its fixes, and sees to it that fewer are tried next.
    fn take_back(&mut self, round: Round, harm: &Harm) {
        for (id, (remedies, source)) in round {
            match remedies.as_slice() {
                [remedy] => {
                    self.harmful.insert(tried(remedy, &source));
                    self.limits.remove(&id);
                    self.refused.push(Refusal {
                        path: source.path().to_owned(),
                        rule: remedy.rule.clone(),
                        at: source.position(remedy.place.start),
                        harm: harm.get(&id).map(|harm| harm.words.clone()).unwrap_or_default(),
                        is_guess: harm.get(&id).is_some_and(|harm| harm.is_revealed)
                            && remedy.fix.applicability != Applicability::Safe,
                    });
                }
                remedies => _ = self.limits.insert(id, remedies.len() / 2),
            }
            self.replace(id, Content::Bytes(source.text().into()));
        }
    }

    fn count(&mut self, round: &Round) {
        for (id, (remedies, _)) in round {
            if let Some(limit) = self.limits.get_mut(id) {
                *limit = limit.saturating_mul(2);
            }
            let Some(changed) = self.changed.get_mut(id) else { continue };
            for remedy in remedies {
                *changed.counts.entry(remedy.rule.clone()).or_default() += 1;
            }
        }
    }

    fn replace(&mut self, id: FileId, content: Content) {
        let Some((input, _)) = self.workspace.file(id) else { return };
        let input = Input { content, ..input.clone() };
        self.workspace.replace_at(id.0 as usize, input);
    }

    /// Returns a file that changed, which `masked` shows as it was; `None` if it is as it was read.
    fn mended_file(
        &self,
        id: FileId,
        changed: &Changed,
        masked: Option<Arc<SourceFile>>,
    ) -> Option<MendedFile> {
        let after = self.workspace.file(id)?.1.source.as_ref()?;
        let shown = self.state.outcome.file(id)?.source.clone()?;
        (after.text() != changed.before.text()).then(|| MendedFile {
            path: changed.input.path.clone(),
            content: changed.input.content.clone(),
            before: Arc::clone(&changed.before),
            after: after.text().to_owned(),
            shown: [masked.unwrap_or_else(|| Arc::clone(&shown)), shown],
            counts: changed.counts.clone(),
        })
    }
}

impl State {
    fn of(workspace: &Workspace, terms: &Terms, means: &Means) -> Self {
        let (outcome, mut remedies) = workspace.outcome_with_remedies(terms);
        match means {
            Means::Fixes(least) => remedies.retain(|remedy| remedy.fix.applicability >= *least),
            Means::Comments { rule, reason } => remedies = comments(workspace, &outcome, rule, reason),
        }
        let errors = Errors::of(&outcome);
        Self { outcome, remedies, errors }
    }
}

/// Returns the comments that suppress the findings of a rule.
fn comments(workspace: &Workspace, outcome: &Outcome, rule: &RuleName, reason: &str) -> Vec<Remedy> {
    let mut by_file: BTreeMap<FileId, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in outcome.diagnostics.iter().filter(|finding| finding.rule == *rule) {
        by_file.entry(finding.primary.file).or_default().push(finding);
    }
    let of_file = |(file, findings): (FileId, Vec<&Diagnostic>)| {
        let (input, checked) = workspace.file(file)?;
        let format = input.plan.format;
        let parsed = parse(checked.source.as_ref()?, format);
        let room = room_for_comments(checked.source.as_ref()?, &parsed.documents);
        let placements: Vec<Placement<'_>> =
            parsed.documents.iter().map(|document| Placement::new(document, format)).collect();
        let comment = |finding: &Diagnostic| {
            let place = finding.primary.span;
            let behind = placements.partition_point(|placement| placement.start() <= place.start);
            let placement = placements.get(behind.checked_sub(1)?)?;
            let edit = placement.suppression(place.start, rule.as_str(), reason)?;
            let fix = Fix::new("suppress the finding", Applicability::Safe, vec![edit]);
            Some(Remedy { rule: rule.clone(), file, place, identity: finding.identity, fix })
        };
        Some(findings.into_iter().filter_map(comment).take(room).collect::<Vec<_>>())
    };
    by_file.into_iter().filter_map(of_file).flatten().collect()
}

/// A fix that was tried: its finding, and the lines around that, which tell it from others of the same name.
type Tried = (FileId, Fingerprint, u64);

fn tried(remedy: &Remedy, source: &SourceFile) -> Tried {
    let line = source.line_index(remedy.place.start);
    let around = source.line_span(line.saturating_sub(1)).to(source.line_span(line + 1));
    (remedy.file, remedy.identity, digest(source.slice(around)))
}
