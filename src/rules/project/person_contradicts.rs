//! `person-contradicts`

use std::collections::BTreeMap;

use super::agreement::dissent;
use super::named::Named;
use crate::diagnostic::Severity;
use crate::model::name::NativeName;
use crate::project::{PersonFact, Sited};
use crate::rule::{Check, Group, Preset, ProjectContext, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Project(check));

const META: RuleMeta = RuleMeta {
    name: "person-contradicts",
    group: Group::Project,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("person-contradicts.md"),
};

fn check(cx: &mut ProjectContext<'_>) {
    // Reports of two countries may well have two people under one id.
    let mut by_id: BTreeMap<(Option<&str>, &str), Vec<&PersonFact>> = BTreeMap::new();
    for document in cx.index().documents() {
        for person in &document.persons {
            by_id.entry((document.country.as_deref(), &person.id)).or_default().push(person);
        }
    }
    for persons in by_id.values().filter(|persons| persons.len() > 1) {
        report_protection(cx, persons);
        let persons: Vec<_> = persons.iter().map(|person| (Named::of(person), *person)).collect();
        report_names(cx, &persons);
        report(cx, &persons, |person| person.birth_year, |year| format!("born in {year}"), |a, b| a == b);
        report(
            cx,
            &persons,
            |person| person.gender.as_ref().filter(|word| gender(&word.value).is_some()).cloned(),
            |word| format!("of the gender {}", quoted(word)),
            |a, b| gender(a) == gender(b),
        );
        report(
            cx,
            &persons,
            // That of a protected person must stand nowhere, least of all in a message.
            |person| {
                let original = person.name_original.as_ref().filter(|_| !person.is_protected)?;
                Some(original.map(|name| (name, NativeName::parse(name))))
            },
            |(name, _)| format!("called {} in the own script", quoted(name)),
            |(_, a), (_, b)| a.may_be(b),
        );
    }
}

fn report<'i, T: PartialEq>(
    cx: &mut ProjectContext<'_>,
    persons: &[(Named<'i>, &'i PersonFact)],
    told: impl Fn(&'i PersonFact) -> Option<Sited<T>>,
    shown: impl Fn(&T) -> String,
    is_same: impl Fn(&T, &T) -> bool,
) {
    let claims: Vec<_> = persons
        .iter()
        .filter_map(|(named, person)| {
            let Sited { value, site } = told(person)?;
            Some(Sited { value: (named, value), site })
        })
        .collect();
    let Some((usual, others)) = dissent(&claims, |(a, x), (b, y)| !a.may_be(b) || is_same(x, y)) else {
        return;
    };
    let (first, value) = &usual.value;
    for other in others {
        let (named, told) = &other.value;
        let message = named.told_beside(&shown(told), first, &shown(value), cx.path(usual.site));
        let help = if named.name == first.name {
            "whoever puts the two files together cannot tell what is true: correct one of them, or if these are two people \
             give one of them another id"
        } else {
            "these may be two people, who need two ids: give one of them another; if it is one person, correct one of the \
             files"
        };
        cx.report(other.site, message).label_at(usual.site, "otherwise here").help(help);
    }
}

/// Two names that have nothing in common are those of two people.
fn report_names(cx: &mut ProjectContext<'_>, persons: &[(Named<'_>, &PersonFact)]) {
    let full = persons.iter().filter(|(named, _)| named.full.is_some());
    let claims: Vec<_> = full.map(|(named, person)| Sited { value: named, site: person.site }).collect();
    let Some((usual, others)) = dissent(&claims, |a, b| a.may_be(b)) else { return };
    let name = |named: &Named<'_>| named.name.map(clip).unwrap_or_default();
    for other in others {
        let message = format!(
            "{} is {} here, and {} in {}",
            quoted(other.value.id),
            name(other.value),
            name(usual.value),
            cx.path(usual.site)
        );
        cx.report(other.site, message).label_at(usual.site, "another name here").help(
            "whoever puts the two files together takes two people for one: give one of them another id; if it is one person \
             with two names, write the other one behind the first in brackets",
        );
    }
}

/// A pseudonym hides nobody whom another file names under the same id.
fn report_protection(cx: &mut ProjectContext<'_>, persons: &[&PersonFact]) {
    let Some(protected) = persons.iter().find(|person| person.is_protected) else { return };
    for open in persons.iter().filter(|person| !person.is_protected) {
        let message = format!(
            "the person {} is protected in {}, and not here",
            quoted(&open.id),
            cx.path(protected.site)
        );
        cx.report(open.site, message)
            .note("the same id, not protected")
            .label_at(protected.site, "`protected: true` here")
            .help(
                "both files together tell who stands behind the pseudonym: write `protected: true` and the pseudonym here \
                 too, or give the protected person an id that is found nowhere else",
            );
    }
}

/// A gender, as far as the word tells one.
fn gender(word: &str) -> Option<String> {
    let word = word.trim().to_lowercase();
    match word.as_str() {
        "" | "unknown" => None,
        "f" => Some("female".to_owned()),
        "m" => Some("male".to_owned()),
        _ => Some(word),
    }
}
