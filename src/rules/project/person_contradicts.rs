//! `person-contradicts`

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::model::name::fold;
use crate::project::{PersonFact, Sited};
use crate::rule::{Group, Preset, ProjectContext, Rule, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

use super::agreement::dissent;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<PersonContradicts>(RuleMeta {
    name: "person-contradicts",
    group: Group::Project,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("person-contradicts.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PersonContradicts {}

impl Rule for PersonContradicts {
    fn check_project(&self, cx: &mut ProjectContext<'_>) {
        let mut by_id: BTreeMap<&str, Vec<&PersonFact>> = BTreeMap::new();
        for person in cx.index().documents().flat_map(|document| &document.persons) {
            by_id.entry(&person.id).or_default().push(person);
        }
        for persons in by_id.values().filter(|persons| persons.len() > 1) {
            report_protection(cx, persons);
            let born: Vec<_> = persons.iter().filter_map(|person| person.birth_year).collect();
            report(cx, persons, &born, |year| format!("born in {year}"), |a, b| a == b);
            let gender: Vec<_> = persons.iter().filter_map(|person| person.gender.clone()).collect();
            report(cx, persons, &gender, |gender| format!("of the gender {}", quoted(gender)), |a, b| a == b);
            let original: Vec<_> = persons.iter().filter_map(|person| person.name_original.clone()).collect();
            report(
                cx,
                persons,
                &original,
                |name| format!("called {} in the own script", quoted(name)),
                |a, b| names_agree(a, b),
            );
        }
    }
}

fn report<T: PartialEq>(
    cx: &mut ProjectContext<'_>,
    persons: &[&PersonFact],
    claims: &[Sited<T>],
    shown: impl Fn(&T) -> String,
    is_same: impl Fn(&T, &T) -> bool,
) {
    let Some((usual, others)) = dissent(claims, is_same) else { return };
    for other in others {
        let path = cx.path(usual.site);
        let message = format!(
            "{} is {} here, and {} in {path}",
            name(persons),
            shown(&other.value),
            shown(&usual.value)
        );
        cx.report(other.site, message).label_at(usual.site, "otherwise here").help(
            "whoever puts the two files together cannot tell what is true: correct one of them, or if these are two people \
             give one of them another id",
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

/// Whether two names can be those of one person: as they sound, in whatever order, the words of one are among those of
/// the other, which may have a patronymic too.
fn names_agree(a: &str, b: &str) -> bool {
    let words = |name: &str| name.split_whitespace().map(fold).collect::<Vec<_>>();
    let (a, b) = (words(a), words(b));
    a.iter().all(|word| b.contains(word)) || b.iter().all(|word| a.contains(word))
}

fn name(persons: &[&PersonFact]) -> String {
    let named = persons.iter().find_map(|person| person.name.as_deref());
    named.map(clip).unwrap_or_else(|| "this person".to_owned())
}

#[cfg(test)]
mod tests {
    use super::names_agree;

    #[test]
    fn a_name_may_have_more_words_or_another_script() {
        assert!(names_agree("Жанболат Мамай", "Мамай Жанболат Ахметович"));
        assert!(names_agree("Жанболат Мамай", "Janbolat Mamaı"));
        assert!(!names_agree("Алия Тестова", "Алия Пробная"));
    }
}
