//! `source-without-url`

use super::source_without_date::which;
use crate::diagnostic::Severity;
use crate::model::SourceType;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "source-without-url",
    group: Group::Sourcing,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("source-without-url.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for source in cx.model().all_sources() {
        let is_exempt =
            source.type_text().is_none() || source.source_type().is_some_and(SourceType::is_often_offline);
        let is_traceable = source.has_url_key()
            || source.has_archived_url_key()
            || source.is_confidential()
            || source.sha256().is_some();
        if is_exempt || is_traceable || source.node().as_mapping().is_none() {
            continue;
        }
        cx.report(source, format!("{} has no address", which(source))).note("where can it be read?").help(
            "who checks the report has to find it: add `url:`, or `sha256:` of a scan where it is on paper alone, or `confidential: true` if it must not be found",
        );
    }
}
