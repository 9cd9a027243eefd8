//! `figure-without-source`

use crate::diagnostic::Severity;
use crate::model::Development;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "figure-without-source",
    group: Group::Sourcing,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("figure-without-source.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for figure in cx.model().developments().flat_map(Development::figures) {
        let development = figure.development();
        let in_development = development.source_references().next().is_some();
        if in_development || figure.has_source_key() {
            continue;
        }
        let what = figure
            .label()
            .map_or_else(|| "this figure".to_owned(), |label| format!("the figure {}", quoted(label)));
        cx.report(figure, format!("{what} has no source")).note("who counted?").help(
            "readers doubt a number without a source first: add `source: ID` to it, or `sources: [ID]` to the \
             development if all its figures come from there",
        );
    }
}
