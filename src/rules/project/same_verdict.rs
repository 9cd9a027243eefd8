//! Which verdicts of an earlier report are those that a later report tells of again.

use std::collections::HashMap;

use crate::model::court::courts_agree;
use crate::model::date::{Date, Day};
use crate::project::{CaseRef, SentenceFact, VerdictFact};

/// Among more verdicts of one case, some are alike by accident.
const FEW: usize = 20;

/// Days by which a date is taken for another one.
const NEAR: i32 = 31;

/// For each verdict of `case`, in their order, the one that it is in `earlier`, the same case in another report; `None`
/// where it is none of them, or where several could be meant.
pub(super) fn matching<'i>(case: CaseRef<'_>, earlier: CaseRef<'i>) -> Vec<Option<&'i VerdictFact>> {
    let mut pairs = Pairs::new(&case.case.verdicts, &earlier.case.verdicts);
    // In another language a court has another name.
    let is_same_language = case.document.language == earlier.document.language;
    let courts = |a: &VerdictFact, b: &VerdictFact| {
        let courts = a.court.as_ref().zip(b.court.as_ref());
        courts.map(|(a, b)| !is_same_language || courts_agree(&a.value, &b.value))
    };
    let is_alike = |a: &VerdictFact, b: &VerdictFact| courts(a, b) == Some(true) && is_decided_alike(a, b);
    // Of several on one day those belong together that are told alike.
    pairs.of_one_day(&|a, b| is_alike(a, b) && penalties(a) == penalties(b), Choice::First);
    pairs.of_one_day(&|_, _| true, Choice::Only);
    let is_old = |verdict: &VerdictFact| !is_news(verdict, case, earlier);
    pairs.of_any_day(&|a, b| is_old(a) && a.id.is_some() && a.id == b.id, Choice::First);
    if pairs.is_many() {
        return pairs.found();
    }
    // What is known of the dates does not tell the two apart, and nor does the court.
    pairs.of_any_day(
        &|a, b| {
            let can_be_same_day = match (day(a), day(b)) {
                (Some(a), Some(b)) => !a.is_before(b) && !a.is_after(b),
                _ => true,
            };
            let is_exact = exact_day(a).is_some() && exact_day(b).is_some();
            !is_exact && can_be_same_day && is_old(a) && courts(a, b) == Some(true)
        },
        Choice::Only,
    );
    // A slip of the pen in the date. In administrative cases one short arrest often follows another.
    pairs.of_any_day(
        &|a, b| {
            let is_same_penalty = penalties(a) == penalties(b);
            let is_rare = !a.is_administrative && !b.is_administrative;
            let is_slip = is_near(a, b) && (is_same_penalty || is_rare) || is_same_penalty && is_rare;
            is_slip && is_old(a) && !is_repeated(a, b) && is_alike(a, b)
        },
        Choice::Only,
    );
    pairs.found()
}

/// Whether of several verdicts that can be meant the first is.
#[derive(Clone, Copy, PartialEq)]
enum Choice {
    First,
    Only,
}

/// The verdicts of a case in two reports, as far as they have found each other.
struct Pairs<'a, 'b> {
    ours: &'a [VerdictFact],
    theirs: &'b [VerdictFact],
    /// For each of ours the place of the other.
    found: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

impl<'a, 'b> Pairs<'a, 'b> {
    fn new(ours: &'a [VerdictFact], theirs: &'b [VerdictFact]) -> Self {
        Self { ours, theirs, found: vec![None; ours.len()], is_taken: vec![false; theirs.len()] }
    }

    fn is_many(&self) -> bool {
        self.ours.len().max(self.theirs.len()) > FEW
    }

    fn found(self) -> Vec<Option<&'b VerdictFact>> {
        self.found.into_iter().map(|index| self.theirs.get(index?)).collect()
    }

    /// Pairs those of one exact day.
    fn of_one_day(&mut self, is_same: &dyn Fn(&VerdictFact, &VerdictFact) -> bool, choice: Choice) {
        let mut days: HashMap<Day, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (index, verdict) in self.ours.iter().enumerate() {
            let Some(day) = exact_day(verdict) else { continue };
            days.entry(day).or_default().0.push(index);
        }
        for (index, verdict) in self.theirs.iter().enumerate() {
            let of_day = exact_day(verdict).and_then(|day| days.get_mut(&day));
            let Some((_, theirs)) = of_day else { continue };
            theirs.push(index);
        }
        for (ours, theirs) in days.values().filter(|(ours, theirs)| ours.len().max(theirs.len()) <= FEW) {
            self.pair(ours, theirs, is_same, choice);
        }
    }

    fn of_any_day(&mut self, is_same: &dyn Fn(&VerdictFact, &VerdictFact) -> bool, choice: Choice) {
        let ours: Vec<usize> = (0..self.ours.len()).collect();
        let theirs: Vec<usize> = (0..self.theirs.len()).collect();
        self.pair(&ours, &theirs, is_same, choice);
    }

