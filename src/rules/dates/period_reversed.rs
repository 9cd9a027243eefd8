//! `period-reversed`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::model::Period;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<PeriodReversed>(RuleMeta {
    name: "period-reversed",
    group: Group::Dates,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("period-reversed.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PeriodReversed {}

impl Rule for PeriodReversed {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        let periods = model
            .period()
            .into_iter()
            .chain(model.developments().filter_map(|development| development.period()));
        for period in periods {
            let (Some(start), Some(end)) = (Period::start(period), Period::end(period)) else { continue };
            if !end.date.is_before(&start.date) {
                continue;
            }
            let message = format!(
                "the period ends {}, before it starts {}",
                clip(end.written()),
                clip(start.written())
            );
            cx.report(end, message)
                .label(start, "it starts here")
                .help("swap the two, or correct the one that is wrong; mostly it is the year");
        }
    }
}
