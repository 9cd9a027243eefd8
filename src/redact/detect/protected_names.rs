//! Finds the names of protected persons: the original name beside the pseudonym, and the name that the id spells out.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::model::prose::{without_possessive, words};
use crate::model::{Model, Person, Text, name};
use crate::redact::Secret;
use crate::redact::key_role::promises_protection;
use crate::tree::{Entry, NodeId};

/// Words in ids that describe a person rather than name them: `almaty-witness`.
const DESCRIBING: [&str; 40] = [
    "blogger",
    "editor",
    "reporter",
    "writer",
    "worker",
    "driver",
    "doctor",
    "nurse",
    "soldier",
    "priest",
    "imam",
    "pastor",
    "neighbour",
    "relative",
    "brother",
    "sister",
    "witness",
    "victim",
    "lawyer",
    "activist",
    "journalist",
    "person",
    "source",
    "woman",
    "man",
    "student",
    "teacher",
    "mother",
    "father",
    "wife",
    "husband",
    "detainee",
    "prisoner",
    "protester",
    "official",
    "officer",
    "court",
    "member",
    "anonymous",
    "resident",
];

/// The endings that Russian and Kazakh add to a name in their grammatical cases, as [`name::fold`] writes them.
const CASE_ENDINGS: [&str; 42] = [
    "", "a", "e", "i", "o", "u", "ia", "iu", "ii", "ie", "oi", "ei", "om", "em", "im", "ogo", "ego", "omu",
    "emu", "ami", "nin", "din", "tin", "ga", "ge", "ka", "ke", "ni", "di", "ti", "da", "de", "ta", "te",
    "dan", "den", "tan", "ten", "nan", "men", "ben", "pen",
];

/// The number of protected persons with similar names that are compared with a text.
const MAX_SIMILAR: usize = 20;

/// The protected persons whose ids spell out a name, under the beginnings of its two words.
#[derive(Default)]
struct Names<'a>(HashMap<[String; 2], Vec<([String; 2], Person<'a>)>>);

impl<'a> Names<'a> {
    fn add(&mut self, name: [String; 2], person: Person<'a>) {
        let similar = self.0.entry(sorted(name.each_ref().map(|word| beginning(word)))).or_default();
        if similar.len() < MAX_SIMILAR {
            similar.push((name, person));
        }
    }

    /// Returns the person whose name two words of a text are, in any order and grammatical case.
    fn find(&self, first: &str, second: &str) -> Option<Person<'a>> {
        let words = [first, second].map(name::fold);
        let similar = self.0.get(&sorted(words.each_ref().map(|word| beginning(word))))?;
        let is_form = |word: usize, name: &str| {
            let written = if word == 0 { first } else { second };
            words
                .get(word)
                .is_some_and(|folded| folded == name || !written.is_ascii() && is_inflected(folded, name))
        };
        let is_named = |[one, other]: &[String; 2]| {
            is_form(0, one) && is_form(1, other) || is_form(0, other) && is_form(1, one)
        };
        similar.iter().find(|(name, _)| is_named(name)).map(|(_, person)| *person)
    }
}

/// Returns the first letters of a word, which no grammatical case changes.
fn beginning(word: &str) -> String {
    word.chars().take(3).collect()
}

/// Returns true if a word is a name in a grammatical case: `bolatom` of `bolat`, `testovoi` of `testova`.
fn is_inflected(word: &str, name: &str) -> bool {
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    let stems = [name, name.strip_suffix(VOWELS).unwrap_or(name), name.trim_end_matches(VOWELS)];
    let is_form = |stem: &str| word.strip_prefix(stem).is_some_and(|ending| CASE_ENDINGS.contains(&ending));
    stems.into_iter().any(|stem| stem.len() >= 3 && is_form(stem))
}

/// A pair of words in a text that may be the real name of a protected person.
#[derive(Debug, Clone)]
pub(crate) struct NameInText<'m> {
    pub(crate) person: Person<'m>,
    pub(crate) text: &'m Text<'m>,
    /// The bytes of the name in the text.
    pub(crate) range: Range<usize>,
}

