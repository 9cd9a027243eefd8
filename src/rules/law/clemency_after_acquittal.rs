//! `clemency-after-acquittal`

use std::collections::HashMap;

use crate::diagnostic::{Premise, Severity};
use crate::model::{Case, Event, EventType, Outcome, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeRef;
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

/// The most persons of one verdict; a longer list is not followed person by person.
const MOST_PERSONS: usize = 200;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for case in model.cases() {
        if cx.model().events_of(case).any(is_clemency) {
            check_case(cx, case);
        }
    }
}

fn check_case<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    // The acquittal of each person; `None` for somebody who was convicted of something.
    let mut acquitted: HashMap<&str, Option<Verdict<'a>>> = HashMap::new();
    for event in cx.model().events_of(case) {
        for verdict in event.judgments() {
            let acquittal = Some(verdict).filter(|verdict| verdict.outcome() == Some(Outcome::Acquitted));
            let keeps = verdict.outcome() == Some(Outcome::Upheld);
            for id in verdict.persons().take(MOST_PERSONS) {
                let known = acquitted.entry(id).or_insert(acquittal);
                // A review acquits for good; a result convicts of another charge.
                *known = match (verdict.is_review(), keeps) {
                    (true, true) => *known,
                    (true, false) => acquittal,
                    (false, _) => known.and(acquittal),
                };
            }
        }
        if event.is(EventType::Charge) {
            for id in event.persons().take(MOST_PERSONS) {
                acquitted.remove(id);
            }
        }
        if is_clemency(event) {
            report_all(cx, event, &acquitted);
        }
    }
}

fn report_all<'a>(
    cx: &mut DocumentContext<'a>,
    event: Event<'a>,
    acquitted: &HashMap<&'a str, Option<Verdict<'a>>>,
) {
    let references: HashMap<&str, NodeRef<'a>> =
        event.person_references().filter_map(|node| Some((node.as_str()?, node))).collect();
    let is_alone = event.persons().nth(1).is_none();
    for id in event.persons().take(MOST_PERSONS).filter(|id| is_alone || references.contains_key(id)) {
        let Some(Some(verdict)) = acquitted.get(id) else { continue };
        let message =
            format!("the {} covers {}, who was acquitted", event.noun(), clip(cx.model().name_of(id)));
        let report = match references.get(id) {
            Some(reference) => cx.report(*reference, message),
            None => cx.report(event, message),
        };
        report
            .label(*verdict, "the acquittal")
            .depends_on(verdict.outcome_entry().and_then(|outcome| Premise::value_right(outcome.value)))
            .help("nothing is left to be forgiven: name the right person, or correct the outcome; if a later verdict convicted them, list it");
    }
}

fn is_clemency(event: Event<'_>) -> bool {
    event.is(EventType::Amnesty) || event.is(EventType::Pardon)
}