    fn pair(
        &mut self,
        ours: &[usize],
        theirs: &[usize],
        is_same: &dyn Fn(&VerdictFact, &VerdictFact) -> bool,
        choice: Choice,
    ) {
        let mut claims: HashMap<usize, Vec<usize>> = HashMap::new();
        for own in ours.iter().copied() {
            let is_free = self.found.get(own) == Some(&None);
            let Some(verdict) = self.ours.get(own).filter(|_| is_free) else { continue };
            let mut can_be = theirs.iter().copied().filter(|other| {
                self.is_taken.get(*other) == Some(&false)
                    && self
                        .theirs
                        .get(*other)
                        .is_some_and(|other| can_be_one(verdict, other) && is_same(verdict, other))
            });
            let Some(other) = can_be.next().filter(|_| choice == Choice::First || can_be.next().is_none())
            else {
                continue;
            };
            match choice {
                Choice::First => self.set(own, other),
                Choice::Only => claims.entry(other).or_default().push(own),
            }
        }
        for (other, claimants) in claims {
            if let [own] = claimants.as_slice() {
                self.set(*own, other);
            }
        }
    }

    fn set(&mut self, own: usize, other: usize) {
        if let (Some(found), Some(is_taken)) = (self.found.get_mut(own), self.is_taken.get_mut(other)) {
            (*found, *is_taken) = (Some(other), true);
        }
    }
}

/// Whether nothing forbids that two verdicts are one: they are about the same people, and on one level.
fn can_be_one(a: &VerdictFact, b: &VerdictFact) -> bool {
    let shares_people = a.persons.is_empty()
        || b.persons.is_empty()
        || a.persons.iter().any(|person| b.persons.binary_search(person).is_ok());
    shares_people && a.is_review.zip(b.is_review).is_none_or(|(a, b)| a == b)
}

/// Whether the earlier report cannot have told of a verdict: it lies in the later one's own period alone.
fn is_news(verdict: &VerdictFact, case: CaseRef<'_>, earlier: CaseRef<'_>) -> bool {
    let Some(first) = day(verdict).map(Date::first_day) else { return false };
    let period = |case: CaseRef<'_>| case.document.period.as_ref().map(|period| period.value);
    let begins = period(case).is_some_and(|(start, _)| start.first_day() <= first);
    begins && period(earlier).is_none_or(|(_, end)| end.last_day() < first)
}

fn day(verdict: &VerdictFact) -> Option<&Date> {
    verdict.date.as_ref().map(|date| &date.value)
}

fn exact_day(verdict: &VerdictFact) -> Option<Day> {
    day(verdict)?.as_day()
}

/// Whether two dates are near, or one can be a slip of the pen for the other: by the year or the month alone, or with
/// month and day the other way round.
fn is_near(a: &VerdictFact, b: &VerdictFact) -> bool {
    let (Some(a), Some(b)) = (day(a), day(b)) else { return false };
    let days_between = |a: Day, b: Day| (b - a).get_days();
    let gap = days_between(a.last_day(), b.first_day()).max(days_between(b.last_day(), a.first_day()));
    let is_slip = |(a, b): (Day, Day)| {
        (a.month(), a.day()) == (b.month(), b.day())
            || (a.year(), a.day()) == (b.year(), b.day())
            || (a.year(), a.month(), a.day()) == (b.year(), b.day(), b.month())
    };
    gap <= NEAR || a.as_day().zip(b.as_day()).is_some_and(is_slip)
}

/// Whether the one is an arrest of so many days that it may follow the other: who is released after fifteen days may be
/// arrested for fifteen more.
fn is_repeated(a: &VerdictFact, b: &VerdictFact) -> bool {
    let (Some(one), Some(other)) = (exact_day(a), exact_day(b)) else { return false };
    let days = (one - other).get_days().unsigned_abs();
    let lasts = |verdict: &VerdictFact| {
        verdict
            .sentences
            .iter()
            .filter_map(|sentence| sentence.duration.as_ref())
            .map(|term| term.value.days())
            .max()
    };
    let shorter = lasts(a).into_iter().chain(lasts(b)).min();
    a.is_administrative && b.is_administrative && shorter.is_some_and(|shorter| shorter <= days)
}

/// Whether both have an outcome, and the same.
fn is_decided_alike(a: &VerdictFact, b: &VerdictFact) -> bool {
    let outcomes = a.outcome.as_ref().zip(b.outcome.as_ref());
    outcomes.is_some_and(|(a, b)| a.value == b.value)
}

/// The kinds and terms of the penalties, in no order of the file.
fn penalties(verdict: &VerdictFact) -> Vec<(&str, Option<u32>)> {
    let term = |sentence: &SentenceFact| sentence.duration.as_ref().map(|term| term.value.days());
    let mut penalties: Vec<_> =
        verdict.sentences.iter().map(|sentence| (sentence.sentence_type.as_str(), term(sentence))).collect();
    penalties.sort_unstable();
    penalties
}
