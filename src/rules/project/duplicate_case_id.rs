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
        let message = format!("the id {} is already that of the case {}", quoted(id), cx.path(first.site));
        cx.report(second.site, message).note("the same id again").label_at(first.site, "first used here").help(
            "a report that takes the case in could not say which is meant: give each case an id of its own, or if it is \
             one case, put both files together",
        );
    }
    for report in cx.index().of_kind(DocumentKind::Report) {
        let mut own: HashMap<&str, Site> = HashMap::new();
        for case in &report.cases {
            own.extend(case.id.as_deref().map(|id| (id, case.site)));
        }
        for referred in &report.referred {
            let Some(first) = own.insert(&referred.value, referred.site) else { continue };
            let message = format!("the report has a case {} already", quoted(&referred.value));
            cx.report(referred.site, message).note("the same case again").label_at(first, "first here").help(
                "a case stands in a report once: take it in by `ref:`, or write it out, and remove the other",
            );
        }
    }
}
