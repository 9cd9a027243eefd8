//! Finds the names of people who must not be found, in the forms in which a text may write them.
//!
//! A name is compared word by word and by its sound ([`name::sounds`]): case, script, width, composition of accents and
//! characters without a width make no difference. A word in another script than Latin may have a Russian or Kazakh
//! ending.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::normal::is_ignorable;
use crate::lookalike;
use crate::model::name;
use crate::model::prose::without_possessive;

/// The most words of one name.
const MOST_WORDS: usize = 8;

/// The most words that share a stem, and are compared with a word of a text.
const MAX_SIMILAR: usize = 10;

/// The length in bytes of a sound below which a word counts only beside another one of the name.
const SHORTEST_ALONE: usize = 3;

/// The length in bytes of two sounds that are found without anything between them.
const SHORTEST_JOINED: usize = 8;

/// The most bytes between two words of one name.
const WIDEST_GAP: usize = 40;

/// The characters between the words of a name.
const JOINS: [char; 4] = [' ', '\u{a0}', '-', '_'];

/// The characters that stand for masked letters.
const MASKS: [char; 4] = ['*', '·', '•', '𐩐'];

/// The length in bytes above which a word is none of a name.
const LONGEST_WORD: usize = 200;

/// The name of somebody who must not be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Name {
    /// The sounds of its words; a word with several spellings has several.
    words: Vec<Vec<String>>,
    /// True if the file says that this is the name. An id may be made of other words, so that they count in small letters only
    /// where they are joined as in an id.
    is_certain: bool,
    /// True if each word of it gives the person away where it stands without the others.
    counts_alone: bool,
}

impl Name {
    /// Reads a name; `None` if the text has more words than a name, or none.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let words: Vec<_> = Words::of(text).map(|word| word.sounds(text)).take(MOST_WORDS + 1).collect();
        let words: Vec<_> =
            words.into_iter().filter(|sounds| sounds.iter().all(|sound| sound.len() >= 2)).collect();
        ((1..=MOST_WORDS).contains(&words.len())).then_some(Self {
            words,
            is_certain: true,
            counts_alone: true,
        })
    }

    /// Returns the name with words that count only beside each other: it may be that of an organisation.
    #[must_use]
    pub(crate) fn only_together(self) -> Self {
        Self { counts_alone: false, ..self }
    }

    /// Returns the name of one word that an id is, which gives the person away alone.
    pub(crate) fn from_single_word(word: &str) -> Self {
        Self { words: vec![name::sounds(word)], is_certain: false, counts_alone: true }
    }

    /// Reads the name that an id spells out.
    pub(crate) fn from_id(words: &[&str]) -> Self {
        Self {
            words: words.iter().map(|word| name::sounds(word)).collect(),
            is_certain: false,
            counts_alone: false,
        }
    }
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundName {
    pub(crate) range: Range<usize>,
    /// The index of the name; `None` if the text has only one word of it.
    pub(crate) name: Option<usize>,
}

/// Finds names in texts.
#[derive(Debug, Default)]
pub(crate) struct NameFinder {
    /// The words by their sound.
    words: BTreeMap<String, u32>,
    /// The words by what grammatical cases leave of them.
    stems: HashMap<String, Vec<u32>>,
    /// The names by any two of their words.
    pairs: HashMap<(u32, u32), Pair>,
    /// The names by two of their words without anything between them.
    joined: HashMap<String, usize>,
    /// The words that are found where they stand without the others.
    alone: HashSet<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Pair {
    name: usize,
    is_certain: bool,
}

/// A word of a text that may be a word of names.
struct Candidate {
    range: Range<usize>,
    words: Vec<u32>,
    /// The name, if it is two of its words.
    joined: Option<usize>,
    is_capital: bool,
}

impl NameFinder {
    /// Makes a finder of names. A word of a name that stands without the others is found if `counts_alone` is true.
    pub(crate) fn new<'n>(names: impl Iterator<Item = &'n Name>, counts_alone: bool) -> Option<Self> {
        let mut finder = Self::default();
        for (index, name) in names.enumerate() {
            finder.add(name, index, counts_alone);
        }
        (!finder.words.is_empty()).then_some(finder)
    }

