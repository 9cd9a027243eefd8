//! `relative-date`

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use super::support::relative_phrases::{Phrase, RELATIVE_WORDS, months_without_year, relative_phrases};
use crate::diagnostic::Severity;
use crate::model::date::{Precision, month_name, month_number};
use crate::model::prose::{self, words};
use crate::model::{Event, Model, Period, Text, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "relative-date",
    group: Group::Dates,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("relative-date.md"),
};

/// The bytes within which a year says which week or Monday is meant.
const YEAR_IS_NEAR: usize = 200;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    if !model.is_english() {
        return;
    }
    let may_be_relative = model.may_have_word(RELATIVE_WORDS.into_iter());
    let may_have_month = model.may_have_word((1..=12).map(month_name));
    for text in model.texts().iter().filter(|text| text.role().is_own_words()) {
        // The date of the event that a text belongs to says which day is meant.
        let anchored = OnceCell::new();
        let is_anchored = || *anchored.get_or_init(|| text.is_dated());
        if may_have_month && !is_anchored() {
            report_yearless(cx, model, text);
        }
        if !may_be_relative {
            continue;
        }
        let mut quoted_ranges = None;
        let years = OnceCell::new();
        let is_near_year = |range: &Range<usize>| {
            let years = years.get_or_init(|| year_places(text));
            let next = years.partition_point(|year| *year + YEAR_IS_NEAR < range.start);
            years.get(next).is_some_and(|year| *year < range.end + YEAR_IS_NEAR)
        };
        let has_date = OnceCell::new();
        let has_date = || *has_date.get_or_init(|| !text.dates().is_empty() || has_short_date(text));
        for (range, phrase) in relative_phrases(text) {
            if phrase != Phrase::FromWriting && (is_anchored() || has_date() || is_near_year(&range)) {
                continue;
            }
            // Quoted words are the speaker's.
            if quoted_ranges.get_or_insert_with(|| text.quoted_ranges()).contain(&range) {
                continue;
            }
            let shown = text.prose().get(range.clone()).unwrap_or_default();
            let why = match phrase {
                Phrase::SameDay => "does not say which day",
                Phrase::FromWriting | Phrase::Near => "only means something on the day it was written",
            };
            cx.report(text.place(range), format!("{} {why}", quoted(shown)))
                .note("which day, month or year?")
                .help("the text will be read years later, and quoted without its beginning: write the date itself");
        }
    }
}

/// Reports days and months without a year if the text names no year before them or in their paragraph, and the case no
/// event of that day or month.
fn report_yearless<'a>(cx: &mut DocumentContext<'a>, model: &'a Model<'a>, text: &'a Text<'a>) {
    let dates = yearless_dates(text);
    if dates.is_empty() {
        return;
    }
    if text.titles().flat_map(words).any(|(_, word)| has_year(word)) {
        return;
    }
    let first_year =
        text.words().find(|(_, word)| has_year(word)).map_or(usize::MAX, |(range, _)| range.start);
    let mut known = None;
    let of_periods_year = OnceCell::new();
    // Dates come in the order of the text, and a paragraph may have many.
    let mut paragraph_end = 0;
    for (range, month, day) in dates {
        let shown = text.prose().get(range.clone()).unwrap_or_default();
        // In "from 30 April to 2 May 2023" the year is for both.
        let rest = text.prose().get(range.end..).unwrap_or_default();
        if paragraph_end < range.end {
            paragraph_end = range.end + rest.find("\n\n").unwrap_or(rest.len());
        }
        if first_year < paragraph_end {
            continue;
        }
        let is_of_one_year =
            || day.is_none() || *of_periods_year.get_or_init(|| is_of_periods_year(model, text));
        let known = known.get_or_insert_with(|| known_dates(model, text));
        let is_known = known.iter().any(|(m, d)| *m == month && (day.is_none() || d.is_none() || *d == day));
        let is_whole = day.is_some() || month_number(shown) == Some(month);
        if is_known || is_whole && is_of_period(model, month, day) && is_of_one_year() {
            continue;
        }
        cx.report(text.place(range.clone()), format!("{} has no year", quoted(shown)))
            .note("which year?")
            .help(
                "the text will be read years later, and quoted out of context: add the year here, or where \
                 the text first names a date",
            );
    }
}

