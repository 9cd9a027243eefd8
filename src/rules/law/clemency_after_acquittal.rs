//! `clemency-after-acquittal`

use std::collections::{BTreeMap, HashMap};

use super::support::MOST_PERSONS;
use crate::diagnostic::{Premise, Severity};
use crate::model::{Case, Event, EventType, Outcome, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "clemency-after-acquittal",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("clemency-after-acquittal.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for case in model.cases() {
        if cx.model().events_of(case).any(is_clemency) {
            check_case(cx, case);
        }
    }
}

/// The state of each charge against each person: by the place of the verdict of first instance, the acquittal, or `None` where it
/// did not acquit.
type Standing<'a> = HashMap<&'a str, BTreeMap<usize, Option<Verdict<'a>>>>;

fn check_case<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let mut standing: Standing<'a> = HashMap::new();
    let mut first_instances: HashMap<&str, usize> = HashMap::new();
    for (place, event) in cx.model().events_of(case).enumerate() {
        if let Some(whole) = event.as_verdict() {
            let target = whole.appeals().and_then(|id| first_instances.get(id)).copied();
            let first_instance = if whole.is_review() { target } else { Some(place) };
            if let (Some(id), Some(first_instance)) = (event.id(), first_instance) {
                first_instances.insert(id, first_instance);
            }
            note(&mut standing, event, first_instance, place);
        }
        if event.is(EventType::Charge) {
            for id in event.persons().take(MOST_PERSONS) {
                standing.remove(id);
            }
        }
        if is_clemency(event) {
            report_all(cx, event, &standing);
        }
    }
}

/// Takes note of a verdict, which acquits a person if each of its results on them does.
fn note<'a>(standing: &mut Standing<'a>, event: Event<'a>, first_instance: Option<usize>, place: usize) {
    let mut decided: HashMap<&str, Option<Verdict<'a>>> = HashMap::new();
    for verdict in event.judgments() {
        let acquittal = Some(verdict).filter(|verdict| verdict.outcome() == Some(Outcome::Acquitted));
        for id in verdict.persons().take(MOST_PERSONS) {
            let kept = || standing.get(id)?.get(&first_instance?).copied().flatten();
            let new = if verdict.outcome() == Some(Outcome::Upheld) { kept() } else { acquittal };
            decided.entry(id).and_modify(|known| *known = known.and(new)).or_insert(new);
        }
    }
    for (id, acquittal) in decided {
        let of_person = standing.entry(id).or_default();
        // A review that does not say of what is of the only verdict that there is.
        let only = of_person.keys().next().copied().filter(|_| of_person.len() == 1);
        of_person.insert(first_instance.or(only).unwrap_or(place), acquittal);
    }
}

fn report_all<'a>(cx: &mut DocumentContext<'a>, event: Event<'a>, standing: &Standing<'a>) {
    // One that names nobody may be on another penalty of somebody else.
    for reference in event.person_references().take(MOST_PERSONS) {
        let Some(id) = reference.as_str() else { continue };
        let Some(verdicts) = standing.get(id) else { continue };
        let acquittals = verdicts.values().copied().collect::<Option<Vec<_>>>();
        let Some(verdict) = acquittals.and_then(|all| all.last().copied()) else { continue };
        let message =
            format!("the {} covers {}, who was acquitted", event.noun(), clip(cx.model().name_of(id)));
        cx.report(reference, message)
            .label(verdict, "the acquittal")
            .depends_on(verdict.outcome_entry().and_then(|outcome| Premise::value_right(outcome.value)))
            .help("nothing is left to be forgiven: name the right person, or correct the outcome; if a later verdict convicted them, list it");
    }
}

fn is_clemency(event: Event<'_>) -> bool {
    event.is(EventType::Amnesty) || event.is(EventType::Pardon)
}
