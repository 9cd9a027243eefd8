//! `review-contradicts`

use std::collections::{HashMap, HashSet};

use super::support::change_words::{Change, change_said, returned_said};
use super::support::decided::Decided;
use super::support::review_targets::check_targets;
use crate::diagnostic::{Premise, Severity};
use crate::model::vocabulary::field;
use crate::model::{Case, Citation, Event, EventType, Model, Outcome, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeRef;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "review-contradicts",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("review-contradicts.md"),
};

const HELP_UPHELD: &str = "`upheld` says that nothing was changed: where the review changed the penalty or the articles, write `amended`; otherwise \
                           correct what differs, or leave it out, as it stands in the verdict that is upheld";

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for case in model.cases() {
        check_targets(cx, case);
        let reviews =
            |event: &Event<'_>| event.as_verdict().is_some_and(|verdict| verdict.appeals().is_some());
        if !cx.model().events_of(case).any(|event| reviews(&event)) {
            continue;
        }
        check_case(cx, case);
    }
}

/// The articles of the charges of a case, each with its code.
type Charged<'a> = HashSet<(&'a str, &'a str)>;

fn check_case<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let mut by_id: HashMap<&str, Event<'a>> = HashMap::new();
    let mut decided = Decided::default();
    let charges = cx.model().events_of(case).filter(|event| event.is(EventType::Charge));
    let charged: Charged<'a> =
        charges.flat_map(Event::articles).map(|citation| (citation.code(), citation.article())).collect();
    for event in cx.model().events_of(case) {
        let target = event.as_verdict().and_then(Verdict::appeals).and_then(|id| by_id.get(id)).copied();
        for review in event.judgments().filter(|_| target.is_some()) {
            let Some(target) = target else { continue };
            match review.outcome() {
                Some(Outcome::Upheld) => check_upheld(cx, review, target, (&decided, &charged)),
                Some(Outcome::Amended) => check_amended(cx, review, target, &decided),
                _ => {}
            }
        }
        if event.as_verdict().is_some() {
            decided.add(event);
            by_id.extend(event.id().map(|id| (id, event)));
        }
    }
}

/// Reports a review that upholds a verdict and yet changes something, once.
fn check_upheld<'a>(
    cx: &mut DocumentContext<'a>,
    review: Verdict<'a>,
    target: Event<'a>,
    (decided, charged): (&Decided<'a>, &Charged<'a>),
) {
    let Some(outcome) = review.outcome_entry() else { return };
    let refuted = Premise::value_right(outcome.value);
    if let Some(reclassified) = review.event().reclassified_entry() {
        cx.report(outcome.value, "the verdict is `upheld`, and yet its charge is reclassified")
            .label(reclassified.key, "this changes it")
            .help(HELP_UPHELD)
            .refutes(refuted);
        return;
    }
    let description = review.event().description_entry().filter(|_| !review.is_result());
    if let Some(words) = description.and_then(|entry| returned_said(entry.value.as_str()?)) {
        cx.report(outcome.value, format!("the verdict is `upheld`, and yet the text says {}", quoted(&words)))
            .label(description.map_or(outcome.value, |entry| entry.key), "said here")
            .help("where the court sent the case back, the outcome is `overturned`; otherwise correct the description")
            .refutes(refuted);
        return;
    }
    let tells_of_rest = tells_of_rest(review.event());
    for sentence in review.sentences().filter(|_| !tells_of_rest) {
        let Some((mine, theirs)) = decided.different_penalty(sentence) else { continue };
        let place = theirs.place();
        cx.report(
            outcome.value,
            format!(
                "the verdict is `upheld`, and yet its penalty is {} in place of {}",
                mine.shown(),
                theirs.shown()
            ),
        )
        .label(sentence, "the penalty after the review")
        .label(place, "that of the verdict")
        .help(HELP_UPHELD)
        .refutes(refuted);
        return;
    }
    if let Some(citation) = other_article(cx, review, target, (decided, charged)) {
        let number = citation.shown();
        cx.report(outcome.value, format!("the verdict is `upheld`, and yet the review rests on article {number}, which the verdict does not cite"))
            .label(citation.article_place(), "not in the verdict")
            .label(target, "the verdict that is upheld")
            .help(HELP_UPHELD)
            .refutes(refuted);
    }
}

