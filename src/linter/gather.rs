//! The facts of the files brought together in the index: of all files, or of those that the files to be checked have to
//! do with.

use std::collections::{BTreeSet, HashSet};

use rayon::prelude::*;

use super::check_file::{Checked, Facts, check_file};
use super::input::{Input, Role};
use super::load::load;
use super::recall::Recall;
use super::{Workspace, file_id};
use crate::project::{DocumentFacts, Ties};

/// The share of the files up to which it pays to look for those that matter: one in ten.
const FEW: usize = 10;

/// The part of a file's facts that matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    None,
    /// Its persons and sources, to which those of another file are compared.
    Mentions,
    Whole,
}

impl Workspace {
    /// Moves the facts of the files into the index, or recalls what was found between them.
    pub(super) fn gather(&mut self) {
        if !self.basis().wants_facts {
            return;
        }
        let files: Vec<(&Input, &Checked)> = self.files().collect();
        let recall = self.recall.as_ref();
        self.key = recall.and_then(|recall| recall.key(&files, self.is_whole()));
        // A file that is replaced has to do with others.
        let recall = recall.filter(|_| self.is_final);
        self.remembered = recall.zip(self.key.as_ref()).and_then(|(recall, key)| recall.remembered(key));
        if self.remembered.is_none() {
            let ties = self.recall.as_mut().and_then(Recall::read_ties);
            let few = self.is_final && self.count_checked() * FEW <= self.inputs.len();
            let parts = ties.filter(|()| few).and_then(|()| self.neighbours());
            // A part of the facts is small; and without the ties nobody knows of whom the files speak that were not read.
            let is_known = ties.is_some() || self.recall.is_none();
            let shared = if parts.is_none() && is_known { self.shared_mentions() } else { None };
            self.fill_index(parts.as_deref(), shared.as_ref());
        }
    }

    /// Moves the facts into the index: with `parts`, only the part of each file that matters, and with `shared`, only the
    /// persons and sources with these keys.
    fn fill_index(&mut self, parts: Option<&[Part]>, shared: Option<&HashSet<u64>>) {
        let part =
            |index: usize| parts.map_or(Part::Whole, |parts| parts.get(index).copied().unwrap_or(Part::None));
        let mut results = std::mem::take(&mut self.results);
        let read = |(index, checked): (usize, &mut Checked)| {
            let facts = match std::mem::take(&mut checked.facts) {
                _ if part(index) == Part::None => return None,
                Facts::Here(facts) => facts,
                Facts::Packed(packed) => packed.unpack(file_id(index)),
                Facts::Stored(location) => {
                    let recall = self.recall.as_ref().zip(self.inputs.get(index));
                    let stored =
                        recall.and_then(|(recall, input)| recall.facts(file_id(index), input, &location));
                    stored.unwrap_or_else(|| self.read_facts(index))
                }
            };
            let is_whole = part(index) == Part::Whole;
            let facts = facts.into_iter().map(|facts| {
                let mut facts = if is_whole { facts } else { facts.into_mentions() };
                if let Some(shared) = shared {
                    facts.retain_mentions(shared);
                }
                facts
            });
            Some((index, facts.collect()))
        };
        let all: Vec<(usize, Vec<DocumentFacts>)> =
            self.pool.install(|| results.par_iter_mut().enumerate().filter_map(read).collect());
        self.results = results;
        for (index, facts) in all {
            self.index.replace(file_id(index), facts);
        }
    }

    /// Returns the keys of the persons and sources of which several documents speak, as far as hashes tell; `None` if a file
    /// may still be replaced by one that speaks of others.
    fn shared_mentions(&self) -> Option<HashSet<u64>> {
        if !self.is_final {
            return None;
        }
        let of_file = |(input, checked): (&Input, &Checked)| match &checked.facts {
            Facts::Here(facts) => facts.iter().flat_map(DocumentFacts::mentions).collect(),
            Facts::Packed(packed) => packed.mentions.to_vec(),
            Facts::Stored(_) => {
                let ties = self.recall.as_ref().and_then(|recall| recall.ties(input));
                ties.map(|ties| ties.mentions.clone()).unwrap_or_default()
            }
        };
        let mut all: Vec<u64> = self.files().flat_map(of_file).collect();
        all.sort_unstable();
        let repeated = all.iter().zip(all.iter().skip(1)).filter(|(one, next)| one == next);
        Some(repeated.map(|(key, _)| *key).collect())
    }

