//! `suppression-without-reason`

use crate::diagnostic::Severity;
use crate::rule::{Check, Group, Preset, RuleEntry, RuleMeta, SuppressionContext};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Suppressions(check));

const META: RuleMeta = RuleMeta {
    name: "suppression-without-reason",
    group: Group::Suppression,
    severity: Severity::Info,
    preset: Preset::Strict,
    fix: None,
    page: include_str!("suppression-without-reason.md"),
};

fn check(cx: &mut SuppressionContext<'_>) {
    for suppression in cx.suppressions() {
        if suppression.fault.is_none() && suppression.reason.is_none() {
            cx.report(suppression.comment, "no reason is given for suppressing findings here").help(
                "whoever reads this in a year has to know whether it still applies: add the reason after the bracket, or under `reason:`",
            );
        }
    }
}
