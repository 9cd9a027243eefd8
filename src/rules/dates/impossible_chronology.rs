//! `impossible-chronology`

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Severity;
use crate::model::{Case, Dated, Event, EventType, Jurisdiction, Outcome, Verdict};
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

/// A case in which one event has more persons is not followed person by person.
const MOST_PERSONS: usize = 50;

const HELP: &str = "it cannot have happened in this order, and a reader who sees it will doubt the whole case: look both dates up, \
                    mostly one has the wrong year, or day and month swapped";

fn check(cx: &mut DocumentContext<'_>) {
    for case in cx.model().cases() {
        check_releases(cx, case);
        check_reviews(cx, case);
        if case.events().any(|event| event.persons().nth(MOST_PERSONS).is_some()) {
            continue;
        }
        let mut courses: HashMap<&str, Course<'_>> = HashMap::new();
        let mut reported = None;
        for event in case.events() {
            let mut persons = event.persons().peekable();
            let nobody = persons.peek().is_none().then_some("");
            for person in persons.chain(nobody) {
                courses.entry(person).or_default().add(event);
            }
        }
        // In the order of the file, whatever that of the map.
        let mut contradictions: Vec<_> = courses.values().flat_map(Course::contradictions).collect();
        contradictions
            .sort_by_key(|((_, one), (_, other), _)| (one.entry.key.span(), other.entry.key.span()));
        for ((event, dated), (other, other_dated), how) in contradictions {
            // What several persons share is one finding.
            if reported.replace(dated.entry.key.span()) == Some(dated.entry.key.span()) {
                continue;
            }
            report(cx, (event, dated), (other, other_dated), how);
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
    /// Whether a review sent the case back, so that it may begin anew.
    is_reopened: bool,
}

impl<'a> Course<'a> {
    fn add(&mut self, event: Event<'a>) {
        let at = event.dated().map(|dated| (event, dated));
        match event.event_type() {
            Some(EventType::Charge | EventType::Trial) => {
                self.has_undated_accusation |= at.is_none();
                self.accusations.extend(at);
            }
            Some(EventType::Release) => self.releases.extend(at),
            Some(EventType::Verdict) => {
                let is_review = event.as_verdict().is_some_and(Verdict::is_review);
                let outcome = event.as_verdict().and_then(Verdict::outcome);
                let stands = outcome.is_some_and(Outcome::keeps_conviction);
                self.has_review |= is_review;
                self.is_reopened |= is_review && !stands;
                self.verdicts.extend(at.filter(|_| !is_review));
            }
            _ if event.is_custody() => {
                self.has_undated_detention |= at.is_none();
                self.detentions.extend(at);
            }
            _ => {}
        }
    }

    /// What cannot have happened in this order: the event with the wrong date, the one that contradicts it.
    fn contradictions(&self) -> impl Iterator<Item = (At<'a>, At<'a>, &'static str)> {
        // With several verdicts nobody can tell which charge led to which.
        let verdict = match self.verdicts.as_slice() {
            [verdict] => Some(*verdict),
            _ => None,
        };
        let early_verdict = verdict.filter(|_| !self.is_reopened).and_then(|verdict| {
            let is_early = !self.has_undated_accusation && is_before_all(verdict, &self.accusations);
            // An administrative offence may be repeated: what is listed after the verdict is a new one.
            let may_repeat = verdict.0.jurisdiction() == Some(Jurisdiction::Administrative);
            let same = move |at: &At<'a>| !may_repeat || is_listed_before(*at, verdict);
            let mut accusations = is_early.then(|| self.accusations.iter().copied().filter(same));
            Some((verdict, first_of_matter(accusations.as_mut()?, verdict)?))
        });
        let late_detention = verdict.filter(|_| !self.has_review).and_then(|verdict| {
            let is_late = |(_, dated): &At<'a>| dated.date.is_after(&verdict.1.date);
            let is_new = self.has_undated_accusation || self.accusations.iter().any(is_late);
            // An arrest after the verdict may serve it, or be a new matter, unless it is listed before.
            let leads = |at: &At<'a>| at.0.is(EventType::PreTrialDetention) || is_listed_before(*at, verdict);
            let mut late = self.detentions.iter().copied().filter(|at| !is_new && leads(at) && is_late(at));
            Some((first_of_matter(&mut late, verdict)?, verdict))
        });
        let early_release =
            self.releases.first().zip(self.detentions.first()).filter(|(release, detention)| {
                let is_after_verdict =
                    self.verdicts.iter().any(|(_, verdict)| !verdict.date.is_after(&release.1.date));
                // A release that is listed first may be from an earlier sentence.
                !self.has_undated_detention
                    && !is_after_verdict
                    && is_listed_before(**detention, **release)
                    && is_before_all(**release, &self.detentions)
            });
        let early_release = early_release.map(|(release, detention)| (*release, *detention));
        let before = |(early, late)| (early, late, "before");
        let after = |(late, early)| (late, early, "after");
        early_verdict
            .map(before)
            .into_iter()
            .chain(late_detention.map(after))
            .chain(early_release.map(before))
    }
}

/// Whether an event lies before all of the others, of which there is one at least.
fn is_before_all((_, dated): At<'_>, others: &[At<'_>]) -> bool {
    !others.is_empty() && others.iter().all(|(_, other)| dated.date.is_before(&other.date))
}

/// The first charge, trial or detention of the matter that the verdict decides: after an arrest of 15 days
/// there may be a criminal charge.
fn first_of_matter<'a>(mut events: impl Iterator<Item = At<'a>>, verdict: At<'a>) -> Option<At<'a>> {
    let articles = |event: Event<'a>| event.citations().map(|cited| (cited.code(), cited.article()));
    let decided: HashSet<_> = articles(verdict.0).collect();
    events.find(|at| {
        let mut cited = articles(at.0).peekable();
        let is_silent = decided.is_empty() || cited.peek().is_none();
        let is_decided = cited.any(|article| decided.contains(&article));
        // Where the articles say nothing, the order of the file does.
        at.0.jurisdiction() == verdict.0.jurisdiction()
            && (is_decided || is_silent && is_listed_before(*at, verdict))
    })
}

fn is_listed_before(one: At<'_>, other: At<'_>) -> bool {
    one.1.entry.key.span() < other.1.entry.key.span()
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
