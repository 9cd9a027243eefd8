//! `source-without-archive`

use serde::Deserialize;

use super::source_without_date::which;
use crate::diagnostic::Severity;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<SourceWithoutArchive>(RuleMeta {
    name: "source-without-archive",
    group: Group::Sourcing,
    severity: Severity::Info,
    preset: Preset::Strict,
    fix: None,
    page: include_str!("source-without-archive.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SourceWithoutArchive {}

impl Rule for SourceWithoutArchive {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        for source in cx.model().all_sources() {
            let Some(url) = source.url_entry().filter(|_| !source.has_archived_url_key()) else { continue };
            cx.report(url, format!("{} is on the web and in no archive", which(source))).help(
                "pages about detentions are the first to vanish: save the page in a web archive, and add the copy's address as \
                 `archived_url:`",
            );
        }
    }
}
