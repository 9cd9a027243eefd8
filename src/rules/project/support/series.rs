//! Series of reports that follow each other.

use std::collections::BTreeMap;

use crate::document::DocumentKind;
use crate::model::date::Day;
use crate::project::{DocumentFacts, Site};
use crate::rule::ProjectContext;

/// A report with its first and last day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Issue<'i> {
    pub(crate) report: &'i DocumentFacts,
    pub(crate) first: Day,
    pub(crate) last: Day,
    /// The `period:` line.
    pub(crate) site: Site,
    /// The level of summary: 0 for a report that sums up no others, 1 for one that sums up such reports, and so on.
    pub(crate) level: usize,
}

/// A report over more days than this is a yearly one, even if its last day does not end a month.
const YEAR: i32 = 360;

/// The largest number of following reports to search for those that a report sums up: thirty years of monthly ones.
const MOST_SUMMED_UP: usize = 360;

/// Returns the reports of each country, publisher and language in the order of their periods. A report of several
/// publishers is in the series of each.
pub(crate) fn all_series<'i>(cx: &ProjectContext<'i>) -> Vec<Vec<Issue<'i>>> {
    let mut series: BTreeMap<_, Vec<Issue<'i>>> = BTreeMap::new();
    for report in cx.index().of_kind(DocumentKind::Report) {
        let Some(period) = &report.period else { continue };
        let (start, end) = period.value;
        let issue =
            Issue { report, first: start.first_day(), last: end.last_day(), site: period.site, level: 0 };
        // Nobody can tell which end of a reversed period is wrong.
        if issue.first > issue.last {
            continue;
        }
        let language = report.language.split('-').next().unwrap_or_default();
        let publishers = report.publishers.iter().map(Some);
        let without_publisher = report.publishers.is_empty().then_some(None);
        for publisher in publishers.chain(without_publisher) {
            let key = (report.country.as_deref(), publisher, language);
            series.entry(key).or_default().push(issue);
        }
    }
    for issues in series.values_mut() {
        issues.sort_by_key(|issue| (issue.first, issue.last, issue.site));
        set_levels(issues);
    }
    series.into_values().collect()
}

impl Issue<'_> {
    /// Returns the number of days that it covers.
    pub(crate) fn days(&self) -> i32 {
        (self.last - self.first).get_days() + 1
    }
}

/// Sets the level of each report. A report sums up others if it begins with one of them and contains at least two in
/// full, as a half-yearly report does; a yearly report always does.
fn set_levels(issues: &mut [Issue<'_>]) {
    let mut by_length: Vec<usize> = (0..issues.len()).collect();
    by_length.sort_by_key(|index| issues.get(*index).map(Issue::days));
    for index in by_length {
        let Some(issue) = issues.get(index).copied() else { continue };
        let begins = issues.partition_point(|other| other.first < issue.first);
        let beside = issues.get(begins..).unwrap_or_default().iter().take(MOST_SUMMED_UP);
        let held: Vec<Issue<'_>> = beside
            .take_while(|other| other.first <= issue.last)
            .filter(|other| other.last <= issue.last && other.days() < issue.days())
            .copied()
            .collect();
        let is_yearly = issue.days() > YEAR;
        if is_yearly || held.len() >= 2 && held.iter().any(|other| other.first == issue.first) {
            let level = held.iter().map(|other| other.level).max().map_or(1, |level| level + 1);
            if let Some(issue) = issues.get_mut(index) {
                issue.level = level;
            }
        }
    }
}
