//! Which verdicts of an earlier report are those that a later report tells of again.

use std::collections::HashMap;

use crate::model::court::CourtName;
use crate::model::date::{Date, Day};
use crate::project::{CaseRef, SentenceFact, VerdictFact};

/// Among more verdicts of one case, some are alike by accident.
const FEW: usize = 20;

/// Days by which a date is taken for another one.
const NEAR: i32 = 31;

/// What a report says of the verdicts of a case, prepared for comparison with many others.
pub(super) struct ReportedCase<'i> {
    pub(super) case: CaseRef<'i>,
    verdicts: Vec<Known<'i>>,
}

/// What is known of a verdict.
struct Known<'i> {
    fact: &'i VerdictFact,
    court: Option<CourtName>,
    /// The kinds and terms of the penalties, in no order of the file.
    penalties: Vec<(&'i str, Option<u32>)>,
}

impl<'i> ReportedCase<'i> {
    pub(super) fn new(case: CaseRef<'i>) -> Self {
        Self { case, verdicts: case.case.verdicts.iter().map(Known::of).collect() }
    }

    /// For each verdict of the case, in their order, the one that it is in an earlier report's; `None` where it is none of
    /// them, or where several could be meant.
    pub(super) fn matching<'e>(&self, earlier: &ReportedCase<'e>) -> Vec<Option<&'e VerdictFact>> {
        let mut pairs = Pairs::new(&self.verdicts, &earlier.verdicts);
        // In another language a court has another name.
        let is_same_language = self.case.document.language == earlier.case.document.language;
        let courts = |a: &Known<'_>, b: &Known<'_>| {
            let courts = a.court.as_ref().zip(b.court.as_ref());
            courts.map(|(a, b)| !is_same_language || a.agrees(b))
        };
        let is_alike = |a: &Known<'_>, b: &Known<'_>| a.is_decided_like(b) && courts(a, b) == Some(true);
        // Of several on one day those belong together that are told alike.
        pairs.of_one_day(&|a, b| a.penalties == b.penalties && is_alike(a, b), Choice::First);
        pairs.of_one_day(&|_, _| true, Choice::Only);
        let is_old = |known: &Known<'_>| !is_news(known.fact, self.case, earlier.case);
        pairs.of_any_day(&|a, b| a.fact.id.is_some() && a.fact.id == b.fact.id && is_old(a), Choice::First);
        if pairs.is_many() {
            return pairs.found();
        }
        // What is known of the dates does not tell the two apart, and nor does the court.
        pairs.of_any_day(
            &|a, b| {
                let can_be_same_day = match (a.date(), b.date()) {
                    (Some(a), Some(b)) => !a.is_before(b) && !a.is_after(b),
                    _ => true,
                };
                let is_exact = a.day().is_some() && b.day().is_some();
                !is_exact && can_be_same_day && is_old(a) && courts(a, b) == Some(true)
            },
            Choice::Only,
        );
        // A slip of the pen in the date. In administrative cases one short arrest often follows another.
        pairs.of_any_day(
            &|a, b| {
                let is_same_penalty = a.penalties == b.penalties;
                let is_rare = !a.fact.is_administrative && !b.fact.is_administrative;
                let is_slip = is_near(a, b) && (is_same_penalty || is_rare) || is_same_penalty && is_rare;
                is_slip && is_old(a) && !is_repeated(a, b) && is_alike(a, b)
            },
            Choice::Only,
        );
        pairs.found()
    }
}

impl<'i> Known<'i> {
    fn of(fact: &'i VerdictFact) -> Self {
        let term = |sentence: &SentenceFact| sentence.duration.as_ref().map(|term| term.value.days());
        let penalty = |sentence: &'i SentenceFact| (sentence.sentence_type.as_str(), term(sentence));
        let mut penalties: Vec<_> = fact.sentences.iter().map(penalty).collect();
        penalties.sort_unstable();
        Self { fact, court: fact.court.as_ref().map(|name| CourtName::parse(&name.value)), penalties }
    }

    fn date(&self) -> Option<&'i Date> {
        self.fact.date.as_ref().map(|date| &date.value)
    }

    /// The day, where it is known.
    fn day(&self) -> Option<Day> {
        self.date()?.as_day()
    }

    /// Whether both have an outcome, and the same.
    fn is_decided_like(&self, other: &Self) -> bool {
        self.fact.outcome.as_ref().zip(other.fact.outcome.as_ref()).is_some_and(|(a, b)| a.value == b.value)
    }

    /// Whether nothing forbids that two verdicts are one: they are about the same people, and on one level.
    fn can_be(&self, other: &Self) -> bool {
        let (a, b) = (self.fact, other.fact);
        let shares_people = a.persons.is_empty()
            || b.persons.is_empty()
            || a.persons.iter().any(|person| b.persons.binary_search(person).is_ok());
        shares_people && a.is_review.zip(b.is_review).is_none_or(|(a, b)| a == b)
    }
}

/// Whether of several verdicts that can be meant the first is.
#[derive(Clone, Copy, PartialEq)]
enum Choice {
    First,
    Only,
}

