//! `event-without-date`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<EventWithoutDate>(RuleMeta {
    name: "event-without-date",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("event-without-date.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct EventWithoutDate {}

impl Rule for EventWithoutDate {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        for event in model.events() {
            // A verdict's date is `verdict-without-date`'s; an empty one is the schema's to report.
            if event.has_date_key() || event.event_type().is_none_or(|word| word == "verdict") {
                continue;
            }
            let of_whom = match model.names(event.persons()) {
                Some(names) => format!(" concerning {names}"),
                None => event
                    .case()
                    .title()
                    .map(|title| format!(" in the case \"{}\"", clip(title)))
                    .unwrap_or_default(),
            };
            cx.report(event, format!("the {}{of_whom} has no date", event.noun()))
                .note("when?")
                .help(
                    "what has no date cannot be put in order, nor held against a law of its time: write `date: YYYY-MM-DD`, \
                     or as much as is known, such as `2023-05` or `2023-05~`",
                );
        }
    }
}
