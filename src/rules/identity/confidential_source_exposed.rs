//! `confidential-source-exposed`

use crate::diagnostic::{Secret, Severity};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "confidential-source-exposed",
    group: Group::Identity,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("confidential-source-exposed.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for source in cx.model().all_sources().filter(|source| source.is_confidential()) {
        let Some(confidential) = source.confidential_entry() else { continue };
        let which = match source.id() {
            Some(id) => format!("the confidential source {}", quoted(id)),
            None => "the confidential source of this quote".to_owned(),
        };
        // An `url:` is what the schema forbids, and reports.
        source.url_entry().into_iter().for_each(|url| cx.hide(Secret::of(url.value)));
        let exposing = [
            (source.author_entry(), "names its author", "says who spoke"),
            (source.archived_url_entry(), "has the address of an archived copy", "leads to the source"),
        ];
        for (entry, fault, note) in exposing {
            let Some(entry) = entry else { continue };
            cx.hide(Secret::of(entry.value));
            cx.report(entry, format!("{which} {fault}")).note(note).label(confidential, "promised here").help(
                "whoever was promised confidence must not be found through the file: take the line out, and \
                 say in `title:` only what kind of source it is",
            );
        }
    }
}
