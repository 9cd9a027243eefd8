//! `unresolved-organisation`

use super::support::reference::{DeclaredIds, OtherKind, Thing, check_references};
use crate::diagnostic::{Applicability, Severity};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unresolved-organisation",
    group: Group::Structure,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unresolved-organisation.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let declared = DeclaredIds {
        noun: "organisation",
        with_article: "an organisation",
        key: "organisations",
        listed: model.organisations_entry(),
        used_elsewhere: Vec::new(),
        things: model.organisations().map(|one| Thing::new(one.key(), [one.name()])).collect(),
    };
    let person = |id: &str| {
        let place = model.person(id)?.key().into();
        Some(OtherKind { with_article: "a person", key: "persons", place })
    };
    check_references(
        cx,
        &declared,
        model.organisation_references(),
        |id| model.organisation(id).is_some(),
        person,
    );
}
