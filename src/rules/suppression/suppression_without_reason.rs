//! `suppression-without-reason`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::rule::{Group, Preset, Rule, RuleEntry, RuleMeta, SuppressionContext};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<SuppressionWithoutReason>(RuleMeta {
    name: "suppression-without-reason",
    group: Group::Suppression,
    severity: Severity::Info,
    preset: Preset::Strict,
    fix: None,
    page: include_str!("suppression-without-reason.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SuppressionWithoutReason {}

impl Rule for SuppressionWithoutReason {
    fn check_suppressions(&self, cx: &mut SuppressionContext<'_>) {
        for suppression in cx.suppressions() {
            if suppression.fault.is_none() && suppression.reason.is_none() {
                cx.report(suppression.comment, "no reason is given for holding findings back here").help(
                    "whoever reads this in a year has to know whether it still holds: add the reason behind the bracket, or under `reason:`",
                );
            }
        }
    }
}