/// The verdicts of a case in two reports, as far as they have found each other.
struct Pairs<'p, 'a, 'b> {
    ours: &'p [Known<'a>],
    theirs: &'p [Known<'b>],
    /// For each of ours the place of the other.
    found: Vec<Option<usize>>,
    is_taken: Vec<bool>,
    /// How many more can find each other.
    left: usize,
}

impl<'p, 'a, 'b> Pairs<'p, 'a, 'b> {
    fn new(ours: &'p [Known<'a>], theirs: &'p [Known<'b>]) -> Self {
        let left = ours.len().min(theirs.len());
        Self { ours, theirs, found: vec![None; ours.len()], is_taken: vec![false; theirs.len()], left }
    }

    fn is_many(&self) -> bool {
        self.ours.len().max(self.theirs.len()) > FEW
    }

    fn found(self) -> Vec<Option<&'b VerdictFact>> {
        self.found.into_iter().map(|index| Some(self.theirs.get(index?)?.fact)).collect()
    }

    /// Pairs those of one exact day.
    fn of_one_day(&mut self, is_same: &dyn Fn(&Known<'_>, &Known<'_>) -> bool, choice: Choice) {
        if !self.is_many() {
            let are_of_one_day = |a: &Known<'_>, b: &Known<'_>| a.day().is_some() && a.day() == b.day();
            return self.of_any_day(&|a, b| are_of_one_day(a, b) && is_same(a, b), choice);
        }
        let mut days: HashMap<Day, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (index, known) in self.ours.iter().enumerate() {
            let Some(day) = known.day() else { continue };
            days.entry(day).or_default().0.push(index);
        }
        for (index, known) in self.theirs.iter().enumerate() {
            let Some((_, theirs)) = known.day().and_then(|day| days.get_mut(&day)) else { continue };
            theirs.push(index);
        }
        for (ours, theirs) in days.values().filter(|(ours, theirs)| ours.len().max(theirs.len()) <= FEW) {
            self.pair(ours.iter().copied(), || theirs.iter().copied(), is_same, choice);
        }
    }

    fn of_any_day(&mut self, is_same: &dyn Fn(&Known<'_>, &Known<'_>) -> bool, choice: Choice) {
        let (ours, theirs) = (self.ours.len(), self.theirs.len());
        self.pair(0..ours, || 0..theirs, is_same, choice);
    }

    fn pair<T: Iterator<Item = usize>>(
        &mut self,
        ours: impl Iterator<Item = usize>,
        theirs: impl Fn() -> T,
        is_same: &dyn Fn(&Known<'_>, &Known<'_>) -> bool,
        choice: Choice,
    ) {
        if self.left == 0 {
            return;
        }
        let mut claims: Vec<(usize, usize)> = Vec::new();
        for own in ours {
            let is_free = self.found.get(own) == Some(&None);
            let Some(known) = self.ours.get(own).filter(|_| is_free) else { continue };
            let mut can_be = theirs().filter(|other| {
                self.is_taken.get(*other) == Some(&false)
                    && self
                        .theirs
                        .get(*other)
                        .is_some_and(|other| known.can_be(other) && is_same(known, other))
            });
            let Some(other) = can_be.next() else { continue };
            match choice {
                Choice::First => {
                    drop(can_be);
                    self.set(own, other);
                }
                Choice::Only if can_be.next().is_none() => claims.push((other, own)),
                Choice::Only => {}
            }
        }
        claims.sort_unstable();
        // Of those whom several claim nobody can say whose they are.
        for claim in claims.chunk_by(|(one, _), (other, _)| one == other) {
            if let [(other, own)] = claim {
                self.set(*own, *other);
            }
        }
    }

    fn set(&mut self, own: usize, other: usize) {
        if let (Some(found), Some(is_taken)) = (self.found.get_mut(own), self.is_taken.get_mut(other)) {
            (*found, *is_taken) = (Some(other), true);
            self.left = self.left.saturating_sub(1);
        }
    }
}

/// Whether the earlier report cannot have told of a verdict: it lies in the later one's own period alone.
fn is_news(verdict: &VerdictFact, case: CaseRef<'_>, earlier: CaseRef<'_>) -> bool {
    let Some(first) = verdict.date.as_ref().map(|date| date.value.first_day()) else { return false };
    let period = |case: CaseRef<'_>| case.document.period.as_ref().map(|period| period.value);
    let begins = period(case).is_some_and(|(start, _)| start.first_day() <= first);
    begins && period(earlier).is_none_or(|(_, end)| end.last_day() < first)
}

/// Whether two dates are near, or one can be a slip of the pen for the other: by the year or the month alone, or with
/// month and day the other way round.
fn is_near(a: &Known<'_>, b: &Known<'_>) -> bool {
    let (Some(a), Some(b)) = (a.date(), b.date()) else { return false };
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
fn is_repeated(a: &Known<'_>, b: &Known<'_>) -> bool {
    let (Some(one), Some(other)) = (a.day(), b.day()) else { return false };
    let days = (one - other).get_days().unsigned_abs();
    let lasts = |known: &Known<'_>| known.penalties.iter().filter_map(|(_, days)| *days).max();
    let shorter = lasts(a).into_iter().chain(lasts(b)).min();
    a.fact.is_administrative && b.fact.is_administrative && shorter.is_some_and(|shorter| shorter <= days)
}
