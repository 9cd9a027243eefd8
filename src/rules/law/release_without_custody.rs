//! `release-without-custody`

use std::collections::HashSet;

use super::support::MOST_PERSONS;
use crate::diagnostic::Severity;
use crate::document::DocumentKind;
use crate::model::{Case, Event, EventType, Model, Sentence};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeRef;
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "release-without-custody",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("release-without-custody.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    // A report covers a stretch of time, and somebody may have been held before it.
    if model.kind() != Some(DocumentKind::Case) {
        return;
    }
    for case in model.cases().filter(|case| case.continues_entry().is_none()) {
        if cx.model().events_of(case).any(|event| event.is(EventType::Release)) {
            check_case(cx, case);
        }
    }
}

fn check_case<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let model = cx.model();
    let held = held(model, case);
    // Where the file says of nobody by name that they were held, it may leave such events out.
    let names_anybody =
        model.events_of(case).any(|event| takes_liberty(event) && event.persons_entry().is_some());
    // One of those who are only counted may have a name at the release.
    let counts_others =
        model.events_of(case).any(|event| takes_liberty(event) && event.count_entry().is_some());
    if held.is_empty() || !names_anybody || counts_others {
        return;
    }
    for event in cx.model().events_of(case).filter(|event| event.is(EventType::Release)) {
        for reference in event.person_references().take(MOST_PERSONS) {
            let Some(id) = reference.as_str().filter(|id| !held.contains(id)) else { continue };
            // `unresolved-person` reports an unknown id.
            if cx.model().person(id).is_none() {
                continue;
            }
            let message = format!(
                "{} is released, but nothing in the case says that they were held",
                clip(cx.model().name_of(id))
            );
            cx.report(reference, message).help(
                "name the right person; if this one was held, add the detention or the arrest, or their id to the `persons:` of the right event",
            );
        }
    }
}

/// Returns those who were held or sent to prison in a case.
fn held<'a>(model: &'a Model<'a>, case: Case<'a>) -> HashSet<&'a str> {
    let of_events = model.events_of(case).filter(|event| takes_liberty(*event)).flat_map(Event::persons);
    let mut held: HashSet<&str> = of_events.collect();
    // Somebody may be taken to the police after a search, or be abducted.
    let may_hold = |event: &Event<'_>| {
        event
            .event_type()
            .is_some_and(|kind| matches!(kind, EventType::Attack | EventType::Other | EventType::Search))
    };
    let of_others = model.events_of(case).filter(may_hold).flat_map(Event::person_references);
    held.extend(of_others.filter_map(NodeRef::as_str));
    for verdict in model.events_of(case).flat_map(Event::judgments) {
        // A conviction whose penalty the file does not give, or a review that leaves it as it was, may be one to prison.
        if verdict.can_sentence() && verdict.sentences().next().is_none() {
            held.extend(verdict.persons());
        }
        let of_liberty = || {
            verdict
                .sentences()
                .filter(|sentence| sentence.sentence_type().is_none_or(|kind| !kind.leaves_free()))
        };
        held.extend(of_liberty().flat_map(Sentence::person_references).filter_map(NodeRef::as_str));
        // A sentence that names nobody is that of all whom the verdict concerns.
        if of_liberty().any(|sentence| sentence.person_references().next().is_none()) {
            held.extend(verdict.persons());
        }
    }
    held
}

/// Returns true for an event that takes somebody's liberty, or happens to those who have lost it.
fn takes_liberty(event: Event<'_>) -> bool {
    use EventType::{
        Conscription, Deportation, Extradition, HungerStrike, IllTreatment, PunishmentCell, Transfer,
    };
    event.event_type().is_some_and(|kind| {
        kind.is_custody()
            || matches!(
                kind,
                Transfer
                    | PunishmentCell
                    | HungerStrike
                    | Extradition
                    | Deportation
                    | IllTreatment
                    | Conscription
            )
    })
}
