//! `release-date-mismatch`

use std::collections::HashMap;

use crate::diagnostic::Severity;
use crate::model::Case;
use crate::model::date::Day;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::count;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "release-date-mismatch",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("release-date-mismatch.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for case in cx.model().cases() {
        check_case(cx, case);
    }
}

fn check_case<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let model = cx.model();
    let detentions = || model.events_of(case).filter(|event| event.is_custody());
    // The key is the first person of each event, on behalf of those detained together.
    let mut detention_days: HashMap<Option<&str>, Vec<Day>> = HashMap::new();
    for event in detentions() {
        let days = event.dated().map(|dated| dated.date.first_day());
        detention_days.entry(event.persons().next()).or_default().extend(days);
    }
    detention_days.values_mut().for_each(|days| days.sort_unstable());
    for event in detentions() {
        let (Some(term), Some(dated), Some(released)) = (event.duration(), event.dated(), event.released())
        else {
            continue;
        };
        let Some(due) = dated.date.as_day().and_then(|day| term.duration.end_from(day)) else { continue };
        // A release may be earlier, on appeal or for good conduct.
        let Some(first) = released.date.earliest() else { continue };
        let days = (first - due).get_days();
        // A later detention event explains the delay.
        let is_extended = detention_days.get(&event.persons().next()).is_some_and(|days| {
            let later = days.partition_point(|day| *day <= dated.date.last_day());
            days.get(later).is_some_and(|day| *day <= first)
        });
        if days <= 1 || is_extended {
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
