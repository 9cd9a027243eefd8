//! Children whom a text names with their age: "17-year-old Adil Testov", "Adil Testov, 16,", «16-летний Адиль Тестов».

use std::collections::HashMap;
use std::ops::Range;

use crate::model::{Model, Person, Text, name};

/// The age from which on somebody is no child.
const ADULT: u8 = 18;

/// The youngest age that a number behind a name means: smaller ones count something else.
const YOUNGEST: u8 = 8;

/// The most words of a name before the family name.
const MOST_GIVEN_NAMES: usize = 3;

/// The most people of one family name who are told apart by their given names.
const MOST_NAMESAKES: usize = 16;

/// Nouns that may stand between an age and the full name of a child.
const CHILDREN: [&str; 20] = [
    "boy",
    "girl",
    "student",
    "schoolboy",
    "schoolgirl",
    "pupil",
    "teenager",
    "teen",
    "youth",
    "activist",
    "blogger",
    "protester",
    "demonstrator",
    "resident",
    "citizen",
    "suspect",
    "victim",
    "defendant",
    "detainee",
    "orphan",
];

/// The beginnings of Russian nouns of this kind.
const RUSSIAN_CHILDREN: [&str; 13] = [
    "мальчик",
    "подрост",
    "школьни",
    "юнош",
    "девуш",
    "девоч",
    "девчон",
    "студент",
    "парен",
    "парн",
    "жител",
    "активист",
    "блогер",
];

/// Words that go on behind the name of somebody.
const VERBS: [&str; 28] = [
    "is", "was", "were", "has", "had", "who", "whose", "said", "told", "did", "could", "would", "can",
    "will", "spent", "went", "left", "fled", "came", "took", "wrote", "spoke", "lost", "got", "remains",
    "became", "fell", "stood",
];

/// Words that go on behind somebody who is meant with an age before the name.
const PREPOSITIONS: [&str; 16] = [
    "in", "on", "at", "for", "from", "to", "with", "by", "after", "before", "when", "while", "because",
    "during", "until", "since",
];

/// The beginnings of Russian words of an address, and of a sentence.
const NO_AGE: [&str; 20] = [
    "кв",
    "дом",
    "корп",
    "офис",
    "ул",
    "подъезд",
    "этаж",
    "блок",
    "лишен",
    "колон",
    "тюр",
    "строг",
    "общ",
    "условн",
    "заключ",
    "огранич",
    "каторг",
    "режим",
    "стаж",
    "срок",
];

/// A child's name in a text.
pub(in crate::rules::identity) struct NamedChild {
    /// The bytes of the name.
    pub(in crate::rules::identity) range: Range<usize>,
    pub(in crate::rules::identity) age: u8,
    /// The index of the person among those of the document.
    pub(in crate::rules::identity) person: usize,
}

/// An age for which a name is sought.
struct Aged<'t> {
    number: u8,
    /// The ending of the Russian adjective, which agrees with the name.
    ending: &'t str,
    /// The age follows "a": "a 16-year-old girl Testov taught" is another person.
    is_indefinite: bool,
    has_noun: bool,
    given: Vec<&'t str>,
}

/// The names of people who are not protected, by what grammatical cases leave of them.
pub(in crate::rules::identity) struct ChildFinder<'a> {
    persons: Vec<Person<'a>>,
    family_names: HashMap<String, Vec<usize>>,
}

