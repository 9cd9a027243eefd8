//! `release-date-mismatch`

use std::collections::{HashMap, HashSet};

use super::support::extensions::Extensions;
use super::support::second_release::check_released;
use crate::diagnostic::{Premise, Severity};
use crate::model::date::Day;
use crate::model::{Case, Dated, Event, EventType, SentenceType, Term, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::Entry;
use crate::words::{clip, count};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "release-date-mismatch",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("release-date-mismatch.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let mut extensions = None;
    for case in cx.model().cases() {
        check_case(cx, case, &mut extensions);
        check_released(cx, case);
        // What came between may be in the report that a case continues.
        let is_whole = case.continues_entry().is_none();
        if is_whole && cx.model().events_of(case).any(|event| event.is(EventType::Release)) {
            check_arrests(cx, case);
        }
    }
}

/// The most persons of one event; a longer list is not followed person by person.
const MOST_PERSONS: usize = 50;

/// The days by which a release may be later than the end of an arrest, which is counted from an hour.
const SLACK: i32 = 2;

/// Something after which somebody is held or free, with the term if it is an arrest of some days.
#[derive(Clone, Copy)]
struct Turn<'a> {
    day: Day,
    arrest: Option<(Dated<'a>, Term<'a>)>,
}

/// Reports releases of people whose last loss of liberty was an arrest of some days that was long over.
fn check_arrests<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let mut turns: HashMap<&str, Vec<Turn<'a>>> = HashMap::new();
    for event in cx.model().events_of(case) {
        let Some(dated) = event.dated() else { continue };
        let day = dated.date.first_day();
        let mut is_turn = event.is_custody() || event.is(EventType::Release) || event.is(EventType::Charge);
        for sentence in event.judgments().flat_map(Verdict::sentences) {
            let is_arrest = sentence.is(SentenceType::AdministrativeArrest) && dated.date.as_day().is_some();
            let arrest = sentence.duration().filter(|_| is_arrest).map(|term| (dated, term));
            for id in sentence.persons().take(MOST_PERSONS) {
                turns.entry(id).or_default().push(Turn { day, arrest });
            }
            is_turn &= arrest.is_none();
        }
        for id in event.persons().take(MOST_PERSONS).filter(|_| is_turn) {
            turns.entry(id).or_default().push(Turn { day, arrest: None });
        }
    }
    turns.values_mut().for_each(|turns| turns.sort_by_key(|turn| turn.day));
    for release in cx.model().events_of(case).filter(|event| event.is(EventType::Release)) {
        let Some(dated) = release.dated() else { continue };
        let Some(day) = dated.date.earliest() else { continue };
        for id in release.persons().take(MOST_PERSONS) {
            let Some(own) = turns.get(id) else { continue };
            let before = own.partition_point(|turn| turn.day < day);
            let last = before.checked_sub(1).and_then(|at| own.get(at)).and_then(|turn| turn.arrest);
            let Some((since, term)) = last else { continue };
            let Some(due) = term.duration.end_from(since.date.first_day()) else { continue };
            let late = (day - due).get_days();
            if late > SLACK {
                report_arrest(cx, (id, dated), (since, term), late);
                break;
            }
        }
    }
}

fn report_arrest<'a>(
    cx: &mut DocumentContext<'a>,
    (id, released): (&'a str, Dated<'a>),
    (since, term): (Dated<'a>, Term<'a>),
    late: i32,
) {
    let message = format!(
        "the release of {} is dated {}, {} after the end of the arrest of {} from {}",
        clip(cx.model().name_of(id)),
        clip(released.written()),
        count(u64::from(late.unsigned_abs()), "day"),
        term.duration,
        clip(since.written())
    );
    cx.report(released, message)
        .label(since, "arrested on this day")
        .label(term, "for this long")
        .refutes(Premise::value_right(released.entry.value))
        .help("check the date of the release; if they were held longer, say so with an event of its own, such as `detention`");
}

