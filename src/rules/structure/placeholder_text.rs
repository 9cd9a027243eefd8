//! `placeholder-text`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use std::ops::Range;

use crate::model::prose::words;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<PlaceholderText>(RuleMeta {
    name: "placeholder-text",
    group: Group::Structure,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("placeholder-text.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PlaceholderText {
    /// Further words that are placeholders, in these letters.
    words: Vec<String>,
}

impl Rule for PlaceholderText {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        for text in cx.model().texts() {
            let value = text.prose();
            let placeholder =
                word(value, &self.words).or_else(|| PHRASES.iter().find_map(|phrase| find(value, phrase)));
            let Some(range) = placeholder else { continue };
            let shown = value.get(range.clone()).unwrap_or_default();
            cx.report(
                text.place(range),
                format!("{} stands for something that is still to be written", quoted(shown)),
            )
            .note("to be filled in")
            .help("write what is missing, or leave the line out until it is known");
        }
    }
}

/// Marks that people leave for themselves, as whole words.
const WORDS: [&str; 8] = ["TBC", "TBD", "TBA", "TODO", "FIXME", "XXX", "XXXX", "TKTK"];
/// The same in several words or signs.
const PHRASES: [&str; 9] = [
    "???",
    "lorem ipsum",
    "Lorem ipsum",
    "to be confirmed",
    "to be completed",
    "to be added",
    "[insert",
    "[name",
    "[date",
];

/// The first word that is a mark.
fn word(value: &str, own: &[String]) -> Option<Range<usize>> {
    let is_mark = |word: &str| WORDS.contains(&word) || own.iter().any(|own| own == word);
    words(value).find(|(_, word)| is_mark(word)).map(|(range, _)| range)
}

fn find(value: &str, phrase: &str) -> Option<Range<usize>> {
    let at = value.find(phrase)?;
    // A verdict that is "to be confirmed by the Supreme Court" is a fact.
    let is_fact = phrase.starts_with("to be")
        && value.get(at + phrase.len()..).is_some_and(|rest| rest.starts_with(" by "));
    (!is_fact).then_some(at..at + phrase.len())
}
