//! `sensitive-attribute`

use std::collections::HashSet;

use super::support::sensitive_term::{
    Attribute, is_sensitive_gender, may_have_sensitive_term, sensitive_terms,
};
use crate::diagnostic::Severity;
use crate::model::{Case, Freedom, Model, Person, Role, Text, TextRole};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "sensitive-attribute",
    group: Group::Identity,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("sensitive-attribute.md"),
};

/// Words by which a description says why the attribute matters.
const REASONS: [&str; 8] =
    ["because", "targeted", "discriminated", "discrimination", "persecuted", "persecution", "rights", "hate"];

/// The beginnings of Russian and Kazakh words that do so.
const RUSSIAN_REASONS: [&str; 8] =
    ["потому", "из-за", "преслед", "дискримин", "прав", "ненавист", "құқық", "үшін"];

/// Pairs of words that do so together.
const REASONS_OF_TWO: [[&str; 2]; 5] =
    [["account", "of"], ["for", "being"], ["for", "their"], ["for", "his"], ["for", "her"]];

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let told = check_descriptions(cx);
    for person in model.persons().filter(|person| is_private(*person) && !told.contains(person.id())) {
        let Some(gender) = person.gender_entry().filter(|_| person.gender().is_some_and(is_sensitive_gender))
        else {
            continue;
        };
        let description = model.texts().iter().find(|text| {
            text.role() == TextRole::Description
                && described_person(model, text).is_some_and(|other| other.id() == person.id())
        });
        if description.is_none_or(|text| !says_why(text)) {
            let name = person.name().map_or_else(|| quoted(person.id()), clip);
            let message =
                format!("the entry of {name} tells of their gender identity but not why it matters");
            cx.report(gender, message).note("about their gender identity").help(HELP);
        }
    }
}

const HELP: &str = "publish what can be used against a person only if the case is about it and they agree: leave it \
                    out, say why it matters (\"targeted because …\"), or record `consent: true`";

/// Reports the descriptions of persons, and returns the ids of those whom it reported.
fn check_descriptions<'a>(cx: &mut DocumentContext<'a>) -> HashSet<&'a str> {
    let mut told = HashSet::new();
    let model = cx.model();
    if !may_have_sensitive_term(model) {
        return told;
    }
    let mut in_religion_cases = None;
    let descriptions = model.texts().iter().filter(|text| text.role() == TextRole::Description);
    for text in descriptions {
        let found: Vec<_> = sensitive_terms(text).collect();
        if found.is_empty() {
            continue;
        }
        // Only descriptions of persons count; that of an event says what happened.
        let Some(person) = text.node().parent_entry().and_then(|_| described_person(model, text)) else {
            continue;
        };
        // "Christian" may be a name.
        let is_named = |word: &str| person.name().is_some_and(|name| name.contains(word));
        let Some((range, _, attribute)) = found.into_iter().find(|(_, word, _)| !is_named(word)) else {
            continue;
        };
        let in_religion_cases = in_religion_cases.get_or_insert_with(|| persons_of_religion_cases(model));
        let is_about_it = attribute == Attribute::Religion && in_religion_cases.contains(person.id());
        if is_about_it || !is_private(person) || says_why(text) {
            continue;
        }
        let name = person.name().map_or_else(|| quoted(person.id()), clip);
        let message = format!(
            "the description of {name} tells of their {} but not why it matters",
            attribute.in_words()
        );
        cx.report(text.place(range), message)
            .note(format!("about their {}", attribute.in_words()))
            .help(HELP);
        told.insert(person.id());
    }
    told
}

/// Returns the person whom the text describes.
fn described_person<'a>(model: &'a Model<'a>, text: &Text<'a>) -> Option<Person<'a>> {
    let id = text.owner().parent_entry()?.name();
    model.person(id).filter(|person| person.node() == text.owner())
}

/// Returns the persons with a case about the freedom of religion.
fn persons_of_religion_cases<'a>(model: &'a Model<'a>) -> HashSet<&'a str> {
    let cases = model.cases().filter(|case| case.freedoms().any(|freedom| freedom == Freedom::Religion));
    cases.flat_map(Case::persons).collect()
}

/// Returns true if the person holds no office, is not protected and has not agreed to be named.
fn is_private(person: Person<'_>) -> bool {
    let is_public = person.role().is_some_and(Role::is_public_figure);
    !is_public && !person.is_protected() && person.consent() != Some(true)
}

fn says_why(text: &Text<'_>) -> bool {
    let mut previous = "";
    text.words().any(|(_, word)| {
        let pair = [std::mem::replace(&mut previous, word), word];
        let is_russian_reason = || {
            let lower = word.to_lowercase();
            RUSSIAN_REASONS.iter().any(|beginning| lower.starts_with(beginning))
        };
        REASONS.contains(&word) || REASONS_OF_TWO.contains(&pair) || !word.is_ascii() && is_russian_reason()
    })
}
