//! `unused-person`

use std::collections::HashSet;

use crate::diagnostic::{Premise, Severity};
use crate::model::prose::{without_possessive, words};
use crate::model::{Model, Person};
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
        let is_mentioned = person.name_original().is_some_and(|name| {
            model.texts().iter().any(|text| text.role().is_own_words() && text.value().contains(name))
        });
        if speaks || is_mentioned || is_named(person, named) {
            continue;
        }
        let name = person.name().map_or_else(|| quoted(person.id()), clip);
        cx.report(person, format!("nothing in the report is about {name}"))
            .note("never referred to")
            .help(
                "name the person under `persons:` of the case or the event, or remove the entry: somebody who is in no case \
                 should not be in the file",
            )
            .depends_on(Premise::unreferred(person.key()));
    }
}

/// Returns the words with a capital in the texts of the report.
fn capitalised_words<'a>(model: &'a Model<'a>) -> HashSet<&'a str> {
    let narrative = model.texts().iter().filter(|text| text.role().is_own_words());
    let words = narrative.flat_map(|text| text.words()).map(|(_, word)| word);
    words
        .filter(|word| word.starts_with(char::is_uppercase))
        .flat_map(|word| [word, without_possessive(word)])
        .collect()
}

/// Returns true if a text names the person, even by one part of the name.
fn is_named(person: Person<'_>, named: &HashSet<&str>) -> bool {
    let name = person.name().unwrap_or_default();
    let mut parts = words(name).map(|(_, word)| word).filter(|word| word.chars().count() > 2);
    parts.any(|word| named.contains(word))
}
