//! `hidden-character`

use std::ops::Range;

use serde::Deserialize;
use unicode_script::{Script, UnicodeScript as _};

use crate::diagnostic::{Applicability, Severity};
use crate::model::prose::words;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<HiddenCharacter>(RuleMeta {
    name: "hidden-character",
    group: Group::Style,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: Some(Applicability::Safe),
    page: include_str!("hidden-character.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct HiddenCharacter {}

impl Rule for HiddenCharacter {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        for text in cx.model().texts() {
            let value = text.value();
            if value.is_ascii() {
                continue;
            }
            let mut is_rtl = None;
            for (at, character) in value.char_indices().filter(|(_, character)| !character.is_ascii()) {
                let Some(name) = name(character) else { continue };
                let range = at..at + character.len_utf8();
                let is_rtl = *is_rtl.get_or_insert_with(|| value.chars().any(is_right_to_left));
                if is_needed(value, &range, character, is_rtl) {
                    continue;
                }
                let code = u32::from(character);
                let place =
                    around(value, &range).map(|word| format!(" in {}", quoted(&word))).unwrap_or_default();
                let report = cx
                    .report(text.place(range.clone()), format!("there is {name} (U+{code:04X}){place}, which nobody sees"))
                    .help(
                        "words with such characters are not found by a search, names do not match, and some of them turn the \
                         order of the text around: remove it",
                    );
                if let Some(edit) = text.edit(range, "") {
                    report.fix("remove the hidden character", Applicability::Safe, vec![edit]);
                }
            }
        }
    }
}

/// What an invisible character is called.
fn name(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{200B}' => "a zero-width space",
        '\u{200C}' => "a zero-width non-joiner",
        '\u{200D}' => "a zero-width joiner",
        '\u{2060}' => "a word joiner",
        '\u{FEFF}' => "a byte order mark",
        '\u{00AD}' => "a soft hyphen",
        '\u{200E}' | '\u{200F}' | '\u{061C}' => "a direction mark",
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "a control of the direction of text",
        '\u{00A0}' | '\u{202F}' => "a stray no-break space",
        _ => return None,
    })
}

fn is_right_to_left(character: char) -> bool {
    matches!(
        character.script(),
        Script::Arabic | Script::Hebrew | Script::Syriac | Script::Thaana | Script::Nko
    )
}

/// Whether the character does something where it stands.
fn is_needed(value: &str, range: &Range<usize>, character: char, is_rtl: bool) -> bool {
    let before = value.get(..range.start).and_then(|text| text.chars().next_back());
    let after = value.get(range.end..).and_then(|text| text.chars().next());
    match character {
        // Joined emoji, and scripts whose letters join.
        '\u{200C}' | '\u{200D}' => {
            let joins = |c: Option<char>| {
                c.is_some_and(|c| {
                    !c.is_ascii() && !matches!(c.script(), Script::Latin | Script::Cyrillic | Script::Greek)
                })
            };
            joins(before) && joins(after)
        }
        '\u{00A0}' | '\u{202F}' => {
            let is_space = |c: Option<char>| c.is_none_or(|c| c.is_whitespace());
            !is_space(before) && !is_space(after)
        }
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{2066}'..='\u{2069}' | '\u{202A}'..='\u{202C}' => is_rtl,
        _ => false,
    }
}

/// The word around a character, without it.
fn around(value: &str, range: &Range<usize>) -> Option<String> {
    let before = value.get(..range.start)?;
    let after = value.get(range.end..)?;
    let start =
        before.rfind(|c: char| !c.is_alphanumeric()).map_or("", |at| before.get(at..).unwrap_or_default());
    let first = if start.is_empty() { before } else { start };
    let left = words(first).last().filter(|(place, _)| place.end == first.len()).map_or("", |(_, word)| word);
    let right = words(after).next().filter(|(place, _)| place.start == 0).map_or("", |(_, word)| word);
    let word = format!("{left}{right}");
    (!word.is_empty()).then_some(word)
}
