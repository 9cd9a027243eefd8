//! `source-without-date`

use super::support::names::name_source;
use crate::diagnostic::Severity;
use crate::model::{Source, SourceType};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::rules::consistency::support::title_dates::{names_month, names_own_day};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "source-without-date",
    group: Group::Sourcing,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("source-without-date.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for source in cx.model().all_sources() {
        if source.accounts_for_dates() || source.node().as_mapping().is_none() || is_undated_by_nature(source)
        {
            continue;
        }
        let report = cx.report(source, format!("{} has no date", name_source(source))).note("from when?");
        if source.accounts_for_url() {
            report.help(
                "pages change and posts vanish: add `published: YYYY-MM-DD`, the day that the source gives, or `accessed:`, \
                 the day on which somebody read it",
            );
        } else {
            report.help(
                "a reader has to know whether it was there before what it supports: add `published: YYYY-MM-DD`, the day on \
                 which it was written, recorded or given; without the day, the month or the year will do",
            );
        }
    }
}

/// Returns true for what is not on the web, and has a date in its title, must not be dated, or goes on all the time.
fn is_undated_by_nature(source: Source<'_>) -> bool {
    let is_monitoring = source.source_type() == Some(SourceType::Monitoring);
    let is_offline = !source.accounts_for_url() && !source.accounts_for_archived_url();
    is_offline
        && (is_monitoring
            || source.is_confidential()
            || source.title().is_some_and(|title| names_own_day(title) || names_month(title)))
}
