//! `person-contradicts`

use super::support::agreement::find_dissent;
use super::support::grouping::groups_of_several;
use super::support::same_person::{PersonIdentity, stated_gender};
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
    let persons = cx.index().documents().flat_map(|document| {
        // Reports on two countries may well have two people under one id.
        document.persons.iter().map(|person| (document.country.as_deref(), person))
    });
    for persons in groups_of_several(persons, |(country, person)| (country, &person.id)) {
        let persons: Vec<&PersonFact> = persons.into_iter().map(|(_, person)| person).collect();
        if are_alike(&persons) {
            continue;
        }
        report_protection(cx, &persons);
        let persons: Vec<_> =
            persons.iter().map(|person| (PersonIdentity::from_fact(person), *person)).collect();
        report_names(cx, &persons);
        report_field(
            cx,
            &persons,
            "birth year",
            |person| person.birth_year,
            |year| year.to_string(),
            |a, b| a == b,
        );
        report_field(
            cx,
            &persons,
            "gender",
            |person| person.gender.as_ref().filter(|word| stated_gender(&word.value).is_some()).cloned(),
            |word| quoted(word),
            |a, b| stated_gender(a) == stated_gender(b),
        );
        report_field(
            cx,
            &persons,
            "native name",
            // The name of a protected person must appear nowhere, least of all in a message.
            |person| {
                let original = person.name_original.as_ref().filter(|_| !person.is_protected)?;
                Some(original.map(|name| (name, NativeName::parse(name))))
            },
            |(name, _)| quoted(name),
            |(_, a), (_, b)| a.may_be(b),
        );
    }
}

/// Returns true if all files say the same of a person.
fn are_alike(persons: &[&PersonFact]) -> bool {
    let Some((first, others)) = persons.split_first() else { return true };
    others.iter().all(|other| {
        other.name == first.name
            && is_same_value(other.name_original.as_ref(), first.name_original.as_ref())
            && is_same_value(other.birth_year.as_ref(), first.birth_year.as_ref())
            && is_same_value(other.gender.as_ref(), first.gender.as_ref())
            && other.is_protected == first.is_protected
    })
}

fn is_same_value<T: PartialEq>(one: Option<&Sited<T>>, other: Option<&Sited<T>>) -> bool {
    one.map(|sited| &sited.value) == other.map(|sited| &sited.value)
}

/// Reports the values of one field that contradict the usual one.
fn report_field<'i, T: PartialEq>(
    cx: &mut ProjectContext<'_>,
    persons: &[(PersonIdentity<'i>, &'i PersonFact)],
    field: &str,
    read: impl Fn(&'i PersonFact) -> Option<Sited<T>>,
    show: impl Fn(&T) -> String,
    is_same: impl Fn(&T, &T) -> bool,
) {
    let claims: Vec<_> = persons
        .iter()
        .filter_map(|(identity, person)| {
            let Sited { value, site } = read(person)?;
            Some(Sited { value: (identity, value), site })
        })
        .collect();
    let Some((usual, others)) = find_dissent(&claims, |(a, x), (b, y)| !a.may_be(b) || is_same(x, y)) else {
        return;
    };
    let (first, value) = &usual.value;
    for other in others {
        let (identity, contradicting) = &other.value;
        let path = cx.path(usual.site);
        let message = identity.describe_difference(field, &show(contradicting), first, &show(value), path);
        let help = if identity.name == first.name {
            "whoever combines the two files cannot tell what is true: correct one of them, or if these are two people \
             give one of them another id"
        } else {
            "if these are two people, give one of them another id; if it is one person, correct one of the files"
        };
        cx.report(other.site, message).label_at(usual.site, "different here").help(help);
    }
}

/// Reports names that have nothing in common: they belong to two people.
fn report_names(cx: &mut ProjectContext<'_>, persons: &[(PersonIdentity<'_>, &PersonFact)]) {
    let full = persons.iter().filter(|(named, _)| named.full.is_some());
    let claims: Vec<_> = full.map(|(named, person)| Sited { value: named, site: person.site }).collect();
    let Some((usual, others)) = find_dissent(&claims, |a, b| a.may_be(b)) else { return };
    let name = |named: &PersonIdentity<'_>| named.name.map(clip).unwrap_or_default();
    for other in others {
        let message = format!(
            "{} is {} here, and {} in {}",
            quoted(other.value.id),
            name(other.value),
            name(usual.value),
            cx.path(usual.site)
        );
        cx.report(other.site, message).label_at(usual.site, "another name here").help(
            "whoever combines the two files takes two people for one: give one of them another id; if it is one person with \
             two names, write the other name in brackets after the first",
        );
    }
}

/// Reports persons whom a pseudonym protects in one file while another file names them under the same id.
fn report_protection(cx: &mut ProjectContext<'_>, persons: &[&PersonFact]) {
    let Some(protected) = persons.iter().find(|person| person.is_protected) else { return };
    for open in persons.iter().filter(|person| !person.is_protected) {
        let message = format!(
            "the person {} is protected in {}, but not here",
            quoted(&open.id),
            cx.path(protected.site)
        );
        cx.report(open.site, message)
            .note("the same id, not protected")
            .label_at(protected.site, "`protected: true` here")
            .help(
                "both files together reveal who is behind the pseudonym: write `protected: true` and the pseudonym here \
                 too, or give the protected person an id that is used nowhere else",
            );
    }
}
