//! `unresolved-source`

use serde::Deserialize;

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::model::Source;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::suggest::Suggestions;
use crate::words::{alternatives, clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<UnresolvedSource>(RuleMeta {
    name: "unresolved-source",
    group: Group::Structure,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unresolved-source.md"),
});

/// More sources than these are not all named in a finding.
const MOST_LISTED: usize = 8;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct UnresolvedSource {}

impl Rule for UnresolvedSource {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        let declared: Vec<&str> = model.sources().filter_map(Source::id).collect();
        let listed = model.sources_entry();
        let mut suggestions = None;
        for reference in model.source_references() {
            let Some(id) = reference.as_str().filter(|id| model.source(id).is_none()) else { continue };
            let suggestions = suggestions.get_or_insert_with(|| Suggestions::new(declared.iter().copied()));
            let near = suggestions.nearest(id);
            let mut report = cx.report(reference, format!("no source has the id {}", quoted(id)));
            if let Some(entry) = listed {
                report = report.label(entry.key, "the document's sources are listed here");
            }
            match near {
                Some(near) => report.help(format!("did you mean `{near}`?")).fix(
                    format!("write `{near}`"),
                    Applicability::Unsafe,
                    vec![Edit { span: reference.value_span(), replacement: near.to_owned() }],
                ),
                None if declared.is_empty() => report.help(format!(
                    "add `sources:` at the top of the document, with an entry `{}:`",
                    clip(id)
                )),
                None if declared.len() <= MOST_LISTED => {
                    let mut ids: Vec<String> = declared.iter().map(|id| quoted(id)).collect();
                    ids.sort_unstable();
                    let there = alternatives(&ids);
                    report.help(format!("name one that is there, {there}, or add an entry `{}:`", clip(id)))
                }
                None => report.help(format!(
                    "name one that is there, or add an entry `{}:` under `sources:`",
                    clip(id)
                )),
            };
        }
    }
}
