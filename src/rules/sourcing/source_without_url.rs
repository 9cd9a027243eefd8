//! `source-without-url`

use super::support::names::name_source;
use crate::diagnostic::Severity;
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

/// The types of source that an organisation makes itself, or that are rarely on the web.
const EXEMPT: [&str; 4] = ["interview", "monitoring", "photo", "video"];

fn check(cx: &mut DocumentContext<'_>) {
    for source in cx.model().all_sources() {
        let is_own_work = source.source_type().is_none_or(|word| EXEMPT.contains(&word));
        let is_traceable = source.has_url_key()
            || source.has_archived_url_key()
            || source.is_confidential()
            || source.sha256().is_some();
        if is_own_work || is_traceable || source.node().as_mapping().is_none() {
            continue;
        }
        cx.report(source, format!("{} has no address", name_source(source))).note("where can it be read?").help(
            "whoever checks the report has to find it: add `url:`, or the `sha256:` of a scan if it exists only on paper, or `confidential: true` if it must not be found",
        );
    }
}
