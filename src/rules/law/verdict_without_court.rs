//! `verdict-without-court`

use crate::diagnostic::Severity;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::rules::support::describe;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "verdict-without-court",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("verdict-without-court.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for verdict in model.verdicts() {
        // The schema already reports a court without a name.
        if verdict.event().accounts_for_court() {
            continue;
        }
        cx.report(verdict.event(), format!("{} names no court", describe(model, verdict))).note("which court?").help(
            "a judgment is found by its court, its day and its number: add `court: {name: …, level: first-instance}` \
             (or `appeal`, `cassation`, `supreme`)",
        );
    }
}
