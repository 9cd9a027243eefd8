//! `unresolved-source`

use serde::Deserialize;

use super::reference::{Declared, check};
use crate::diagnostic::{Applicability, Severity};
use crate::model::Source;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<UnresolvedSource>(RuleMeta {
    name: "unresolved-source",
    group: Group::Structure,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unresolved-source.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct UnresolvedSource {}

impl Rule for UnresolvedSource {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        let declared = Declared {
            noun: "source",
            with_article: "a source",
            key: "sources",
            listed: model.sources_entry(),
            ids: model.sources().filter_map(Source::id).collect(),
        };
        check(cx, &declared, model.source_references(), |id| model.source(id).is_some(), |_| None);
    }
}
