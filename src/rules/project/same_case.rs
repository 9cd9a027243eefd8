//! One case in several reports.

use std::collections::{BTreeMap, HashMap};

use crate::model::date::{Date, Day};
use crate::project::{CaseFact, CaseRef, Site};
use crate::rule::ProjectContext;

/// How many reports with a case of one id are looked at for one about the same people.
const MOST_NAMESAKES: usize = 20;

/// The cases that several reports tell of, each by the time of the reports: those that continue each other, and those of
/// one country and id about the same people.
pub(super) fn told_several_times<'i>(cx: &ProjectContext<'i>) -> Vec<Vec<CaseRef<'i>>> {
    let cases: Vec<CaseRef<'i>> = cx.index().cases().collect();
    let place_of: HashMap<*const CaseFact, usize> =
        cases.iter().enumerate().map(|(place, case)| (std::ptr::from_ref(case.case), place)).collect();
    let mut groups = Groups((0..cases.len()).collect());
    for (place, case) in cases.iter().enumerate() {
        let continued =
            cx.links().continued_by(*case).and_then(|other| place_of.get(&std::ptr::from_ref(other.case)));
        if let Some(continued) = continued {
            groups.join(place, *continued);
        }
    }
    let mut namesakes: HashMap<(Option<&str>, &str), Vec<usize>> = HashMap::new();
    for (place, case) in cases.iter().enumerate() {
        let Some(id) = case.case.id.as_deref() else { continue };
        namesakes.entry((case.document.country.as_deref(), id)).or_default().push(place);
    }
    for mut places in namesakes.into_values() {
        places.sort_by_key(|place| cases.get(*place).map(|case| time_of(*case)));
        for (at, place) in places.iter().enumerate() {
            let before = places.get(..at).unwrap_or_default().iter().rev().take(MOST_NAMESAKES);
            let of_same = before.copied().find(|other| are_about_same(cases.get(*other), cases.get(*place)));
            if let Some(other) = of_same {
                groups.join(*place, other);
            }
        }
    }
    let mut told: BTreeMap<usize, Vec<CaseRef<'i>>> = BTreeMap::new();
    for (place, case) in cases.iter().enumerate() {
        told.entry(groups.of(place)).or_default().push(*case);
    }
    let mut told: Vec<_> = told.into_values().filter(|cases| cases.len() > 1).collect();
    for cases in &mut told {
        cases.sort_by_key(|case| time_of(*case));
    }
    told
}

fn are_about_same(one: Option<&CaseRef<'_>>, other: Option<&CaseRef<'_>>) -> bool {
    one.zip(other).is_some_and(|(one, other)| {
        one.case.persons.iter().any(|id| other.case.persons.binary_search(id).is_ok())
    })
}

/// The last day that is told of: of the report's period or, in a file of its own, of the case itself.
pub(super) fn last_day(case: CaseRef<'_>) -> Option<Day> {
    let dates = case.case.verdicts.iter().filter_map(|verdict| verdict.date.as_ref());
    let last = || dates.map(|date| date.value).map(|date: Date| date.last_day()).max();
    case.document.period.as_ref().map(|period| period.value.1.last_day()).or_else(last)
}

fn time_of(case: CaseRef<'_>) -> (Option<Day>, Site) {
    (last_day(case), case.case.site)
}

/// Sets of places that are joined one by one, each named by its first one.
struct Groups(Vec<usize>);

impl Groups {
    fn of(&mut self, place: usize) -> usize {
        let mut first = place;
        while let Some(next) = self.0.get(first).copied().filter(|next| *next != first) {
            // Each step halves the way for the next one who asks.
            let after = self.0.get(next).copied().unwrap_or(next);
            if let Some(entry) = self.0.get_mut(first) {
                *entry = after;
            }
            first = after;
        }
        first
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        if let Some(entry) = self.0.get_mut(one.max(other)) {
            *entry = one.min(other);
        }
    }
}
