//! `unresolved-person`

use serde::Deserialize;

use super::reference::{Declared, check};
use crate::diagnostic::{Applicability, Severity};
use crate::model::Person;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<UnresolvedPerson>(RuleMeta {
    name: "unresolved-person",
    group: Group::Structure,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unresolved-person.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct UnresolvedPerson {}

impl Rule for UnresolvedPerson {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        let declared = Declared {
            noun: "person",
            key: "persons",
            listed: model.persons_entry(),
            ids: model.persons().map(Person::id).collect(),
        };
        check(cx, &declared, model.person_references(), |id| model.person(id).is_some());
    }
}
