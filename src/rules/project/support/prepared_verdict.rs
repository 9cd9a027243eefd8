//! A verdict prepared for comparison with those of other reports.

use std::cell::OnceCell;

use crate::model::court::CourtName;
use crate::model::date::{Date, Day};
use crate::project::{SentenceFact, VerdictFact};

/// The largest number of days between two dates that may be one date with a slip.
const MOST_DAYS: i32 = 31;

/// A court's name, parsed when it is compared with another.
pub(crate) struct Court<'i> {
    written: &'i str,
    parsed: OnceCell<CourtName>,
}

impl<'i> Court<'i> {
    fn new(written: &'i str) -> Self {
        Self { written, parsed: OnceCell::new() }
    }

    /// Returns true if both names can be those of one court.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        self.written == other.written || self.parsed().agrees(other.parsed())
    }

    fn parsed(&self) -> &CourtName {
        self.parsed.get_or_init(|| CourtName::parse(self.written))
    }
}

/// A verdict with its values parsed for comparison.
pub(crate) struct PreparedVerdict<'i> {
    pub(crate) fact: &'i VerdictFact,
    pub(crate) court: Option<Court<'i>>,
    /// The kinds and terms of the penalties, sorted.
    pub(crate) penalties: Vec<(&'i str, Option<u64>)>,
}

impl<'i> PreparedVerdict<'i> {
    /// Parses the values of a verdict.
    pub(crate) fn new(fact: &'i VerdictFact) -> Self {
        let term = |sentence: &SentenceFact| sentence.duration.as_ref().map(|term| term.value.days());
        let penalty = |sentence: &'i SentenceFact| (sentence.sentence_type.as_str(), term(sentence));
        let mut penalties: Vec<_> = fact.sentences.iter().map(penalty).collect();
        penalties.sort_unstable();
        Self { fact, court: fact.court.as_ref().map(|name| Court::new(&name.value)), penalties }
    }

    pub(crate) fn date(&self) -> Option<&'i Date> {
        self.fact.date.as_ref().map(|date| &date.value)
    }

    /// Returns the exact day, if it is known.
    pub(crate) fn day(&self) -> Option<Day> {
        self.date()?.as_day()
    }

    /// Returns true if both have the same known outcome.
    pub(crate) fn has_same_outcome(&self, other: &Self) -> bool {
        self.fact.outcome.as_ref().zip(other.fact.outcome.as_ref()).is_some_and(|(a, b)| a.value == b.value)
    }

    /// Returns true if both can be one verdict: they share people and are both reviews or both not.
    pub(crate) fn can_be(&self, other: &Self) -> bool {
        let (a, b) = (self.fact, other.fact);
        let shares_people = a.persons.is_empty()
            || b.persons.is_empty()
            || a.persons.iter().any(|person| b.persons.binary_search(person).is_ok());
        shares_people && a.is_review.zip(b.is_review).is_none_or(|(a, b)| a == b)
    }

    /// Returns true if two dates are near, or if one can be a slip for the other: only the year or the month differs, or
    /// month and day are swapped.
    pub(crate) fn has_near_date(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (self.date(), other.date()) else { return false };
        let days_between = |a: Day, b: Day| (b - a).get_days();
        let gap = days_between(a.last_day(), b.first_day()).max(days_between(b.last_day(), a.first_day()));
        let is_slip = |(a, b): (Day, Day)| {
            (a.month(), a.day()) == (b.month(), b.day())
                || (a.year(), a.day()) == (b.year(), b.day())
                || (a.year(), a.month(), a.day()) == (b.year(), b.day(), b.month())
        };
        gap <= MOST_DAYS || a.as_day().zip(b.as_day()).is_some_and(is_slip)
    }

    /// Returns true if one arrest may follow the other: somebody released after fifteen days may be arrested for fifteen
    /// more.
    pub(crate) fn may_follow(&self, other: &Self) -> bool {
        let (Some(one), Some(two)) = (self.day(), other.day()) else { return false };
        let days = (one - two).get_days().unsigned_abs();
        let longest = |verdict: &Self| verdict.penalties.iter().filter_map(|(_, days)| *days).max();
        let shorter = longest(self).into_iter().chain(longest(other)).min();
        self.fact.is_administrative
            && other.fact.is_administrative
            && shorter.is_some_and(|shorter| shorter <= days.into())
    }
}
