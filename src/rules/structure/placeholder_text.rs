//! `placeholder-text`

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::model::Text;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
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
            if let Some(range) = whole(value) {
                report(cx, text, range);
                continue;
            }
            let is_mark = |word: &str| {
                word.starts_with(['T', 'F', 'X']) && WORDS.contains(&word)
                    || self.words.iter().any(|own| own == word)
            };
            for (range, _) in text.words().filter(|(_, word)| is_mark(word)) {
                report(cx, text, range);
            }
            for phrase in PHRASES.iter().flat_map(|phrases| phrases.find_iter(value)) {
                report(cx, text, phrase.range());
            }
        }
    }
}

/// Marks that people leave for themselves, as whole words.
const WORDS: [&str; 8] = ["TBC", "TBD", "TBA", "TODO", "FIXME", "XXX", "XXXX", "TKTK"];

/// The same in several words or signs. "[name withheld]" protects somebody.
static PHRASES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let phrases = [
        r"\?\?\?",
        "[Ll]orem ipsum",
        r"\[[Ii]nsert ",
        r"\[(?:name|date|place)\]",
        r"[\[(]to be (?:confirmed|completed)[\])]",
    ];
    Regex::new(&phrases.join("|")).ok()
});

/// What says nothing where it is all of a text, in small letters.
const WHOLE: [&str; 9] =
    ["n/a", "to be confirmed", "to be completed", "to be added", "to follow", "…", "...", "asdf", "xxx"];

/// The most bytes of them, with a full stop.
const LONGEST_WHOLE: usize = 16;

/// The text, if a placeholder is all of it.
fn whole(value: &str) -> Option<Range<usize>> {
    let trimmed = value.trim();
    if trimmed.len() > LONGEST_WHOLE {
        return None;
    }
    let bare = trimmed.to_lowercase();
    let is_whole = WHOLE.contains(&bare.strip_suffix('.').filter(|bare| *bare != "..").unwrap_or(&bare));
    let start = value.len() - value.trim_start().len();
    is_whole.then_some(start..start + trimmed.len())
}

fn report<'a>(cx: &mut DocumentContext<'a>, text: &Text<'a>, range: Range<usize>) {
    let shown = text.prose().get(range.clone()).unwrap_or_default();
    cx.report(
        text.place(range),
        format!("{} stands for something that is still to be written", quoted(shown)),
    )
    .note("to be filled in")
    .help("write what is missing, or leave the line out until it is known");
}
