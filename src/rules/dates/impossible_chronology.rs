//! `impossible-chronology`

use std::collections::{BTreeMap, HashMap, HashSet};

use super::support::due_release::{MOST_RELEASES, due_release};
use super::support::odd_dates::{OddDate, odd_dates};
use super::support::person_course::{Contradiction, Course};
use crate::diagnostic::{Premise, Severity};
use crate::model::vocabulary::field;
use crate::model::{Case, Dated, Event, Model, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::source::Span;
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "impossible-chronology",
    group: Group::Dates,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("impossible-chronology.md"),
};

/// The most persons of one event; a case with more is not followed person by person.
const MOST_PERSONS: usize = 50;

const HELP: &str = "it cannot have happened in this order, and a reader who sees it will doubt the whole case: check both dates; \
                    usually one has the wrong year, or day and month are swapped";

fn check(cx: &mut DocumentContext<'_>) {
    for case in cx.model().cases() {
        check_releases(cx, case);
        check_ends(cx, case);
        let mut contradictions: Vec<Contradiction<'_>> = reviews(cx.model(), case);
        contradictions.extend(courses(cx.model(), case));
        if !contradictions.is_empty() {
            report_all(cx, case, contradictions);
        }
    }
}

/// Reports detentions that end before they begin.
fn check_releases<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    for event in cx.model().events_of(case) {
        let (Some(dated), Some(released)) = (event.dated(), event.released()) else { continue };
        if released.date.is_before(&dated.date) {
            let message = format!(
                "the {} ends {}, before it begins {}",
                event.noun(),
                clip(released.written()),
                clip(dated.written())
            );
            cx.report(released, message)
                .label(dated, "it begins here")
                .help(HELP)
                .refutes(Premise::value_right(released.entry.value));
        }
    }
}

/// Reports what lasts and ends with an event that lies before it.
fn check_ends<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let events = || cx.model().events_of(case);
    if events().all(|event| event.ended_by_entry().is_none()) {
        return;
    }
    let by_id: HashMap<&str, Event<'a>> = events().filter_map(|event| Some((event.id()?, event))).collect();
    for event in cx.model().events_of(case) {
        let (Some(dated), Some(ended)) = (event.dated(), event.ended_by_entry()) else { continue };
        let end =
            ended.value.as_str().and_then(|id| by_id.get(id)).and_then(|end| Some((*end, end.dated()?)));
        let Some((end, end_dated)) = end.filter(|(_, end)| end.date.is_before(&dated.date)) else { continue };
        let message = format!(
            "the {} of {} is ended by the {} of {}, before it begins",
            event.noun(),
            clip(dated.written()),
            end.noun(),
            clip(end_dated.written())
        );
        cx.report(ended, message)
            .label(dated, "it begins here")
            .label(end_dated, "and this event ends it")
            .help("name the event that ended it, by its id; if this one did, one of the two dates is wrong, usually in its year")
            .refutes(Premise::value_right(ended.value));
    }
}

/// Returns the reviews and appeals dated before the verdict that they are about.
fn reviews<'a>(model: &Model<'a>, case: Case<'a>) -> Vec<Contradiction<'a>> {
    let verdicts = || model.events_of(case).filter_map(Event::as_verdict);
    let mut by_id = BTreeMap::new();
    for verdict in verdicts() {
        // Of an id that stands twice, references lead to the first.
        if let Some(id) = verdict.event().id() {
            by_id.entry(id).or_insert(verdict.event());
        }
    }
    let before = |event: Event<'a>, id: &str| {
        let target = *by_id.get(id)?;
        let (own, first) = (event.dated()?, target.dated()?);
        let contradiction = Contradiction { event: (event, own), other: (target, first), order: "before" };
        own.date.is_before(&first.date).then_some(contradiction)
    };
    let against = |event: Event<'a>| before(event, event.against_entry()?.value.as_str()?);
    let reviews = verdicts().filter_map(|review| before(review.event(), review.appeals()?));
    reviews.chain(model.events_of(case).filter_map(against)).collect()
}

