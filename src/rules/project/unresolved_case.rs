//! `unresolved-case`

use super::support::case_references::{DeadReference, KnownIds};
use crate::diagnostic::{Applicability, Edit, Severity};
use crate::project::{DocumentFacts, Links, Name, Sited};
use crate::rule::{Check, Group, Preset, ProjectContext, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Project(check));

const META: RuleMeta = RuleMeta {
    name: "unresolved-case",
    group: Group::Project,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unresolved-case.md"),
};

fn check(cx: &mut ProjectContext<'_>) {
    if !cx.index().documents().any(|document| refers_to_nothing(cx.links(), document)) {
        return;
    }
    let mut ids = KnownIds::collect(cx);
    for document in cx.index().documents() {
        for referred in &document.referred {
            if let Some(dead) = ids.check_case_file(document, referred) {
                report(cx, referred, dead);
            }
        }
        for case in &document.cases {
            if let Some(continues) = &case.continues
                && let Some(dead) = ids.check_continued(document, continues)
            {
                report(cx, continues, dead);
            }
        }
    }
}

/// Returns true if a document has a reference that leads to no case.
fn refers_to_nothing(links: &Links<'_>, document: &DocumentFacts) -> bool {
    let mut continued = document.cases.iter().filter_map(|case| case.continues.as_ref());
    document.referred.iter().any(|reference| links.case_file(&reference.value).is_none())
        || continued.any(|reference| links.case(&reference.value).is_err())
}

fn report(cx: &mut ProjectContext<'_>, reference: &Sited<Name>, dead: DeadReference<'_>) {
    let span = reference.site.span;
    // An id that is none is the slip, of which the schema says so.
    if dead.replacement.as_ref().is_some_and(|id| id.contains(|c: char| !c.is_ascii() || c == '"')) {
        return;
    }
    let mut report = cx.report(reference.site, dead.message).note("this leads nowhere").help(dead.help);
    if let Some((site, text)) = dead.label {
        report = report.label_at(site, text);
    }
    if let Some(replacement) = dead.replacement {
        let title = format!("write {}", quoted(&replacement));
        report.fix(title, Applicability::Unsafe, vec![Edit { span, replacement }]);
    }
}
