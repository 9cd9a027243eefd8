//! `mixed-script-word`

use std::cell::OnceCell;

use super::support::mixed_word::{MixedWord, is_mostly_latin};
use crate::diagnostic::{Applicability, Severity};
use crate::model::prose::words;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{count, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "mixed-script-word",
    group: Group::Style,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("mixed-script-word.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for text in cx.model().texts().iter().filter(|text| !text.value().is_ascii()) {
        let value = text.value();
        // A mixed word has a Latin letter.
        if value.chars().all(is_of_cyrillic_text) {
            continue;
        }
        let is_text_latin = OnceCell::new();
        for (place, word) in words(value).filter(|(_, word)| !word.is_ascii()) {
            // Each part of a compound, such as `COVID-вакцина`, has a script of its own.
            let mut start = place.start;
            for part in word.split_inclusive(['-', '‑', '.', '\'', '’', 'ʼ']) {
                let range = start..start + part.len();
                start += part.len();
                let is_latin = || *is_text_latin.get_or_init(|| is_mostly_latin(value));
                let Some(mixed) = MixedWord::detect(part, is_latin) else { continue };
                let message = format!(
                    "{} has {} that only {} {}",
                    quoted(part),
                    count(mixed.foreign as u64, &format!("{} letter", mixed.script)),
                    if mixed.foreign == 1 { "looks" } else { "look" },
                    mixed.looks_like
                );
                let finding =
                    cx.report(text.place(range.clone()), message).note("letters of two alphabets").help(format!(
                        "the word looks right but is not: a search does not find it, and a name does not match; usually \
                         one letter was typed with the other keyboard, here {}",
                        foreign_positions(part, &mixed.mended)
                    ));
                if let Some(edit) = text.edit(range, mixed.mended.clone()) {
                    finding.fix(
                        format!("write {} in one alphabet", quoted(&mixed.mended)),
                        Applicability::Unsafe,
                        vec![edit],
                    );
                }
            }
        }
    }
}

/// Returns true for Cyrillic letters, and the ASCII characters that are not letters.
fn is_of_cyrillic_text(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}') || c.is_ascii() && !c.is_ascii_alphabetic()
}

/// Returns the positions of the letters to replace, which the eye cannot find: "the 2nd", "the 2nd and the 5th".
fn foreign_positions(word: &str, mended: &str) -> String {
    let places = word.chars().zip(mended.chars()).zip(1..).filter(|((a, b), _)| a != b);
    let mut ordinals = places.map(|(_, place)| match (place % 10, place % 100 / 10) {
        (1, tens) if tens != 1 => format!("the {place}st"),
        (2, tens) if tens != 1 => format!("the {place}nd"),
        (3, tens) if tens != 1 => format!("the {place}rd"),
        _ => format!("the {place}th"),
    });
    let first: Vec<String> = ordinals.by_ref().take(3).collect();
    if ordinals.next().is_some() { "in several places".to_owned() } else { first.join(" and ") }
}
