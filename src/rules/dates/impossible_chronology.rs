//! `impossible-chronology`

use std::collections::BTreeMap;

use super::support::person_course::{Contradiction, Course};
use crate::diagnostic::Severity;
use crate::model::{Case, Event, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

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
        check_reviews(cx, case);
        check_courses(cx, case);
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
            cx.report(released, message).label(dated, "it begins here").help(HELP);
        }
    }
}

/// Reports reviews dated before the verdict that they review.
fn check_reviews<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let model = cx.model();
    let verdicts = || model.events_of(case).filter_map(Event::as_verdict);
    let mut by_id = BTreeMap::new();
    for verdict in verdicts() {
        by_id.extend(verdict.event().id().map(|id| (id, verdict.event())));
    }
    for review in verdicts() {
        let Some(target) = review.appeals().and_then(|id| by_id.get(id)) else { continue };
        let (Some(own), Some(first)) = (review.event().dated(), target.dated()) else { continue };
        if own.date.is_before(&first.date) {
            let contradiction =
                Contradiction { event: (review.event(), own), other: (*target, first), order: "before" };
            report(cx, contradiction);
        }
    }
}

/// Reports contradictions between the events of each person.
fn check_courses<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    if cx.model().events_of(case).any(|event| event.persons().nth(MOST_PERSONS).is_some()) {
        return;
    }
    let mut courses: BTreeMap<&str, Course<'_>> = BTreeMap::new();
    for event in cx.model().events_of(case) {
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
    let mut reported = None;
    for contradiction in contradictions {
        let (_, dated) = contradiction.event;
        // Several persons share one finding.
        if reported.replace(dated.entry.key.span()) != Some(dated.entry.key.span()) {
            report(cx, contradiction);
        }
    }
}

fn report<'a>(cx: &mut DocumentContext<'a>, contradiction: Contradiction<'a>) {
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
    cx.report(dated, message).label(other_dated, label).help(HELP);
}
