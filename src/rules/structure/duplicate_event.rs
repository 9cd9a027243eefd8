//! `duplicate-event`

use super::support::copies::{CopiedEvent, copied_events};
use crate::diagnostic::{Applicability, Severity};
use crate::rule::{Check, DocumentContext, FindingBuilder, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "duplicate-event",
    group: Group::Structure,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("duplicate-event.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for case in model.cases() {
        for copied in copied_events(model, case) {
            let CopiedEvent { original, copy } = copied;
            // `duplicate-id` reports two events with one id.
            if copy.id().is_some() && copy.id() == original.id() {
                continue;
            }
            let date = copy.dated().map(|dated| format!(" of {}", clip(dated.written()))).unwrap_or_default();
            let message = format!("the {}{date} is listed twice in this case", copy.noun());
            let report = cx.report(copy, message).note("again here").label(original, "first here").help(
                "whoever counts events counts it twice: delete one of the two; if it happened twice, say in the \
                 `description:` of each what sets it apart",
            );
            let report = report.unsafe_fix("delete this one", copied.without_copy());
            copied.premises().fold(report, FindingBuilder::refutes);
        }
    }
}
