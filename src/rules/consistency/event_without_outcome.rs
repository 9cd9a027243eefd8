//! `event-without-outcome`

use crate::diagnostic::Severity;
use crate::model::{Event, EventType};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "event-without-outcome",
    group: Group::Consistency,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("event-without-outcome.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for event in cx.model().events() {
        let Some((message, help)) = missing(event).filter(|_| !event.accounts_for_outcome()) else {
            continue;
        };
        cx.report(event, message).note("with what outcome?").help(help);
    }
}

/// Returns what to say of an event that may be one thing or its opposite.
fn missing(event: Event<'_>) -> Option<(&'static str, &'static str)> {
    Some(match event.event_type()? {
        EventType::Investigation => (
            "the investigation has no `outcome:`: was it opened, refused, suspended or closed?",
            "an investigation that was refused is counted with those that were opened: add `outcome:` with `opened`, `refused`, \
             `suspended` or `closed`",
        ),
        EventType::Extradition => (
            "the extradition has no `outcome:`: was it requested, granted, refused or carried out?",
            "a person whom a state only asked for is counted with those who were handed over: add `outcome:` with `requested`, \
             `granted`, `refused` or `carried-out`",
        ),
        EventType::AsylumDecision => (
            "the asylum decision has no `outcome:`: was asylum granted or refused?",
            "a decision without its outcome tells a reader nothing: add `outcome:` with `granted` or `refused`",
        ),
        _ => return None,
    })
}
