//! `impossible-chronology`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use std::collections::HashMap;

use crate::model::{Case, Dated, Event, Verdict};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<ImpossibleChronology>(RuleMeta {
    name: "impossible-chronology",
    group: Group::Dates,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("impossible-chronology.md"),
});

/// More persons of one event are not followed by themselves.
const MOST_PERSONS: usize = 50;

const HELP: &str = "it cannot have happened in this order, and a reader who sees it will doubt the whole case: look both dates up, \
                    mostly one has the wrong year, or day and month swapped";

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ImpossibleChronology {}

impl Rule for ImpossibleChronology {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        for case in cx.model().cases() {
            check_releases(cx, case);
            check_reviews(cx, case);
            let mut courses: HashMap<&str, Course<'_>> = HashMap::new();
            let mut reported = Vec::new();
            for event in case.events() {
                // Of a mass trial the first of the persons stand for all.
                let mut persons = event.persons().take(MOST_PERSONS).peekable();
                let nobody = persons.peek().is_none().then_some("");
                for person in persons.chain(nobody) {
                    courses.entry(person).or_default().add(event);
                }
            }
            // In the order of the file, whatever that of the map.
            let mut contradictions: Vec<_> = courses.values().flat_map(Course::contradictions).collect();
            contradictions.sort_by_key(|(late, ..)| late.1.entry.key.span());
            for ((event, dated), (other, other_dated), how) in contradictions {
                if reported.last() == Some(&dated.entry.key.span()) {
                    continue;
                }
                reported.push(dated.entry.key.span());
                report(cx, (event, dated), (other, other_dated), how);
            }
        }
    }
}

type At<'a> = (Event<'a>, Dated<'a>);

/// What happened to one person in a case.
#[derive(Default)]
struct Course<'a> {
    accusations: Vec<At<'a>>,
    detentions: Vec<At<'a>>,
    verdicts: Vec<At<'a>>,
    releases: Vec<At<'a>>,
    has_undated_accusation: bool,
    has_undated_detention: bool,
    has_review: bool,
}

impl<'a> Course<'a> {
    fn add(&mut self, event: Event<'a>) {
        let at = event.dated().map(|dated| (event, dated));
        match event.event_type() {
            Some("charge" | "trial") => {
                self.has_undated_accusation |= at.is_none();
                self.accusations.extend(at);
            }
            Some("release") => self.releases.extend(at),
            Some("verdict") => {
                let is_review = event.as_verdict().is_some_and(Verdict::is_review);
                self.has_review |= is_review;
                self.verdicts.extend(at.filter(|_| !is_review));
            }
            _ if event.is_deprivation_of_liberty() => {
                self.has_undated_detention |= at.is_none();
                self.detentions.extend(at);
            }
            _ => {}
        }
    }

    /// What cannot have happened in this order: the event with the wrong date, the one that contradicts it.
    fn contradictions(&self) -> impl Iterator<Item = (At<'a>, At<'a>, &'static str)> {
        let earliest =
            |events: &[At<'a>]| events.iter().copied().min_by_key(|(_, dated)| dated.date.first_day());
        // With several verdicts nobody can tell which charge led to which.
        let verdict = match self.verdicts.as_slice() {
            [verdict] if !self.has_review => Some(*verdict),
            _ => None,
        };
        let early_verdict =
            verdict.zip(earliest(&self.accusations)).filter(|((_, verdict), (_, accusation))| {
                !self.has_undated_accusation && verdict.date.is_before(&accusation.date)
            });
        let late_detention = verdict.and_then(|verdict| {
            let is_custody = |event: Event<'_>| event.event_type() == Some("pre-trial-detention");
            let is_new =
                self.accusations.iter().any(|(_, accusation)| accusation.date.is_after(&verdict.1.date));
            let late = self
                .detentions
                .iter()
                .find(|(event, dated)| is_custody(*event) && dated.date.is_after(&verdict.1.date));
            late.filter(|_| !is_new && !self.has_undated_accusation).map(|late| (*late, verdict))
        });
        let early_release = self.releases.first().copied().zip(earliest(&self.detentions)).filter(
            |((_, release), (_, detention))| {
                let is_after_verdict =
                    self.verdicts.iter().any(|(_, verdict)| !verdict.date.is_after(&release.date));
                !self.has_undated_detention && !is_after_verdict && release.date.is_before(&detention.date)
            },
        );
        let before = |(early, late)| (early, late, "before");
        let after = |(late, early)| (late, early, "after");
        early_verdict
            .map(before)
            .into_iter()
            .chain(late_detention.map(after))
            .chain(early_release.map(before))
    }
}

/// Detentions that end before they begin.
fn check_releases<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    for event in case.events() {
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

/// Reviews that are older than what they review.
fn check_reviews<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let verdicts = || case.events().filter_map(Event::as_verdict);
    let mut by_id = HashMap::new();
    for verdict in verdicts() {
        by_id.extend(verdict.event().id().map(|id| (id, verdict.event())));
    }
    for review in verdicts() {
        let Some(target) = review.appeals().and_then(|id| by_id.get(id)) else { continue };
        let (Some(own), Some(first)) = (review.event().dated(), target.dated()) else { continue };
        if own.date.is_before(&first.date) {
            report(cx, (review.event(), own), (*target, first), "before");
        }
    }
}

fn report<'a>(cx: &mut DocumentContext<'a>, (event, dated): At<'a>, (other, other_dated): At<'a>, how: &str) {
    let review = event.as_verdict().is_some_and(Verdict::is_review) && other.as_verdict().is_some();
    let (what, of) = if review {
        ("review".to_owned(), "verdict that it reviews".to_owned())
    } else {
        (event.noun(), other.noun())
    };
    let message = format!(
        "the {what} is dated {}, {how} the {of} of {}",
        clip(dated.written()),
        clip(other_dated.written())
    );
    cx.report(dated, message).label(other_dated, format!("the {of}")).help(HELP);
}
