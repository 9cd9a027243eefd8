//! `implausible-duration`

use crate::diagnostic::{Premise, Severity};
use crate::model::duration::Duration;
use crate::model::{Event, EventType, Sentence, SentenceType, Term, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::{Entry, NodeRef};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "implausible-duration",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("implausible-duration.md"),
};

/// The years beyond which no country's law goes, by the kind of penalty: a longer term has a digit too many.
const MOST_YEARS: [(SentenceType, u16); 7] = [
    (SentenceType::Imprisonment, 40),
    (SentenceType::SuspendedImprisonment, 20),
    // In some countries it takes the place of a term in prison, at home.
    (SentenceType::RestrictionOfLiberty, 40),
    (SentenceType::Probation, 15),
    (SentenceType::CorrectionalLabour, 10),
    (SentenceType::CommunityService, 10),
    (SentenceType::CriminalArrest, 1),
];

/// The keys of the format whose values are durations.
const DURATION_KEYS: [&str; 6] = ["duration", "probation", "served", "minimum", "maximum", "maximum_arrest"];

/// The days beyond which no country's law lets an administrative arrest last.
const MOST_DAYS_OF_ARREST: u16 = 90;

/// The years beyond which nobody is held before trial.
const MOST_YEARS_BEFORE_TRIAL: u16 = 10;

fn check(cx: &mut DocumentContext<'_>) {
    check_numbers(cx);
    let model = cx.model();
    for sentence in model.judgments().flat_map(Verdict::sentences) {
        check_range(cx, sentence);
        check_served(cx, sentence);
        let Some((term, penalty)) = sentence.duration().zip(sentence.sentence_type()) else { continue };
        let limit = match penalty {
            SentenceType::AdministrativeArrest => Duration::of_days(MOST_DAYS_OF_ARREST),
            _ => match MOST_YEARS.iter().find(|(known, _)| *known == penalty) {
                Some((_, years)) => Duration::years(*years),
                None => continue,
            },
        };
        let what = format!("the penalty {}", quoted(penalty.as_str()));
        check_term(cx, term, limit, &what, penalty != SentenceType::AdministrativeArrest);
    }
    let is_before_trial = |event: &Event<'_>| event.event_type().is_some_and(EventType::is_lasting_custody);
    for event in model.events().filter(is_before_trial) {
        if let Some(term) = event.duration() {
            let what = format!("the {}", event.noun());
            check_term(cx, term, Duration::years(MOST_YEARS_BEFORE_TRIAL), &what, true);
        }
    }
}

/// Reports a shortest term that is longer than the longest one.
fn check_range<'a>(cx: &mut DocumentContext<'a>, sentence: Sentence<'a>) {
    let Some((shortest, longest)) = sentence.range() else { return };
    if shortest.duration.days() > longest.duration.days() {
        let message = format!(
            "the shortest term of {} is longer than the longest of {}",
            shortest.duration, longest.duration
        );
        cx.report(shortest, message).note("`minimum:`").label(longest, "`maximum:`").help(
            "these are the shortest and the longest of several terms: one of the two has a slip, or they are swapped",
        );
    }
}

/// Reports a part of a term that is longer than the term.
fn check_served<'a>(cx: &mut DocumentContext<'a>, sentence: Sentence<'a>) {
    let (Some(served), Some(term)) = (sentence.served(), sentence.duration()) else { return };
    if served.duration.days() > term.duration.days() {
        let message = format!("{} of a term of {} count as served", served.duration, term.duration);
        cx.report(served, message).note("`served:`").label(term, "the whole term").help(
            "no more than the whole can count as served: one of the two has a slip, or they stand in each other's place",
        );
    }
}

/// Reports a term beyond the limit of its kind. `is_cause`: other rules on the term follow from it.
fn check_term<'a>(cx: &mut DocumentContext<'a>, term: Term<'a>, limit: Duration, what: &str, is_cause: bool) {
    // `check_numbers` reports a term that nobody could live through.
    if term.duration.days() <= limit.days() || term.duration.implausible_part().is_some() {
        return;
    }
    let premise = Premise::value_right(term.entry.value).filter(|_| is_cause);
    cx.report(term, format!("{what} lasts {}, which is longer than any law allows", term.duration))
        .note("is this the number?")
        .help(HELP)
        .refutes(premise);
}

const HELP: &str = "a digit may be one too many, or the letter of the unit be the wrong one: years are `P3Y`, months `P3M`, days `P3D`, hours `PT3H`";

/// Reports durations with a number that no duration in a report can have.
fn check_numbers(cx: &mut DocumentContext<'_>) {
    let written = cx.document().source().text().as_bytes();
    // Most nodes begin with another letter.
    let may_be_duration =
        |node: &NodeRef<'_>| matches!(written.get(node.span().start as usize), Some(b'P' | b'"' | b'\''));
    for node in cx.document().nodes().filter(|node| !node.is_alias()).filter(may_be_duration) {
        let Some(text) = node.as_str().filter(|text| text.starts_with('P')) else { continue };
        let Some((number, unit)) = Duration::parse(text).and_then(Duration::implausible_part) else {
            continue;
        };
        if !is_of_format(node) {
            continue;
        }
        cx.report(node, format!("{} is a duration of {number} {unit}s", quoted(text)))
            .note("is this the number?")
            .help(HELP);
    }
}

/// Returns true if the value's key is one of the format's for a duration, and no key of one's own is above it.
fn is_of_format(node: NodeRef<'_>) -> bool {
    let mut keys = std::iter::successors(Some(node), |node| node.parent())
        .filter_map(|node| node.parent_entry())
        .map(Entry::name);
    keys.next().is_some_and(|key| DURATION_KEYS.contains(&key)) && !keys.any(|key| key.starts_with("x_"))
}
