//! `unusable-schema`

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unusable-schema",
    group: Group::Format,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unusable-schema.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    if let Some(schema) = cx.unusable_schema() {
        let report = cx.report(schema.place, schema.message.clone());
        let report = match &schema.help {
            Some(help) => report.help(help.clone()),
            None => report,
        };
        if let Some(meant) = &schema.meant {
            let edit = Edit { span: schema.name, replacement: meant.clone() };
            report.fix(format!("write `{meant}`"), Applicability::Unsafe, vec![edit]);
        }
    }
}
