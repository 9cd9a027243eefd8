//! The harm that fixes do: errors that a round brings.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::Round;
use crate::diagnostic::{Applicability, RuleName, Severity};
use crate::fix::Remedy;
use crate::outcome::Outcome;
use crate::pages::may_compare_files;
use crate::source::FileId;

/// The files in which a round does harm, each with what it leads to.
pub(super) type Harm = BTreeMap<FileId, Fault>;

/// The harm that fixes do.
pub(super) struct Fault {
    /// The error that they lead to, as `rule: message`.
    pub(super) words: String,
    /// True if the error may have been there before, unseen.
    pub(super) is_revealed: bool,
}

impl Fault {
    pub(super) fn of_fix(words: &str) -> Self {
        Self { words: words.to_owned(), is_revealed: false }
    }
}

/// Returns true for a rule that compares the files of the repository.
fn sees_all_files(rule: &RuleName) -> bool {
    may_compare_files(rule.as_str())
}

/// Returns the files of a round with fixes that are not safe.
fn with_unsafe_fixes(round: &Round) -> BTreeSet<FileId> {
    let is_unsafe = |remedy: &Remedy| remedy.fix.applicability != Applicability::Safe;
    round.iter().filter(|(_, (remedies, _))| remedies.iter().any(is_unsafe)).map(|(id, _)| *id).collect()
}

/// Returns the files of a round of whose fixes an error in `file` may come: its own unsafe ones, otherwise those of other files, as
/// a safe fix changes nothing that another file refers to.
fn blamed(file: FileId, round: &Round, with_unsafe: &BTreeSet<FileId>) -> Vec<FileId> {
    match with_unsafe.is_empty() {
        false if with_unsafe.contains(&file) => vec![file],
        false => with_unsafe.iter().copied().collect(),
        true if round.contains_key(&file) => vec![file],
        true => round.keys().copied().collect(),
    }
}

/// The errors in the files, as one state is compared with the next.
#[derive(Default)]
pub(super) struct Errors {
    /// The number of those in each file, and of those of each rule.
    in_file: HashMap<FileId, usize>,
    of_rule: HashMap<(FileId, RuleName), usize>,
    /// The errors, in the order of the report.
    all: Vec<(FileId, RuleName, String)>,
    /// The places of the findings of each file that keep the rest of a document from being checked.
    broken: BTreeMap<FileId, Vec<u32>>,
    /// The files with an error of syntax.
    pub(super) unreadable: HashSet<FileId>,
}

impl Errors {
    pub(super) fn of(outcome: &Outcome) -> Self {
        let mut errors = Self::default();
        for finding in &outcome.diagnostics {
            let (file, rule) = (finding.primary.file, finding.rule.as_str());
            // Of a document without a kind little is checked.
            if rule.starts_with("syntax/") || rule == "unknown-kind" {
                errors.broken.entry(file).or_default().push(finding.primary.span.start);
            }
            if rule.starts_with("syntax/") {
                errors.unreadable.insert(file);
            }
            if finding.severity == Severity::Error {
                *errors.in_file.entry(file).or_default() += 1;
                *errors.of_rule.entry((file, finding.rule.clone())).or_default() += 1;
                errors.all.push((file, finding.rule.clone(), format!("{rule}: {}", finding.message)));
            }
        }
        errors
    }

    /// Returns true if a file can be read further than before.
    pub(super) fn reads_further_than(&self, before: &Self) -> bool {
        let is_further =
            |(file, now): (&FileId, &Vec<u32>)| before.broken.get(file).is_some_and(|before| now > before);
        self.broken.iter().any(is_further)
    }

    /// Returns the files of a round that are worse after it. A safe fix brings no error; another one may bring to light what its
    /// own finding stood for, so it brings no more errors than it mends. What a syntax error hid is not new; a syntax
    /// error itself is, unless it stands behind the one before. An error in another file may come of any of the
    /// round's.
    pub(super) fn harm(&self, after: &Self, round: &Round) -> Harm {
        let mut harm = Harm::new();
        let with_unsafe = with_unsafe_fixes(round);
        for (file, rule, words) in &after.all {
            let is_safe = !with_unsafe.contains(file);
            let is_syntax = rule.as_str().starts_with("syntax/");
            let key = (*file, rule.clone());
            let is_more = match is_safe || is_syntax {
                true => after.of_rule.get(&key) > self.of_rule.get(&key),
                false => {
                    after.in_file.get(file) > self.in_file.get(file)
                        && after.of_rule.get(&key) > self.of_rule.get(&key)
                }
            };
            // Of several slips of syntax, the one that is mended may have hidden any other.
            let was_hidden = self.broken.get(file).is_some_and(|before| {
                !is_syntax
                    || after
                        .broken
                        .get(file)
                        .is_none_or(|now| now.len() <= before.len() || now.first() > before.first())
            });
            // What could not be read took no part in the repository.
            let was_apart =
                || sees_all_files(rule) && round.keys().any(|file| self.broken.contains_key(file));
            if !is_more || was_hidden || was_apart() {
                continue;
            }
            for file in blamed(*file, round, &with_unsafe) {
                harm.entry(file).or_insert_with(|| Fault { words: words.clone(), is_revealed: !is_syntax });
            }
        }
        harm
    }
}

/// Returns the files of a round in which a remedy of a rule that `is_asked` removes no finding: each has to remove one.
pub(super) fn without_effect(
    before: &Outcome,
    after: &Outcome,
    round: &Round,
    is_asked: impl Fn(&RuleName) -> bool,
) -> Harm {
    let (before, after) = (numbers(before, &is_asked), numbers(after, &is_asked));
    let is_vain = |file: FileId, remedies: &[Remedy]| {
        let mut applied: HashMap<&RuleName, usize> = HashMap::new();
        for remedy in remedies.iter().filter(|remedy| is_asked(&remedy.rule)) {
            *applied.entry(&remedy.rule).or_default() += 1;
        }
        applied.into_iter().any(|(rule, applied)| {
            let number = |numbers: &Numbers<'_>| numbers.get(&(file, rule)).copied().unwrap_or_default();
            number(&after) + applied > number(&before)
        })
    };
    let vain = round.iter().filter(|(file, (remedies, _))| is_vain(**file, remedies));
    vain.map(|(file, _)| (*file, Fault::of_fix("the same finding"))).collect()
}

/// The number of findings of each rule in each file.
type Numbers<'o> = HashMap<(FileId, &'o RuleName), usize>;

fn numbers<'o>(outcome: &'o Outcome, is_asked: &impl Fn(&RuleName) -> bool) -> Numbers<'o> {
    let mut numbers = Numbers::new();
    for finding in outcome.diagnostics.iter().filter(|finding| is_asked(&finding.rule)) {
        *numbers.entry((finding.primary.file, &finding.rule)).or_default() += 1;
    }
    numbers
}