impl<'a> ChildFinder<'a> {
    pub(in crate::rules::identity) fn new(model: &Model<'a>) -> Self {
        let persons: Vec<Person<'a>> = model.persons().filter(|person| !person.is_protected()).collect();
        let mut family_names: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, person) in persons.iter().enumerate() {
            let names = [person.name(), person.name_original()].into_iter().flatten();
            let words = names.filter_map(|name| name.split_whitespace().next_back());
            for word in words.filter(|word| word.chars().count() > 3) {
                for stem in name::stems(&name::fold(word)) {
                    let namesakes = family_names.entry(stem).or_default();
                    if namesakes.last() != Some(&index) && namesakes.len() < MOST_NAMESAKES {
                        namesakes.push(index);
                    }
                }
            }
        }
        Self { persons, family_names }
    }

    /// Returns the person with an index.
    pub(in crate::rules::identity) fn person(&self, index: usize) -> Option<Person<'a>> {
        self.persons.get(index).copied()
    }

    /// Returns the children whom a text names.
    pub(in crate::rules::identity) fn find(&self, text: &Text<'_>) -> Vec<NamedChild> {
        let prose = text.prose();
        let mut found = Vec::new();
        let mut age: Option<Aged<'_>> = None;
        let mut last_name: Option<(Range<usize>, usize)> = None;
        let (mut end, mut previous) = (0, "");
        for (range, word) in text.words() {
            let gap = prose.get(end..range.start).unwrap_or_default();
            let rest = prose.get(range.end..).unwrap_or_default();
            let before = std::mem::replace(&mut previous, word);
            end = range.end;
            if let Some((name, person)) = last_name.take()
                && let Some(age) = age_behind(gap, word, rest)
            {
                found.push(NamedChild { range: name, age, person });
                continue;
            }
            if let Some((number, ending)) = age_before(word, rest) {
                let is_indefinite = matches!(before, "a" | "A" | "an" | "An");
                age = Some(Aged { number, ending, is_indefinite, has_noun: false, given: Vec::new() });
                continue;
            }
            // An age says nothing beyond its part of the sentence.
            let aged = age.take().filter(|_| gap == " ");
            let given = aged.as_ref().map_or(&[][..], |aged| &aged.given);
            if let Some(person) = self.named(word, given) {
                last_name = Some((range.clone(), person));
                if let Some(aged) = aged.as_ref().filter(|aged| aged.is_of(word, rest)) {
                    found.push(NamedChild { range, age: aged.number, person });
                    continue;
                }
            }
            age = aged.and_then(|aged| aged.and(word));
        }
        found
    }

    /// Returns the only person whose family name a word is, and whose other names are those given before it.
    fn named(&self, word: &str, given: &[&str]) -> Option<usize> {
        if !word.starts_with(char::is_uppercase) {
            return None;
        }
        let sound = name::fold(word);
        let namesakes = if word.is_ascii() {
            self.family_names.get(&sound)
        } else {
            name::without_endings(&sound).find_map(|stem| self.family_names.get(stem))
        };
        let mut of_names = namesakes?.iter().copied().filter(|index| self.has_names(*index, given));
        of_names.next().filter(|_| of_names.next().is_none())
    }

    /// Returns true if a person has all of some names.
    fn has_names(&self, index: usize, given: &[&str]) -> bool {
        let Some(person) = self.persons.get(index).filter(|_| !given.is_empty()) else { return true };
        let names = [person.name(), person.name_original()].into_iter().flatten();
        let own: Vec<String> =
            names.flat_map(str::split_whitespace).flat_map(|own| name::stems(&name::fold(own))).collect();
        given.iter().all(|word| {
            let sound = name::fold(word);
            name::without_endings(&sound).any(|stem| own.iter().any(|own| own == stem))
                || own.contains(&sound)
        })
    }
}

impl<'t> Aged<'t> {
    /// Returns true if the family name that follows is that of the child: "17-year-old Testov was", "the 17-year-old
    /// student Adil Testov", and not "the 8-year-old Testov case" or "the 16-year-old girl Testov taught".
    fn is_of(&self, word: &str, rest: &str) -> bool {
        let next = next_word(rest);
        let of_noun =
            !self.has_noun || !self.given.is_empty() && !self.is_indefinite && !matches!(next, "had" | "has");
        let goes_on = rest.trim_start().is_empty()
            || rest.starts_with(['.', ',', ';', ':', '!', '?', ')', '\n'])
            || rest.starts_with(' ') && (is_verb(next) && !self.has_noun || ends_name(next));
        of_noun && goes_on && agrees(self.ending, word)
    }

    /// Returns the age with one more word between it and the family name; `None` for a word that parts them.
    fn and(mut self, word: &'t str) -> Option<Self> {
        if word.starts_with(char::is_uppercase) && self.given.len() < MOST_GIVEN_NAMES {
            self.given.push(word);
            return Some(self);
        }
        let is_first = !self.has_noun && self.given.is_empty();
        if is_first && matches!(word, "old" | "жастағы" | "жасар") {
            return Some(self);
        }
        (is_first && is_child(word)).then(|| {
            self.has_noun = true;
            self
        })
    }
}

/// Returns true for a noun that means a person of any age.
fn is_child(word: &str) -> bool {
    CHILDREN.contains(&word)
        || !word.is_ascii() && RUSSIAN_CHILDREN.iter().any(|beginning| word.starts_with(beginning))
}

/// Returns the word that follows, up to its last letter.
fn next_word(rest: &str) -> &str {
    let rest = rest.trim_start();
    rest.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default()
}

