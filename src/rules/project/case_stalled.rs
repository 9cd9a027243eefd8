//! `case-stalled`

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::project::{CaseRef, Site};
use crate::rule::{Group, Preset, ProjectContext, Rule, RuleEntry, RuleMeta};
use crate::words::quoted;

use super::series::{self, Issue};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<CaseStalled>(RuleMeta {
    name: "case-stalled",
    group: Group::Project,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("case-stalled.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CaseStalled {}

impl Rule for CaseStalled {
    fn check_project(&self, cx: &mut ProjectContext<'_>) {
        if !cx.index().is_whole() {
            return;
        }
        // For each report the next one of each of its publishers.
        let mut following: BTreeMap<Site, (Issue<'_>, Vec<Issue<'_>>)> = BTreeMap::new();
        for issues in series::of_all(cx) {
            for earlier in &issues {
                // A yearly report beside it is not the next one.
                let next = issues.partition_point(|issue| issue.first <= earlier.last);
                following.entry(earlier.site).or_insert((*earlier, Vec::new())).1.extend(issues.get(next));
            }
        }
        for (earlier, later) in following.into_values() {
            check(cx, earlier, &later);
        }
    }
}

fn check<'i>(cx: &mut ProjectContext<'i>, earlier: Issue<'i>, later: &[Issue<'i>]) {
    let Some(next) = later.iter().min_by_key(|issue| (issue.first, issue.site)) else { return };
    let links = cx.links();
    let told: Vec<CaseRef<'_>> = later.iter().flat_map(|later| links.cases_of(later.report)).collect();
    let continued: HashSet<_> = told
        .iter()
        .filter_map(|case| links.continued_by(*case))
        .map(|case| std::ptr::from_ref(case.case))
        .collect();
    let ids: HashSet<&str> = told.iter().filter_map(|case| case.case.id.as_deref()).collect();
    let persons: HashSet<&str> =
        told.iter().flat_map(|case| &*case.case.persons).map(AsRef::as_ref).collect();
    for case in links.cases_of(earlier.report) {
        let Some(open) = case.case.open else { continue };
        let is_told = continued.contains(&std::ptr::from_ref(case.case))
            || case.case.id.as_deref().is_some_and(|id| ids.contains(id))
            || case.case.persons.iter().any(|person| persons.contains(&**person));
        if is_told {
            continue;
        }
        let id = case
            .case
            .id
            .as_deref()
            .map_or_else(|| "a case".to_owned(), |id| format!("the case {}", quoted(id)));
        let what = if open.is_detention { "somebody is held" } else { "a trial goes on" };
        let path = cx.path(earlier.site);
        cx.report(next.site, format!("{id}, in which {what}, is not in this report"))
            .note("the next report")
            .label_at(open.site, "and this is still open")
            .help(format!(
                "a reader of {path} waits to hear how it went on: add the case with `continues:`, be it to say that \
                 nothing is known"
            ));
    }
}
