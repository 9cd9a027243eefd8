//! `duplicate-document-id`

use crate::diagnostic::Severity;
use crate::document::DocumentKind;
use crate::rule::{Check, Group, Preset, ProjectContext, RuleEntry, RuleMeta};
use crate::words::quoted;

use super::support::repeated_id::{place_of_first, repeated_ids};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Project(check));

const META: RuleMeta = RuleMeta {
    name: "duplicate-document-id",
    group: Group::Project,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("duplicate-document-id.md"),
};

fn check(cx: &mut ProjectContext<'_>) {
    for (id, first, second) in repeated_ids(cx, DocumentKind::Report) {
        let place = place_of_first(cx, first.site, second.site);
        let message = format!("the id {} already belongs to the report in {place}", quoted(id));
        cx.report(second.site, message).note("the same id again").label_at(first.site, "first used here").help(
            "a report that continues a case of this one could not say which report it means: give each report its own \
             id, including the same report in another language",
        );
    }
}