/// Returns the dates and months of a text that have no year, each with its month and, if there is one, its day.
fn yearless_dates(text: &Text<'_>) -> Vec<(Range<usize>, i8, Option<i8>)> {
    let days = text.dates().iter().filter(|date| date.year.is_none());
    let days = days.map(|date| (date.range.clone(), date.month, Some(date.day)));
    let months = months_without_year(text).into_iter().map(|(range, month)| (range, month, None));
    let mut dates: Vec<_> = days.chain(months).collect();
    dates.sort_by_key(|(range, ..)| range.start);
    dates
}

/// Returns the places of a text's years, in order.
fn year_places(text: &Text<'_>) -> Vec<usize> {
    text.words().filter(|(_, word)| has_year(word)).map(|(range, _)| range.start).collect()
}

/// Returns true if a word is a year, or a date in figures that has one.
fn has_year(word: &str) -> bool {
    let is_year =
        |part: &str| part.len() == 4 && part.parse().is_ok_and(|year: u16| (1900..2100).contains(&year));
    word.split(['-', '.', '‑']).any(is_year)
}

/// Returns true if the report is about a part of one year, and a day or a month is in it: "in March" can only be that one.
fn is_of_period(model: &Model<'_>, month: i8, day: Option<i8>) -> bool {
    let period = model.period();
    let ends = period.and_then(Period::start).zip(period.and_then(Period::end));
    ends.is_some_and(|(start, end)| {
        let (first, last) = (start.date.first_day(), end.date.last_day());
        let at_least = (month, day.unwrap_or(first.day())) >= (first.month(), first.day());
        let at_most = (month, day.unwrap_or(last.day())) <= (last.month(), last.day());
        first.year() == last.year() && at_least && at_most
    })
}

/// Returns false for a text of a case with an event of another year than that of the report's period.
fn is_of_periods_year(model: &Model<'_>, text: &Text<'_>) -> bool {
    let end = model.period().and_then(Period::end);
    let year = end.map(|end| end.date.last_day().year());
    let id = text.case().map(|case| case.node().id());
    let events = model.events().filter(|event| Some(event.case().node().id()) == id);
    let mut days = events.filter_map(Event::dated).map(|dated| dated.date.last_day());
    days.all(|day| Some(day.year()) == year)
}

/// Returns the months and days of the dates that are known with their year: of the text's case, or of all cases and
/// developments, and those in the names of organisations, such as the 31 May Committee.
fn known_dates(model: &Model<'_>, text: &Text<'_>) -> HashSet<(i8, Option<i8>)> {
    let names = model.organisations().filter_map(|organisation| organisation.name());
    let mut known: HashSet<_> =
        names.flat_map(prose::dates).map(|date| (date.month, Some(date.day))).collect();
    let case = text.case().map(|case| case.node().id());
    let events = || model.events().filter(move |event| case.is_none_or(|id| event.case().node().id() == id));
    let sentences = events().filter_map(Event::as_verdict).flat_map(Verdict::sentences);
    let of_sentences = sentences.flat_map(|sentence| [sentence.starts(), sentence.ends()]);
    let of_events = events().flat_map(|event| [event.dated(), event.released()]);
    let of_developments =
        model.developments().filter(|_| case.is_none()).map(|development| development.dated());
    for dated in of_events.chain(of_sentences).chain(of_developments).flatten() {
        for day in [dated.date.first_day(), dated.date.last_day()] {
            match dated.date.precision() {
                Precision::Year => {}
                Precision::Month => _ = known.insert((day.month(), None)),
                Precision::Day => _ = known.insert((day.month(), Some(day.day()))),
            }
        }
    }
    known
}

/// Returns true if a text has a date in figures or with a shortened month: `2023-04-10`, `10.04.2023`, `14 Sept`.
fn has_short_date(text: &Text<'_>) -> bool {
    const SHORT: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"];
    text.words().any(|(_, word)| {
        let figures = word.split(['-', '.']);
        let is_figures = word.len() >= 8 && figures.clone().count() == 3;
        is_figures && figures.clone().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
            || SHORT.contains(&word)
    })
}
