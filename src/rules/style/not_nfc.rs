//! `not-nfc`

use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use crate::diagnostic::{Applicability, Severity};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{count, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "not-nfc",
    group: Group::Style,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Safe),
    page: include_str!("not-nfc.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for text in cx.model().texts() {
        let value = text.value();
        if value.is_ascii() || is_nfc_quick(value.chars()) == IsNormalized::Yes {
            continue;
        }
        let split: Vec<(Range<usize>, String)> = clusters(value)
            .filter_map(|range| {
                let cluster = value.get(range.clone())?;
                let composed: String = cluster.nfc().collect();
                // A change into another single character, or a longer text, may not be wanted.
                let is_split = composed.chars().count() < cluster.chars().count();
                is_split.then_some((range, composed))
            })
            .collect();
        let Some((first, composed)) = split.first() else { continue };
        let others = match split.len() - 1 {
            0 => String::new(),
            more => format!(" (and {} in this text)", count(more as u64, "more letter")),
        };
        let word: String = value.get(word_around(value, first)).unwrap_or_default().nfc().collect();
        let of_word = if word == *composed { String::new() } else { format!(" in {}", quoted(&word)) };
        let message =
            format!("{}{of_word} is written in pieces, as a letter and a mark{others}", quoted(composed));
        let finding = cx.report(text.place(first.clone()), message).help(
            "it looks the same but is not: a search for the word does not find it, and names do not match; type the letter \
             anew, or run `reportlint check --fix`, which writes it as one character; text from PDF files and some keyboards \
             comes like this",
        );
        let edits: Option<Vec<_>> =
            split.iter().map(|(range, composed)| text.edit(range.clone(), composed.clone())).collect();
        if let Some(edits) = edits {
            finding.fix("write each letter as one character", Applicability::Safe, edits);
        }
    }
}

/// Returns the byte range of the word that a letter stands in.
fn word_around(value: &str, letter: &Range<usize>) -> Range<usize> {
    let ends = |c: char| !c.is_alphanumeric() && canonical_combining_class(c) == 0;
    let before = value.get(..letter.start).unwrap_or_default();
    let after = value.get(letter.end..).unwrap_or_default();
    let start = before.char_indices().rev().find(|(_, c)| ends(*c)).map_or(0, |(at, c)| at + c.len_utf8());
    start..letter.end + after.find(ends).unwrap_or(after.len())
}

/// Returns the byte ranges of letters with the marks that follow them: combining marks, and the few letters that the
/// quick check cannot decide (Unicode Standard Annex 15).
fn clusters(value: &str) -> impl Iterator<Item = Range<usize>> {
    let continues = |c: char| {
        !c.is_ascii()
            && (canonical_combining_class(c) != 0 || is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe)
    };
    let mut starts = value.char_indices().filter(move |(_, c)| !continues(*c)).map(|(at, _)| at).peekable();
    let length = value.len();
    std::iter::from_fn(move || {
        let start = starts.next()?;
        Some(start..starts.peek().copied().unwrap_or(length))
    })
}
