//! `verdict-date-imprecise`

use crate::diagnostic::Severity;
use crate::model::Dated;
use crate::model::date::{Date, Precision};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::rules::support::describe;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "verdict-date-imprecise",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("verdict-date-imprecise.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for verdict in cx.model().verdicts() {
        let Some(Dated { entry, date }) = verdict.event().dated() else { continue };
        let event = verdict.event();
        // Who says of another key that nobody tells it left the month as the sources have it; of a year alone the reader asks more.
        let is_left = event.declares_any_unknown() && date.precision() != Precision::Year;
        // Several rulings in a row are not of one day.
        if event.is_repeated() || event.declares_date_unknown() || is_left {
            continue;
        }
        let Some(what) = imprecision(&date) else { continue };
        let message = format!("the date of {} {what}", describe(cx.model(), verdict));
        cx.report(entry.value, message).help(
            "a court gives judgment on one day: write `YYYY-MM-DD`; if nobody tells which day it was, add \
             `unknown: {date: {why: not-published, checked: YYYY-MM-DD}}` beside this date",
        );
    }
}

/// Describes a date that is less than one certain day.
fn imprecision(date: &Date) -> Option<&'static str> {
    if date.is_interval() {
        return Some("is a span of time, not a day");
    }
    match date.precision() {
        Precision::Year => Some("names only the year"),
        Precision::Month => Some("names only the month"),
        Precision::Day if date.is_uncertain() || date.is_approximate() => Some("is marked as uncertain"),
        Precision::Day => None,
    }
}
