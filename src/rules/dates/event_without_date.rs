//! `event-without-date`

use super::neighbours;
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
    for undated in model.cases().flat_map(|case| neighbours::undated(case, is_undated)) {
        let event = undated.event;
        let of_whom = match model.names(event.persons()) {
            Some(names) => format!(" concerning {names}"),
            None => event
                .case()
                .title()
                .map(|title| format!(" in the case \"{}\"", clip(title)))
                .unwrap_or_default(),
        };
        let message = format!("the {}{of_whom} has no date", event.noun());
        undated.label(cx.report(event, message).note("when?"))
            .help(
                "what has no date cannot be put in order, nor held against a law of its time: write `date: YYYY-MM-DD`, \
                 or as much as is known, such as `2023-05` or `2023-05~`",
            );
    }
}

/// Whether no `date:` stands in the event. A verdict's is `verdict-without-date`'s; an empty one is the schema's
/// to report.
fn is_undated(event: Event<'_>) -> bool {
    !event.has_date_key() && event.type_text().is_some() && !event.is(EventType::Verdict)
}
