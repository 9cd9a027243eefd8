//! `report-period-overlap`

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::diagnostic::Severity;
use crate::project::{DocumentFacts, Name};
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
            let other = other.filter(|other| is_of_one_subject(issue.report, other.report));
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

/// Words of ids that tell the time of a report or say that it is one, and not its subject. Words with a digit do so too.
const OF_TIME: [&str; 24] = [
    "report",
    "update",
    "annual",
    "yearly",
    "half",
    "quarter",
    "quarterly",
    "monthly",
    "spring",
    "summer",
    "autumn",
    "winter",
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
];

/// Returns the words of a report's id that tell its subject.
fn subject(report: &DocumentFacts) -> BTreeSet<&str> {
    let words = report.id.iter().flat_map(|id| id.split('-'));
    let is_of_time = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit()) || OF_TIME.contains(&word);
    words.filter(|word| !is_of_time(word)).collect()
}

/// The most persons of a report that are looked for in another one.
const MOST_PERSONS: usize = 200;

/// Returns true if two reports are on one subject, by the words of their ids, or tell of the same people: a report on laws does not count
/// the events of one on arrests.
fn is_of_one_subject(one: &DocumentFacts, other: &DocumentFacts) -> bool {
    subject(one) == subject(other) || !persons(one).is_disjoint(&persons(other))
}

fn persons(report: &DocumentFacts) -> HashSet<&Name> {
    report.persons.iter().take(MOST_PERSONS).map(|person| &person.id).collect()
}
