//! `unresolved-source`

use super::support::reference::{DeclaredIds, Thing, check_references};
use crate::diagnostic::{Applicability, Severity};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unresolved-source",
    group: Group::Structure,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unresolved-source.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let declared = DeclaredIds {
        noun: "source",
        with_article: "a source",
        key: "sources",
        listed: model.sources_entry(),
        used_elsewhere: Vec::new(),
        things: model
            .sources()
            .filter_map(|source| Some(Thing::new(source.key()?, [source.title(), source.url()])))
            .collect(),
    };
    check_references(cx, &declared, model.source_references(), |id| model.source(id).is_some(), |_| None);
}
