//! `unusable-schema`

use crate::diagnostic::Severity;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unusable-schema",
    group: Group::Format,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("unusable-schema.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    if let Some(schema) = cx.unusable_schema() {
        let report = cx.report(schema.place, schema.message.clone());
        if let Some(help) = &schema.help {
            report.help(help.clone());
        }
    }
}
