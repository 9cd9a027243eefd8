//! `id-of-other-person`

use std::cell::LazyCell;
use std::collections::HashMap;

use crate::diagnostic::Severity;
use crate::model::{Person, name};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeRef;
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "id-of-other-person",
    group: Group::Consistency,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("id-of-other-person.md"),
};

/// The fewest letters of a word of an id that can be a name.
const SHORTEST: usize = 4;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    // A pseudonym has nothing to do with the id.
    let persons: Vec<Person<'_>> = model.persons().filter(|person| !person.is_protected()).collect();
    let by_word = LazyCell::new(|| persons_by_sound(&persons));
    for (index, person) in persons.iter().enumerate().filter(|(_, person)| !is_spelt_out(**person)) {
        let words: Vec<&str> = person.id().split('-').filter(is_word).collect();
        let Some(longest) = words.iter().max_by_key(|word| word.len()).filter(|word| word.len() >= SHORTEST)
        else {
            continue;
        };
        let mut own = sounds_of_names(*person);
        own.extend(person.alias_nodes().filter_map(NodeRef::as_str).flat_map(sounds_of_name));
        let is_in =
            |word: &str, sounds: &[String]| name::sounds(word).iter().any(|sound| sounds.contains(sound));
        if person.name().is_none() || words.iter().all(|word| is_in(word, &own) || is_initial(word, &own)) {
            continue;
        }
        let sounds = name::sounds(longest);
        let others =
            sounds.iter().filter_map(|sound| by_word.get(sound)).flatten().filter(|other| **other != index);
        let named = others.filter_map(|other| persons.get(*other)).take(MOST_COMPARED).find(|other| {
            let sounds = sounds_of_names(**other);
            words.iter().all(|word| is_in(word, &sounds))
        });
        let Some((name, other)) = person.name().zip(named.and_then(|other| other.name())) else { continue };
        let message = format!(
            "the id {} spells the name of {}, and is that of {}",
            quoted(person.id()),
            clip(other),
            clip(name)
        );
        let label = named.copied().and_then(Person::name_entry);
        let report = cx.report(person.key(), message).note("whose id is this?").help(
            "whoever names people by their ids will take one for the other: the two entries may have been mixed up; give each \
             person an id made of their own name",
        );
        if let Some(label) = label {
            report.label(label, "the name that the id spells");
        }
    }
}

/// Returns true if each word of a person's id is a word of their name, as those of most ids are.
fn is_spelt_out(person: Person<'_>) -> bool {
    let name = person.name().unwrap_or_default();
    person.id().split('-').all(|part| name.split_whitespace().any(|word| word.eq_ignore_ascii_case(part)))
}

/// Returns the indices of the persons in whose names a word sounds so.
fn persons_by_sound(persons: &[Person<'_>]) -> HashMap<String, Vec<usize>> {
    let mut by_sound: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, person) in persons.iter().enumerate() {
        let mut sounds = sounds_of_names(*person);
        sounds.sort_unstable();
        sounds.dedup();
        for sound in sounds {
            by_sound.entry(sound).or_default().push(index);
        }
    }
    by_sound
}

/// The most people with one name that an id is compared with.
const MOST_COMPARED: usize = 20;

/// Returns true if a part of an id can be a word of a name.
fn is_word(part: &&str) -> bool {
    part.len() >= 2 && part.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Returns the sounds of the words of a person's names.
fn sounds_of_names(person: Person<'_>) -> Vec<String> {
    let names = [person.name(), person.name_original()].into_iter().flatten();
    names.flat_map(sounds_of_name).collect()
}

fn sounds_of_name(name: &str) -> impl Iterator<Item = String> {
    let words = name.split(|letter: char| letter.is_whitespace() || letter == '-');
    words.flat_map(name::sounds).filter(|sound| !sound.is_empty())
}

/// Returns true if a word of an id begins with one of some names' initials: `nurlan` for "N."
fn is_initial(word: &str, own: &[String]) -> bool {
    let sounds = name::sounds(word);
    own.iter()
        .any(|initial| initial.len() <= 2 && sounds.iter().any(|sound| sound.starts_with(initial.as_str())))
}
