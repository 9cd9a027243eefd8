//! `report-period-gap`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::rule::{Group, Preset, ProjectContext, Rule, RuleEntry, RuleMeta};

use super::series;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<ReportPeriodGap>(RuleMeta {
    name: "report-period-gap",
    group: Group::Project,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("report-period-gap.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ReportPeriodGap {}

impl Rule for ReportPeriodGap {
    fn check_project(&self, cx: &mut ProjectContext<'_>) {
        // A report in between may be one that could not be read.
        if !cx.index().is_whole() {
            return;
        }
        for issues in series::of_all(cx) {
            let mut latest: Option<series::Issue<'_>> = None;
            for issue in issues {
                let after = latest.and_then(|other| Some((other, other.last.tomorrow().ok()?)));
                if let Some((other, next)) = after.filter(|(_, next)| *next < issue.first) {
                    let until = issue.first.yesterday().unwrap_or(issue.first);
                    let message = match next == until {
                        true => format!("no report covers {next}"),
                        false => format!("no report covers the time from {next} to {until}"),
                    };
                    cx.report(issue.site, message)
                        .label_at(other.site, format!("the report before ends on {}", other.last))
                        .help("what happened in between is told nowhere: if that is meant, say so in the summary");
                }
                latest = latest.filter(|other| other.last >= issue.last).or(Some(issue));
            }
        }
    }
}
