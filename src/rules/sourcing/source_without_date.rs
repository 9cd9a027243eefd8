//! `source-without-date`

use super::support::names::name_source;
use crate::diagnostic::Severity;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

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
        if source.accounts_for_dates() || source.node().as_mapping().is_none() {
            continue;
        }
        cx.report(source, format!("{} has no date", name_source(source))).note("from when?").help(
            "pages change and posts vanish: add `published: YYYY-MM-DD`, the day that the source gives, or `accessed:`, the \
             day on which somebody read it",
        );
    }
}
