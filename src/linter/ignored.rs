//! What the configuration holds back, and which of its entries hold nothing back.

use std::sync::Arc;

use super::Plan;
use crate::diagnostic::Diagnostic;
use crate::outcome::{FileEntry, HeldBack, Holder, Outcome};
use crate::rule::SuppressionContext;
use crate::settings::RuleSet;
use crate::suppress::Ignore;

/// The entries of a configuration's `ignore:`, with the rules that hold for the configuration itself.
#[derive(Clone)]
pub struct Ignores {
    /// The entries; [`Plan::ignores`] are indexes into it.
    pub entries: Vec<Ignore>,
    /// The rules that are on.
    pub rules: Arc<RuleSet>,
}

/// What came of the entries in a run.
pub(super) struct Ignored<'a> {
    entries: &'a [Ignore],
    met: Vec<Met>,
    /// Whether all files of the repository could be read.
    is_whole: bool,
}

/// What an entry met.
#[derive(Clone, Copy, Default)]
struct Met {
    /// A finding.
    finding: bool,
    /// A file in which it was looked for.
    checked: bool,
    /// A file in which it was not.
    unchecked: bool,
}

impl<'a> Ignored<'a> {
    pub(super) fn new(entries: &'a [Ignore], is_whole: bool) -> Self {
        Self { entries, met: vec![Met::default(); entries.len()], is_whole }
    }

    /// Parts the findings of a file, of which all or not all was checked: those that count, and those that an entry
    /// holds back.
    pub(super) fn sift(
        &mut self,
        plan: &Plan,
        is_checked: bool,
        findings: Vec<Diagnostic>,
    ) -> (Vec<Diagnostic>, Vec<HeldBack>) {
        for index in &plan.ignores {
            if let (Some(met), Some(entry)) = (self.met.get_mut(*index), self.entries.get(*index)) {
                let was_looked_for = is_checked && entry.was_looked_for(&plan.rules, self.is_whole);
                met.checked |= was_looked_for;
                met.unchecked |= !was_looked_for;
            }
        }
        let (mut kept, mut held_back) = (Vec::new(), Vec::new());
        for finding in findings {
            let mut entries =
                plan.ignores.iter().filter_map(|index| Some((*index, self.entries.get(*index)?)));
            let Some((index, entry)) = entries.find(|(_, entry)| entry.covers(&finding)) else {
                kept.push(finding);
                continue;
            };
            if let Some(met) = self.met.get_mut(index) {
                met.finding = true;
            }
            let reason = entry.reason().map(Box::from);
            held_back.push(HeldBack { finding, by: Holder::Configuration, reason });
        }
        (kept, held_back)
    }

    /// Adds what is to be said of the entries. One that was not looked for in each of its files may hold something back
    /// there.
    pub(super) fn report(self, rules: &RuleSet, outcome: &mut Outcome) {
        for (entry, met) in self.entries.iter().zip(self.met) {
            let is_judged =
                !met.unchecked && (met.checked || self.is_whole && entry.was_looked_for(rules, true));
            let is_for_no_file = self.is_whole && !met.checked && !met.unchecked;
            let suppressions = [entry.as_suppression(is_judged && !met.finding, is_for_no_file)];
            // Entries of one configuration come one after the other.
            let is_last = outcome.files.last().is_some_and(|file| {
                file.source.as_ref().is_some_and(|source| Arc::ptr_eq(source, entry.source()))
            });
            let file = super::file_id(outcome.files.len() - usize::from(is_last));
            let found: Vec<Diagnostic> = rules
                .active()
                .iter()
                .flat_map(|active| SuppressionContext::check(active, file, &suppressions))
                .collect();
            if found.is_empty() {
                continue;
            }
            if !is_last {
                let source = Arc::clone(entry.source());
                outcome.files.push(FileEntry {
                    path: source.path().to_owned(),
                    source: Some(source),
                    is_checked: false,
                });
            }
            outcome.diagnostics.extend(found);
        }
        let files = &outcome.files;
        let path =
            |finding: &Diagnostic| files.get(finding.primary.file.0 as usize).map(|file| file.path.as_str());
        // A stable sort: within a file the order stays.
        outcome.diagnostics.sort_by(|a, b| path(a).cmp(&path(b)));
    }
}
