//! `defendant-without-result`

use std::collections::HashSet;

use crate::diagnostic::{Premise, Severity};
use crate::model::{Case, CasePart, CasePerson, Event, EventType, Outcome, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "defendant-without-result",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("defendant-without-result.md"),
};

/// The most persons of a case that are followed one by one.
const MOST_PERSONS: usize = 200;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for case in model.cases() {
        for event in cx.model().events_of(case) {
            if event.as_verdict().is_some_and(|verdict| verdict.outcome() == Some(Outcome::Mixed)) {
                check_verdict(cx, case, event);
            }
        }
    }
}

fn check_verdict<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>, event: Event<'a>) {
    let results: Vec<Verdict<'a>> = event.judgments().filter(|verdict| verdict.is_result()).collect();
    // A result without persons concerns everybody, and one that counts people may be about somebody who has a name elsewhere.
    if results.is_empty() || !results.iter().all(|result| result.names_everybody()) {
        return;
    }
    // `unresolved-person` reports an id that may be the one of who is missing.
    let is_unresolved = |id: &str| !cx.model().declares(id);
    if results.iter().flat_map(|result| result.persons()).any(is_unresolved) {
        return;
    }
    let judged: HashSet<&str> = results.iter().flat_map(|result| result.persons()).collect();
    let own: Vec<&str> = event.person_references().filter_map(|node| node.as_str()).collect();
    let is_review = event.as_verdict().is_some_and(Verdict::is_review);
    let expected = match own.is_empty() {
        false => own,
        true if is_review => appellants(cx, case, event, &judged),
        true => defendants(cx, case, event, &judged),
    };
    let mut missing: Vec<&str> = Vec::new();
    for id in expected.into_iter().take(MOST_PERSONS) {
        let is_open = cx.model().person(id).is_some_and(|person| person.died_entry().is_none());
        if is_open && !judged.contains(id) && !missing.contains(&id) {
            missing.push(id);
        }
    }
    let Some(names) = cx.model().names(missing.iter().copied()) else { return };
    let is = if missing.len() == 1 { "is" } else { "are" };
    // Somebody who is listed wrongly may stand in the place of one who is missing.
    let listed = results.iter().flat_map(|result| result.person_references()).take(MOST_PERSONS);
    let premises: Vec<Premise> =
        listed.filter(|_| missing.len() == 1).filter_map(Premise::value_right).collect();
    let report = cx.report(event, format!("{names} {is} in no result of this verdict"));
    let report = premises.into_iter().fold(report, |report, premise| report.depends_on(premise));
    let report = if is_review { report.at_most(Severity::Info) } else { report };
    report.note("what did it decide on them?").help(
        "add a result for them, or their ids to the `persons:` of the right one; if this verdict was on others only, list those under the \
         verdict's own `persons:`",
    );
}

/// The least people on whom a review decides by name, where one more is missing by a slip.
const SEVERAL: usize = 3;

/// Returns those on whom a review may have decided: the appellants by name, or all of the verdict that it is of, if only one of them
/// is missing. Those who did not appeal stand in no result of a review.
fn appellants<'a>(
    cx: &DocumentContext<'a>,
    case: Case<'a>,
    review: Event<'a>,
    judged: &HashSet<&str>,
) -> Vec<&'a str> {
    let Some(target) = review.as_verdict().and_then(Verdict::appeals) else { return Vec::new() };
    let is_target = |event: &Event<'a>| event.id() == Some(target);
    let Some(first) = cx.model().events_of(case).find(is_target) else { return Vec::new() };
    let is_against = |event: &Event<'a>| {
        event.is(EventType::Appeal)
            && event.against_entry().is_none_or(|entry| entry.value.as_str() == Some(target))
    };
    let before = cx.model().events_of(case).take_while(|event| *event != review);
    let appeals: Vec<Event<'a>> = before.filter(is_against).collect();
    // A lawyer or a victim may appeal too, and no court decides on them.
    let tried: HashSet<&str> =
        first.judgments().flat_map(Verdict::persons).chain(first.persons()).take(MOST_PERSONS).collect();
    let by_name = |events: &[Event<'a>]| {
        let references = events.iter().flat_map(|event| event.person_references());
        let ids = references.filter_map(|node| node.as_str()).take(MOST_PERSONS);
        ids.filter(|id| tried.contains(id)).collect::<Vec<_>>()
    };
    if !appeals.is_empty() {
        return by_name(&appeals);
    }
    let convicts = |verdict: &Verdict<'a>| verdict.outcome() == Some(Outcome::Convicted);
    let convicted: HashSet<&str> =
        first.judgments().filter(convicts).flat_map(Verdict::persons).take(MOST_PERSONS).collect();
    let missing: Vec<&str> = convicted.iter().copied().filter(|id| !judged.contains(id)).collect();
    if judged.len() < SEVERAL || missing.len() != 1 || !judged.iter().all(|id| convicted.contains(id)) {
        return Vec::new();
    }
    missing
}

/// Returns the defendants of a case on whom nothing else in it decides.
fn defendants<'a>(
    cx: &DocumentContext<'a>,
    case: Case<'a>,
    verdict: Event<'a>,
    judged: &HashSet<&str>,
) -> Vec<&'a str> {
    let is_party = |person: &CasePerson<'_>| person.part() == Some(CasePart::Defendant);
    let by_part = case.people().filter(is_party).filter_map(CasePerson::id);
    let before = cx.model().events_of(case).take_while(|event| *event != verdict);
    let charged = before.filter(|event| event.is(EventType::Charge)).flat_map(Event::persons);
    let settled: HashSet<&str> = cx
        .model()
        .events_of(case)
        .filter(|event| *event != verdict && event.event_type().is_some_and(may_settle))
        .filter(|event| !tells_nothing(*event, judged))
        .flat_map(|event| {
            let of_results = event.judgments().filter(|one| one.is_result()).flat_map(Verdict::persons);
            event.person_references().filter_map(|node| node.as_str()).chain(of_results)
        })
        .collect();
    by_part.chain(charged).filter(|id| !settled.contains(id)).collect()
}

/// Returns true for an event that tells nothing of who was tried apart: it happened to those of the verdict too, or is a release
/// without a word on the charge.
fn tells_nothing(event: Event<'_>, judged: &HashSet<&str>) -> bool {
    use EventType::{Deportation, Hearing, Investigation, Other, Release, Trial};
    let Some(kind) = event.event_type() else { return false };
    let is_common = matches!(kind, Deportation | Hearing | Investigation | Other | Release | Trial);
    let is_plain = kind == Release && event.description().is_none();
    let names_judged =
        || event.person_references().any(|node| node.as_str().is_some_and(|id| judged.contains(id)));
    is_plain || is_common && names_judged()
}

/// Returns true for an event that names somebody who may then not be in the verdict on the others: they are tried apart, died, left
/// or were freed of the charge.
fn may_settle(event_type: EventType) -> bool {
    use EventType::{
        Amnesty, AsylumDecision, Death, Deportation, Extradition, Hearing, Investigation, Other, Pardon,
        PsychiatricDetention, Release, Trial, Verdict, WantedNotice,
    };
    matches!(
        event_type,
        Verdict
            | Amnesty
            | Pardon
            | Death
            | Deportation
            | Other
            | Release
            | Investigation
            | WantedNotice
            | Extradition
            | AsylumDecision
            | PsychiatricDetention
            | Trial
            | Hearing
    )
}
