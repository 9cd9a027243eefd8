//! `detained-while-held`

use std::collections::HashMap;

use jiff::ToSpan as _;

use crate::diagnostic::{Premise, Severity};
use crate::model::date::Day;
use crate::model::{Case, Dated, Event, EventType};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "detained-while-held",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("detained-while-held.md"),
};

/// The most stretches of custody of one person that are compared.
const MOST_STRETCHES: usize = 20;

/// The most days of an arrest for an administrative offence, in any country of the region.
const LONGEST_ARREST: i64 = 45;

/// A stretch of custody with its first and its last day.
#[derive(Clone, Copy)]
struct Stretch<'a> {
    event: Event<'a>,
    began: Dated<'a>,
    ended: Dated<'a>,
    first: Day,
    last: Day,
}

impl Stretch<'_> {
    /// Returns true for custody in which nobody is detained anew. During an arrest for an administrative offence people are often
    /// detained as suspects in a criminal case; from a hospital some flee.
    fn excludes_detention(&self) -> bool {
        use EventType::{Arrest, Detention, PreTrialDetention};
        let is_long = || self.first.checked_add(LONGEST_ARREST.days()).is_ok_and(|end| end < self.last);
        match self.event.event_type() {
            Some(PreTrialDetention) => true,
            Some(Arrest | Detention) => is_long(),
            _ => false,
        }
    }
}

fn check(cx: &mut DocumentContext<'_>) {
    for case in cx.model().cases() {
        check_case(cx, case);
    }
}

fn check_case<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let events = || cx.model().events_of(case);
    let by_id: HashMap<&str, Event<'a>> = events().filter_map(|event| Some((event.id()?, event))).collect();
    let mut held: HashMap<&str, Vec<Stretch<'a>>> = HashMap::new();
    for event in events().filter(|event| event.is_custody()) {
        let Some(stretch) = stretch(event, &by_id).filter(|one| one.excludes_detention()) else { continue };
        for id in of_one(event) {
            let stretches = held.entry(id).or_default();
            if stretches.len() < MOST_STRETCHES {
                stretches.push(stretch);
            }
        }
    }
    if held.is_empty() {
        return;
    }
    for event in cx.model().events_of(case).filter(|event| is_taking(*event)) {
        let Some(dated) = event.dated() else { continue };
        let Some(day) = dated.date.as_day() else { continue };
        let within = |id: &str| {
            let mut stretches = held.get(id)?.iter();
            stretches.rfind(|one| one.event != event && one.first < day && day < one.last).copied()
        };
        let Some((id, stretch)) = of_one(event).find_map(|id| Some((id, within(id)?))) else { continue };
        let name = clip(cx.model().name_of(id));
        let message = format!(
            "{name} is detained {}, while the {} lasts from {} to {}",
            clip(dated.written()),
            stretch.event.noun(),
            clip(stretch.began.written()),
            clip(stretch.ended.written())
        );
        cx.report(dated, message)
            .label(stretch.began, "held from this day")
            .label(stretch.ended, "to this day")
            .help("nobody is detained who is held already: one of the dates is wrong, or another person is meant; where they were only moved, that is a `transfer`")
            .refutes(Premise::value_right(dated.entry.value));
    }
}

/// Returns true for a detention by the police: one that a court orders may prolong another.
fn is_taking(event: Event<'_>) -> bool {
    event.is(EventType::Detention) && event.court_entry().is_none()
}

/// Returns the days of custody whose end the file gives.
fn stretch<'a>(event: Event<'a>, by_id: &HashMap<&str, Event<'a>>) -> Option<Stretch<'a>> {
    let by_event = || by_id.get(event.ended_by_entry()?.value.as_str()?)?.dated();
    let (began, ended) = (event.dated()?, event.released().or_else(by_event)?);
    Some(Stretch { event, began, ended, first: began.date.as_day()?, last: ended.date.as_day()? })
}

/// Returns the persons whom an event names, or the only one whom it can be about.
fn of_one<'a>(event: Event<'a>) -> impl Iterator<Item = &'a str> {
    let is_certain = event.persons_entry().is_some() || event.persons().nth(1).is_none();
    event.persons().filter(move |_| is_certain)
}
