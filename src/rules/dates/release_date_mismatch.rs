//! `release-date-mismatch`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::words::count;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<ReleaseDateMismatch>(RuleMeta {
    name: "release-date-mismatch",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("release-date-mismatch.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ReleaseDateMismatch {}

impl Rule for ReleaseDateMismatch {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        for event in model.events().filter(|event| event.is_deprivation_of_liberty()) {
            let (Some(term), Some(dated), Some(released)) =
                (event.duration(), event.dated(), event.released())
            else {
                continue;
            };
            let Some(due) = dated.date.as_day().and_then(|day| term.duration.end_from(day)) else { continue };
            // A release may be earlier, on appeal or for good conduct.
            let Some(first) = released.date.earliest() else { continue };
            let days = (first - due).get_days();
            if days <= 1 {
                continue;
            }
            let whose = model.names(event.persons()).map(|names| format!(" of {names}")).unwrap_or_default();
            let message = format!(
                "the {}{whose} lasted {} longer than the {} from {}",
                event.noun(),
                count(u64::from(days.unsigned_abs()), "day"),
                term.duration,
                dated.written()
            );
            cx.report(released, message)
                .label(dated, "taken on this day")
                .label(term, "for this long")
                .note(format!("due on {due}"))
                .help(
                    "if it is true, it is a violation worth a sentence in the report, with the extension as an event of its own; \
                     if not, correct the date or the duration",
                );
        }
    }
}
