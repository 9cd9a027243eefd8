//! `event-outside-period`

use std::collections::HashSet;

use crate::diagnostic::{Premise, Severity};
use crate::model::{Case, Dated, Event, Model, Sentence, Source, Verdict};
use crate::rule::{Check, DocumentContext, FindingBuilder, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "event-outside-period",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("event-outside-period.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let Some(period) = model.period() else { return };
    let (Some(start), Some(end)) = (period.start(), period.end()) else { return };
    if report_period(cx, start, end) {
        return;
    }
    report_developments(cx, start, end);
    for case in model.cases() {
        let after = model.events_of(case).filter_map(|event| Some((event, event.dated()?)));
        let after: Vec<_> = after.filter(|(_, dated)| dated.date.is_after(&end.date)).collect();
        // `event-after-publication` reports an event after the report.
        let limit = model.written();
        let is_past = |dated: &Dated<'_>| !limit.is_some_and(|at| dated.date.is_after(&at.date));
        // What a report says holds as of a day, which may lie after its period.
        let as_of = model.as_of();
        let is_covered = |dated: &Dated<'_>| as_of.is_some_and(|at| !dated.date.is_after(&at.date));
        let is_within = |dated: Dated<'_>| !dated.date.is_after(&end.date);
        let told =
            model.events_of(case).filter(|event| !after.is_empty() && event.dated().is_some_and(is_within));
        let within: HashSet<&str> = told.filter_map(Event::id).collect();
        for (event, dated) in after.iter().filter(|(_, dated)| is_past(dated) && !is_covered(dated)) {
            // It is told with the event of the period that it goes on with, such as an appeal with its verdict.
            if model.published().is_some() && continues(*event, &within) {
                continue;
            }
            let message = format!(
                "the {} is dated {}, after the period of the report",
                event.noun(),
                clip(dated.written())
            );
            cx.report(*dated, message).label(end, "the period ends here").help(
                "readers who count cases by period would miss it or count it twice: correct the date or the period, \
                 leave the event to the next report, or say in `as_of:` up to which day the report tells what happened",
            );
        }
        if after.is_empty() && lies_before(model, case, start) {
            let which = case.id().map(|id| format!(" {}", quoted(id))).unwrap_or_default();
            let dates = model.events_of(case).take(MOST_DATES).filter_map(|event| event.dated());
            let dates: Vec<_> = dates.filter_map(|dated| Premise::value_right(dated.entry.value)).collect();
            let report = cx
                .report(case, format!("no event of the case{which} lies in the period of the report"))
                .label(start, "the period starts here");
            dates
                .into_iter()
                .fold(report, FindingBuilder::depends_on)
                .help(
                    "a periodic report covers what happened in its period: add those events, or name in `continues:` the \
                     case of an earlier report that this one continues",
                );
        }
    }
}

/// Returns true if an event names one of those whose ids are given.
fn continues(event: Event<'_>, ids: &HashSet<&str>) -> bool {
    let appealed = event.as_verdict().and_then(Verdict::appeals);
    let mut named = event.event_references().filter_map(|entry| entry.value.as_str()).chain(appealed);
    named.any(|id| ids.contains(id))
}

/// The most dates of a case of which another one might lie in the period.
const MOST_DATES: usize = 50;

/// The days within which sources tell of a development.
const DAYS_TOLD: i32 = 92;

/// The most sources of a development that are read.
const MOST_SOURCES: usize = 50;

/// Reports developments that have the year of an earlier time: their sources are all of the days after that date in the year of the
/// report.
fn report_developments<'a>(cx: &mut DocumentContext<'a>, start: Dated<'a>, end: Dated<'a>) {
    let model = cx.model();
    for development in model.developments() {
        let Some(dated) = development.dated() else { continue };
        let moved = dated.date.as_day().filter(|_| dated.date.is_before(&start.date)).and_then(|day| {
            let years = start.date.first_day().year()..=end.date.last_day().year();
            let mut moved = years.filter_map(|year| day.with().year(year).build().ok());
            moved.find(|moved| (start.date.first_day()..=end.date.last_day()).contains(moved))
        });
        let Some(moved) = moved.filter(|moved| is_slip_of_year(dated, moved.year())) else { continue };
        // Who looks back says so, with the year.
        let texts = [development.title(), development.summary()];
        let year = dated.date.first_day().year().to_string();
        if texts.into_iter().flatten().any(|text| text.contains(&year)) {
            continue;
        }
        let sources =
            development.source_references().take(MOST_SOURCES).filter_map(|id| model.source(id.as_str()?));
        let published: Vec<Dated<'_>> = sources.filter_map(Source::published).collect();
        let tells =
            |source: &Dated<'_>| (0..=DAYS_TOLD).contains(&(source.date.last_day() - moved).get_days());
        let Some(source) = published.first().filter(|_| published.iter().all(tells)) else { continue };
        let message =
            format!("the development is dated {}, before the period of the report", clip(dated.written()));
        cx.report(dated, message)
            .label(start, "the period starts here")
            .label(*source, "its source is of this time")
            .help(format!(
                "its source was published after this day in {}: check the year; if the source looks back on it, give the development the day of what is new",
                moved.year()
            ))
            .refutes(Premise::value_right(dated.entry.value));
    }
}

