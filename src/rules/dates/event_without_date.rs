//! `event-without-date`

use super::support::dated_neighbours::undated_events;
use crate::diagnostic::Severity;
use crate::model::{Event, EventType};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "event-without-date",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("event-without-date.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for undated in model.cases().flat_map(|case| undated_events(model, case, is_undated)) {
        let event = undated.event;
        let concerning = match model.names(event.persons()) {
            Some(names) => format!(" concerning {names}"),
            None => event
                .case()
                .title()
                .map(|title| format!(" in the case \"{}\"", clip(title)))
                .unwrap_or_default(),
        };
        let message = format!("the {}{concerning} has no date", event.noun());
        undated.label_neighbours(cx.report(event, message).note("when?")).help(
            "an event without a date cannot be put in order or checked against the law of its time: write `date: YYYY-MM-DD`, or as much as is \
             known, such as `2023-05` or `2023-05~`; where no source tells it, `unknown: {date: {why: source-silent, checked: YYYY-MM-DD}}`",
        );
    }
}

/// Returns true if the event has no `date:` key. `verdict-without-date` reports verdicts, and the schema an empty
/// date.
fn is_undated(event: Event<'_>) -> bool {
    !event.accounts_for_date() && event.type_text().is_some() && !event.is(EventType::Verdict)
}
