//! `development-without-source`

use crate::diagnostic::{Premise, Severity};
use crate::model::vocabulary::field;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "development-without-source",
    group: Group::Sourcing,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("development-without-source.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for development in model.developments() {
        // `figure-without-source` and `quote-without-source` report what such a development has; a summary beside quotes is
        // nobody's words.
        let is_quotes = development.quotes().next().is_some() && development.summary().is_none();
        let has_parts = development.figures().next().is_some() || is_quotes;
        let is_answered = development.has_unknown_sources() || development.has_address_in_summary();
        if development.source_references().next().is_some() || has_parts || is_answered {
            continue;
        }
        let Some(id) = development.id_entry() else { continue };
        let title = development.title().map(|title| format!(" \"{}\"", clip(title))).unwrap_or_default();
        let report = cx.report(id, format!("the development{title} names no source"));
        // A source that nothing refers to is likely the one that is missing here.
        let report = report.refutes(Premise::key_read(development.node(), field::SOURCES));
        report.note("who says so?").help(
            "a reader cannot look it up, and nobody can defend it: add `sources: [ID]` with the id of one of the \
             document's sources, such as the law, a news item or your own monitoring",
        );
    }
}
