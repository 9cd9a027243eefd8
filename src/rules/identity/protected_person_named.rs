//! `protected-person-named`

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Secret, Severity};
use crate::model::prose::{without_possessive, words};
use crate::model::{Model, Person, name};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeId;
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "protected-person-named",
    group: Group::Identity,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("protected-person-named.md"),
};

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

/// What Russian and Kazakh add to a name in the cases of their grammar, as [`name::fold`] writes it.
const CASE_ENDINGS: [&str; 42] = [
    "", "a", "e", "i", "o", "u", "ia", "iu", "ii", "ie", "oi", "ei", "om", "em", "im", "ogo", "ego", "omu",
    "emu", "ami", "nin", "din", "tin", "ga", "ge", "ka", "ke", "ni", "di", "ti", "da", "de", "ta", "te",
    "dan", "den", "tan", "ten", "nan", "men", "ben", "pen",
];

/// How many protected persons with like names are looked at.
const MOST_ALIKE: usize = 20;

/// The protected persons whose ids spell out a name, by the beginnings of its two words.
#[derive(Default)]
struct Names<'a>(HashMap<[String; 2], Vec<([String; 2], Person<'a>)>>);

impl<'a> Names<'a> {
    fn add(&mut self, name: [String; 2], person: Person<'a>) {
        let alike = self.0.entry(sorted(name.each_ref().map(|word| beginning(word)))).or_default();
        if alike.len() < MOST_ALIKE {
            alike.push((name, person));
        }
    }

    /// The person whose name two words of a text are, in whatever order and case.
    fn of(&self, first: &str, second: &str) -> Option<Person<'a>> {
        let words = [first, second].map(name::fold);
        let alike = self.0.get(&sorted(words.each_ref().map(|word| beginning(word))))?;
        let is_form = |word: usize, name: &str| {
            let written = if word == 0 { first } else { second };
            words
                .get(word)
                .is_some_and(|folded| folded == name || !written.is_ascii() && is_inflected(folded, name))
        };
        let is_named = |[one, other]: &[String; 2]| {
            is_form(0, one) && is_form(1, other) || is_form(0, other) && is_form(1, one)
        };
        alike.iter().find(|(name, _)| is_named(name)).map(|(_, person)| *person)
    }
}

/// The first letters of a word, which no case of its grammar changes.
fn beginning(word: &str) -> String {
    word.chars().take(3).collect()
}

/// Whether a word is a name in a case of its grammar: `bolatom` of `bolat`, `testovoi` of `testova`.
fn is_inflected(word: &str, name: &str) -> bool {
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    let stems = [name, name.strip_suffix(VOWELS).unwrap_or(name), name.trim_end_matches(VOWELS)];
    let is_form = |stem: &str| word.strip_prefix(stem).is_some_and(|ending| CASE_ENDINGS.contains(&ending));
    stems.into_iter().any(|stem| stem.len() >= 3 && is_form(stem))
}

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let mut names = Names::default();
    // One whose protection has a slip is hidden as well; the schema reports the slip.
    for person in model.persons().filter(|person| person.may_be_protected()) {
        if let Some(original) = person.name_original_entry().filter(|_| person.is_protected()) {
            cx.hide(Secret::of(original.value));
            cx.report(original, format!("{} is protected, and the name in the own script stands here", shown(person)))
                .note("gives the person away")
                .help("a pseudonym with the real name beside it hides nobody: take the line out, also of the file's history");
        }
        if let Some(name) = name_in_id(person) {
            names.add(name, person);
        }
    }
    if !names.0.is_empty() {
        report_names(cx, model, &names);
    }
}

/// Reports every pair of capitalised words that is the name which a protected person's id spells out.
fn report_names<'a>(cx: &mut DocumentContext<'a>, model: &'a Model<'a>, names: &Names<'a>) {
    let originals: HashSet<NodeId> = model
        .persons()
        .filter(|person| person.is_protected())
        .filter_map(|person| Some(person.name_original_entry()?.value.id()))
        .collect();
    // Of these enough is said already.
    for text in model.texts().iter().filter(|text| !originals.contains(&text.node().id())) {
        let mut before: Option<(usize, usize, &str)> = None;
        for (range, word) in text.words() {
            let word = without_possessive(word);
            let is_capital = word.starts_with(char::is_uppercase);
            let end = range.start + word.len();
            let beside = before.filter(|(_, end, _)| {
                is_capital && text.prose().get(*end..range.start).is_some_and(|gap| gap.trim().is_empty())
            });
            if let Some((start, _, first)) = beside
                && let Some(person) = names.of(first, word)
            {
                cx.hide(text.secret(start..end));
                if person.is_protected() {
                    cx.report(
                        text.place(start..end),
                        format!("the real name of {} may stand here", shown(person)),
                    )
                    .note("the name that the id spells out")
                    .label(person, "this id, of a protected person")
                    .help("write the pseudonym in its place, and choose an id that does not name the person");
                }
            }
            before = is_capital.then_some((range.start, end, word));
        }
    }
}

fn shown(person: Person<'_>) -> String {
    person.name().map_or_else(|| "this person".to_owned(), clip)
}

/// The two words of an id that are a name other than the pseudonym.
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

/// A name in either order of its words.
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
