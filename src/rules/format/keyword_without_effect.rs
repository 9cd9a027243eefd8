//! `keyword-without-effect`

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::schema::idle_parts;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "keyword-without-effect",
    group: Group::Format,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("keyword-without-effect.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    if !cx.is_schema() {
        return;
    }
    for idle in idle_parts(cx.document()) {
        let span = idle.node.value_span();
        let report = cx.report(idle.node, idle.message).help(idle.help);
        if let Some(meant) = idle.meant {
            let title = format!("write `{meant}`");
            report.fix(title, Applicability::Unsafe, vec![Edit { span, replacement: meant }]);
        }
    }
}
