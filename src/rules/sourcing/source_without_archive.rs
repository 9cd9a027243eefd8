//! `source-without-archive`

use super::source_without_date::which;
use crate::diagnostic::Severity;
use crate::model::Source;
use crate::model::address::{archived, is_archive};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::Entry;
use crate::words::quoted;

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
        let Some(url) = source.url_entry().filter(|_| !source.has_archived_url_key()) else { continue };
        if let Some(copy) = source.url().filter(|url| is_archive(url)) {
            report_copy(cx, source, copy, url);
            continue;
        }
        cx.report(url, format!("{} is on the web and in no archive", which(source))).help(
            "pages about detentions are the first to vanish: save the page in a web archive, and add the copy's address as \
             `archived_url:`",
        );
    }
}

/// Reports that the address of a source, `copy`, is not that of the page but of a copy of it.
pub(super) fn report_copy<'a>(cx: &mut DocumentContext<'a>, source: Source<'a>, copy: &str, url: Entry<'a>) {
    let own = archived(copy).map(|page| format!(", {},", quoted(page))).unwrap_or_default();
    cx.report(url, format!("the address of {} is that of a copy in an archive", which(source))).help(format!(
        "readers look for the page under its own address: put that{own} into `url:`, and the copy's into `archived_url:`"
    ));
}
