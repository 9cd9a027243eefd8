//! Cases that appear in several reports.

use std::collections::{BTreeMap, HashMap};

use super::grouping::groups_of_several;
use crate::model::date::{Date, Day};
use crate::project::{CaseFact, CaseRef, Site};
use crate::rule::ProjectContext;

/// The largest number of earlier cases under one id to search for one about the same people.
const MOST_NAMESAKES: usize = 20;

/// Groups the cases that appear in several reports, each group in the order of time: cases that continue each other,
/// and cases of one country and id about the same people.
pub(crate) fn repeated_cases<'i>(cx: &ProjectContext<'i>) -> Vec<Vec<CaseRef<'i>>> {
    let cases: Vec<CaseRef<'i>> = cx.index().cases().collect();
    let place_of: HashMap<*const CaseFact, usize> =
        cases.iter().enumerate().map(|(place, case)| (std::ptr::from_ref(case.case), place)).collect();
    let mut groups = DisjointSets((0..cases.len()).collect());
    for (place, case) in cases.iter().enumerate() {
        let continued =
            cx.links().continued_by(*case).and_then(|other| place_of.get(&std::ptr::from_ref(other.case)));
        if let Some(continued) = continued {
            groups.join(place, *continued);
        }
    }
    let identified = cases.iter().enumerate().filter(|(_, case)| case.case.id.is_some());
    let namesakes =
        groups_of_several(identified, |(_, case)| (case.document.country.as_deref(), &case.case.id));
    for namesakes in namesakes {
        let mut places: Vec<usize> = namesakes.into_iter().map(|(place, _)| place).collect();
        places.sort_by_key(|place| cases.get(*place).map(|case| time_of(*case)));
        for (at, place) in places.iter().enumerate() {
            let before = places.get(..at).unwrap_or_default().iter().rev().take(MOST_NAMESAKES);
            let of_same = before.copied().find(|other| are_about_same(cases.get(*other), cases.get(*place)));
            if let Some(other) = of_same {
                groups.join(*place, other);
            }
        }
    }
    let mut sizes = vec![0_u32; cases.len()];
    for place in 0..cases.len() {
        if let Some(size) = sizes.get_mut(groups.root(place)) {
            *size += 1;
        }
    }
    // Most cases are the only one of their group.
    let mut grouped: BTreeMap<usize, Vec<CaseRef<'i>>> = BTreeMap::new();
    for (place, case) in cases.iter().enumerate() {
        let root = groups.root(place);
        if sizes.get(root).is_some_and(|size| *size > 1) {
            grouped.entry(root).or_default().push(*case);
        }
    }
    let mut repeated: Vec<_> = grouped.into_values().collect();
    for cases in &mut repeated {
        cases.sort_by_key(|case| time_of(*case));
    }
    repeated
}

fn are_about_same(one: Option<&CaseRef<'_>>, other: Option<&CaseRef<'_>>) -> bool {
    one.zip(other).is_some_and(|(one, other)| {
        one.case.persons.iter().any(|id| other.case.persons.binary_search(id).is_ok())
    })
}

/// Returns the last day that a case covers: that of the report's period, or of its last verdict in a case file.
pub(crate) fn last_day(case: CaseRef<'_>) -> Option<Day> {
    let dates = case.case.verdicts.iter().filter_map(|verdict| verdict.date.as_ref());
    let last = || dates.map(|date| date.value).map(|date: Date| date.last_day()).max();
    case.document.period.as_ref().map(|period| period.value.1.last_day()).or_else(last)
}

fn time_of(case: CaseRef<'_>) -> (Option<Day>, Site) {
    (last_day(case), case.case.site)
}

/// Disjoint sets of places. The first place of a set is its root.
struct DisjointSets(Vec<usize>);

impl DisjointSets {
    fn root(&mut self, place: usize) -> usize {
        let mut first = place;
        while let Some(next) = self.0.get(first).copied().filter(|next| *next != first) {
            // Each step halves the path for the next lookup.
            let after = self.0.get(next).copied().unwrap_or(next);
            if let Some(entry) = self.0.get_mut(first) {
                *entry = after;
            }
            first = after;
        }
        first
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(entry) = self.0.get_mut(one.max(other)) {
            *entry = one.min(other);
        }
    }
}
