//! `duplicate-paragraph`

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use serde::Deserialize;

use crate::diagnostic::{Premise, Severity};
use crate::model::{Case, Model, Text};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<DuplicateParagraph>(RuleMeta {
    name: "duplicate-paragraph",
    group: Group::Structure,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("duplicate-paragraph.md"),
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct DuplicateParagraph {
    /// The fewest words of a paragraph that is compared.
    min_words: usize,
}

impl Default for DuplicateParagraph {
    fn default() -> Self {
        Self { min_words: 12 }
    }
}

impl Rule for DuplicateParagraph {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        if !self.may_repeat(cx.model()) {
            return;
        }
        let mut first: HashMap<Vec<&str>, (&Text<'_>, Range<usize>)> = HashMap::new();
        for text in cx.model().texts().iter().filter(|text| text.role().is_own_words()) {
            for range in paragraphs(text.value()) {
                let paragraph = text.value().get(range.clone()).unwrap_or_default();
                if paragraph.split_whitespace().take(self.min_words).count() < self.min_words {
                    continue;
                }
                // Line breaks may differ.
                let same: Vec<&str> = paragraph.split_whitespace().collect();
                let begins = beginning(&range, paragraph);
                let (first_text, first_begins) = match first.entry(same) {
                    Entry::Vacant(vacant) => {
                        vacant.insert((text, begins));
                        continue;
                    }
                    Entry::Occupied(first) => first.into_mut(),
                };
                // A case that is a copy has the texts of the other.
                let case_id = text.case().and_then(Case::id_entry);
                cx.report(text.place(begins), "this paragraph appears in the document twice")
                    .note("again here")
                    .label(first_text.place(first_begins.clone()), "first here")
                    .help(
                        "keep it where it belongs; in the other place say what is new, or refer to this one",
                    )
                    .depends_on(case_id.and_then(|id| Premise::value_right(id.value)));
            }
        }
    }
}

impl DuplicateParagraph {
    /// Returns false if no two paragraphs can begin with the same letters: comparing all their words takes longer.
    fn may_repeat(&self, model: &Model<'_>) -> bool {
        let narrative = model.texts().iter().filter(|text| text.role().is_own_words());
        let paragraphs = narrative.flat_map(|text| {
            paragraphs(text.value()).map(|range| text.value().get(range).unwrap_or_default())
        });
        // Each word has a letter, and a space behind it.
        let long = paragraphs.filter(|paragraph| paragraph.len() + 1 >= 2 * self.min_words);
        let mut beginnings: Vec<u64> = long.map(first_letters).collect();
        beginnings.sort_unstable();
        beginnings.windows(2).any(|pair| matches!(pair, [one, other] if one == other))
    }
}

/// Returns a hash of the first letters of a paragraph, without white space.
fn first_letters(paragraph: &str) -> u64 {
    let letters = paragraph.chars().filter(|letter| !letter.is_whitespace());
    letters
        .take(24)
        .fold(0, |hash, letter| (hash.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// Returns the byte ranges of a text's paragraphs, separated by empty lines.
fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let mut lines = text.split_inclusive('\n');
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let Some(line) = lines.next() else {
                let rest = start..at;
                start = at;
                return (!rest.is_empty()).then_some(rest);
            };
            let begin = at;
            at += line.len();
            if line.trim().is_empty() {
                let paragraph = start..begin;
                start = at;
                if !paragraph.is_empty() {
                    return Some(paragraph);
                }
            }
        }
    })
}

/// Returns the range of a paragraph's beginning, enough to recognise it.
fn beginning(range: &Range<usize>, paragraph: &str) -> Range<usize> {
    const SHOWN: usize = 40;
    let line = paragraph.lines().next().unwrap_or_default();
    let end = line.char_indices().nth(SHOWN).map_or(line.len(), |(at, _)| at);
    range.start..range.start + end
}
