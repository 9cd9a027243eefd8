//! `personal-identifier`

mod contact;
mod numbers;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::diagnostic::{Secret, Severity};
use crate::model::{Model, Text};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::source::{Span, offset};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<PersonalIdentifier>(RuleMeta {
    name: "personal-identifier",
    group: Group::Identity,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("personal-identifier.md"),
});

/// How many characters of an identifier reports show; they go to logs that everyone can read.
const SHOWN: usize = 4;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PersonalIdentifier {
    /// Identifiers that may be published, as they are written.
    allow: Vec<String>,
}

/// Something in a text by which a person can be found.
struct Found {
    range: Range<usize>,
    /// What it is, with an article.
    what: &'static str,
}

impl Rule for PersonalIdentifier {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        for text in model.texts() {
            let mut found = numbers::find(text.value());
            if !is_of_organisation(model, text) {
                found.extend(contact::find(text.value(), is_of_person(model, text)));
            }
            found.sort_by_key(|found| found.range.start);
            let mut end = 0;
            for Found { range, what } in found {
                let Some(written) = text.value().get(range.clone()) else { continue };
                if range.start < end || self.allow.iter().any(|allowed| allowed == written) {
                    continue;
                }
                end = range.end;
                let shown = shown(written);
                let hidden = text.span(range.start + shown.len()..range.end);
                cx.hide(Secret { span: hidden, text: written.to_owned(), shown: shown.len() });
                cx.report(text.place(range), format!("{what} stands here, `{}…`", shown.trim_end()))
                    .note("somebody can be found by this")
                    .help(
                        "with it others can find, impersonate or rob this person: take it out, and out of the file's \
                         history if it was published before",
                    );
            }
        }
    }
}

/// The identifiers in the raw text of a file, wherever they stand: what they are worth does not depend on which rules
/// are on, on comments, or on whether the file can be parsed.
pub(crate) fn secrets_in(text: &str) -> impl Iterator<Item = Secret> {
    let mut found = numbers::find(text);
    found.extend(contact::find(text, false));
    found.into_iter().filter_map(|Found { range, .. }| {
        let written = text.get(range.clone())?;
        let shown = shown(written).len();
        let span = Span::new(offset(range.start + shown), offset(range.end));
        Some(Secret { span, text: written.to_owned(), shown })
    })
}

/// The first characters of an identifier.
fn shown(written: &str) -> &str {
    let end = written.char_indices().nth(SHOWN).map_or(written.len(), |(at, _)| at);
    written.get(..end).unwrap_or_default()
}

fn is_of_organisation(model: &Model<'_>, text: &Text<'_>) -> bool {
    let id = text.owner().parent_entry().map(|entry| entry.name());
    id.and_then(|id| model.organisation(id)).is_some_and(|organisation| organisation.node() == text.owner())
}

fn is_of_person(model: &Model<'_>, text: &Text<'_>) -> bool {
    let id = text.owner().parent_entry().map(|entry| entry.name());
    id.and_then(|id| model.person(id)).is_some_and(|person| person.node() == text.owner())
}

/// A pattern that is compiled when a text first asks for it.
type Pattern = LazyLock<Option<Regex>>;

/// The places where a pattern stands in a text.
fn matches<'t>(pattern: &'static Pattern, text: &'t str) -> impl Iterator<Item = regex::Match<'t>> {
    pattern.as_ref().into_iter().flat_map(move |pattern| pattern.find_iter(text))
}