    fn add(&mut self, name: &Name, index: usize, counts_alone: bool) {
        let ids: Vec<Vec<u32>> =
            name.words.iter().map(|sounds| sounds.iter().map(|sound| self.intern(sound)).collect()).collect();
        if counts_alone && name.counts_alone {
            self.alone.extend(ids.iter().flatten());
        }
        for (one, other) in name.words.iter().enumerate().flat_map(|(place, one)| {
            let others = name.words.iter().enumerate().filter(move |(other, _)| *other != place);
            others.map(move |(_, other)| (one, other))
        }) {
            if let (Some(one), Some(other)) = (one.first(), other.first())
                && one.len() + other.len() >= SHORTEST_JOINED
            {
                self.joined.entry(name::fold(&format!("{one}{other}"))).or_insert(index);
            }
        }
        for (place, ones) in ids.iter().enumerate() {
            let others = ids.iter().enumerate().filter(|(other, _)| *other != place);
            for (one, other) in others.flat_map(|(_, others)| {
                ones.iter().flat_map(move |one| others.iter().map(move |other| (*one, *other)))
            }) {
                let pair = self.pairs.entry((one, other)).or_insert(Pair { name: index, is_certain: false });
                pair.is_certain |= name.is_certain;
            }
        }
    }

    fn intern(&mut self, sound: &str) -> u32 {
        if let Some(id) = self.words.get(sound) {
            return *id;
        }
        let id = crate::source::offset(self.words.len());
        self.words.insert(sound.to_owned(), id);
        for stem in name::stems(sound) {
            let similar = self.stems.entry(stem).or_default();
            if similar.len() < MAX_SIMILAR {
                similar.push(id);
            }
        }
        id
    }

    /// Returns the names in a text, in order; they may overlap.
    pub(crate) fn find(&self, text: &str) -> Vec<FoundName> {
        let mut found = Vec::new();
        let mut before: [Option<Candidate>; 2] = [None, None];
        for word in Words::of(text) {
            let candidate = self.candidate(text, &word);
            if candidate.joined.is_some() {
                found.push(FoundName { range: candidate.range.clone(), name: candidate.joined });
            } else if !candidate.words.is_empty() {
                let pair = before.iter().flatten().find_map(|other| self.pair(text, other, &candidate));
                match pair {
                    Some(pair) => found.push(pair),
                    None if is_beside_mask(text, &candidate.range) || self.stands_alone(text, &candidate) => {
                        found.push(FoundName { range: candidate.range.clone(), name: None });
                    }
                    None => {}
                }
            }
            let [last, second] = &mut before;
            *second = last.take();
            *last = Some(candidate);
        }
        found
    }

    /// Returns the words of names that a word of a text may be.
    fn candidate(&self, text: &str, word: &Word) -> Candidate {
        let written = text.get(word.range.clone()).unwrap_or_default();
        let is_cut = text.get(word.range.end..).is_some_and(|rest| rest.starts_with('…'));
        let mut words = Vec::new();
        let mut joined = None;
        if written.len() <= LONGEST_WORD {
            for sound in word.sounds(text) {
                joined = joined.or_else(|| self.joined.get(&sound).copied());
                self.add_words(&sound, written.is_ascii(), is_cut, &mut words);
            }
        }
        let first = written.chars().find(|letter| letter.is_alphabetic());
        let is_capital = first.is_some_and(|letter| !letter.is_lowercase());
        words.sort_unstable();
        words.dedup();
        words.truncate(MAX_SIMILAR);
        Candidate { range: word.range.clone(), words, joined, is_capital }
    }

    fn add_words(&self, sound: &str, is_ascii: bool, is_cut: bool, words: &mut Vec<u32>) {
        if is_cut && sound.len() >= SHORTEST_ALONE {
            let begins = self.words.range(sound.to_owned()..);
            let begins = begins.take_while(|(word, _)| word.starts_with(sound)).take(MAX_SIMILAR);
            words.extend(begins.map(|(_, id)| *id));
        }
        if is_ascii {
            words.extend(self.words.get(sound));
            return;
        }
        for stem in name::without_endings(sound) {
            words.extend(self.stems.get(stem).into_iter().flatten());
        }
    }

