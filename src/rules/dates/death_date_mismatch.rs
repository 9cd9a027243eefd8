//! `death-date-mismatch`

use super::support::other_death::who_died;
use crate::diagnostic::{Premise, Severity};
use crate::model::{CasePart, CasePerson, Event, EventType, Model, Person};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::rules::support::names_relative;
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "death-date-mismatch",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("death-date-mismatch.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for event in model.events().filter(|event| event.is(EventType::Death)) {
        match who_died(cx.model(), event) {
            Some(dead) => report_other(cx, event, dead),
            None => check_death(cx, event),
        }
    }
}

fn check_death<'a>(cx: &mut DocumentContext<'a>, event: Event<'a>) {
    // Of several people each may have died on another day of those that the event spans.
    if event.count_entry().is_some() {
        return;
    }
    let (Some(id), Some(dated)) =
        (only_named(event).or_else(|| only_victim(cx.model(), event)), event.dated())
    else {
        return;
    };
    let Some(died) = cx.model().person(id).and_then(|person| person.died()) else { return };
    if !died.date.is_before(&dated.date) && !died.date.is_after(&dated.date) {
        return;
    }
    let name = clip(cx.model().name_of(id));
    let (own, other) = (clip(died.written()), clip(dated.written()));
    cx.report(died, format!("{name} died {own} here, and {other} in the event"))
        .label(dated, "the death is dated here")
        .help("one of the two is wrong, often by a year: look the day up in the source, and write it in both places")
        .refutes(Premise::value_right(died.entry.value));
}

/// Returns the id of the one person whom a death names.
fn only_named(event: Event<'_>) -> Option<&str> {
    let mut persons = event.person_references();
    persons.next()?.as_str().filter(|_| persons.next().is_none())
}

/// Returns the id of the only victim of a case, for its only death, which names nobody. Where nobody is a victim it may be the death
/// of somebody who has no entry, such as a relative.
fn only_victim<'a>(model: &Model<'a>, event: Event<'a>) -> Option<&'a str> {
    let is_victim = |person: &CasePerson<'_>| person.part() == Some(CasePart::Victim);
    let mut victims = event.case().people().filter(is_victim);
    let mut deaths = model.events_of(event.case()).filter(|one| one.is(EventType::Death));
    let is_only = event.persons_entry().is_none() && deaths.next().is_some() && deaths.next().is_none();
    // Grief for the victim, or what was done to the family, may have killed a relative. The people are many, and are read for an only
    // death alone.
    if !is_only || event.description().is_some_and(names_relative) {
        return None;
    }
    victims.next().filter(|_| victims.next().is_none())?.id()
}

/// Reports a death that is another person's, by the day under `died:`.
fn report_other<'a>(cx: &mut DocumentContext<'a>, event: Event<'a>, dead: Person<'a>) {
    let (Some(id), Some(died)) = (event.persons().next(), dead.died()) else { return };
    let (named, other) = (clip(cx.model().name_of(id)), clip(cx.model().name_of(dead.id())));
    let message = format!(
        "the death of {} is that of {named} here, but `died:` with that day stands with {other}",
        clip(died.written())
    );
    let report = match event.person_references().next() {
        Some(reference) => cx.report(reference, message),
        None => cx.report(event, message),
    };
    report
        .label(died, "died on this day")
        .help("name in the event the one who died; if both did, give each a `died:` of their own");
}