/// Returns true for a word that goes on with what somebody did.
fn is_verb(word: &str) -> bool {
    if word.is_ascii() {
        return VERBS.contains(&word)
            || word.ends_with("ed") && word.starts_with(|c: char| c.is_ascii_lowercase());
    }
    word.starts_with(char::is_lowercase) && !NO_AGE.iter().any(|beginning| word.starts_with(beginning))
}

/// Returns true for a word that ends a name, with what was done to somebody.
fn ends_name(word: &str) -> bool {
    matches!(word, "is" | "was" | "were" | "who")
        || PREPOSITIONS.contains(&word)
        || !word.is_ascii() && is_verb(word)
}

/// Returns true if a Russian name has the case of the adjective before it: «16-летнего Тестова», not «16-летнего Тестов».
fn agrees(ending: &str, name: &str) -> bool {
    match ending {
        "ий" => !name.ends_with(['а', 'я', 'у', 'ю', 'м', 'е']),
        "яя" => !name.ends_with(['у', 'ю', 'й', 'м', 'е']),
        "его" => name.ends_with(['а', 'я', 'о']),
        "ему" | "юю" => name.ends_with(['у', 'ю']),
        "им" => name.ends_with('м'),
        "ем" => name.ends_with(['е', 'м']),
        "ей" => name.ends_with(['й', 'е']),
        _ => true,
    }
}

/// Returns the age of a child that a word says, with the next one, and the ending of the adjective: `17-year-old`,
/// `16-летнего`, `16 жастағы`.
fn age_before<'t>(word: &'t str, rest: &str) -> Option<(u8, &'t str)> {
    const ENDINGS: [&str; 8] = ["ий", "яя", "его", "ему", "им", "ем", "юю", "ей"];
    let (number, unit) =
        word.split_at_checked(word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len()))?;
    let ending = unit.strip_prefix("-летн").filter(|ending| ENDINGS.contains(ending));
    let is_age = ending.is_some()
        || matches!(unit, "-year-old" | "-жастағы")
        || unit == "-year" && rest.starts_with(" old ")
        || unit.is_empty() && matches!(next_word(rest), "жастағы" | "жасар");
    let number = number.parse().ok().filter(|age| is_age && *age < ADULT)?;
    Some((number, ending.unwrap_or_default()))
}

/// Returns true if a text has an age before or behind a word that may be a name, as few texts have.
pub(in crate::rules::identity) fn tells_age(text: &Text<'_>) -> bool {
    let prose = text.prose();
    let mut end = 0;
    text.has_digit()
        && text.words().any(|(range, word)| {
            let gap = end..range.start;
            end = range.end;
            let is_number = word.starts_with(|c: char| c.is_ascii_digit());
            if !is_number && !matches!(word, "aged" | "is") {
                return false;
            }
            let gap = prose.get(gap).unwrap_or_default();
            let rest = prose.get(range.end..).unwrap_or_default();
            age_behind(gap, word, rest).is_some() || age_before(word, rest).is_some()
        })
}

/// Returns the age that stands behind a name: "Adil Testov, 16, was", "Adil Testov (16) was", "Adil Testov, aged 16,",
/// "Adil Testov is 16 years old", «Адиль Тестов, 16 лет, был».
fn age_behind(gap: &str, word: &str, rest: &str) -> Option<u8> {
    // An address goes on with a name or a number: "Testov, 14, Abai Street".
    let goes_on = |rest: &str| {
        let next = next_word(rest);
        let article = rest.trim_start().strip_prefix("a ").or_else(|| rest.trim_start().strip_prefix("an "));
        rest.starts_with(' ') && (is_verb(next) || article.is_some_and(|rest| is_child(next_word(rest))))
    };
    let number = next_word(rest);
    let behind = rest.trim_start().strip_prefix(number).unwrap_or_default();
    let (age, is_age) = match (gap, word) {
        (", ", "aged") => (number, behind.starts_with([',', '.', ';', ')'])),
        (" ", "is") => (number, behind.starts_with(" years old")),
        (", ", _) => {
            let rest = rest.strip_prefix(" лет").unwrap_or(rest);
            (word, rest.strip_prefix(',').is_some_and(goes_on))
        }
        (" (", _) => (word, rest.strip_prefix(')').is_some_and(goes_on)),
        _ => return None,
    };
    age.parse().ok().filter(|age| is_age && (YOUNGEST..ADULT).contains(age))
}
