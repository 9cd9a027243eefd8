//! `event-after-publication`

use super::support::outlook::check_developments;
use crate::diagnostic::{Premise, Severity};
use crate::model::{EventType, Quote};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

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
    check_events(cx);
    check_sources(cx);
    check_quotes(cx);
    if let Some(limit) = cx.model().written() {
        check_developments(cx, limit);
    }
}

/// Reports quotes of a later day than the report.
fn check_quotes(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let Some(limit) = model.written() else { return };
    let quotes = model.quotes().filter_map(Quote::dated);
    for dated in quotes.filter(|dated| dated.date.is_after(&limit.date)) {
        let message =
            format!("the quote is dated {}, but the report {}", clip(dated.written()), clip(limit.written()));
        cx.report(dated, message)
            .note("later than the report itself")
            .label(limit, "the report is of this day")
            .help("nobody can quote what had not been said yet: one of the two dates is wrong; if the report was updated, give the new date of publication")
            .refutes(Premise::value_right(dated.entry.value));
    }
}

/// Reports the sources of a report that were published after it.
fn check_sources(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let Some(limit) = model.published().filter(|_| model.is_report()) else { return };
    let dated = || model.all_sources().filter_map(|source| Some((source, source.published()?)));
    let late: Vec<_> = dated().filter(|(_, dated)| dated.date.is_after(&limit.date)).collect();
    // Where most sources are later, it is the report's date that is wrong, or that of an older edition.
    if let [(_, first), _, ..] = late.as_slice()
        && late.len() * 2 > dated().count()
    {
        let message = format!(
            "the report was published {}, but {} of its sources later",
            clip(limit.written()),
            late.len()
        );
        cx.report(limit, message)
            .label(*first, "published later")
            .help("nobody can cite what has not appeared: check the year of this date first; if the report was updated, give the new date of publication")
            .at_most(Severity::Warning)
            .refutes(Premise::value_right(limit.entry.value));
        return;
    }
    for (source, dated) in late {
        let which = source
            .id()
            .map_or_else(|| "the quote's source".to_owned(), |id| format!("the source {}", quoted(id)));
        let message = format!(
            "{which} was published {}, but the report {}",
            clip(dated.written()),
            clip(limit.written())
        );
        cx.report(dated, message)
            .note("later than the report itself")
            .label(limit, "published here")
            .help("nobody can cite what has not appeared: one of the two dates is wrong; if the report was updated, give the new date of publication")
            .at_most(Severity::Warning)
            .refutes(Premise::value_right(dated.entry.value));
    }
}

fn check_events(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let Some((limit, is_published)) =
        model.published().map(|date| (date, true)).or_else(|| model.as_of().map(|date| (date, false)))
    else {
        return;
    };
    let dated = || model.events().filter_map(|event| Some((event, event.dated()?)));
    let late: Vec<_> = dated().filter(|(_, dated)| dated.date.is_after(&limit.date)).collect();
    // Where most dates are too late, it is the report's that is wrong.
    if let [(event, first), _, ..] = late.as_slice()
        && late.len() * 2 > dated().count()
    {
        let what = if is_published { "was published" } else { "is as of" };
        let message = format!(
            "the report {what} {}, but {} of its events are later",
            clip(limit.written()),
            late.len()
        );
        cx.report(limit, message)
            .label(*first, format!("the {} is later", event.noun()))
            .help("a report cannot describe what had not happened yet: check the year of this date first; if the report was updated, give the new date of publication")
            .refutes(Premise::value_right(limit.entry.value));
        return;
    }
    for (event, dated) in late {
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
        let is_session = event.event_type().is_some_and(EventType::is_court_session);
        let help = match is_session {
            true => {
                "a report cannot describe what had not happened yet: one of the two dates is wrong; what is only set for a later \
                 day is said in the description of the last event; if the report was updated, give the new date of publication"
            }
            false => {
                "a report cannot describe what had not happened yet: one of the two dates is wrong; if the report was \
                 updated, give the new date of publication"
            }
        };
        cx.report(dated, message)
            .note("later than the report itself")
            .label(limit, label)
            .help(help)
            .refutes(Premise::value_right(dated.entry.value));
    }
}