/// Returns the protected persons whose name stands in its own script beside the pseudonym, each with that line.
pub(crate) fn original_names<'a>(
    model: &Model<'a>,
) -> impl Iterator<Item = (Person<'a>, Entry<'a>)> + use<'a> {
    let protected = model.persons().filter(|person| person.is_protected());
    protected.filter_map(|person| Some((person, person.name_original_entry()?)))
}

/// Returns every pair of capitalised words that is the name which a protected person's id spells out. A person is
/// protected here even if the promise to protect them has a typing mistake.
pub(crate) fn names_in_texts<'m>(model: &'m Model<'_>) -> Vec<NameInText<'m>> {
    let mut names = Names::default();
    for person in model.persons().filter(|person| promises_protection(person.node())) {
        if let Some(name) = name_in_id(person) {
            names.add(name, person);
        }
    }
    if names.0.is_empty() {
        return Vec::new();
    }
    let originals: HashSet<NodeId> = original_names(model).map(|(_, original)| original.value.id()).collect();
    let texts = model.texts().iter().filter(|text| !originals.contains(&text.node().id()));
    texts.flat_map(|text| names_in_text(text, &names)).collect()
}

fn names_in_text<'m>(text: &'m Text<'m>, names: &Names<'m>) -> Vec<NameInText<'m>> {
    let mut found = Vec::new();
    let mut before: Option<(usize, usize, &str)> = None;
    for (range, word) in text.words() {
        let word = without_possessive(word);
        let is_capital = word.starts_with(char::is_uppercase);
        let end = range.start + word.len();
        let beside = before.filter(|(_, end, _)| {
            is_capital && text.prose().get(*end..range.start).is_some_and(|gap| gap.trim().is_empty())
        });
        if let Some((start, _, first)) = beside
            && let Some(person) = names.find(first, word)
        {
            found.push(NameInText { person, text, range: start..end });
        }
        before = is_capital.then_some((range.start, end, word));
    }
    found
}

pub(super) fn secrets(model: &Model<'_>) -> Vec<Secret> {
    let originals = original_names(model).map(|(_, original)| Secret::of_scalar(original.value));
    let in_texts = names_in_texts(model);
    originals.chain(in_texts.into_iter().map(|name| Secret::in_text(name.text, name.range, 0))).collect()
}

/// Returns the two words of an id if they are a name other than the pseudonym.
fn name_in_id(person: Person<'_>) -> Option<[String; 2]> {
    let mut parts = person.id().split('-');
    let (first, second) = (parts.next()?, parts.next()?);
    let is_name =
        |word: &str| word.len() >= 3 && word.chars().all(char::is_alphabetic) && !DESCRIBING.contains(&word);
    let pseudonym = person.name()?.to_lowercase();
    let is_pseudonym = |word: &str| words(&pseudonym).any(|(_, part)| part == word);
    let differs = !is_pseudonym(first) || !is_pseudonym(second);
    let is_right = parts.next().is_none() && is_name(first) && is_name(second) && differs;
    is_right.then(|| [first, second].map(name::fold))
}

/// Returns the words of a name in an order that does not depend on the text.
fn sorted([first, second]: [String; 2]) -> [String; 2] {
    if first <= second { [first, second] } else { [second, first] }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            let name = id.map(name::fold);
            for form in forms {
                let words = form.split(' ').map(name::fold).collect::<Vec<_>>();
                let [one, other] = words.as_slice() else { panic!("{form}") };
                let is =
                    |one: &str, other: &str| is_inflected(one, &name[0]) && is_inflected(other, &name[1]);
                assert!(is(one, other) || is(other, one), "{form}: {words:?}, {name:?}");
            }
        }
        assert!(!is_inflected("samplingov", "sampai") && !is_inflected("bolatbek", "bolat"));
    }
}
