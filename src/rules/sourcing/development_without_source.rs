//! `development-without-source`

use std::collections::BTreeSet;

use crate::diagnostic::{Premise, Severity};
use crate::model::prose::words;
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

/// The most sources that are compared with a development.
const MOST_SOURCES: usize = 200;

/// The fewest letters of a word that tells of what a text is about.
const LONG: usize = 5;

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
        let own = long_words(development.title());
        let mut report = cx.report(id, format!("the development{title} names no source"));
        // A source with a word of the title, to which nothing refers, is likely the one that is missing here.
        for source in
            model.sources().take(MOST_SOURCES).filter(|source| !own.is_disjoint(&long_words(source.title())))
        {
            report = report.refutes(source.key().map(Premise::unreferred));
        }
        report.note("who says so?").help(
            "a reader cannot look it up, and nobody can defend it: add `sources: [ID]` with the id of one of the \
             document's sources, such as the law, a news item or your own monitoring",
        );
    }
}

/// Returns the long words of a title, in small letters.
fn long_words(title: Option<&str>) -> BTreeSet<String> {
    let long = words(title.unwrap_or_default()).filter(|(_, word)| word.chars().count() >= LONG);
    long.map(|(_, word)| word.to_lowercase()).collect()
}
