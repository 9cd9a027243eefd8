//! `charge-without-outcome`

use std::collections::HashMap;

use crate::diagnostic::{Premise, Severity};
use crate::document::DocumentKind;
use crate::model::{Event, EventType, Sentence};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeRef;
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "charge-without-outcome",
    group: Group::Consistency,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("charge-without-outcome.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    // A report covers a stretch of time, and the next one goes on.
    if model.kind() != Some(DocumentKind::Case) {
        return;
    }
    for case in model.cases() {
        let events: Vec<Event<'_>> = model.events_of(case).collect();
        let Some(last_verdict) = events.iter().rposition(|event| event.as_verdict().is_some()) else {
            continue;
        };
        let mut last: HashMap<&str, usize> = HashMap::new();
        for (index, event) in events.iter().enumerate() {
            let of_results = event.judgments().flat_map(|verdict| {
                verdict.person_references().chain(verdict.sentences().flat_map(Sentence::person_references))
            });
            last.extend(event.persons().chain(of_results.filter_map(NodeRef::as_str)).map(|id| (id, index)));
        }
        for (index, charge) in events.iter().enumerate().take(last_verdict) {
            // Somebody who died is charged no more.
            let is_open = |id: &str| model.person(id).is_some_and(|person| person.died_entry().is_none());
            if !charge.is(EventType::Charge) {
                continue;
            }
            let named = charge.person_references().filter_map(|node| Some((node, node.as_str()?)));
            for person in named.filter(|(_, id)| last.get(id) == Some(&index) && is_open(id)) {
                report(cx, *charge, person, events.get(last_verdict).copied());
            }
        }
    }
}

fn report<'a>(
    cx: &mut DocumentContext<'a>,
    charge: Event<'a>,
    (reference, id): (NodeRef<'a>, &'a str),
    verdict: Option<Event<'a>>,
) {
    let name = clip(cx.model().name_of(id));
    let mut report = cx
        .report(charge, format!("{name} is charged, and nothing in the file says how it ended"))
        .note("and then?")
        // Somebody who is named there by mistake is not charged.
        .depends_on(Premise::value_right(reference));
    if let Some(verdict) = verdict {
        report = report.label(verdict, "the case was decided, for others");
    }
    report.help(
        "a charge without an end looks as if it still hung over the person: add the verdict, or what else ended it, such as \
         `type: investigation` with `outcome: closed`; if it is the same verdict, name the person in it",
    );
}