    /// Returns the name that two words of a text are, with at most one word between them.
    fn pair(&self, text: &str, one: &Candidate, other: &Candidate) -> Option<FoundName> {
        let gap = text.get(one.range.end..other.range.start).filter(|gap| gap.len() <= WIDEST_GAP)?;
        let is_between = !gap.contains(char::is_alphabetic);
        let is_joined = !gap.contains(char::is_whitespace);
        let are_capital = one.is_capital && other.is_capital;
        let pairs = one.words.iter().flat_map(|one| other.words.iter().map(move |other| (*one, *other)));
        let pair = pairs
            .filter_map(|pair| self.pairs.get(&pair))
            .find(|pair| are_capital || is_joined || pair.is_certain && is_between)?;
        Some(FoundName { range: one.range.start..other.range.end, name: Some(pair.name) })
    }

    /// Returns true if a word is hidden without another one of its name: it has a capital letter, or it is all that stands in
    /// its place, as an id does. In small letters a surname may be a common word.
    fn stands_alone(&self, text: &str, candidate: &Candidate) -> bool {
        let is_long = candidate.range.len() >= SHORTEST_ALONE;
        let counts = || candidate.words.iter().any(|word| self.alone.contains(word));
        let is_name =
            || candidate.is_capital || is_id(text, &candidate.range) || has_initial(text, &candidate.range);
        is_long && counts() && is_name()
    }
}

/// Returns true if a word that was masked before stands beside this one: they may be one name.
fn is_beside_mask(text: &str, range: &Range<usize>) -> bool {
    let is_mask = |letters: &mut dyn Iterator<Item = char>| {
        letters.take(SHORTEST_ALONE).filter(|letter| MASKS.contains(letter)).count() == SHORTEST_ALONE
    };
    let before = text.get(..range.start).unwrap_or_default().trim_end_matches(JOINS);
    let after = text.get(range.end..).unwrap_or_default().trim_start_matches(JOINS);
    is_mask(&mut before.chars().rev()) || is_mask(&mut after.chars())
}

/// Returns true if an initial stands before a word: `e. zhasyrov`.
fn has_initial(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default().trim_end_matches(JOINS);
    let mut letters = before.strip_suffix('.').unwrap_or_default().chars().rev();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none_or(|c| !c.is_alphabetic())
}

/// Returns true if a word of ASCII letters is all that stands between two marks, as in `[zhasyrov]`.
fn is_id(text: &str, range: &Range<usize>) -> bool {
    let word = text.get(range.clone()).unwrap_or_default();
    let before = text.get(..range.start).unwrap_or_default().trim_end_matches([' ', '\t']);
    let after = text.get(range.end..).unwrap_or_default().trim_start_matches([' ', '\t']);
    let opens = before.chars().next_back().is_none_or(|c| "[{,:-`\"'/#\n\r".contains(c));
    let closes = after.chars().next().is_none_or(|c| "]},:`\"'/#\n\r".contains(c));
    word.is_ascii() && opens && closes
}

/// A word: letters with their marks, and characters without a width and apostrophes between them. A capital letter behind a
/// small one begins another word, as in a hashtag.
struct Word {
    range: Range<usize>,
}

impl Word {
    /// Returns the sounds of the word.
    fn sounds(&self, text: &str) -> Vec<String> {
        let written = without_possessive(text.get(self.range.clone()).unwrap_or_default());
        if written.is_ascii() {
            return name::sounds(written);
        }
        let normal: String = written.chars().filter(|letter| !is_ignorable(*letter)).nfkc().collect();
        let mut sounds = name::sounds(&normal);
        for reading in lookalike::readings(&normal).into_iter().flatten() {
            sounds.extend(name::sounds(&reading));
        }
        sounds
    }
}

