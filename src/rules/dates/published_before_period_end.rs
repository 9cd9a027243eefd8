//! `published-before-period-end`

use crate::diagnostic::{Premise, Severity};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "published-before-period-end",
    group: Group::Dates,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("published-before-period-end.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let (Some(published), Some(end)) = (model.published(), model.period().and_then(|period| period.end()))
    else {
        return;
    };
    if !published.date.is_before(&end.date) {
        return;
    }
    let message = format!(
        "the report was published {}, before its period ends {}",
        clip(published.written()),
        clip(end.written())
    );
    cx.report(published, message)
        .label(end, "the period ends here")
        .help(
            "a report cannot cover days that were still to come: correct the date of publication, or end the period where \
             the report's information ends",
        )
        .refutes(Premise::value_right(published.entry.value));
}
