//! `act-after-death`

use std::collections::{HashMap, HashSet};

use super::support::other_death::who_died;
use super::support::person_course::is_of_one;
use crate::diagnostic::{Premise, Severity};
use crate::model::{Case, CasePart, Dated, Event, EventType, Outcome, Quote, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "act-after-death",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("act-after-death.md"),
};

/// The day on which each person died.
type Deaths<'a> = HashMap<&'a str, Dated<'a>>;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let by_person: Deaths<'_> =
        model.persons().filter_map(|person| Some((person.id(), person.died()?))).collect();
    let is_death = |event: &Event<'_>| event.is(EventType::Death);
    if by_person.is_empty() && !model.events().any(|event| is_death(&event)) {
        return;
    }
    let mut deaths = by_person.clone();
    for case in cx.model().cases() {
        let mut of_events = Deaths::new();
        for event in cx.model().events_of(case).filter(is_death) {
            // Of a death that names the wrong person, as `death-date-mismatch` says, nothing follows for that one.
            if who_died(cx.model(), event).is_some() {
                continue;
            }
            // Where an event is of several people, it need not be this one who died on that day.
            let mut persons = event.persons();
            if let (Some(id), None, Some(dated)) = (persons.next(), persons.next(), event.dated()) {
                of_events.entry(id).or_insert(dated);
            }
        }
        check_case(cx, case, &by_person, &of_events);
        // Where the two differ, `death-date-mismatch` says that the person's own date is wrong.
        deaths.extend(of_events);
    }
    for quote in cx.model().quotes() {
        check_quote(cx, quote, &deaths);
    }
}

/// Reports words that somebody is said to have spoken after their death.
fn check_quote<'a>(cx: &mut DocumentContext<'a>, quote: Quote<'a>, deaths: &Deaths<'a>) {
    let Some((speaker, said)) = quote.speaker().zip(quote.dated()) else { return };
    let Some(died) = deaths.get(speaker).filter(|died| said.date.is_after(&died.date)) else { return };
    let name = clip(cx.model().name_of(speaker));
    let message =
        format!("{name} is quoted {}, after their death of {}", clip(said.written()), clip(died.written()));
    cx.report(said, message).label(*died, "died on this day").help(
        "`date` is the day on which the words were said, not that of their publication: correct one of the dates, or the `speaker:`",
    );
}

/// Reports events of a case that a dead person cannot have taken part in. Those that happen to the living alone, beside the event
/// of the death, are reported by `impossible-chronology`.
fn check_case<'a>(
    cx: &mut DocumentContext<'a>,
    case: Case<'a>,
    by_person: &Deaths<'a>,
    of_events: &Deaths<'a>,
) {
    if by_person.is_empty() && of_events.is_empty() {
        return;
    }
    let verdicts = || cx.model().events_of(case).filter_map(Event::as_verdict);
    // The dead are tried in some countries.
    let may_be_tried =
        verdicts().any(|verdict| verdict.is_posthumous() || verdict.outcome() == Some(Outcome::Dismissed));
    for event in cx.model().events_of(case) {
        let (Some(dated), Some(kind)) = (event.dated(), event.event_type()) else { continue };
        let is_of_life = kind.needs_the_living();
        // A session may be of a posthumous trial that is still going on, or close the case of the dead.
        let is_trial = !may_be_tried && is_first_verdict(event);
        if !is_of_life && !is_trial {
            continue;
        }
        let mut reported = HashSet::new();
        for id in event.persons().filter(|_| is_of_one(event)) {
            // A verdict may be about somebody's death.
            if is_trial && !case.part_of(id).is_some_and(CasePart::is_party) {
                continue;
            }
            let of_event = of_events.get(id).filter(|_| is_trial);
            let died = of_event.or_else(|| by_person.get(id).filter(|_| !of_events.contains_key(id)));
            let Some(died) = died.filter(|died| dated.date.is_after(&died.date)) else { continue };
            if reported.insert(dated.entry.key.span()) {
                report(cx, event, dated, (id, *died));
            }
        }
    }
}

fn report<'a>(
    cx: &mut DocumentContext<'a>,
    event: Event<'a>,
    dated: Dated<'a>,
    (id, died): (&'a str, Dated<'a>),
) {
    let name = clip(cx.model().name_of(id));
    let message = format!(
        "the {} is dated {}, after the death of {name} of {}",
        event.noun(),
        clip(dated.written()),
        clip(died.written())
    );
    let help = if event.as_verdict().is_some() {
        "check both dates; where the court tried somebody who had died, write `posthumous: true`"
    } else {
        "check both dates, and whether the right person is named; a year is often the wrong one"
    };
    cx.report(dated, message)
        .label(died, "died on this day")
        .help(help)
        .refutes(Premise::value_right(dated.entry.value));
}

/// Returns true for a conviction by a court of first instance.
fn is_first_verdict(event: Event<'_>) -> bool {
    let convicts =
        |verdict: Verdict<'_>| verdict.outcome() == Some(Outcome::Convicted) && !verdict.is_review();
    event.as_verdict().is_some_and(convicts)
}
