//! `duplicate-legal-code`

use crate::diagnostic::Severity;
use crate::document::DocumentKind;
use crate::rule::{Check, Group, Preset, ProjectContext, RuleEntry, RuleMeta};
use crate::words::quoted;

use super::support::repeated_id::{place_of_first, repeated_ids};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Project(check));

const META: RuleMeta = RuleMeta {
    name: "duplicate-legal-code",
    group: Group::Project,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("duplicate-legal-code.md"),
};

fn check(cx: &mut ProjectContext<'_>) {
    for (id, first, second) in repeated_ids(cx, DocumentKind::LegalCode) {
        let place = place_of_first(cx, first.site, second.site);
        let message = format!("the legal code {} is already in {place}", quoted(id));
        cx.report(second.site, message).note("the same code again").label_at(first.site, "first here").help(
            "citations are checked against the last of the two, in the order of the paths, and the other one is \
             ignored: merge them, or give one of them another id",
        );
    }
}
