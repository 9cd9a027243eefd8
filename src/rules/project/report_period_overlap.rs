//! `report-period-overlap`

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::Severity;
use crate::rule::{Check, Group, Preset, ProjectContext, RuleEntry, RuleMeta};

use super::series;

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
    for issues in series::of_all(cx) {
        // Of those that began before, the one that lasts longest is the one to overlap. A report overlaps none of
        // those that it sums up.
        let mut longest_of: BTreeMap<usize, Option<series::Issue<'_>>> = BTreeMap::new();
        for issue in issues {
            let longest = longest_of.entry(issue.level).or_default();
            // Two files of one report are two with one id.
            let other =
                longest.filter(|other| other.last >= issue.first && other.report.id != issue.report.id);
            // Of two publishers of both they are the same two.
            if let Some(other) = other.filter(|other| reported.insert((issue.site, other.site))) {
                let message = format!(
                    "the period begins on {}, before that of {} has ended",
                    issue.first,
                    cx.path(other.site)
                );
                cx.report(issue.site, message)
                    .label_at(other.site, format!("ends on {}", other.last))
                    .help("what happened in both periods is told and counted twice: look up where this report begins");
            }
            *longest = longest.filter(|other| other.last >= issue.last).or(Some(issue));
        }
    }
}
