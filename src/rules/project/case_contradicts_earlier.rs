//! `case-contradicts-earlier`

use super::support::contradiction::{Contradiction, ReportedVerdict};
use super::support::same_case::{last_day, repeated_cases};
use super::support::same_verdict::ReportedCase;
use super::support::verdict_comparison::contradictions;
use crate::diagnostic::Severity;
use crate::rule::{Check, Group, Preset, ProjectContext, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Project(check));

const META: RuleMeta = RuleMeta {
    name: "case-contradicts-earlier",
    group: Group::Project,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("case-contradicts-earlier.md"),
};

/// The largest number of earlier reports to compare a case with.
const MOST_EARLIER: usize = 20;

fn check(cx: &mut ProjectContext<'_>) {
    for cases in repeated_cases(cx) {
        let with_verdicts = cases.into_iter().filter(|case| !case.case.verdicts.is_empty());
        let reports: Vec<ReportedCase<'_>> = with_verdicts.map(ReportedCase::new).collect();
        for (at, report) in reports.iter().enumerate() {
            let before = reports.get(..at).unwrap_or_default().iter().rev().take(MOST_EARLIER);
            let matches: Vec<_> = before.map(|earlier| (earlier.case, report.matching(earlier))).collect();
            for (index, verdict) in report.case.case.verdicts.iter().enumerate() {
                let earlier: Vec<ReportedVerdict<'_>> = matches
                    .iter()
                    .filter_map(|(case, matches)| {
                        Some(ReportedVerdict { case: *case, verdict: (*matches.get(index)?)? })
                    })
                    .collect();
                let now = ReportedVerdict { case: report.case, verdict };
                for found in contradictions(now, &earlier) {
                    report_contradiction(cx, now, found);
                }
            }
        }
    }
}

fn report_contradiction(cx: &mut ProjectContext<'_>, now: ReportedVerdict<'_>, found: Contradiction<'_>) {
    let Contradiction { person, phrase: [thing, verb], earlier, sites: [here, there], values } = found;
    let [value, earlier_value] = values;
    let of_case = || Some(format!(" in the case {}", quoted(now.case.case.id.as_deref()?)));
    let whose = person.map(|person| format!(" of {}", quoted(person))).or_else(of_case).unwrap_or_default();
    // Two reports on one period are translations of each other, or come from two publishers.
    let (note, label) = match last_day(now.case) > last_day(earlier.case) {
        true => ("the same case in a later report", "different in the earlier report"),
        false => ("the same case in another report", "different here"),
    };
    let way_out = match now.verdict.id.is_some() && now.verdict.id == earlier.verdict.id {
        true => {
            "if these are two verdicts, list both in both files, each with an `id:` of its own and its date"
        }
        false => "if these are two verdicts, list both here",
    };
    let path = cx.path(there);
    cx.report(here, format!("{thing}{whose} {verb} {value} here, and {earlier_value} in {path}"))
        .note(note)
        .label_at(there, label)
        .help(format!(
            "two files that contradict each other are both worthless as evidence: look up the judgment and correct \
             the wrong file; {way_out}"
        ));
}
