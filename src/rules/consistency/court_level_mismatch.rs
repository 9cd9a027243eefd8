//! `court-level-mismatch`

use std::collections::HashMap;

use super::support::court_changes::check_courts;
use crate::diagnostic::{Applicability, Premise, Severity};
use crate::model::{CourtLevel, Event, EventType, LONGEST_NAME, Outcome};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "court-level-mismatch",
    group: Group::Consistency,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("court-level-mismatch.md"),
};

/// Words in the name of a court that never decides in the first instance, in small letters.
const ABOVE: [&str; 10] = [
    "court of appeal",
    "appeals court",
    "appellate court",
    "appeal court",
    "court of cassation",
    "cassation court",
    "апелляционный суд",
    "кассационный суд",
    "суд апелляционной",
    "апелляциялық сот",
];

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for case in model.cases() {
        check_courts(cx, case);
        let is_first = |event: &Event<'_>| event.court_level() == Some(CourtLevel::FirstInstance);
        let mut first = model.events_of(case).filter(is_first).peekable();
        if first.peek().is_none() {
            continue;
        }
        let verdicts: HashMap<&str, Event<'_>> = model
            .events_of(case)
            .filter(|event| event.is(EventType::Verdict))
            .filter_map(|event| Some((event.id()?, event)))
            .collect();
        for event in first {
            let Some(level) = event.court_level_entry() else { continue };
            let name = event.court().unwrap_or_default();
            let read = if name.len() <= LONGEST_NAME { name } else { "" };
            let is_above = ABOVE.iter().any(|words| read.to_lowercase().contains(words));
            let review = event.as_verdict().filter(|verdict| {
                verdict.outcome().is_some_and(|outcome| outcome.is_review() || outcome == Outcome::Dismissed)
            });
            let reviewed = review.and_then(|verdict| verdicts.get(verdict.appeals()?));
            // A court may lift its own verdict in absentia.
            let is_of_other =
                |reviewed: &&Event<'_>| reviewed.court() != event.court() && is_judged_at_first(**reviewed);
            let reviewed = reviewed.filter(is_of_other);
            let message = match (is_above, reviewed) {
                (true, _) => format!("{} is no court of first instance", clip(name)),
                (false, Some(_)) => {
                    format!("{} reviews a verdict, but is called the first instance", clip(name))
                }
                (false, None) => continue,
            };
            let by_name = level_by_name(read);
            let help = match by_name {
                Some(level) => format!("by its name its level is {}", quoted(level.as_str())),
                None => format!(
                    "write the level at which this court decided: {}, {} or {}",
                    quoted(CourtLevel::Appeal.as_str()),
                    quoted(CourtLevel::Cassation.as_str()),
                    quoted(CourtLevel::Supreme.as_str())
                ),
            };
            let report = cx.report(level, message).help(help);
            let report = match by_name {
                Some(by_name) => report.unsafe_word(level.value, by_name.as_str()),
                None => report,
            };
            let report =
                report.depends_on(event.court_name_entry().and_then(|name| Premise::value_right(name.value)));
            if let Some(reviewed) = reviewed {
                report.label(*reviewed, "the verdict that it reviews");
            }
        }
    }
}

/// Returns the level that a court has in its name, if that says only one.
fn level_by_name(name: &str) -> Option<CourtLevel> {
    let lower = name.to_lowercase();
    let has = |stems: &[&str]| stems.iter().any(|stem| lower.contains(stem));
    match (has(&["appea", "appellate", "апелляц"]), has(&["cassation", "кассац"])) {
        (true, false) => Some(CourtLevel::Appeal),
        (false, true) => Some(CourtLevel::Cassation),
        _ => None,
    }
}

/// Returns true for the verdict of a criminal or civil court, which only a court above it reviews.
fn is_judged_at_first(event: Event<'_>) -> bool {
    event.court_level().is_none_or(|level| level == CourtLevel::FirstInstance)
}
