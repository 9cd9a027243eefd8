//! `source-without-date`

use super::support::names::name_source;
use crate::diagnostic::Severity;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::rules::consistency::support::title_dates::names_day;

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
        // A paper is dated by its title. A page needs its date all the same.
        let is_dated_by_title = || !source.accounts_for_url() && source.title().is_some_and(names_day);
        if source.accounts_for_dates() || source.node().as_mapping().is_none() || is_dated_by_title() {
            continue;
        }
        cx.report(source, format!("{} has no date", name_source(source))).note("from when?").help(
            "pages change and posts vanish: add `published: YYYY-MM-DD`, the day that the source gives, or `accessed:`, the \
             day on which somebody read it",
        );
    }
}
