//! `development-without-source`

use std::collections::BTreeSet;

use crate::diagnostic::{Premise, Severity};
use crate::model::country;
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

/// The long words that a development and its source have in common, but for the country's name.
const SHARED: usize = 2;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let country_name = model.country().and_then(country::name).map(str::to_lowercase);
    let country_name = country_name.as_deref();
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
        // Most titles name the country.
        let is_of_country = |word: &str| country_name.is_some_and(|name| word.starts_with(name));
        let mut report = cx.report(id, format!("the development{title} names no source"));
        // A source of this title or id, to which nothing refers, is likely the one that is missing here.
        let id_words = long_parts(id.value.as_str());
        for source in model.sources().take(MOST_SOURCES) {
            let is_of_id = !id_words.is_empty() && long_parts(source.id()) == id_words;
            let shared =
                own.intersection(&long_words(source.title())).filter(|word| !is_of_country(word)).count();
            if is_of_id || shared >= SHARED {
                report = report.refutes(source.key().map(Premise::unreferred));
            }
        }
        report.note("who says so?").help(
            "a reader cannot look it up, and nobody can defend it: add `sources: [ID]` with the id of one of the \
             document's sources, such as the law, a news item or your own monitoring",
        );
    }
}

/// Returns the long words of an id.
fn long_parts(id: Option<&str>) -> BTreeSet<&str> {
    id.unwrap_or_default().split('-').filter(|part| part.chars().count() >= LONG).collect()
}

/// Returns the long words of a title, in small letters.
fn long_words(title: Option<&str>) -> BTreeSet<String> {
    let long = words(title.unwrap_or_default()).filter(|(_, word)| word.chars().count() >= LONG);
    long.map(|(_, word)| word.to_lowercase()).collect()
}
