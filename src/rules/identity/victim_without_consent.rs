//! `victim-without-consent`

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::support::death::Deaths;
use crate::diagnostic::Severity;
use crate::model::{Case, Model, Quote, Role, Source, SourceType};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::tree::Entry;
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<VictimWithoutConsent>(RuleMeta {
    name: "victim-without-consent",
    group: Group::Identity,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("victim-without-consent.md"),
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct VictimWithoutConsent {
    /// The roles of persons who may be named only with recorded consent.
    roles: Vec<String>,
}

impl Default for VictimWithoutConsent {
    fn default() -> Self {
        Self { roles: vec![Role::Victim.as_str().to_owned()] }
    }
}

impl Rule for VictimWithoutConsent {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let parts = self.parts(cx.model());
        let mut deaths = None;
        let mut speakers = None;
        for person in cx.model().persons().filter(|person| !person.is_protected()) {
            let name = person.name().map_or_else(|| quoted(person.id()), clip);
            match person.consent_entry() {
                // The schema reports anything but a yes or a no.
                Some(_) if person.consent() != Some(false) => {}
                Some(refusal) => {
                    cx.report(refusal, format!("{name} is named, but did not agree to it"))
                        .note("no consent")
                        .help(
                            "write a pseudonym in `name:`, choose an id that does not name them, and add \
                             `protected: true`; or ask them again, and record their answer",
                        );
                }
                None => {
                    let role = person.role_entry().filter(|entry| self.covers(*entry));
                    // Somebody with another role, such as a journalist, is known for more than what was done to them.
                    let part = || parts.get(person.id()).copied().filter(|_| person.role_entry().is_none());
                    let Some(entry) = role.or_else(part) else { continue };
                    let speakers = speakers.get_or_insert_with(|| public_speakers(cx.model()));
                    if speakers.contains(person.id()) {
                        continue;
                    }
                    let role = entry.value.as_str().unwrap_or_default();
                    let deaths = deaths
                        .get_or_insert_with(|| Deaths::of(cx.model(), &speakers_in_the_open(cx.model())));
                    if deaths.has_died(person) {
                        if deaths.family_agreed(person) {
                            continue;
                        }
                        cx.report(
                            entry,
                            format!("{name} has died and is named, but nothing says that the family agreed"),
                        )
                        .at_most(Severity::Info)
                        .note("named without recorded consent")
                        .help(
                            "the dead cannot be asked, and their family lives with what is published: ask the family, and add \
                             `consent: true` if they agree",
                        );
                        continue;
                    }
                    cx.report(entry, format!("{name} is named as {}, but nothing says that they agreed", clip(role)))
                        .note("named without recorded consent")
                        .help(
                            "being named can bring reprisals: ask, and add `consent: true`; without a yes, write a \
                             pseudonym in `name:`, choose an id that does not name them, and add `protected: true`",
                        );
                }
            }
        }
    }
}

impl VictimWithoutConsent {
    /// Returns true if the word of a `role:` or `part:` line is one of those asked about.
    fn covers(&self, entry: Entry<'_>) -> bool {
        entry.value.as_str().is_some_and(|word| self.roles.iter().any(|asked| asked == word))
    }

    /// Returns the `part:` lines that are asked about, by the ids of the persons.
    fn parts<'a>(&self, model: &Model<'a>) -> HashMap<&'a str, Entry<'a>> {
        let people = model.cases().flat_map(Case::people);
        let parts = people.filter_map(|person| Some((person.id()?, person.part_entry()?)));
        parts.filter(|(_, part)| self.covers(*part)).collect()
    }
}

/// Returns the ids of the persons who speak under their names in open sources, with an address or without: relatives who do so agree.
fn speakers_in_the_open<'a>(model: &Model<'a>) -> HashSet<&'a str> {
    speakers(model, is_open)
}

/// Returns the ids of the persons who spoke under their names where anybody can read it: they chose to be known. What a court or an
/// authority writes down of them was not theirs to choose.
fn public_speakers<'a>(model: &Model<'a>) -> HashSet<&'a str> {
    speakers(model, |source| source.url().is_some() && is_open(source))
}

/// Returns true for a source that nobody was promised to keep, and that no authority wrote.
fn is_open(source: Source<'_>) -> bool {
    !source.is_confidential() && !source.source_type().is_some_and(SourceType::is_of_authority)
}

/// Returns the ids of the persons who speak under their names in sources of some kind.
fn speakers<'a>(model: &Model<'a>, is_public: impl Fn(Source<'a>) -> bool) -> HashSet<&'a str> {
    let is_public_quote = |quote: &Quote<'a>| {
        quote
            .inline_source()
            .into_iter()
            .chain(quote.sources().filter_map(|id| model.source(id)))
            .any(&is_public)
    };
    model.quotes().filter(is_public_quote).filter_map(Quote::speaker).collect()
}
