//! `duplicate-person`

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::{Person, name};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
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
            cx.report(person, message).note("perhaps the same person").label(other, "declared here").help(
                "under two ids neither has the whole case: keep one and use it everywhere; if they are two people, tell \
                 them apart by `birth_year:` or `name_original:` on both",
            );
        }
        for key in keys {
            by_key.entry(key).or_insert(person);
        }
    }
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
