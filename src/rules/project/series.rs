//! Reports that follow each other.

use std::collections::BTreeMap;

use crate::document::DocumentKind;
use crate::model::date::Day;
use crate::project::{DocumentFacts, Site};
use crate::rule::ProjectContext;

/// A report with its first and last day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Issue<'i> {
    pub(super) report: &'i DocumentFacts,
    pub(super) first: Day,
    pub(super) last: Day,
    /// The `period:` line.
    pub(super) site: Site,
}

/// The reports of one country, publisher and language, by their periods. One of several publishers is in the series of
/// each.
pub(super) fn of_all<'i>(cx: &ProjectContext<'i>) -> Vec<Vec<Issue<'i>>> {
    let mut series: BTreeMap<_, Vec<Issue<'i>>> = BTreeMap::new();
    for report in cx.index().of_kind(DocumentKind::Report) {
        let Some(period) = &report.period else { continue };
        let (start, end) = period.value;
        let issue = Issue { report, first: start.first_day(), last: end.last_day(), site: period.site };
        let publishers = report.publishers.iter().map(Some);
        let nobody = report.publishers.is_empty().then_some(None);
        for publisher in publishers.chain(nobody) {
            let key = (report.country.as_deref(), publisher, &*report.language);
            series.entry(key).or_default().push(issue);
        }
    }
    for issues in series.values_mut() {
        issues.sort_by_key(|issue| (issue.first, issue.last, issue.site));
    }
    series.into_values().collect()
}
