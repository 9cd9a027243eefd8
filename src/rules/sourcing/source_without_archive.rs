//! `source-without-archive`

use super::support::archive_copy::report_copy;
use super::support::names::name_source;
use crate::diagnostic::Severity;
use crate::model::address::is_archive;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "source-without-archive",
    group: Group::Sourcing,
    severity: Severity::Info,
    preset: Preset::Strict,
    fix: None,
    page: include_str!("source-without-archive.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for source in cx.model().all_sources() {
        let Some(url) = source.url_entry().filter(|_| !source.accounts_for_archived_url()) else { continue };
        if let Some(copy) = source.url().filter(|url| is_archive(url)) {
            report_copy(cx, source, copy, url);
            continue;
        }
        cx.report(url, format!("{} is on the web but has no archived copy", name_source(source))).help(
            "pages about detentions are the first to vanish: save the page in a web archive, and add the address of the copy as \
             `archived_url:`",
        );
    }
}
