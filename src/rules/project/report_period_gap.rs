//! `report-period-gap`

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::date::Day;
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
    let series = all_series(cx);
    let covered = covered_time(&series);
    for issues in series {
        let mut latest: Option<Issue<'_>> = None;
        for issue in issues {
            before.entry(issue.site).or_insert((issue, Vec::new())).1.extend(latest);
            latest = latest.filter(|other| other.last >= issue.last).or(Some(issue));
        }
    }
    for (issue, others) in before.into_values() {
        // A period that one of the publishers covered alone is covered.
        if let Some(latest) = others.into_iter().max_by_key(|other| (other.last, other.site)) {
            report(cx, issue, latest, &covered);
        }
    }
}

/// The time that reports of any publisher cover, by country: spans of days that neither meet nor overlap, in order.
type CoveredTime<'i> = BTreeMap<Option<&'i str>, Vec<(Day, Day)>>;

fn covered_time<'i>(series: &[Vec<Issue<'i>>]) -> CoveredTime<'i> {
    let mut covered: CoveredTime<'i> = BTreeMap::new();
    for issue in series.iter().flatten() {
        covered.entry(issue.report.country.as_deref()).or_default().push((issue.first, issue.last));
    }
    for spans in covered.values_mut() {
        spans.sort_unstable();
        spans.dedup_by(|(first, last), (_, so_far)| {
            let meets = so_far.tomorrow().is_ok_and(|next| *first <= next);
            if meets {
                *so_far = (*so_far).max(*last);
            }
            meets
        });
    }
    covered
}

fn report<'i>(cx: &mut ProjectContext<'i>, issue: Issue<'i>, latest: Issue<'i>, covered: &CoveredTime<'i>) {
    let Some(next) = latest.last.tomorrow().ok().filter(|next| *next < issue.first) else { return };
    let until = issue.first.yesterday().unwrap_or(issue.first);
    let spans = covered.get(&issue.report.country.as_deref()).map(Vec::as_slice).unwrap_or_default();
    let from = spans.partition_point(|(_, last)| *last < next);
    let (mut of_others, mut is_covered) = ("", false);
    for (first, last) in spans.iter().skip(from).take_while(|(first, _)| *first <= until) {
        of_others = " of the same publisher";
        is_covered |= *first <= next && *last >= until;
    }
    // Another publisher's report covers the time.
    if is_covered {
        return;
    }
    let message = match next == until {
        true => format!("no report{of_others} covers {next}"),
        false => format!("no report{of_others} covers the time from {next} to {until}"),
    };
    cx.report(issue.site, message)
        .label_at(latest.site, format!("the previous report ends on {}", latest.last))
        .help("events of that time are missing: begin the period where the last one ended, or, where nothing was watched in between, say so in the summary and keep the period with `# reportlint: ignore[report-period-gap] why`");
}
