//! `placeholder-text`

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::model::{Text, TextRole};
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

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PlaceholderText {
    /// Further placeholders, matched with their capitals.
    words: Vec<String>,
}

impl Rule for PlaceholderText {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        for text in cx.model().texts() {
            let value = text.prose();
            if let Some(range) = entire_placeholder(value) {
                report(cx, text, range);
                continue;
            }
            // A quoted speaker may use such a phrase.
            let is_quote = text.role() == TextRole::Quote;
            let is_placeholder_word = |word: &str| {
                word.starts_with(['T', 'F', 'X']) && WORDS.contains(&word)
                    || self.words.iter().any(|own| own == word)
            };
            let may_have_word =
                may_have_word(value) || self.words.iter().any(|own| value.contains(own.as_str()));
            let words = may_have_word.then(|| text.words()).into_iter().flatten();
            for (range, word) in words.filter(|(_, word)| is_placeholder_word(word)) {
                if word.starts_with('X') && is_roman_numeral(value, &range) {
                    continue;
                }
                report(cx, text, range);
            }
            let may_have_phrase = !is_quote && may_have_phrase(value);
            for phrase in
                PHRASES.iter().filter(|_| may_have_phrase).flat_map(|phrases| phrases.find_iter(value))
            {
                // `[check the register](https://court.example.org)` is a link.
                if !value.get(phrase.end()..).is_some_and(|after| after.starts_with('(')) {
                    report(cx, text, phrase.range());
                }
            }
        }
    }
}

/// Words that writers leave for themselves.
const WORDS: [&str; 8] = ["TBC", "TBD", "TBA", "TODO", "FIXME", "XXX", "XXXX", "TKTK"];

/// Returns false for a text without two capitals, the first of them one with which a word begins.
fn may_have_word(value: &str) -> bool {
    let bytes = value.as_bytes();
    let mut begins = memchr::memchr3_iter(b'T', b'F', b'X', bytes);
    begins.any(|at| bytes.get(at + 1).is_some_and(u8::is_ascii_uppercase))
}

/// Phrases and signs that writers leave for themselves; not "[name withheld]", which protects somebody.
static PHRASES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let phrases = [
        r"\?\?\?",
        "[Ll]orem ipsum",
        r"\[[Ii]nsert ",
        r"\[(?:name|date|place)\]",
        r"[\[(]to be (?:confirmed|completed)[\])]",
        r"\[(?:[Cc]heck|[Vv]erify|[Cc]onfirm|[Cc]larify|[Пп]роверить|[Уу]точнить|[Дд]ополнить|[Вв]ставить)(?: [^\[\]]{0,40})?\]",
    ];
    Regex::new(&phrases.join("|")).ok()
});

/// Returns false for a text that has none of the beginnings of a phrase.
fn may_have_phrase(value: &str) -> bool {
    value.contains('[') || ["???", "(to be ", "orem "].iter().any(|begin| value.contains(begin))
}

/// Placeholders only if they are a text's entire content, with or without capitals.
const ENTIRE_TEXTS: [&str; 9] =
    ["n/a", "to be confirmed", "to be completed", "to be added", "to follow", "…", "...", "asdf", "xxx"];

/// The most bytes of such a text, with a full stop.
const LONGEST_ENTIRE_TEXT: usize = 16;

/// Returns the range of a text that is only a placeholder.
fn entire_placeholder(value: &str) -> Option<Range<usize>> {
    let trimmed = value.trim();
    if trimmed.len() > LONGEST_ENTIRE_TEXT {
        return None;
    }
    let bare = trimmed.strip_suffix('.').filter(|bare| *bare != "..").unwrap_or(trimmed);
    let is_placeholder = ENTIRE_TEXTS.iter().any(|text| text.eq_ignore_ascii_case(bare));
    let start = value.len() - value.trim_start().len();
    is_placeholder.then_some(start..start + trimmed.len())
}

/// Returns true if `XXX` is the Roman numeral of a session, a congress or the like, by the words around it.
fn is_roman_numeral(value: &str, range: &Range<usize>) -> bool {
    let after = value.get(range.end..).unwrap_or_default().trim_start_matches(['.', ' ', '-']);
    let before = value.get(..range.start).unwrap_or_default().trim_end();
    let word = before.rsplit(' ').next().unwrap_or_default();
    let numbered = [
        "session",
        "congress",
        "summit",
        "anniversary",
        "olympi",
        "games",
        "conference",
        "assembly",
        "century",
    ];
    numbered.iter().any(|noun| after.to_lowercase().starts_with(noun))
        || matches!(word, "Legion" | "Das" | "Die" | "Der")
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
