//! `source-without-url`

use serde::Deserialize;

use super::source_without_date::which;
use crate::diagnostic::Severity;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<SourceWithoutUrl>(RuleMeta {
    name: "source-without-url",
    group: Group::Sourcing,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("source-without-url.md"),
});

/// What an organisation does itself, and what is rarely on the web.
const EXEMPT: [&str; 4] = ["interview", "monitoring", "photo", "video"];

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SourceWithoutUrl {}

impl Rule for SourceWithoutUrl {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        for source in cx.model().all_sources() {
            let is_own_work = source.source_type().is_none_or(|word| EXEMPT.contains(&word));
            let is_traceable = source.has_url_key()
                || source.has_archived_url_key()
                || source.is_confidential()
                || source.sha256().is_some();
            if is_own_work || is_traceable || source.node().as_mapping().is_none() {
                continue;
            }
            cx.report(source, format!("{} has no address", which(source))).note("where can it be read?").help(
                "who checks the report has to find it: add `url:`, or `sha256:` of a scan where it is on paper alone, or `confidential: true` if it must not be found",
            );
        }
    }
}
