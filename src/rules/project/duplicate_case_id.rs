//! `duplicate-case-id`

use std::collections::HashMap;

use crate::diagnostic::Severity;
use crate::document::DocumentKind;
use crate::project::Site;
use crate::rule::{Check, Group, Preset, ProjectContext, RuleEntry, RuleMeta};
use crate::words::quoted;

use super::support::repeated_id::repeated_ids;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Project(check));

const META: RuleMeta = RuleMeta {
    name: "duplicate-case-id",
    group: Group::Project,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("duplicate-case-id.md"),
};

fn check(cx: &mut ProjectContext<'_>) {
    for (id, first, second) in repeated_ids(cx, DocumentKind::Case) {
        let message = format!("the id {} already belongs to the case {}", quoted(id), cx.path(first.site));
        cx.report(second.site, message).note("the same id again").label_at(first.site, "first used here").help(
            "a report that takes in the case could not say which one it means: give each case its own id, or if this is \
             one case, merge the files",
        );
    }
    for report in cx.index().of_kind(DocumentKind::Report) {
        let mut own: HashMap<&str, Site> = HashMap::new();
        for case in &report.cases {
            own.extend(case.id.as_deref().map(|id| (id, case.site)));
        }
        for referred in &report.referred {
            let Some(first) = own.insert(&referred.value, referred.site) else { continue };
            let message = format!("the report already has a case {}", quoted(&referred.value));
            cx.report(referred.site, message).note("the same case again").label_at(first, "first here").help(
                "a report has each case once: keep either the `ref:` or the written-out case, and remove the other",
            );
        }
    }
}
