//! The pairing of the verdicts of a case in two reports.

use std::collections::HashMap;

use super::prepared_verdict::PreparedVerdict;
use crate::model::date::Day;
use crate::project::VerdictFact;

/// The largest number of verdicts to pair by weak signs: among more, some are alike by accident.
const FEW: usize = 20;

/// The choice among several verdicts that fit.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Choice {
    /// The first of them.
    First,
    /// None of them: only a single one counts.
    Only,
}

/// The verdicts of a case in two reports, and the pairs found so far.
pub(crate) struct Pairing<'p, 'a, 'b> {
    ours: &'p [PreparedVerdict<'a>],
    theirs: &'p [PreparedVerdict<'b>],
    /// The index in `theirs` of each of ours.
    matched: Vec<Option<usize>>,
    is_taken: Vec<bool>,
    /// The number of pairs that are still possible.
    left: usize,
}

impl<'p, 'a, 'b> Pairing<'p, 'a, 'b> {
    pub(crate) fn new(ours: &'p [PreparedVerdict<'a>], theirs: &'p [PreparedVerdict<'b>]) -> Self {
        let left = ours.len().min(theirs.len());
        Self { ours, theirs, matched: vec![None; ours.len()], is_taken: vec![false; theirs.len()], left }
    }

    /// Returns true if a report has too many verdicts for weak signs.
    pub(crate) fn has_many(&self) -> bool {
        self.ours.len().max(self.theirs.len()) > FEW
    }

    /// Returns the other report's verdict for each of ours.
    pub(crate) fn into_matches(self) -> Vec<Option<&'b VerdictFact>> {
        self.matched.into_iter().map(|index| Some(self.theirs.get(index?)?.fact)).collect()
    }

    /// Pairs free verdicts of one exact day for which `is_same` holds.
    pub(crate) fn pair_same_day(
        &mut self,
        is_same: &dyn Fn(&PreparedVerdict<'_>, &PreparedVerdict<'_>) -> bool,
        choice: Choice,
    ) {
        if !self.has_many() {
            let on_one_day =
                |a: &PreparedVerdict<'_>, b: &PreparedVerdict<'_>| a.day().is_some() && a.day() == b.day();
            return self.pair_any_day(&|a, b| on_one_day(a, b) && is_same(a, b), choice);
        }
        let mut days: HashMap<Day, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (index, verdict) in self.ours.iter().enumerate() {
            let Some(day) = verdict.day() else { continue };
            days.entry(day).or_default().0.push(index);
        }
        for (index, verdict) in self.theirs.iter().enumerate() {
            let Some((_, theirs)) = verdict.day().and_then(|day| days.get_mut(&day)) else { continue };
            theirs.push(index);
        }
        for (ours, theirs) in days.values().filter(|(ours, theirs)| ours.len().max(theirs.len()) <= FEW) {
            self.pair(ours.iter().copied(), || theirs.iter().copied(), is_same, choice);
        }
    }

    /// Pairs free verdicts for which `is_same` holds.
    pub(crate) fn pair_any_day(
        &mut self,
        is_same: &dyn Fn(&PreparedVerdict<'_>, &PreparedVerdict<'_>) -> bool,
        choice: Choice,
    ) {
        let (ours, theirs) = (self.ours.len(), self.theirs.len());
        self.pair(0..ours, || 0..theirs, is_same, choice);
    }

    fn pair<T: Iterator<Item = usize>>(
        &mut self,
        ours: impl Iterator<Item = usize>,
        theirs: impl Fn() -> T,
        is_same: &dyn Fn(&PreparedVerdict<'_>, &PreparedVerdict<'_>) -> bool,
        choice: Choice,
    ) {
        if self.left == 0 {
            return;
        }
        let mut claims: Vec<(usize, usize)> = Vec::new();
        for own in ours {
            let is_free = self.matched.get(own) == Some(&None);
            let Some(verdict) = self.ours.get(own).filter(|_| is_free) else { continue };
            let mut fitting = theirs().filter(|other| {
                self.is_taken.get(*other) == Some(&false)
                    && self
                        .theirs
                        .get(*other)
                        .is_some_and(|other| verdict.can_be(other) && is_same(verdict, other))
            });
            let Some(other) = fitting.next() else { continue };
            match choice {
                Choice::First => {
                    drop(fitting);
                    self.set(own, other);
                }
                Choice::Only if fitting.next().is_none() => claims.push((other, own)),
                Choice::Only => {}
            }
        }
        claims.sort_unstable();
        // A verdict that several claim belongs to none of them.
        for claim in claims.chunk_by(|(one, _), (other, _)| one == other) {
            if let [(other, own)] = claim {
                self.set(*own, *other);
            }
        }
    }

    fn set(&mut self, own: usize, other: usize) {
        if let (Some(matched), Some(is_taken)) = (self.matched.get_mut(own), self.is_taken.get_mut(other)) {
            (*matched, *is_taken) = (Some(other), true);
            self.left = self.left.saturating_sub(1);
        }
    }
}
