//! Contradictions between two reports of one verdict.

use crate::model::court::courts_agree;
use crate::model::date::Date;
use crate::model::duration::Duration;
use crate::model::vocabulary::Outcome;
use crate::project::{CaseRef, Name, Site, Sited, VerdictFact};
use crate::words::quoted;

/// A verdict in one report.
#[derive(Clone, Copy)]
pub(crate) struct ReportedVerdict<'i> {
    pub(crate) case: CaseRef<'i>,
    pub(crate) verdict: &'i VerdictFact,
}

/// A value that an earlier report contradicts.
pub(crate) struct Contradiction<'i> {
    /// The person whose penalty it is, where the verdict concerns several people.
    pub(crate) person: Option<&'i str>,
    /// The subject and the verb of a sentence about the value: "the verdict", "is dated".
    pub(crate) phrase: [&'static str; 2],
    pub(crate) earlier: ReportedVerdict<'i>,
    /// The places of the value and of the earlier one.
    pub(crate) sites: [Site; 2],
    /// The value and the earlier one, as a message shows them.
    pub(crate) values: [String; 2],
}

/// A way to compare two values.
pub(crate) struct Measure<T> {
    phrase: [&'static str; 2],
    show: fn(&T) -> String,
    /// Returns true if both values can be right.
    agree: fn(&T, &T) -> bool,
    /// Returns true if one value says as much as the other.
    confirm: fn(&T, &T) -> bool,
}

pub(crate) const DATES: Measure<Date> = Measure {
    phrase: ["the verdict", "is dated"],
    show: Date::to_string,
    agree: |a, b| !a.is_before(b) && !a.is_after(b),
    confirm: |a, b| a == b,
};

pub(crate) const COURTS: Measure<Name> = Measure {
    phrase: ["the verdict", "is by"],
    show: |name| quoted(name),
    agree: |a, b| courts_agree(a, b),
    confirm: |a, b| courts_agree(a, b),
};

pub(crate) const OUTCOMES: Measure<Name> = Measure {
    phrase: ["the outcome of the verdict", "is"],
    show: |word| quoted(word),
    // Of a mixed verdict another report may tell what it says of some of the people.
    agree: |a, b| a == b || [a, b].iter().any(|word| *word == Outcome::Mixed.as_str()),
    confirm: |a, b| a == b,
};

pub(crate) const TERMS: Measure<Duration> = Measure {
    phrase: ["the penalty", "lasts"],
    show: Duration::to_string,
    agree: |a, b| a.days() == b.days(),
    confirm: |a, b| a.days() == b.days(),
};

/// Sums in two currencies cannot be compared.
pub(crate) const SUMS: Measure<Name> = Measure {
    phrase: ["the fine", "is"],
    show: |sum| sum.to_string(),
    agree: |a, b| a == b || currency(a) != currency(b),
    confirm: |a, b| a == b || currency(a) != currency(b),
};

impl<T> Measure<T> {
    /// Returns the contradiction with the first of the earlier values that contradicts `value`. If one of them confirms
    /// it, there is none: the other one was the mistake, and is reported there.
    pub(crate) fn contradiction<'i, 'v>(
        &self,
        value: Option<&Sited<T>>,
        earlier: impl Iterator<Item = (ReportedVerdict<'i>, &'v Sited<T>)>,
    ) -> Option<Contradiction<'i>>
    where
        T: 'v,
    {
        let value = value?;
        let mut contradicting = None;
        for (verdict, other) in earlier {
            if (self.confirm)(&value.value, &other.value) {
                return None;
            }
            if contradicting.is_none() && !(self.agree)(&value.value, &other.value) {
                contradicting = Some((verdict, other));
            }
        }
        let (earlier, other) = contradicting?;
        Some(Contradiction {
            person: None,
            phrase: self.phrase,
            earlier,
            sites: [value.site, other.site],
            values: [value, other].map(|sited| (self.show)(&sited.value)),
        })
    }
}

fn currency(amount: &str) -> Option<&str> {
    amount.rsplit_once(' ').map(|(_, currency)| currency)
}
