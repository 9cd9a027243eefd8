//! `unused-person`

use std::collections::HashSet;

use crate::diagnostic::{Premise, Severity};
use crate::model::prose::{without_possessive, words};
use crate::model::{Model, Person, Text, TextRole, name};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeRef;
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unused-person",
    group: Group::Structure,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("unused-person.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    // A case in a file of its own is about all its persons.
    if !model.is_report() || model.has_referred_cases() {
        return;
    }
    let mut used: HashSet<&str> = model.person_references().filter_map(NodeRef::as_str).collect();
    used.extend(model.quotes().filter_map(|quote| quote.speaker()));
    let mut named = None;
    for person in model.persons().filter(|person| !used.contains(person.id())) {
        let named = named.get_or_insert_with(|| capitalised_words(model));
        let speaks = person.name().is_some_and(|name| used.contains(name));
        if speaks || is_named(person, named) {
            continue;
        }
        let name = person.name().map_or_else(|| quoted(person.id()), clip);
        if let Some((reference, case)) = case_by_name(model, person) {
            let (id, listed) = (quoted(case), clip(model.name_of(reference.as_str().unwrap_or_default())));
            cx.report(
                reference,
                format!("the case {id} names {listed}, and nobody names {name}, after whom it is called"),
            )
            .label(person, "nothing is about this person")
            .help(format!("if {name} is meant, write {}", quoted(person.id())))
            .depends_on(Premise::unreferred(person.key()));
            continue;
        }
        cx.report(person, format!("nothing in the report is about {name}"))
            .note("never referred to")
            .help(
                "name the person under `persons:` of the case or the event, or remove the entry: somebody who is in no case \
                 should not be in the file",
            )
            .depends_on(Premise::unreferred(person.key()));
    }
}

/// Returns the only person whom a case names, and the case's id, if that has the name of somebody else, and not theirs.
fn case_by_name<'a>(model: &Model<'a>, person: Person<'a>) -> Option<(NodeRef<'a>, &'a str)> {
    let has_part = |case: &str, id: &str| {
        let mut parts = id.split('-').filter(|part| part.chars().count() > 3);
        parts.any(|part| case.split('-').any(|own| own == part))
    };
    model.cases().find_map(|case| {
        let id = case.id().filter(|id| has_part(id, person.id()))?;
        let mut people = case.person_references();
        let (reference, None) = (people.next()?, people.next()) else { return None };
        (!has_part(id, reference.as_str()?)).then_some((reference, id))
    })
}

/// Returns the sounds of the words with a capital in the texts and quotes of the report, and what grammatical endings leave
/// of those in other letters than Latin.
fn capitalised_words(model: &Model<'_>) -> HashSet<String> {
    let is_read = |role: TextRole| role.is_own_words() || matches!(role, TextRole::Quote | TextRole::Speaker);
    let texts = model.texts().iter().filter(|text| is_read(text.role()));
    let words: HashSet<&str> = texts
        .flat_map(Text::words)
        .map(|(_, word)| word)
        .filter(|word| word.starts_with(char::is_uppercase))
        .collect();
    let mut sounds = HashSet::new();
    // A name with a hyphen may be one of two, or the first part of a word such as "Testova-led".
    let parts = words.into_iter().flat_map(|word| std::iter::once(word).chain(word.split('-')));
    for part in parts {
        let sound = name::fold(without_possessive(part));
        if !part.is_ascii() {
            sounds.extend(name::without_endings(&sound).map(str::to_owned));
        }
        sounds.insert(sound);
    }
    sounds
}

/// Returns true if a text names the person, even by one part of the name, in whatever letters and form of the grammar.
fn is_named(person: Person<'_>, named: &HashSet<String>) -> bool {
    let names = [person.name(), person.name_original()].into_iter().flatten();
    let mut parts = names.flat_map(words).map(|(_, word)| word).filter(|word| word.chars().count() > 2);
    parts.any(|word| name::stems(&name::fold(word)).iter().any(|stem| named.contains(stem)))
}
