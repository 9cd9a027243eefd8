//! `verdict-without-date`

use super::support::dated_neighbours::{UndatedEvent, undated_events};
use crate::diagnostic::Severity;
use crate::model::Event;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::rules::support::describe;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "verdict-without-date",
    group: Group::Dates,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("verdict-without-date.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for case in cx.model().cases() {
        for undated in undated_events(cx.model(), case, is_undated_verdict) {
            report(cx, &undated);
        }
    }
}

/// Returns true if the event is a verdict without a `date:` key; the schema reports an empty one.
fn is_undated_verdict(event: Event<'_>) -> bool {
    event.as_verdict().is_some() && !event.accounts_for_date()
}

fn report<'a>(cx: &mut DocumentContext<'a>, undated: &UndatedEvent<'a>) {
    let Some(verdict) = undated.event.as_verdict() else { return };
    let message = format!("{} has no date", describe(cx.model(), verdict));
    let finding = cx.report(undated.event, message).note("this verdict needs a `date:`");
    undated.label_neighbours(finding).help(
        "without the day nobody can find the judgment: write `date: YYYY-MM-DD`; the court's website, the written \
         judgment or the defence lawyer has it",
    );
}