/// Returns true if a date may have been meant for another year: one or two off, or with a digit turned.
fn is_slip_of_year(dated: Dated<'_>, meant: i16) -> bool {
    let year = dated.date.first_day().year();
    let turned = (year % 100 % 10) * 10 + year % 100 / 10;
    (meant - year).abs() <= 2 || year - year % 100 + turned == meant
}

/// The number of dates outside a period from which on it is likelier to be wrong than they are.
const SEVERAL: usize = 3;

/// The largest number of events that a finding about the period labels.
const MOST_LABELS: usize = 4;

/// Reports the period if nearly all that is dated lies after it, or all of it before. Returns true if it did.
fn report_period<'a>(cx: &mut DocumentContext<'a>, start: Dated<'a>, end: Dated<'a>) -> bool {
    let model = cx.model();
    let developments = model.developments().filter_map(|development| development.dated());
    let events = model.events().filter_map(|event| Some((event, event.dated()?)));
    let events: Vec<(Event<'_>, Dated<'_>)> = events.collect();
    let all: Vec<Dated<'_>> = events.iter().map(|(_, dated)| *dated).chain(developments).collect();
    let after = all.iter().filter(|dated| dated.date.is_after(&end.date)).count();
    let before = all.iter().filter(|dated| dated.date.is_before(&start.date)).count();
    let may_reach_it = || events.iter().any(|(event, _)| may_reach(*event, start));
    let is_after = after * 4 >= all.len() * 3;
    let is_before = before == all.len() && !model.cases().any(|case| case.continues_entry().is_some());
    let (side, number, limit) = match (is_after, is_before) {
        (true, _) if after >= SEVERAL => ("after", after, end),
        (_, true) if before >= SEVERAL && !may_reach_it() => ("before", before, start),
        _ => return false,
    };
    // `event-after-publication` reports events after the report, or its date.
    let published = model.written();
    if published.is_some_and(|at| side == "after" && !at.date.is_after(&end.date)) {
        return false;
    }
    let message =
        format!("{number} of {} events and developments lie {side} the period of the report", all.len());
    let outside = events.iter().filter(|(_, dated)| match side {
        "after" => dated.date.is_after(&end.date),
        _ => dated.date.is_before(&start.date),
    });
    let mut report = cx
        .report(limit, message)
        .note("is this the year?")
        .help("a slip in the period is likelier than one in each event: correct `period:`, often copied from the last report");
    for (event, dated) in outside.take(MOST_LABELS) {
        report = report.label_span(dated.entry.value.span(), format!("the {} lies {side} it", event.noun()));
    }
    report.refutes(Premise::value_right(start.entry.value)).refutes(Premise::value_right(end.entry.value));
    true
}

/// Returns true if every event of the case has a date before the period, and none of its terms reaches the period.
fn lies_before<'a>(model: &Model<'a>, case: Case<'a>, start: Dated<'a>) -> bool {
    let is_before = |date: Option<Dated<'_>>| date.is_some_and(|dated| dated.date.is_before(&start.date));
    let mut events = model.events_of(case).peekable();
    events.peek().is_some()
        && case.continues_entry().is_none()
        && events.all(|event| is_before(event.dated()) && !may_reach(event, start))
}

/// Returns true if a detention or a sentence of the event may end in the period: a release is news.
fn may_reach(event: Event<'_>, start: Dated<'_>) -> bool {
    let sentences = event.judgments().flat_map(Verdict::sentences);
    let of_term = event.duration().zip(event.dated()).is_some_and(|(term, dated)| {
        term.duration.end_from(dated.date.last_day()).is_none_or(|end| end >= start.date.first_day())
    });
    let mut ends = sentences.filter_map(Sentence::ends).chain(event.released());
    of_term || ends.any(|end| !end.date.is_before(&start.date))
}
