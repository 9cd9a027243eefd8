//! `checked-before-event`

use crate::diagnostic::{Premise, Severity};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "checked-before-event",
    group: Group::Dates,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("checked-before-event.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for unknown in model.unknown_fields() {
        let (Some(checked), Some(happened)) = (unknown.checked(), unknown.happened()) else { continue };
        if !checked.date.is_before(&happened.date) {
            continue;
        }
        let what = quoted(unknown.name().unwrap_or_default());
        let message = format!(
            "{what} was last looked for {}, before there was anything to find: {}",
            clip(checked.written()),
            clip(happened.written())
        );
        cx.report(checked, message)
            .label(happened, "it happened on this day")
            .help("`checked` is the day on which somebody last looked for the value: check both years")
            .refutes(Premise::value_right(checked.entry.value));
    }
}
