//! `implausible-year`

use crate::diagnostic::Severity;
use crate::model::{Dated, Event, Model, Quote, Sentence, Source, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "implausible-year",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("implausible-year.md"),
};

/// No report of this kind tells of what is older.
const FIRST_YEAR: i16 = 1900;
/// What happened may lie this far back, and no further ahead than that.
const PAST_YEARS: i16 = 40;
const FUTURE_YEARS: i16 = 5;
/// A report may be written, and its sources read, this long after what it tells of.
const WRITTEN_AFTER: i16 = 20;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let (about, written) = (about(model), written(model));
    // An event after the report is `event-after-publication`'s.
    let limit = model.published().or_else(|| model.as_of());
    let is_told = |dated: &Dated<'_>| !limit.is_some_and(|at| dated.date.is_after(&at.date));
    for dated in happened(model).filter(is_told) {
        let range = about.map(|year| (year, year - PAST_YEARS, year + FUTURE_YEARS));
        check_year(cx, dated, range);
    }
    for dated in [model.published(), model.as_of()].into_iter().flatten() {
        let range = about.map(|year| (year, year - PAST_YEARS, year + WRITTEN_AFTER));
        check_year(cx, dated, range);
    }
    for source in model.all_sources() {
        // A covenant or an old law may be a source: only what is later than the document can be wrong.
        let range = |first: i16| written.map(|year| (year, first, year + FUTURE_YEARS));
        source.published().into_iter().for_each(|dated| check_year(cx, dated, range(FIRST_YEAR)));
        let read = written.map_or(FIRST_YEAR, |year| year - PAST_YEARS);
        source.accessed().into_iter().for_each(|dated| check_year(cx, dated, range(read)));
    }
}

/// Reports a date before 1900, or outside of a range: the year of the document, the first and the last that may be.
fn check_year<'a>(cx: &mut DocumentContext<'a>, dated: Dated<'a>, range: Option<(i16, i16, i16)>) {
    let year = dated.date.first_day().year();
    let shown = clip(dated.written());
    let message = match range {
        _ if year < FIRST_YEAR => format!("{shown} lies before {FIRST_YEAR}"),
        Some((about, first, last)) if year < first || year > last => {
            format!("{shown} lies far from the rest of the document, which is of {about}")
        }
        _ => return,
    };
    cx.report(dated, message)
        .note("is this the year?")
        .help("it may be a slip of one digit: look the year up again");
}

/// The year that the document is about: the end of its period, or else the middle one of its events' years.
fn about(model: &Model<'_>) -> Option<i16> {
    if let Some(end) = model.period().and_then(|period| period.end()) {
        return Some(end.date.last_day().year());
    }
    middle(happened(model))
}

/// The year in which the document was written: its own word, or else the middle one of the years in which its
/// sources were read.
fn written(model: &Model<'_>) -> Option<i16> {
    let own = model.published().or_else(|| model.as_of()).or_else(|| model.period()?.end());
    own.map(|dated| dated.date.last_day().year())
        .or_else(|| middle(model.all_sources().filter_map(Source::accessed)))
}

/// The middle one of the years; of one or two none is the odd one out.
fn middle<'a>(dates: impl Iterator<Item = Dated<'a>>) -> Option<i16> {
    let mut years: Vec<i16> = dates.map(|dated| dated.date.first_day().year()).collect();
    years.sort_unstable();
    years.get(years.len() / 2).copied().filter(|_| years.len() > 2)
}

/// The dates of events, of releases and sentences, of developments and quotes.
fn happened<'a>(model: &Model<'a>) -> impl Iterator<Item = Dated<'a>> + use<'a> {
    let events = model.events().flat_map(|event| [event.dated(), event.released()]).flatten();
    let verdicts = model.events().filter_map(Event::as_verdict);
    // The end of a long sentence may well lie far ahead.
    let starts = verdicts.flat_map(Verdict::sentences).filter_map(Sentence::starts);
    let developments = model.developments().filter_map(|development| development.dated());
    events.chain(starts).chain(developments).chain(model.quotes().filter_map(Quote::dated))
}
