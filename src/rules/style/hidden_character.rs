//! `hidden-character`

use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_script::{Script, UnicodeScript as _};

use crate::diagnostic::{Applicability, Premise, Severity};
use crate::model::{Text, TextRole};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "hidden-character",
    group: Group::Style,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: Some(Applicability::Safe),
    page: include_str!("hidden-character.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for text in cx.model().texts() {
        let value = text.value();
        if value.is_ascii() {
            continue;
        }
        let mut is_rtl = None;
        for (at, character) in value.char_indices().filter(|(_, character)| !character.is_ascii()) {
            let Some(name) = invisible_name(character) else { continue };
            let range = at..at + character.len_utf8();
            if is_space_of_name(text.role(), value, &range, character) {
                report_space_of_name(cx, text, range);
                continue;
            }
            let is_rtl = *is_rtl.get_or_insert_with(|| value.chars().any(is_right_to_left));
            if is_needed(value, &range, character, is_rtl) {
                continue;
            }
            let code = u32::from(character);
            let place = surrounding_word(value, &range)
                .map(|word| format!(" in {}", quoted(&word)))
                .unwrap_or_default();
            let finding = cx
                .report(text.place(range.clone()), format!("there is {name} (U+{code:04X}){place}, which nobody sees"))
                .help(
                    "words with such characters are not found by a search, names do not match, and some of them reverse the \
                     order of the text: remove it",
                );
            // A word that is almost an id leads nowhere because of it; in a longer text other things may be wrong.
            let is_word = !value.trim().contains(char::is_whitespace);
            let finding = finding
                .stands_without(Premise::value_right(text.node()))
                .refutes(Premise::value_right(text.node()).filter(|_| is_word));
            // Between letters it may mark the end of a word.
            let may_separate = character == '\u{200B}'
                && neighbours(value, &range).iter().all(|c| c.is_some_and(char::is_alphanumeric));
            let applicability = if may_separate { Applicability::Unsafe } else { Applicability::Safe };
            if let Some(edit) = text.edit(range, "") {
                finding.fix("remove the hidden character", applicability, vec![edit]);
            }
        }
    }
    for source in cx.model().all_sources() {
        for address in [source.url_entry(), source.archived_url_entry()].into_iter().flatten() {
            let hidden = address
                .value
                .as_str()
                .filter(|address| !address.is_ascii())
                .unwrap_or_default()
                .chars()
                .find_map(|c| Some((c, invisible_name(c)?)));
            let Some((character, name)) = hidden else { continue };
            let code = u32::from(character);
            cx.report(address, format!("there is {name} (U+{code:04X}) in the address, which nobody sees"))
                .help("a browser takes it for a part of the address and finds nothing there: type the address again");
        }
    }
}

/// Returns true for a no-break space between the words of a person's name.
fn is_space_of_name(role: TextRole, value: &str, range: &Range<usize>, character: char) -> bool {
    let is_name = matches!(role, TextRole::Name | TextRole::NameOriginal | TextRole::Speaker);
    let is_between =
        || neighbours(value, range).iter().all(|sign| sign.is_some_and(|sign| !sign.is_whitespace()));
    is_name && matches!(character, '\u{A0}' | '\u{202F}') && is_between()
}

fn report_space_of_name<'a>(cx: &mut DocumentContext<'a>, text: &Text<'a>, range: Range<usize>) {
    let code = text.value().get(range.clone()).and_then(|sign| sign.chars().next()).map_or(0, u32::from);
    let message =
        format!("there is a no-break space (U+{code:04X}) in {}, which nobody sees", quoted(text.value()));
    let finding = cx.report(text.place(range.clone()), message).help(
        "a search for the name does not find it, and two files with it do not agree: write an ordinary space",
    );
    if let Some(edit) = text.edit(range, " ") {
        finding.fix("write an ordinary space", Applicability::Safe, vec![edit]);
    }
}

/// Names an invisible character, with the article.
fn invisible_name(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{200B}' => "a zero-width space",
        '\u{200C}' => "a zero-width non-joiner",
        '\u{200D}' => "a zero-width joiner",
        '\u{2060}' => "a word joiner",
        '\u{FEFF}' => "a byte order mark",
        '\u{00AD}' => "a soft hyphen",
        '\u{200E}' | '\u{200F}' | '\u{061C}' => "a direction mark",
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "a text direction control",
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

/// The combining class of the signs that remove a consonant's vowel.
const VIRAMA: u8 = 9;

/// Returns the characters before and after a range.
fn neighbours(value: &str, range: &Range<usize>) -> [Option<char>; 2] {
    let before = value.get(..range.start).and_then(|text| text.chars().next_back());
    let after = value.get(range.end..).and_then(|text| text.chars().next());
    [before, after]
}

/// Returns true if the character has a purpose in its place.
fn is_needed(value: &str, range: &Range<usize>, character: char, is_rtl: bool) -> bool {
    let [before, after] = neighbours(value, range);
    match character {
        // Joined emoji, and scripts whose letters join; at a word's end only after a virama (Unicode Standard,
        // chapter 12.1).
        '\u{200C}' | '\u{200D}' => {
            let joins = |c: Option<char>| {
                c.is_some_and(|c| {
                    !c.is_ascii() && !matches!(c.script(), Script::Latin | Script::Cyrillic | Script::Greek)
                })
            };
            joins(before) && (joins(after) || before.is_some_and(|c| canonical_combining_class(c) == VIRAMA))
        }
        // In scripts without spaces it shows where a line may break.
        '\u{200B}' => [before, after].into_iter().flatten().any(|c| {
            matches!(
                c.script(),
                Script::Thai
                    | Script::Lao
                    | Script::Khmer
                    | Script::Myanmar
                    | Script::Tibetan
                    | Script::Javanese
            )
        }),
        // The first of several in a row stays.
        '\u{00A0}' | '\u{202F}' => {
            before.is_some_and(|c| !c.is_whitespace())
                && after.is_some_and(|c| !c.is_whitespace() || matches!(c, '\u{00A0}' | '\u{202F}'))
        }
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{2066}'..='\u{2069}' | '\u{202A}'..='\u{202C}' => is_rtl,
        _ => false,
    }
}

/// Returns the word around a character, without the character.
fn surrounding_word(value: &str, range: &Range<usize>) -> Option<String> {
    const MOST: usize = 40;
    let before = value.get(..range.start)?.chars().rev().take(MOST).take_while(|c| c.is_alphanumeric());
    let after = value.get(range.end..)?.chars().take(MOST).take_while(|c| c.is_alphanumeric());
    let left: Vec<char> = before.collect();
    let word: String = left.into_iter().rev().chain(after).collect();
    (!word.is_empty()).then_some(word)
}