/// Reports detentions that lasted longer than their term; the texts on extensions are read where one did.
fn check_case<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>, extensions: &mut Option<Extensions>) {
    let model = cx.model();
    let judged: HashSet<Day> = model
        .events_of(case)
        .filter(|event| event.as_verdict().is_some())
        .filter_map(|event| event.dated()?.date.as_day())
        .collect();
    let detentions = || model.events_of(case).filter(|event| event.is_custody());
    // The key is the first person of each event, on behalf of those detained together.
    let mut detention_days: HashMap<Option<&str>, Vec<Day>> = HashMap::new();
    for event in detentions() {
        let days = event.dated().map(|dated| dated.date.first_day());
        detention_days.entry(event.persons().next()).or_default().extend(days);
    }
    let by_id: HashMap<&str, Event<'_>> =
        model.events_of(case).filter_map(|event| Some((event.id()?, event))).collect();
    detention_days.values_mut().for_each(|days| days.sort_unstable());
    // Who does not list the extensions of one term lists those of none, and nobody publishes those of a closed trial.
    let mut is_said = model.events_of(case).any(Event::is_behind_closed_doors);
    for event in detentions() {
        let end = || event.released().map(|dated| (dated, dated.entry)).or_else(|| ended_by(event, &by_id));
        let (Some(term), Some(dated), Some((released, place))) = (event.duration(), event.dated(), end())
        else {
            continue;
        };
        let Some(due) = dated.date.as_day().and_then(|day| term.duration.end_from(day)) else { continue };
        // A release may be earlier, on appeal or for good conduct.
        let Some(first) = released.date.earliest() else { continue };
        let days = (first - due).get_days();
        // A later detention event explains the delay.
        let is_extended = detention_days.get(&event.persons().next()).is_some_and(|days| {
            let later = days.partition_point(|day| *day <= dated.date.last_day());
            days.get(later).is_some_and(|day| *day <= first)
        });
        // Courts extend such terms up to the verdict, and few reports list each extension: only a year is news.
        let is_before_trial = event.is(EventType::PreTrialDetention) || event.is(EventType::HouseArrest);
        let ends_with_verdict = released.entry != place || is_before_trial && judged.contains(&first);
        let allowed = if ends_with_verdict { DAYS_OF_EXTENSIONS } else { 1 };
        if days <= allowed || is_extended {
            continue;
        }
        if extensions.get_or_insert_with(|| Extensions::of(model)).are_told(case, event) {
            continue;
        }
        if ends_with_verdict && std::mem::replace(&mut is_said, true) {
            continue;
        }
        report_overrun(cx, &Overrun { event, dated, term, released, place, due, days, ends_with_verdict });
    }
}

/// A detention that lasted longer than its term.
struct Overrun<'a> {
    event: Event<'a>,
    dated: Dated<'a>,
    term: Term<'a>,
    released: Dated<'a>,
    /// The line that names its end.
    place: Entry<'a>,
    due: Day,
    days: i32,
    ends_with_verdict: bool,
}

fn report_overrun<'a>(cx: &mut DocumentContext<'a>, overrun: &Overrun<'a>) {
    let Overrun { event, dated, term, released, place, due, days, ends_with_verdict } = *overrun;
    let whose = cx.model().names(event.persons()).map(|names| format!(" of {names}")).unwrap_or_default();
    let message = format!(
        "the {}{whose} lasted {} longer than the {} from {}",
        event.noun(),
        count(u64::from(days.unsigned_abs()), "day"),
        term.duration,
        dated.written()
    );
    let report = cx.report(place, message).label(dated, "taken on this day");
    let report = if ends_with_verdict { report.at_most(Severity::Info) } else { report };
    let report = match released.entry == place {
        true => report,
        false => report.label(released, "ended on this day"),
    };
    report
        .label(term, "for this long")
        .note(format!("due on {due}"))
        .help(
            "if the term was extended, say so in the event's `description:`, or write the extension as a `pre-trial-detention` of its own; \
             if it was not, this is a violation to be told in the report, and kept with `# reportlint: ignore[release-date-mismatch] why`; \
             otherwise correct the date or the duration",
        );
}

/// The days by which a detention that another event or a verdict ended may be longer than its term, without a word on extensions.
const DAYS_OF_EXTENSIONS: i32 = 365;

/// Returns the date of the event that ended a detention, with the line that names it.
fn ended_by<'a>(event: Event<'a>, by_id: &HashMap<&str, Event<'a>>) -> Option<(Dated<'a>, Entry<'a>)> {
    let entry = event.ended_by_entry()?;
    Some((by_id.get(entry.value.as_str()?)?.dated()?, entry))
}
