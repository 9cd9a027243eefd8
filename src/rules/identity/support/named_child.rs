//! Children whom a text names with their age: "17-year-old Adil Testov", "Adil Testov, 16,", «16-летний Адиль Тестов».

use std::ops::Range;

use crate::model::{Model, Person, Text, name};

/// The age from which on somebody is no child.
const ADULT: u8 = 18;

/// The youngest age that a number behind a name means: smaller ones count something else.
const YOUNGEST: u8 = 8;

/// The most words between an age and a name.
const WORDS_BETWEEN: usize = 4;

/// A child's name in a text.
pub(in crate::rules::identity) struct NamedChild {
    /// The bytes of the name.
    pub(in crate::rules::identity) range: Range<usize>,
    pub(in crate::rules::identity) age: u8,
    /// The index of the person among those of the document.
    pub(in crate::rules::identity) person: usize,
}

/// The names of people who are not protected, by what grammatical cases leave of them.
pub(in crate::rules::identity) struct ChildFinder<'a> {
    persons: Vec<Person<'a>>,
    family_names: std::collections::HashMap<String, usize>,
}

impl<'a> ChildFinder<'a> {
    pub(in crate::rules::identity) fn new(model: &Model<'a>) -> Self {
        let persons: Vec<Person<'a>> = model.persons().filter(|person| !person.is_protected()).collect();
        let mut family_names = std::collections::HashMap::new();
        for (index, person) in persons.iter().enumerate() {
            let names = [person.name(), person.name_original()].into_iter().flatten();
            let words = names.filter_map(|name| name.split_whitespace().next_back());
            for word in words.filter(|word| word.chars().count() > 3) {
                for stem in name::stems(&name::fold(word)) {
                    family_names.entry(stem).or_insert(index);
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
        // The last age, with the number of words since.
        let mut age: Option<(u8, usize)> = None;
        let mut last_name: Option<(Range<usize>, usize)> = None;
        let mut words = text.words().peekable();
        let mut end = 0;
        while let Some((range, word)) = words.next() {
            let gap = prose.get(end..range.start).unwrap_or_default();
            end = range.end;
            let next = words.peek().map_or("", |(_, next)| *next);
            if let Some((name, person)) = last_name.take().filter(|_| matches!(gap, ", " | " ("))
                && let Some(age) = age_behind(word, prose.get(range.end..).unwrap_or_default(), gap)
            {
                found.push(NamedChild { range: name, age, person });
                continue;
            }
            age = match age_before(word, next) {
                Some(number) => Some((number, 0)),
                // An age says nothing beyond its part of the sentence, nor of a son's mother.
                None => age.filter(|_| gap == " " && !parts(word)).map(|(number, since)| (number, since + 1)),
            };
            let Some(person) = self.named(word).filter(|_| word.starts_with(char::is_uppercase)) else {
                continue;
            };
            last_name = Some((range.clone(), person));
            if let Some((number, since)) = age.take()
                && (1..=WORDS_BETWEEN).contains(&since)
            {
                found.push(NamedChild { range, age: number, person });
            }
        }
        found
    }

    fn named(&self, word: &str) -> Option<usize> {
        let sound = name::fold(word);
        if word.is_ascii() {
            return self.family_names.get(&sound).copied();
        }
        name::without_endings(&sound).find_map(|stem| self.family_names.get(stem)).copied()
    }
}

/// Returns true for a word after which a name is that of somebody else than the age before it.
fn parts(word: &str) -> bool {
    const WORDS: [&str; 26] = [
        "of", "with", "to", "for", "against", "by", "and", "in", "at", "from", "who", "was", "is", "were",
        "son", "sons", "daughter", "brother", "sister", "nephew", "niece", "child", "case", "и", "с", "в",
    ];
    const BEGINNINGS: [&str; 9] = ["сын", "доч", "брат", "сестр", "племян", "ребен", "ребён", "внук", "ұлы"];
    WORDS.contains(&word)
        || !word.is_ascii() && BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
}

/// Returns the age of a child that a word says, with the next word: `17-year-old`, `16-летнего`, `16 жастағы`.
fn age_before(word: &str, next: &str) -> Option<u8> {
    let (number, rest) =
        word.split_at_checked(word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len()))?;
    let is_age = matches!(rest, "-year-old" | "-летний" | "-летняя")
        || rest.starts_with("-летн")
        || rest.is_empty() && matches!(next, "жастағы" | "жасар")
        || rest == "-жастағы";
    number.parse().ok().filter(|age| is_age && *age < ADULT)
}

/// Returns the age that stands behind a name: "Adil Testov, 16, was", "Adil Testov (16)", «Адиль Тестов, 16 лет».
fn age_behind(word: &str, rest: &str, gap: &str) -> Option<u8> {
    let closes = if gap == ", " {
        rest.starts_with(", ") || rest.starts_with(" лет")
    } else {
        rest.starts_with(')')
    };
    word.parse().ok().filter(|age| closes && (YOUNGEST..ADULT).contains(age))
}
