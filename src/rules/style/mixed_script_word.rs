//! `mixed-script-word`

use std::cell::OnceCell;

use unicode_script::{Script, UnicodeScript as _};

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
        let is_text_latin = OnceCell::new();
        for (place, word) in words(value).filter(|(_, word)| !word.is_ascii()) {
            // Each part of a compound, such as `COVID-вакцина`, has a script of its own.
            let mut start = place.start;
            for part in word.split_inclusive(['-', '‑', '.', '\'', '’', 'ʼ']) {
                let range = start..start + part.len();
                start += part.len();
                let is_latin = || *is_text_latin.get_or_init(|| is_mostly_latin(value));
                let Some(mixed) = Mixed::of(part, is_latin) else { continue };
                let message = format!(
                    "{} has {} that only {} {}",
                    quoted(part),
                    count(mixed.foreign as u64, &format!("{} letter", mixed.script)),
                    if mixed.foreign == 1 { "looks" } else { "look" },
                    mixed.looks
                );
                let report =
                    cx.report(text.place(range.clone()), message).note("letters of two alphabets").help(format!(
                        "the word looks right and is not: a search does not find it, and a name does not match; mostly \
                         one letter was typed with the other keyboard, here {}",
                        which(part, &mixed.mended)
                    ));
                if let Some(edit) = text.edit(range, mixed.mended.clone()) {
                    report.fix(
                        format!("write {} in one alphabet", quoted(&mixed.mended)),
                        Applicability::Unsafe,
                        vec![edit],
                    );
                }
            }
        }
    }
}

/// Which letters of a word are to be others, as nobody sees it: "the 2nd", "the 2nd and the 5th".
fn which(word: &str, mended: &str) -> String {
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

/// Pairs of letters that look alike, Latin and Cyrillic; of several the usual one first.
const CYRILLIC: [(char, char); 31] = [
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('i', 'і'),
    ('j', 'ј'),
    ('o', 'о'),
    ('p', 'р'),
    ('s', 'ѕ'),
    ('x', 'х'),
    ('y', 'у'),
    ('h', 'һ'),
    ('q', 'ԛ'),
    ('w', 'ԝ'),
    ('d', 'ԁ'),
    ('v', 'ѵ'),
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('J', 'Ј'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('S', 'Ѕ'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('Y', 'Ү'),
];

/// Pairs of letters that look alike, Latin and Greek.
const GREEK: [(char, char); 17] = [
    ('o', 'ο'),
    ('p', 'ρ'),
    ('v', 'ν'),
    ('A', 'Α'),
    ('B', 'Β'),
    ('E', 'Ε'),
    ('H', 'Η'),
    ('I', 'Ι'),
    ('K', 'Κ'),
    ('M', 'Μ'),
    ('N', 'Ν'),
    ('O', 'Ο'),
    ('P', 'Ρ'),
    ('T', 'Τ'),
    ('X', 'Χ'),
    ('Y', 'Υ'),
    ('Z', 'Ζ'),
];

/// Whether a text has as many Latin letters as others.
fn is_mostly_latin(text: &str) -> bool {
    let letters = || text.chars().filter(|letter| letter.is_alphabetic());
    2 * letters().filter(|letter| letter.script() == Script::Latin).count() >= letters().count()
}

/// A word with letters of another script in it.
struct Mixed {
    foreign: usize,
    /// The script of those letters.
    script: &'static str,
    /// What they look like.
    looks: &'static str,
    mended: String,
}

impl Mixed {
    /// `None` where the word is of one script, or where a foreign letter looks like none of the word's.
    fn of(word: &str, is_text_latin: impl FnOnce() -> bool) -> Option<Self> {
        if word.is_ascii() || is_inflected(word) {
            return None;
        }
        let count_of = |script: Script| word.chars().filter(|letter| letter.script() == script).count();
        let (latin, cyrillic, greek) =
            (count_of(Script::Latin), count_of(Script::Cyrillic), count_of(Script::Greek));
        if [latin, cyrillic, greek].iter().filter(|count| **count > 0).count() != 2 || latin == 0 {
            return None;
        }
        let (other, other_count, name) = if cyrillic > 0 {
            (Script::Cyrillic, cyrillic, "Cyrillic")
        } else {
            (Script::Greek, greek, "Greek")
        };
        // Of two equal halves, the text around decides.
        let is_latin = match latin.cmp(&other_count) {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => is_text_latin(),
        };
        let mend = |letter: char| {
            let is_foreign = letter.script() == if is_latin { other } else { Script::Latin };
            if is_foreign { alike(letter, is_latin, other) } else { Some(letter) }
        };
        let mended = word.chars().map(mend).collect::<Option<String>>()?;
        let (foreign, script, looks) =
            if is_latin { (other_count, name, "Latin") } else { (latin, "Latin", name) };
        Some(Self { foreign, script, looks, mended })
    }
}

/// Whether a Cyrillic ending follows a Latin abbreviation, as Russian and Kazakh write it: `VPNа`, `PRа`.
fn is_inflected(word: &str) -> bool {
    let ending = word.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
    let is_abbreviation = word.len() - ending.len() >= 2;
    is_abbreviation
        && !ending.is_empty()
        && ending.chars().all(|letter| letter.script() == Script::Cyrillic && letter.is_lowercase())
}

/// The letter of the other script that looks like this one.
fn alike(letter: char, to_latin: bool, other: Script) -> Option<char> {
    let pairs: &[(char, char)] = if other == Script::Greek { &GREEK } else { &CYRILLIC };
    pairs.iter().find_map(|(latin, pair)| match to_latin {
        true => (*pair == letter).then_some(*latin),
        false => (*latin == letter).then_some(*pair),
    })
}
