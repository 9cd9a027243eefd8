//! `period-reversed`

use crate::diagnostic::{Premise, Severity};
use crate::model::Period;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "period-reversed",
    group: Group::Dates,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("period-reversed.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let periods =
        model.period().into_iter().chain(model.developments().filter_map(|development| development.period()));
    for period in periods {
        let (Some(start), Some(end)) = (Period::start(period), Period::end(period)) else { continue };
        if !end.date.is_before(&start.date) {
            continue;
        }
        let message =
            format!("the period ends {}, before it starts {}", clip(end.written()), clip(start.written()));
        cx.report(end, message)
            .label(start, "it starts here")
            .refutes(Premise::value_right(start.entry.value))
            .refutes(Premise::value_right(end.entry.value))
            .help("swap the two, or correct the one that is wrong; usually it is the year");
    }
}
