//! One mistake, one finding: a finding that follows from another is not shown beside it.
//!
//! A finding names the premises that it depends on, and those that it refutes. This is the only place that compares
//! them. What a comment or an entry of the configuration suppresses explains nothing: whoever accepts a cause still wants
//! to know what follows from it. The baseline and a comparison with an earlier state come later, and so take a cause with
//! what follows from it for one. Nor does a finding explain a graver one, which might fail the run, or one about people
//! at risk, which nobody should miss.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Fingerprint, Premise};
use crate::outcome::Outcome;
use crate::rule::Group;
use crate::rules;
use crate::source::FileId;

/// The number of findings that are kept as those that refute a premise: any of them will do that is not the one at hand.
const REFUTERS: usize = 2;

/// Drops the findings that follow from others.
pub(super) fn drop_consequences(outcome: &mut Outcome) {
    let mut follows = consequences(&outcome.diagnostics).into_iter();
    outcome.diagnostics.retain(|_| !follows.next().unwrap_or_default());
}

/// Returns for each finding whether it follows from another.
fn consequences(findings: &[Diagnostic]) -> Vec<bool> {
    let refuters = refuters(findings);
    let copies = Copies::find(findings);
    let mut effects: Vec<Vec<usize>> = vec![Vec::new(); findings.len()];
    let mut has_cause = vec![false; findings.len()];
    for (index, finding) in findings.iter().enumerate().filter(|(_, finding)| may_follow(finding)) {
        let premises = finding.depends_on.iter();
        let causes = premises.filter_map(|premise| refuters.get(&(finding.primary.file, premise))).flatten();
        let of_copy = copies.cause_of(finding);
        for &cause in causes.chain(of_copy.iter()).filter(|cause| **cause != index) {
            let is_grave_enough = findings.get(cause).is_some_and(|cause| cause.severity >= finding.severity);
            if let Some(effects) = effects.get_mut(cause).filter(|_| is_grave_enough) {
                effects.push(index);
                if let Some(has_cause) = has_cause.get_mut(index) {
                    *has_cause = true;
                }
            }
        }
    }
    follow(&effects, &has_cause)
}

/// The rules that find a file which is a copy of the one that they point at.
const OF_COPIES: [&str; 2] = ["duplicate-case-id", "duplicate-document-id"];

/// The files that are copies of others, and what is found in those: in the copy it is the same again.
struct Copies {
    /// For each copy, the file that it is a copy of, and the finding that says so.
    originals: HashMap<FileId, (FileId, usize)>,
    /// The findings in the originals, by the names that they have in any file.
    known: HashSet<(FileId, Fingerprint)>,
}

impl Copies {
    fn find(findings: &[Diagnostic]) -> Self {
        let mut originals = HashMap::new();
        for (index, finding) in findings.iter().enumerate() {
            let original = finding.secondary.first().map(|label| label.file);
            let original = original.filter(|file| *file != finding.primary.file);
            if let Some(original) = original.filter(|_| OF_COPIES.contains(&finding.rule.as_str())) {
                originals.entry(finding.primary.file).or_insert((original, index));
            }
        }
        let is_original: HashSet<FileId> = originals.values().map(|(original, _)| *original).collect();
        let of_originals = findings.iter().filter(|finding| is_original.contains(&finding.primary.file));
        let known = of_originals.map(|finding| (finding.primary.file, finding.identity)).collect();
        Self { originals, known }
    }

    /// Returns the finding that says that a finding's file is a copy, if the original has the same finding.
    fn cause_of(&self, finding: &Diagnostic) -> Option<usize> {
        let (original, cause) = self.originals.get(&finding.primary.file)?;
        self.known.contains(&(*original, finding.identity)).then_some(*cause)
    }
}

/// Returns the findings that refute each premise, the gravest ones.
fn refuters(findings: &[Diagnostic]) -> HashMap<(FileId, &Premise), Vec<usize>> {
    let mut refuters: HashMap<(FileId, &Premise), Vec<usize>> = HashMap::new();
    let severity = |index: usize| findings.get(index).map(|finding| finding.severity);
    for (index, finding) in findings.iter().enumerate() {
        for premise in &finding.refutes {
            let known = refuters.entry((finding.primary.file, premise)).or_default();
            if !known.contains(&index) {
                known.push(index);
                known.sort_by_key(|index| std::cmp::Reverse(severity(*index)));
                known.truncate(REFUTERS);
            }
        }
    }
    refuters
}

/// Returns true for a finding that may be left out.
fn may_follow(finding: &Diagnostic) -> bool {
    let group = rules::find(finding.rule.as_str()).map(|entry| entry.meta.group);
    group != Some(Group::Identity)
}

/// Returns the findings that can be reached from others. Of those that follow from each other the first is shown.
fn follow(effects: &[Vec<usize>], has_cause: &[bool]) -> Vec<bool> {
    let mut is_reached = vec![false; effects.len()];
    let mut is_begun = vec![false; effects.len()];
    let roots = (0..effects.len()).filter(|index| has_cause.get(*index) == Some(&false));
    for start in roots.chain(0..effects.len()) {
        if is_begun.get(start).copied().unwrap_or(true) {
            continue;
        }
        let mut open = vec![start];
        while let Some(cause) = open.pop() {
            let Some(is_begun) = is_begun.get_mut(cause).filter(|is_begun| !**is_begun) else { continue };
            *is_begun = true;
            for &effect in effects.get(cause).into_iter().flatten().filter(|effect| **effect != start) {
                if let Some(is_reached) = is_reached.get_mut(effect) {
                    *is_reached = true;
                    open.push(effect);
                }
            }
        }
    }
    is_reached
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{RuleName, Severity};
    use crate::source::Span;

    /// Makes a finding from the places of the values that it depends on and refutes.
    fn finding(depends_on: &[u32], refutes: &[u32]) -> Diagnostic {
        let mut finding = Diagnostic::new(RuleName::new("a"), FileId(0), Span::empty(0), "");
        finding.depends_on = depends_on.iter().map(|at| Premise::ValueRight(*at)).collect();
        finding.refutes = refutes.iter().map(|at| Premise::ValueRight(*at)).collect();
        finding
    }

    #[test]
    fn what_follows_is_left_out_however_long_the_chain_is() {
        let findings = [finding(&[1], &[2]), finding(&[], &[1]), finding(&[2], &[]), finding(&[3], &[])];
        assert_eq!(consequences(&findings), [true, false, true, false]);
    }

    #[test]
    fn nothing_follows_from_itself_and_of_a_circle_the_first_is_left() {
        assert_eq!(consequences(&[finding(&[1], &[1])]), [false]);
        let circle = [finding(&[1], &[2]), finding(&[2], &[3]), finding(&[3], &[1]), finding(&[3], &[])];
        assert_eq!(consequences(&circle), [false, true, true, true]);
    }

    #[test]
    fn a_milder_finding_and_one_in_another_file_explain_nothing() {
        let mut mild = finding(&[], &[1]);
        mild.severity = Severity::Info;
        let mut elsewhere = finding(&[], &[1]);
        elsewhere.primary.file = FileId(1);
        assert_eq!(consequences(&[mild, finding(&[1], &[]), elsewhere]), [false, false, false]);
    }

    #[test]
    fn a_danger_to_people_is_never_left_out() {
        let mut danger = finding(&[1], &[]);
        danger.rule = RuleName::new("personal-identifier");
        assert_eq!(consequences(&[finding(&[], &[1]), danger]), [false, false]);
    }
}
