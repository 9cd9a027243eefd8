//! `event-after-publication`

use crate::diagnostic::Severity;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "event-after-publication",
    group: Group::Dates,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("event-after-publication.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let Some((limit, is_published)) =
        model.published().map(|date| (date, true)).or_else(|| model.as_of().map(|date| (date, false)))
    else {
        return;
    };
    for event in model.events() {
        let Some(dated) = event.dated().filter(|dated| dated.date.is_after(&limit.date)) else {
            continue;
        };
        let (limited, label) = match is_published {
            true => ("the report was published", "published here"),
            false => ("the report is as of", "as of this day"),
        };
        let message = format!(
            "the {} is dated {}, but {limited} {}",
            event.noun(),
            clip(dated.written()),
            clip(limit.written())
        );
        cx.report(dated, message).note("later than the report itself").label(limit, label).help(
            "a report cannot describe what had not happened yet: one of the two dates is wrong; if the report was \
             updated, give the new date of publication",
        );
    }
}
