//! `source-without-accessed`

use super::support::names::name_source;
use crate::diagnostic::Severity;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "source-without-accessed",
    group: Group::Sourcing,
    severity: Severity::Info,
    preset: Preset::Strict,
    fix: None,
    page: include_str!("source-without-accessed.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for source in cx.model().all_sources() {
        // `source-without-date` already reports a source without any date.
        let is_half_dated = source.accounts_for_dates() && !source.accounts_for_accessed();
        let Some(url) = source.url_entry().filter(|_| is_half_dated) else { continue };
        cx.report(url, format!("{} is on the web, but nobody says when it was read", name_source(source))).help(
            "a page may say something else tomorrow: add `accessed: YYYY-MM-DD`, the day on which somebody read it",
        );
    }
}
