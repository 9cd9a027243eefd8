//! `person-without-role`

use crate::diagnostic::Severity;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "person-without-role",
    group: Group::Consistency,
    severity: Severity::Info,
    preset: Preset::Strict,
    fix: None,
    page: include_str!("person-without-role.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for person in cx.model().persons() {
        // A case in a file of its own says it with the part.
        if person.has_role_key() || person.has_part_key() || person.node().as_mapping().is_none() {
            continue;
        }
        let name = clip(person.name().unwrap_or(person.id()));
        cx.report(person, format!("the role of {name} is not given")).help(
            "say which part the person has in the report, such as `role: journalist`; the role decides who is counted \
             where, and who needs protection",
        );
    }
}
