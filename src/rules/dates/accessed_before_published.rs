//! `accessed-before-published`

use crate::diagnostic::Severity;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "accessed-before-published",
    group: Group::Dates,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("accessed-before-published.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for source in cx.model().all_sources() {
        let (Some(accessed), Some(published)) = (source.accessed(), source.published()) else { continue };
        if !accessed.date.is_before(&published.date) {
            continue;
        }
        let which =
            source.id().map_or_else(|| "this source".to_owned(), |id| format!("the source {}", quoted(id)));
        let message = format!(
            "{which} was read {}, before it was published {}",
            clip(accessed.written()),
            clip(published.written())
        );
        cx.report(accessed, message).label(published, "published here").help(
            "nobody can have read it then: check both dates; `published` is the date on the page, `accessed` the day on \
             which somebody opened it",
        );
    }
}