    fn count_checked(&self) -> usize {
        self.inputs.iter().filter(|input| input.is_checked()).count()
    }

    /// Reads the facts of a file that the cache should hold and does not.
    fn read_facts(&self, index: usize) -> Vec<DocumentFacts> {
        let Some(input) = self.inputs.get(index) else { return Vec::new() };
        let input = Input { role: Role::Context, ..input.clone() };
        match check_file(&input, || load(file_id(index), &input), self.basis()).facts {
            Facts::Here(facts) => facts,
            Facts::Packed(_) | Facts::Stored(_) => Vec::new(),
        }
    }

    /// Returns the part of each file that rules must see to find all that concerns the files to be checked; `None` if that
    /// is all of them, or as good as all.
    ///
    /// Rules follow ids, series and repeated cases from document to document, so that all that can be reached in this way
    /// matters. They compare persons and sources, and follow them no further.
    fn neighbours(&self) -> Option<Vec<Part>> {
        let recall = self.recall.as_ref()?;
        let checked = || self.inputs.iter().enumerate().filter(|(_, input)| input.is_checked());
        let fresh: Vec<Option<Ties>> = self.results.iter().enumerate().map(fresh_ties).collect();
        let none = Ties::default();
        let ties: Vec<&Ties> = self
            .files()
            .zip(&fresh)
            .map(|((input, _), fresh)| fresh.as_ref().or_else(|| recall.ties(input)).unwrap_or(&none))
            .collect();
        // What a dead reference was to lead to may be anywhere, and of several documents with one id the first counts.
        if has_dead_reference(&ties) || has_repeated_id(&ties) {
            return None;
        }
        let reached = reach(&ties, checked().map(|(index, _)| index));
        let mentions = checked().filter_map(|(index, _)| ties.get(index));
        let mentions: HashSet<u64> = mentions.flat_map(|ties| ties.mentions.iter().copied()).collect();
        let part = |(index, ties): (usize, &&Ties)| {
            if reached.contains(&index) {
                Part::Whole
            } else if ties.mentions.iter().any(|key| mentions.contains(key)) {
                Part::Mentions
            } else {
                Part::None
            }
        };
        Some(ties.iter().enumerate().map(part).collect())
    }
}

/// Returns the ties of a file that was read in this run.
fn fresh_ties((index, checked): (usize, &Checked)) -> Option<Ties> {
    match &checked.facts {
        Facts::Here(facts) => Some(Ties::of(facts)),
        Facts::Packed(packed) => Some(Ties::of(&packed.unpack(file_id(index)))),
        Facts::Stored(_) => None,
    }
}

fn has_repeated_id(ties: &[&Ties]) -> bool {
    let mut seen = HashSet::new();
    !ties.iter().flat_map(|ties| &ties.ids).all(|id| seen.insert(*id))
}

fn has_dead_reference(ties: &[&Ties]) -> bool {
    let targets: HashSet<u64> = ties.iter().flat_map(|ties| ties.targets.iter().copied()).collect();
    ties.iter().flat_map(|ties| &ties.references).any(|reference| !targets.contains(reference))
}

/// Returns the files that can be reached from some of them by links.
fn reach(ties: &[&Ties], from: impl Iterator<Item = usize>) -> BTreeSet<usize> {
    let mut by_link: Vec<(u64, usize)> = ties
        .iter()
        .enumerate()
        .flat_map(|(index, ties)| ties.links.iter().map(move |link| (*link, index)))
        .collect();
    by_link.sort_unstable();
    let mut reached = BTreeSet::new();
    let mut followed = HashSet::new();
    let mut next: Vec<usize> = from.collect();
    while let Some(index) = next.pop() {
        if !reached.insert(index) {
            continue;
        }
        for link in ties.get(index).map(|ties| ties.links.as_slice()).unwrap_or_default() {
            if followed.insert(*link) {
                let begins = by_link.partition_point(|(other, _)| other < link);
                let same = by_link.get(begins..).unwrap_or_default().iter();
                next.extend(same.take_while(|(other, _)| other == link).map(|(_, index)| *index));
            }
        }
    }
    reached
}