/// Returns the contradictions between the events of each person.
fn courses<'a>(model: &Model<'a>, case: Case<'a>) -> Vec<Contradiction<'a>> {
    if model.events_of(case).any(|event| event.persons().nth(MOST_PERSONS).is_some()) {
        return Vec::new();
    }
    let mut courses: BTreeMap<&str, Course<'_>> = BTreeMap::new();
    for event in model.events_of(case) {
        let mut persons = event.persons().peekable();
        let nobody = persons.peek().is_none().then_some("");
        for person in persons.chain(nobody) {
            courses.entry(person).or_default().add(event);
        }
    }
    // The map is in the order of ids; findings follow the file.
    let mut contradictions: Vec<_> = courses.values().flat_map(Course::contradictions).collect();
    contradictions.sort_by_key(|Contradiction { event: (_, one), other: (_, other), .. }| {
        (one.entry.key.span(), other.entry.key.span())
    });
    contradictions
}

/// Reports contradictions, each at the date that is probably wrong, and each such date once.
fn report_all<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>, contradictions: Vec<Contradiction<'a>>) {
    let odd = odd_dates(cx.model(), case);
    let odd: HashMap<Span, &OddDate<'_>> = odd.iter().map(|odd| (odd.place(), odd)).collect();
    let find = |dated: Dated<'_>| odd.get(&dated.entry.key.span()).copied();
    let mut reported = HashSet::new();
    for contradiction in contradictions {
        let Contradiction { event, other, order } = contradiction;
        let is_other = find(event.1).is_none() && find(other.1).is_some();
        let contradiction = match (is_other, order) {
            (false, _) => contradiction,
            (true, "before") => Contradiction { event: other, other: event, order: "after" },
            (true, _) => Contradiction { event: other, other: event, order: "before" },
        };
        let (_, dated) = contradiction.event;
        // Several persons share one finding.
        if reported.insert(dated.entry.key.span()) {
            let year = find(dated).and_then(OddDate::help_on_date);
            let target = || other_target(cx.model(), case, &contradiction);
            let due = || {
                let release = Some(contradiction.event.0).filter(|_| reported.len() <= MOST_RELEASES);
                Some(due_release(cx.model(), case, release?)?.help())
            };
            let help = year.or_else(target).or_else(due);
            report(cx, contradiction, help.as_deref().unwrap_or(HELP));
        }
    }
}

/// Returns the help that names the last verdict before a review, where the dates may be right and its `appeals:` wrong.
fn other_target<'a>(model: &Model<'a>, case: Case<'a>, contradiction: &Contradiction<'a>) -> Option<String> {
    let ((one, _), (other, _)) = (contradiction.event, contradiction.other);
    let names = |review: Event<'a>, target: Event<'a>| {
        let appeals = review.as_verdict().and_then(Verdict::appeals_entry);
        let entry = appeals.or(review.against_entry()).filter(|entry| entry.value.as_str() == target.id())?;
        Some((review, target, entry.name()))
    };
    let (review, target, key) = names(one, other).or_else(|| names(other, one))?;
    let day = review.dated()?.date;
    let is_before = |event: &Event<'a>| event.dated().is_some_and(|dated| dated.date.is_before(&day));
    let verdicts = model.events_of(case).filter(|event| {
        event.as_verdict().is_some() && event.node() != target.node() && event.node() != review.node()
    });
    let before =
        verdicts.filter(is_before).max_by_key(|event| event.dated().map(|dated| dated.date.first_day()))?;
    let noun = if key == field::APPEALS { "review".to_owned() } else { review.noun() };
    Some(format!(
        "{HELP}; or `{key}:` names the wrong verdict: {} is one before the {noun}",
        quoted(before.id()?)
    ))
}

fn report<'a>(cx: &mut DocumentContext<'a>, contradiction: Contradiction<'a>, help: &str) {
    let Contradiction { event: (event, dated), other: (other, other_dated), order } = contradiction;
    let is_review = event.as_verdict().is_some_and(Verdict::is_review) && other.as_verdict().is_some();
    let (noun, other_noun, label) = if is_review {
        ("review".to_owned(), "reviewed verdict".to_owned(), "the verdict that it reviews".to_owned())
    } else {
        (event.noun(), other.noun(), format!("the {}", other.noun()))
    };
    let message = format!(
        "the {noun} is dated {}, {order} the {other_noun} of {}",
        clip(dated.written()),
        clip(other_dated.written())
    );
    cx.report(dated, message)
        .label(other_dated, label)
        .help(help)
        .refutes(Premise::value_right(dated.entry.value));
}