/// The words of a text.
struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let rest = self.text.get(self.at..)?;
        let start = self.at + rest.find(char::is_alphabetic)?;
        let mut end = start;
        let mut is_small = false;
        let mut letters = self.text.get(start..)?.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            if letter.is_alphabetic() {
                if is_small && letter.is_uppercase() {
                    break;
                }
                is_small = letter.is_lowercase();
                end = start + at + letter.len_utf8();
            } else if is_combining_mark(letter) {
                end = start + at + letter.len_utf8();
            } else if !is_ignorable(letter) {
                let joins = name::is_apostrophe(letter)
                    && letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
                if !joins {
                    break;
                }
            }
        }
        self.at = end;
        Some(Word { range: start..end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[Name], alone: bool, text: &str) -> Vec<String> {
        let finder = NameFinder::new(names.iter(), alone).unwrap();
        finder.find(text).into_iter().map(|name| text.get(name.range).unwrap().to_owned()).collect()
    }

    #[test]
    fn a_name_is_known_in_every_case_of_its_grammar() {
        for (id, forms) in [
            (
                ["bolat", "sampay"],
                ["Болат Сампай", "Болата Сампая", "Болатом Сампаем", "Болаттың Сампай", "Болатқа Сампай"],
            ),
            (
                ["aliya", "testova"],
                ["Алия Тестова", "Алии Тестовой", "Алию Тестову", "Алиёй Тестовой", "Тестовой Алие"],
            ),
            (
                ["sergey", "probnyy"],
                ["Сергей Пробный", "Сергея Пробного", "Сергеем Пробным", "Сергею Пробному", "Сергее Пробном"],
            ),
            (
                ["pavel", "testov"],
                [
                    "Павлу Тестову",
                    "ПАВЛОМ ТЕСТОВЫМ",
                    "Тестовых Павла",
                    "Павелдің Тестовтың",
                    "Тестовпен Павел",
                ],
            ),
        ] {
            let names = [Name::from_id(&id)];
            for form in forms {
                assert_eq!(found(&names, false, &format!("о деле {form} сегодня")), [form], "{id:?}");
            }
        }
        let names = [Name::from_id(&["bolat", "sampay"])];
        assert!(found(&names, false, "Болатбек Самплингов").is_empty());
    }

    #[test]
    fn a_name_is_known_in_every_form_of_its_letters() {
        let names = [Name::from_text("Ерлан Жасыров").unwrap()];
        for form in [
            "Ерлан Жасыров",
            "ЕРЛАН ЖАСЫРОВ",
            "ерлан жасыров",
            "Жасыров, Ерлан",
            "Yerlan Zhasyrov",
            "erlan-zhasyrov",
            "YERLAN_ZHASYROV",
            "Ерлан\u{a0}\u{a0}Жасыров",
            "Ерлан\n    Жасыров",
            "Ер\u{200b}лан Жа\u{ad}сыров",
            "Ｙｅｒｌａｎ Ｚｈａｓｙｒｏｖ",
            "Е\u{301}рлан Жасы\u{301}ров",
            "Yerlan B. Zhasyrov",
            "Ерлан Болатұлы Жасыров",
            "ЕрланЖасыров",
            "zhasyroverlan",
            "Epлaн Жacыpoв",
            "erlan1990zhasyrov",
        ] {
            assert_eq!(found(&names, false, &format!("- {form}: x")), [form]);
        }
        assert_eq!(found(&names, true, "это Жасыровым, от Жасы…"), ["Жасыровым", "Жасы"]);
        assert_eq!(found(&names, true, "persons: [zhasyrov, a]"), ["zhasyrov"]);
        assert_eq!(found(&names, true, "(е. жасыров)"), ["жасыров"]);
        assert_eq!(found(&names, false, "····· Жасыровым и ***** zhasyrov"), ["Жасыровым", "zhasyrov"]);
    }

    #[test]
    fn a_common_word_is_no_name() {
        let one = [Name::from_text("Айгуль Мороз").unwrap()];
        assert!(found(&one, false, "* мороз, **мороз** и Мороз").is_empty());
        let names = [Name::from_text("Айгуль Мороз").unwrap(), Name::from_id(&["market", "seller"])];
        assert!(found(&names, true, "сильный мороз и морозом, a market seller").is_empty());
        assert!(found(&names, false, "Мороз, Айгуль.").len() == 1);
        assert_eq!(found(&names, true, "id: market-seller"), ["market-seller"]);
    }
}
