//! `archive-of-other-url`

use super::support::archive_copy::report_copy;
use super::support::names::name_source;
use crate::diagnostic::Severity;
use crate::model::address::{archived, archived_on, document_key, is_archive};
use crate::model::{Source, SourceType};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "archive-of-other-url",
    group: Group::Sourcing,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("archive-of-other-url.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for source in cx.model().all_sources() {
        if report_older(cx, source) {
            continue;
        }
        let (Some(entry_of_url), Some(entry), Some(copy)) =
            (source.url_entry(), source.archived_url_entry(), source.archived_url())
        else {
            continue;
        };
        let url = source.url();
        // Most copies have the page's address at the end of their own.
        if url.is_some_and(|url| archived(copy) == Some(url) && !is_archive(url)) {
            continue;
        }
        // A copy may stand in place of the page: then its address says which page it shows.
        let as_page = url.filter(|url| is_archive(url));
        let page = if as_page.is_some() { as_page.and_then(archived) } else { url };
        let Some(original) = page.or(url).and_then(document_key) else { continue };
        let is_itself = document_key(copy).as_ref() == Some(&original);
        // A short address of an archive does not say which page it shows.
        let inner = archived(copy).and_then(document_key);
        let message = match inner {
            _ if is_itself => format!("the archived copy of {} is the page itself", name_source(source)),
            Some(inner) if page.is_some() && inner != original => {
                format!("the archived copy of {} shows another page", name_source(source))
            }
            _ => {
                if let Some(as_page) = as_page {
                    report_copy(cx, source, as_page, entry_of_url);
                }
                continue;
            }
        };
        cx.report(entry, message).label(entry_of_url, "the page").help(
            "the copy should show what this page said: save the page in the archive, and give the address of that copy",
        );
    }
}

/// The days by which a copy may be older than the page: it was published in another time zone.
const SLACK: i32 = 1;

/// Reports a copy that was made before the page was published, and returns true if it did.
fn report_older<'a>(cx: &mut DocumentContext<'a>, source: Source<'a>) -> bool {
    // Databases and laws are there before what is added to them.
    let is_of_one_day = source.source_type().is_some_and(|kind| {
        !matches!(kind, SourceType::Database | SourceType::Legislation | SourceType::Monitoring)
    });
    let made = source.archived_url().and_then(archived_on).filter(|_| is_of_one_day);
    let (Some(made), Some(published), Some(entry)) = (made, source.published(), source.archived_url_entry())
    else {
        return false;
    };
    let is_older = published.date.as_day().is_some_and(|day| (day - made).get_days() > SLACK);
    if is_older {
        let message = format!(
            "the archived copy of {} is of {made}, before it was published on {}",
            name_source(source),
            clip(published.written())
        );
        cx.report(entry, message).label(published, "this is the date of publication").help(
            "a copy cannot be older than the page: look at the copy, and correct its address or the date",
        );
    }
    is_older
}
