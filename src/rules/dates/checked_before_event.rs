//! `checked-before-event`

use crate::diagnostic::{Premise, Severity};
use crate::model::vocabulary::field;
use crate::model::{Dated, EventType};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "checked-before-event",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("checked-before-event.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    // The document may tell of days to come.
    let written = model.written();
    for unknown in model.unknown_fields() {
        let (Some(checked), Some(happened)) = (unknown.checked(), unknown.happened()) else { continue };
        let is_to_come = written.is_some_and(|written| happened.date.is_after(&written.date));
        if !checked.date.is_before(&happened.date) || is_to_come || may_be_set_ahead(happened) {
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

/// Returns true if a date may be that of something which is announced before it happens: then a value can be looked for before.
fn may_be_set_ahead(happened: Dated<'_>) -> bool {
    use EventType::{
        Arrest, Attack, Charge, Death, Detention, IllTreatment, PreTrialDetention, Search, Verdict,
    };
    if happened.entry.name() == field::PUBLISHED {
        return false;
    }
    let kind = happened.entry.value.parent().and_then(|owner| owner.get(field::TYPE)?.as_str());
    !kind.and_then(EventType::from_name).is_some_and(|kind| {
        matches!(
            kind,
            Arrest
                | Attack
                | Charge
                | Death
                | Detention
                | IllTreatment
                | PreTrialDetention
                | Search
                | Verdict
        )
    })
}
