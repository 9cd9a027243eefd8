//! `name-in-quotation-marks`

use crate::diagnostic::{Applicability, Severity};
use crate::model::{Model, Text, TextRole};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "name-in-quotation-marks",
    group: Group::Style,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("name-in-quotation-marks.md"),
};

/// Quotation marks that YAML takes for a part of the text.
const MARKS: [char; 9] = ['“', '”', '„', '‘', '’', '«', '»', '‹', '›'];

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for text in model.texts() {
        let is_name = match text.role() {
            TextRole::NameOriginal | TextRole::Speaker => true,
            // The name of an organisation may have them.
            TextRole::Name => is_of_person(model, text),
            _ => false,
        };
        let value = text.value();
        let Some(bare) = value.strip_prefix(MARKS).and_then(|rest| rest.strip_suffix(MARKS)) else {
            continue;
        };
        // `unresolved-person` reports marks around an id.
        let is_id = text.role() == TextRole::Speaker && model.declares(bare);
        if !is_name || is_id || bare.trim().is_empty() || bare.contains(MARKS) {
            continue;
        }
        let finding = cx
            .report(text.place(0..value.len()), format!("the quotation marks are a part of the name {}", quoted(value)))
            .help(format!(
                "a word processor's marks are letters to YAML, so that the name is found nowhere: write {} without them",
                quoted(bare)
            ));
        if let Some(edit) = text.edit(0..value.len(), bare) {
            finding.fix(format!("write {}", quoted(bare)), Applicability::Unsafe, vec![edit]);
        }
    }
}

fn is_of_person(model: &Model<'_>, text: &Text<'_>) -> bool {
    let id = text.owner().parent_entry().map(|entry| entry.name());
    id.and_then(|id| model.person(id)).is_some_and(|person| person.node() == text.owner())
}
