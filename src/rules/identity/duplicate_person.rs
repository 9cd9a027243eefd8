//! `duplicate-person`

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Premise, Severity};
use crate::model::{Model, Person, name};
use crate::rule::{Check, DocumentContext, FindingBuilder, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "duplicate-person",
    group: Group::Identity,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("duplicate-person.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let mut by_key: BTreeMap<String, Person<'_>> = BTreeMap::new();
    let mut by_near: BTreeMap<String, Person<'_>> = BTreeMap::new();
    let words = words_of_names(cx.model());
    // Near names have all words but one in common.
    let shares_word = |person: Person<'_>| {
        let mut own = person.name().unwrap_or_default().split_whitespace();
        own.any(|word| words.get(&word.to_ascii_lowercase()).is_some_and(|persons| *persons > 1))
    };
    // Several people may share a pseudonym.
    for person in cx.model().persons().filter(|person| !person.is_protected()) {
        let names = [person.name(), person.name_original()].into_iter().flatten();
        let keys: Vec<String> = names.flat_map(name::keys).collect();
        let same = keys.iter().find_map(|key| by_key.get(key));
        // `duplicate-key` reports two entries with one id.
        let same = same.filter(|other| other.id() != person.id() && !are_different(person, **other)).copied();
        if let (Some(other), Some(name), Some(first)) = (same, person.name(), same.and_then(Person::name)) {
            let message = if name == first {
                format!(
                    "{} appears here twice, as {} and {}",
                    clip(name),
                    quoted(other.id()),
                    quoted(person.id())
                )
            } else {
                format!("{} and {} may be the same person", clip(first), clip(name))
            };
            let finding =
                cx.report(person, message).note("perhaps the same person").label(other, "declared here");
            as_cause(finding, other, person).help(
                "under two ids neither has the whole case: keep one and use it everywhere; if they are two people, tell \
                 them apart by `birth_year:` or `name_original:` on both",
            );
        } else if let Some(other) = shares_word(person).then(|| find_near(&by_near, person)).flatten() {
            report_near(cx, other, person);
        }
        for key in keys {
            by_key.entry(key).or_insert(person);
        }
        if shares_word(person) {
            for (key, _) in near_keys(person) {
                by_near.entry(key).or_insert(person);
            }
        }
    }
}

/// Returns how often each word stands in the persons' names, in small letters.
fn words_of_names(model: &Model<'_>) -> HashMap<String, usize> {
    let names = model.persons().filter(|person| !person.is_protected()).filter_map(Person::name);
    let mut words = HashMap::new();
    for word in names.flat_map(str::split_whitespace) {
        *words.entry(word.to_ascii_lowercase()).or_default() += 1;
    }
    words
}

/// The fewest letters of a family name that may have a vowel that is not meant.
const SHORTEST: usize = 6;

/// Returns keys of a name in Latin letters that it shares with one in which a single word has another vowel, each with that word.
fn near_keys(person: Person<'_>) -> Vec<(String, &str)> {
    let words: Vec<&str> = person.name().unwrap_or_default().split_whitespace().collect();
    let is_plain = (2..=3).contains(&words.len()) && words.iter().all(|word| word.is_ascii());
    let long = words.iter().filter(|word| is_plain && word.len() >= SHORTEST);
    long.flat_map(|word| {
        let rest: Vec<String> =
            words.iter().filter(|other| *other != word).map(|other| other.to_lowercase()).collect();
        name::near_keys(word).into_iter().map(move |key| (format!("{} {key}", rest.join(" ")), *word))
    })
    .collect()
}

/// Returns a person whose name differs from this one's in a single vowel within a word: `Kerimli` and `Karimli`.
fn find_near<'a>(by_near: &BTreeMap<String, Person<'a>>, person: Person<'a>) -> Option<Person<'a>> {
    near_keys(person).into_iter().find_map(|(key, word)| {
        let other = by_near.get(&key).copied().filter(|other| other.id() != person.id())?;
        let is_near = near_keys(other).into_iter().any(|(other_key, other_word)| {
            let (word, other_word) = (word.to_lowercase(), other_word.to_lowercase());
            let mut differences =
                word.char_indices().zip(other_word.chars()).filter(|((_, one), other)| one != other);
            let first = differences.next().map(|((at, _), _)| at);
            // A last vowel is a gender.
            let is_inside =
                first.is_some_and(|at| at > 0 && at + 2 < word.len()) && differences.next().is_none();
            other_key == key && word.len() == other_word.len() && is_inside
        });
        let are_one = is_near && !are_different(person, other) && person.role_text() == other.role_text();
        are_one.then_some(other)
    })
}

fn report_near<'a>(cx: &mut DocumentContext<'a>, other: Person<'a>, person: Person<'a>) {
    let (first, name) = (other.name().unwrap_or_default(), person.name().unwrap_or_default());
    let finding = cx
        .report(person, format!("{} and {} may be the same person", clip(first), clip(name)))
        .note("perhaps the same person")
        .label(other, "declared here");
    as_cause(finding, other, person).help(
            "the names differ in one vowel: under two ids neither has the whole case, so keep one and use it everywhere; if they are two \
             people, tell them apart by `birth_year:` or `name_original:`",
        );
}

/// Says that what one of the two ids lacks may stand under the other.
fn as_cause<'d>(finding: FindingBuilder<'d>, other: Person<'_>, person: Person<'_>) -> FindingBuilder<'d> {
    [other, person].into_iter().fold(finding, |finding, one| {
        let premise = Premise::value_right(one.key());
        let finding = finding.stands_without(premise.clone()).refutes(premise);
        finding.refutes(Premise::unreferred(one.key()))
    })
}

/// Returns true if two entries say things that cannot both be true of one person.
fn are_different(one: Person<'_>, other: Person<'_>) -> bool {
    let original =
        |person: Person<'_>| person.name_original().map(name::keys).filter(|keys| !keys.is_empty());
    let differ = |pair: Option<(Vec<String>, Vec<String>)>| {
        pair.is_some_and(|(one, other)| !one.iter().any(|key| other.contains(key)))
    };
    let is_other_year = one.birth_year().zip(other.birth_year()).is_some_and(|(one, other)| one != other);
    let is_other_gender = one.gender().zip(other.gender()).is_some_and(|(one, other)| one != other);
    is_other_year || is_other_gender || differ(original(one).zip(original(other)))
}
