//! `minor-identified`

use std::collections::{HashMap, HashSet};

use super::support::named_child::{ChildFinder, tells_age};
use crate::diagnostic::Severity;
use crate::model::{Dated, Event, EventType, Model, Person};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::Place;
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "minor-identified",
    group: Group::Identity,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("minor-identified.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let reported = check_birth_years(cx);
    check_texts(cx, reported);
}

/// Reports the children whom a text names with their age, each once.
fn check_texts<'a>(cx: &mut DocumentContext<'a>, mut reported: HashSet<&'a str>) {
    let model = cx.model();
    let mut finder = None;
    for text in model.texts().iter().filter(|text| text.role().is_own_words() && tells_age(text)) {
        let finder = finder.get_or_insert_with(|| ChildFinder::new(model));
        for child in finder.find(text) {
            let Some(person) = finder.person(child.person) else { continue };
            // Whoever was born long before is named as a child of an earlier time.
            if person.birth_year().is_some() || !reported.insert(person.id()) {
                continue;
            }
            let name = person.name().map_or_else(|| quoted(person.id()), clip);
            let message = format!("{name} is named, and was {} years old by this text", child.age);
            cx.report(text.place(child.range), message)
                .note("the name of a child")
                .label(name_place(person), "declared here")
                .help(HELP);
        }
    }
}

const HELP: &str = "a child has a right not to be recognised for life by what happened to them: write a pseudonym in \
                    `name:`, choose an id that does not name them, and add `protected: true`";

const HELP_ON_YEAR: &str = "a child has a right not to be recognised for life by what happened to them: write a pseudonym in \
                            `name:`, choose an id that does not name them, and add `protected: true`; if they were no child, correct `birth_year:`";

/// Reports the persons who were children by the year of their birth, and returns their ids.
fn check_birth_years<'a>(cx: &mut DocumentContext<'a>) -> HashSet<&'a str> {
    let mut reported = HashSet::new();
    let model = cx.model();
    let mut named = model.persons().filter(|person| !person.is_protected() && person.birth_year().is_some());
    if named.next().is_none() {
        return reported;
    }
    let first_events = first_events(model);
    for person in model.persons().filter(|person| !person.is_protected()) {
        let Some((birth, year)) = person.birth_year_entry().zip(person.birth_year()) else { continue };
        let Some((dated, at)) = first_events.get(person.id()) else { continue };
        // Only the year of birth is known: a person who turns 18 in the year of the event may be of age.
        let Some(age) = at.checked_sub(year).filter(|age| (0..18).contains(age)) else { continue };
        let name = person.name().map_or_else(|| quoted(person.id()), clip);
        cx.report(name_place(person), format!("{name} is named, and was at most {age} years old in {at}"))
            .note("the name of a child")
            .label(birth, "born in this year")
            .label(*dated, "the event")
            .help(HELP_ON_YEAR);
        reported.insert(person.id());
    }
    reported
}

fn name_place(person: Person<'_>) -> Place<'_> {
    person.name_entry().map_or_else(|| person.into(), Place::from)
}

/// Returns for each person the earliest event that concerns them, with the last year that its date can mean.
fn first_events<'a>(model: &Model<'a>) -> HashMap<&'a str, (Dated<'a>, i64)> {
    let mut first: HashMap<&str, (Dated<'a>, i64)> = HashMap::new();
    for case in model.cases() {
        // Events that name nobody concern all persons of the case; their earliest is recorded once, below.
        let mut shared = None;
        for event in model.events_of(case) {
            let Some(found) = dated_year(event) else { continue };
            if event.persons_entry().is_none() {
                // Events of these types are background if they name nobody.
                if event.event_type().is_some_and(EventType::is_background) {
                    continue;
                }
                keep_earlier(&mut shared, found);
                continue;
            }
            event.persons().for_each(|id| record_earlier(&mut first, id, found));
        }
        if let Some(found) = shared {
            case.persons().for_each(|id| record_earlier(&mut first, id, found));
        }
    }
    first
}

fn dated_year(event: Event<'_>) -> Option<(Dated<'_>, i64)> {
    let dated = event.dated()?;
    Some((dated, i64::from(dated.date.latest()?.year())))
}

fn keep_earlier<'a>(kept: &mut Option<(Dated<'a>, i64)>, found: (Dated<'a>, i64)) {
    if kept.is_none_or(|(_, year)| found.1 < year) {
        *kept = Some(found);
    }
}

fn record_earlier<'a>(first: &mut HashMap<&'a str, (Dated<'a>, i64)>, id: &'a str, found: (Dated<'a>, i64)) {
    let kept = first.entry(id).or_insert(found);
    if found.1 < kept.1 {
        *kept = found;
    }
}