/// Words by which a description says that the penalty listed is what is left of the term.
const REST: [&str; 9] = [
    "left to serve",
    "still to serve",
    "to be served",
    "remaining",
    "unserved",
    "неотбыт",
    "оставш",
    "осталось",
    "қалған",
];

fn tells_of_rest(event: Event<'_>) -> bool {
    let lower = event.description().unwrap_or_default().to_lowercase();
    REST.iter().any(|words| lower.contains(words))
}

/// Returns an offence that a review cites and no verdict before it, in a code that the reviewed verdict cites.
fn other_article<'a>(
    cx: &DocumentContext<'a>,
    review: Verdict<'a>,
    target: Event<'a>,
    (decided, charged): (&Decided<'a>, &Charged<'a>),
) -> Option<Citation<'a>> {
    let codes: HashSet<&str> = target.citations().map(Citation::code).collect();
    // Where the verdict and not the review departs from the charge, the slip is in the verdict.
    let is_charged = |citation: Citation<'_>| charged.contains(&(citation.code(), citation.article()));
    if !charged.is_empty() && !target.articles().all(is_charged) {
        return None;
    }
    let is_rule = |citation: Citation<'_>| {
        let code = cx.law().get(citation.code());
        // Of a code whose general part is not known any article may be a rule.
        code.is_none_or(|code| code.is_general(citation.article()) || !code.knows_general_part())
    };
    let cited = review.articles().filter_map(Citation::from_node);
    let mut others = cited.filter(|citation| codes.contains(citation.code()) && !decided.cites(*citation));
    others.find(|citation| !is_rule(*citation))
}

/// Reports a review whose text says that the penalty was reduced, while the file has a longer one, or the other way round.
fn check_amended<'a>(
    cx: &mut DocumentContext<'a>,
    review: Verdict<'a>,
    target: Event<'a>,
    decided: &Decided<'a>,
) {
    let mut terms =
        review.sentences().filter_map(|sentence| Some((sentence, decided.earlier_term(sentence)?)));
    let Some((sentence, earlier)) = terms.next() else { return };
    let Some(term) = sentence.duration() else { return };
    let (now, before) = (term.duration.days(), earlier.duration.days());
    if now == before || terms.next().is_some() {
        return;
    }
    let said = said(review.event()).or_else(|| said_of_case(cx.model(), review.event()));
    let Some((entry, change)) = said else { return };
    let (is_wrong, word, how) = match change {
        Change::Reduced => (now > before, "reduced", "longer"),
        Change::Increased => (now < before, "increased", "shorter"),
    };
    if !is_wrong {
        return;
    }
    let message = format!(
        "the text says that the penalty was {word}, but {} is {how} than {}",
        term.duration, earlier.duration
    );
    cx.report(term, message)
        .label(entry, "said here")
        .label(earlier, "the term before the review")
        .depends_on(target.id_entry().and_then(|id| Premise::value_right(id.value)))
        .refutes(Premise::value_right(term.entry.value))
        .help("one of the terms has a wrong digit, or the two stand in each other's place: look both up in the judgments");
}

/// Returns the direction in which a sentence of the case's summary says that a penalty was changed, if only this review changed any.
fn said_of_case<'a>(model: &Model<'a>, event: Event<'a>) -> Option<(NodeRef<'a>, Change)> {
    let amended = |one: &Verdict<'_>| one.outcome() == Some(Outcome::Amended);
    let mut reviews = model.events_of(event.case()).flat_map(Event::judgments).filter(amended);
    let _ = reviews.next()?;
    if reviews.next().is_some() {
        return None;
    }
    let entry = event.case().node().entry(field::SUMMARY)?;
    let mut said = entry.value.as_str()?.split(['.', ';']).filter_map(change_said);
    let first = said.next()?;
    said.all(|other| other == first).then_some((entry.key, first))
}

/// Returns the direction in which a review's description says that the penalty was changed, with its place.
fn said(event: Event<'_>) -> Option<(NodeRef<'_>, Change)> {
    let entry = event.description_entry()?;
    Some((entry.key, change_said(entry.value.as_str()?)?))
}
