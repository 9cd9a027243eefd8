//! The penalties of one verdict in two reports, person by person.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::{SentenceFact, VerdictFact};

/// The largest number of penalties of one person to compare, each with each; nobody has more in one verdict.
const MOST: usize = 20;

/// The penalties of each person; the empty id holds those of nobody in particular.
pub(crate) struct Penalties<'i>(BTreeMap<&'i str, Vec<&'i SentenceFact>>);

impl<'i> Penalties<'i> {
    /// Groups the penalties of a verdict by person.
    pub(crate) fn by_person(verdict: &'i VerdictFact) -> Self {
        let mut penalties: BTreeMap<&str, Vec<&SentenceFact>> = BTreeMap::new();
        for sentence in &verdict.sentences {
            let ids = sentence.persons.iter().map(AsRef::as_ref);
            for id in ids.chain(sentence.persons.is_empty().then_some("")) {
                penalties.entry(id).or_default().push(sentence);
            }
        }
        Self(penalties)
    }

    /// Returns the ids of the people, with an empty one for penalties of nobody in particular.
    pub(crate) fn persons(&self) -> impl Iterator<Item = &'i str> {
        self.0.keys().copied()
    }

    /// Returns the penalties of one person and those of nobody in particular; nothing where there are too many.
    pub(crate) fn of_person(&self, person: &str) -> Vec<&'i SentenceFact> {
        let of_nobody = self.0.get("").filter(|_| !person.is_empty());
        let all = self.0.get(person).into_iter().chain(of_nobody).flatten();
        let all: Vec<_> = all.take(MOST + 1).copied().collect();
        if all.len() > MOST { Vec::new() } else { all }
    }
}

/// Returns true if two lists of penalties are the same.
pub(crate) fn are_same(ours: &[SentenceFact], theirs: &[SentenceFact]) -> bool {
    let is_same = |(a, b): (&SentenceFact, &SentenceFact)| {
        a.persons == b.persons && a.sentence_type == b.sentence_type && is_as_hard(a, b)
    };
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(is_same)
}

fn is_as_hard(a: &SentenceFact, b: &SentenceFact) -> bool {
    let term = |sentence: &SentenceFact| sentence.duration.as_ref().map(|term| term.value.days());
    let sums = [a, b].map(|sentence| sentence.amount.as_ref().map(|sum| &sum.value));
    term(a) == term(b) && sums[0] == sums[1]
}

/// Returns the one of `theirs` that corresponds to `sentence`, one of `ours`; both lists hold all penalties of one
/// person. `None` where several penalties of the kind remain.
pub(crate) fn counterpart<'i>(
    sentence: &SentenceFact,
    ours: &[&SentenceFact],
    theirs: &[&'i SentenceFact],
) -> Option<&'i SentenceFact> {
    let is_same_kind = |other: &&&SentenceFact| other.sentence_type == sentence.sentence_type;
    let mut left: Vec<_> = theirs.iter().filter(is_same_kind).copied().collect();
    if ours.iter().filter(is_same_kind).count() != left.len() {
        return None;
    }
    // Equal penalties on both sides correspond, in whatever order.
    for own in ours.iter().filter(is_same_kind) {
        let Some(same) = left.iter().position(|other| is_as_hard(own, other)) else { continue };
        let same = left.remove(same);
        if own.site == sentence.site {
            return Some(same);
        }
    }
    left.pop().filter(|_| left.is_empty())
}

/// Returns the only penalty on each side whose kind the other side lacks; `None` where a side has none or several.
pub(crate) fn of_different_kind<'a, 'b>(
    ours: &[&'a SentenceFact],
    theirs: &[&'b SentenceFact],
) -> Option<(&'a SentenceFact, &'b SentenceFact)> {
    let mut ours_left = ours.to_vec();
    let mut theirs_left = theirs.to_vec();
    ours_left.retain(|own| {
        let same = theirs_left.iter().position(|other| other.sentence_type == own.sentence_type);
        same.map(|same| theirs_left.remove(same)).is_none()
    });
    match (ours_left.as_slice(), theirs_left.as_slice()) {
        ([own], [other]) => Some((*own, *other)),
        _ => None,
    }
}

/// Returns the kinds of the penalties.
pub(crate) fn kinds<'i>(penalties: &[&'i SentenceFact]) -> BTreeSet<&'i str> {
    penalties.iter().map(|sentence| sentence.sentence_type.as_str()).collect()
}
