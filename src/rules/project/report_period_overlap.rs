//! `report-period-overlap`

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::Severity;
use crate::rule::{Check, Group, Preset, ProjectContext, RuleEntry, RuleMeta};

use super::support::series::{Issue, all_series};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Project(check));

const META: RuleMeta = RuleMeta {
    name: "report-period-overlap",
    group: Group::Project,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("report-period-overlap.md"),
};

fn check(cx: &mut ProjectContext<'_>) {
    let mut reported = HashSet::new();
    for issues in all_series(cx) {
        // Among the earlier reports of each level, the one that ends last. A report does not overlap the ones that it
        // sums up, which are of a lower level.
        let mut longest_of: BTreeMap<usize, Option<Issue<'_>>> = BTreeMap::new();
        for issue in issues {
            let longest = longest_of.entry(issue.level).or_default();
            // Two files with one id are the same report.
            let other =
                longest.filter(|other| other.last >= issue.first && other.report.id != issue.report.id);
            // Two reports of the same two publishers meet in two series.
            if let Some(other) = other.filter(|other| reported.insert((issue.site, other.site))) {
                let message = format!(
                    "the period begins on {}, before that of {} ends",
                    issue.first,
                    cx.path(other.site)
                );
                cx.report(issue.site, message).label_at(other.site, format!("ends on {}", other.last)).help(
                    "events in both periods are reported and counted twice: check where this report begins",
                );
            }
            *longest = longest.filter(|other| other.last >= issue.last).or(Some(issue));
        }
    }
}
