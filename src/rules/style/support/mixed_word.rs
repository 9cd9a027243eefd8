//! Words that mix look-alike letters of two scripts.

use unicode_script::{Script, UnicodeScript as _};

/// Pairs of look-alike letters, Latin and Cyrillic. A letter with several twins has the most common one first.
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

/// Pairs of look-alike letters, Latin and Greek.
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

/// Returns true if at least half of the text's letters are Latin.
pub(in crate::rules::style) fn is_mostly_latin(text: &str) -> bool {
    let letters = || text.chars().filter(|letter| letter.is_alphabetic());
    2 * letters().filter(|letter| letter.script() == Script::Latin).count() >= letters().count()
}

/// A word with letters of another script in it.
pub(in crate::rules::style) struct MixedWord {
    /// The number of letters of the other script.
    pub(in crate::rules::style) foreign: usize,
    /// The other script.
    pub(in crate::rules::style) script: &'static str,
    /// The script that those letters seem to be of.
    pub(in crate::rules::style) looks_like: &'static str,
    /// The word in one script.
    pub(in crate::rules::style) mended: String,
}

impl MixedWord {
    /// Returns `None` if the word is of one script, or if one of its foreign letters has no twin in the word's script.
    pub(in crate::rules::style) fn detect(word: &str, is_text_latin: impl FnOnce() -> bool) -> Option<Self> {
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
        // If both scripts have as many letters, the surrounding text decides.
        let is_latin = match latin.cmp(&other_count) {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => is_text_latin(),
        };
        let mend = |letter: char| {
            let is_foreign = letter.script() == if is_latin { other } else { Script::Latin };
            if is_foreign { lookalike(letter, is_latin, other) } else { Some(letter) }
        };
        let mended = word.chars().map(mend).collect::<Option<String>>()?;
        let (foreign, script, looks_like) =
            if is_latin { (other_count, name, "Latin") } else { (latin, "Latin", name) };
        Some(Self { foreign, script, looks_like, mended })
    }
}

/// Returns true for a Latin abbreviation with a Cyrillic ending, as Russian and Kazakh write it: `VPNа`, `PRа`.
fn is_inflected(word: &str) -> bool {
    let ending = word.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
    let is_abbreviation = word.len() - ending.len() >= 2;
    is_abbreviation
        && !ending.is_empty()
        && ending.chars().all(|letter| letter.script() == Script::Cyrillic && letter.is_lowercase())
}

/// Returns the letter of the other script that looks like this one.
fn lookalike(letter: char, to_latin: bool, other: Script) -> Option<char> {
    let pairs: &[(char, char)] = if other == Script::Greek { &GREEK } else { &CYRILLIC };
    pairs.iter().find_map(|(latin, pair)| match to_latin {
        true => (*pair == letter).then_some(*latin),
        false => (*latin == letter).then_some(*pair),
    })
}
