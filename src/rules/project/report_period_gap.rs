//! `report-period-gap`

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::project::Site;
use crate::rule::{Check, Group, Preset, ProjectContext, RuleEntry, RuleMeta};

use super::support::series::{Issue, all_series};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Project(check));

const META: RuleMeta = RuleMeta {
    name: "report-period-gap",
    group: Group::Project,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("report-period-gap.md"),
};

fn check(cx: &mut ProjectContext<'_>) {
    // A report in between may be in a file that could not be read.
    if !cx.index().is_whole() {
        return;
    }
    // For each report, the last one that ended before it in the series of each of its publishers.
    let mut before: BTreeMap<Site, (Issue<'_>, Vec<Issue<'_>>)> = BTreeMap::new();
    for issues in all_series(cx) {
        let mut latest: Option<Issue<'_>> = None;
        for issue in issues {
            before.entry(issue.site).or_insert((issue, Vec::new())).1.extend(latest);
            latest = latest.filter(|other| other.last >= issue.last).or(Some(issue));
        }
    }
    for (issue, others) in before.into_values() {
        // A period that one of the publishers covered alone is covered.
        if let Some(latest) = others.into_iter().max_by_key(|other| (other.last, other.site)) {
            report(cx, issue, latest);
        }
    }
}

fn report(cx: &mut ProjectContext<'_>, issue: Issue<'_>, latest: Issue<'_>) {
    let Some(next) = latest.last.tomorrow().ok().filter(|next| *next < issue.first) else { return };
    let until = issue.first.yesterday().unwrap_or(issue.first);
    let message = match next == until {
        true => format!("no report covers {next}"),
        false => format!("no report covers the time from {next} to {until}"),
    };
    cx.report(issue.site, message)
        .label_at(latest.site, format!("the previous report ends on {}", latest.last))
        .help("events of that time are missing: if that is intended, say so in the summary");
}
