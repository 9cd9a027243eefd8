//! `protected-person-named`

use std::collections::HashMap;

use serde::Deserialize;

use crate::diagnostic::{Secret, Severity};
use crate::model::prose::{without_possessive, words};
use crate::model::{Model, Person, name};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<ProtectedPersonNamed>(RuleMeta {
    name: "protected-person-named",
    group: Group::Identity,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("protected-person-named.md"),
});

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

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ProtectedPersonNamed {}

impl Rule for ProtectedPersonNamed {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        let mut by_name: HashMap<[String; 2], Person<'_>> = HashMap::new();
        for person in model.persons().filter(|person| person.is_protected()) {
            if let Some(original) = person.name_original_entry() {
                cx.hide(Secret::of(original.value));
                cx.report(original, format!("{} is protected, and the name in the own script stands here", shown(person)))
                    .note("gives the person away")
                    .help("a pseudonym with the real name beside it hides nobody: take the line out, also of the file's history");
            }
            if let Some(name) = name_in_id(person) {
                by_name.insert(name, person);
            }
        }
        if !by_name.is_empty() {
            report_names(cx, model, &by_name);
        }
    }
}

/// Reports every pair of capitalised words that is the name which a protected person's id spells out.
fn report_names<'a>(
    cx: &mut DocumentContext<'a>,
    model: &'a Model<'a>,
    by_name: &HashMap<[String; 2], Person<'a>>,
) {
    for text in model.texts() {
        let mut before: Option<(usize, usize, &str)> = None;
        for (range, word) in text.words() {
            let word = without_possessive(word);
            let is_capital = word.starts_with(char::is_uppercase);
            let end = range.start + word.len();
            let beside = before.filter(|(_, end, _)| {
                is_capital && text.prose().get(*end..range.start).is_some_and(|gap| gap.trim().is_empty())
            });
            if let Some((start, _, first)) = beside {
                let person = by_name.get(&sorted(name::fold(first), name::fold(word)));
                if let Some(person) = person {
                    cx.hide(text.secret(start..end));
                    cx.report(
                        text.place(start..end),
                        format!("the real name of {} may stand here", shown(*person)),
                    )
                    .note("the name that the id spells out")
                    .label(*person, "this id, of a protected person")
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
    is_right.then(|| sorted(name::fold(first), name::fold(second)))
}

/// A name in either order of its words.
fn sorted(first: String, second: String) -> [String; 2] {
    if first <= second { [first, second] } else { [second, first] }
}
