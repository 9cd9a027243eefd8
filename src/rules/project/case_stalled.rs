//! `case-stalled`

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::Severity;
use crate::project::{CaseRef, Site, Status, StatusFact, open_on};
use crate::rule::{Check, Group, Preset, ProjectContext, RuleEntry, RuleMeta};
use crate::words::quoted;

use super::support::series::{Issue, all_series};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Project(check));

const META: RuleMeta = RuleMeta {
    name: "case-stalled",
    group: Group::Project,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("case-stalled.md"),
};

fn check(cx: &mut ProjectContext<'_>) {
    if !cx.index().is_whole() {
        return;
    }
    // For each report, the next one of its publishers, and all reports up to the end of that one.
    let mut following: BTreeMap<Site, Following<'_>> = BTreeMap::new();
    for issues in all_series(cx) {
        for earlier in &issues {
            // A yearly report beside this one is not the next one.
            let later = issues.get(issues.partition_point(|issue| issue.first <= earlier.last)..);
            let later = later.unwrap_or_default();
            // A report on three days of an election is not the next one in a series of quarterly reports.
            let Some(next) = later.iter().find(|issue| 2 * issue.days() >= earlier.days()) else {
                continue;
            };
            let reports = later.iter().take_while(|issue| issue.first <= next.last);
            let entry = following.entry(earlier.site).or_insert_with(|| Following {
                earlier: *earlier,
                next: *next,
                reports: Vec::new(),
            });
            entry.reports.extend(reports);
            entry.next =
                *[entry.next, *next].iter().min_by_key(|issue| (issue.first, issue.site)).unwrap_or(next);
        }
    }
    for following in following.into_values() {
        check_following(cx, &following);
    }
}

/// A report, the next one, and all reports that may continue its cases.
struct Following<'i> {
    earlier: Issue<'i>,
    next: Issue<'i>,
    reports: Vec<Issue<'i>>,
}

fn check_following<'i>(cx: &mut ProjectContext<'i>, following: &Following<'i>) {
    let Following { earlier, next, reports } = following;
    let links = cx.links();
    let later_cases: Vec<CaseRef<'_>> =
        reports.iter().flat_map(|later| links.cases_of(later.report)).collect();
    let continued: HashSet<_> = later_cases
        .iter()
        .filter_map(|case| links.continued_by(*case))
        .map(|case| std::ptr::from_ref(case.case))
        .collect();
    let ids: HashSet<&str> = later_cases.iter().filter_map(|case| case.case.id.as_deref()).collect();
    let persons: HashSet<&str> =
        later_cases.iter().flat_map(|case| &*case.case.persons).map(AsRef::as_ref).collect();
    for case in links.cases_of(earlier.report) {
        let is_continued = continued.contains(&std::ptr::from_ref(case.case))
            || case.case.id.as_deref().is_some_and(|id| ids.contains(id));
        if is_continued {
            continue;
        }
        let mut open = open_on(&case.case.statuses, earlier.last);
        open.retain(|person, _| !persons.contains(person));
        let Some(last) = open.values().max_by_key(|fact| (fact.day, fact.site)).copied() else { continue };
        let id = case.case.id.as_deref();
        let id = id.map_or_else(|| "a case".to_owned(), |id| format!("the case {}", quoted(id)));
        let path = cx.path(earlier.site);
        cx.report(
            next.site,
            format!("{id}, in which {}, is not in this report", describe_status(&open, last.status)),
        )
        .note("the next report")
        .label_at(last.site, "this is still open")
        .help(format!(
            "readers of {path} want to know how it went on: add the case with `continues:` and its persons; \
                 where nothing is known, with `unknown: [events]`"
        ));
    }
}

/// Describes where the case stands for the persons with this open status: "`ivanov` and `petrova` are held".
fn describe_status(open: &BTreeMap<&str, &StatusFact>, status: Status) -> String {
    let ids: Vec<&str> =
        open.iter().filter(|(_, fact)| fact.status == status).map(|(person, _)| *person).collect();
    let is_named = ids.iter().all(|id| !id.is_empty());
    let who = match ids.as_slice() {
        [one] if is_named => format!("{} is", quoted(one)),
        [one, two] if is_named => format!("{} and {} are", quoted(one), quoted(two)),
        several if is_named && several.len() > 1 => format!("{} people are", several.len()),
        _ => "somebody is".to_owned(),
    };
    match status {
        Status::Held => format!("{who} held"),
        Status::OnTrial => format!("{who} on trial"),
        Status::Overturned | Status::Over => format!("{who} to be tried again"),
    }
}
