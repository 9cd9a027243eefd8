//! `relative-date`

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::support::relative_phrases::{Phrase, RELATIVE_WORDS, months_without_year, relative_phrases};
use crate::diagnostic::Severity;
use crate::model::date::{Precision, month_name, month_number};
use crate::model::prose::{self, words};
use crate::model::{Dated, Model, Period, Text, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeId;
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
    let mut known = None;
    let may_have_month = model.may_have_word((1..=12).map(month_name));
    for text in model.texts().iter().filter(|text| text.role().is_own_words()) {
        // The date of the event that a text belongs to says which day is meant.
        let anchored = OnceCell::new();
        let is_anchored = || *anchored.get_or_init(|| text.is_dated());
        if may_have_month && !is_anchored() {
            report_yearless(cx, text, &mut known);
        }
        if !may_be_relative {
            continue;
        }
        let mut quoted_ranges = None;
        let years = OnceCell::new();
        let dates = OnceCell::new();
        let dates = || dates.get_or_init(|| DatePlaces::new(text));
        let is_near_year = |range: &Range<usize>| {
            let section = dates().parts.heading_above(range.start).start;
            let near = section.max(range.start.saturating_sub(YEAR_IS_NEAR))..range.end + YEAR_IS_NEAR;
            has_one(years.get_or_init(|| year_places(text)), near)
        };
        let has_date = |range: &Range<usize>| dates().are_near(range.start);
        for (range, phrase) in relative_phrases(text) {
            if phrase != Phrase::FromWriting && (is_anchored() || has_date(&range) || is_near_year(&range)) {
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
fn report_yearless<'a>(cx: &mut DocumentContext<'a>, text: &'a Text<'a>, known: &mut Option<KnownDates>) {
    let model = cx.model();
    let dates = yearless_dates(text);
    if dates.is_empty() {
        return;
    }
    if text.titles().flat_map(words).any(|(_, word)| has_year(word)) {
        return;
    }
    let years = year_places(text);
    let parts = Parts::new(text.prose());
    // Dates come in the order of the text, and a paragraph may have many.
    let mut paragraph_end = 0;
    for (range, month, day) in dates {
        let shown = text.prose().get(range.clone()).unwrap_or_default();
        // In "from 30 April to 2 May 2023" the year is for both.
        let rest = text.prose().get(range.end..).unwrap_or_default();
        if paragraph_end < range.end {
            paragraph_end = range.end + rest.find("\n\n").unwrap_or(rest.len());
        }
        // A year counts up to the next heading.
        let section = parts.heading_above(range.start).start;
        if has_one(&years, section..paragraph_end) {
            continue;
        }
        let known = known.get_or_insert_with(|| KnownDates::new(model));
        let is_known =
            known.of(text).any(|(m, d)| *m == month && (day.is_none() || d.is_none() || *d == day));
        let is_of_one_year = || day.is_none() || known.is_of_periods_year(model, text);
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
    let mut dates: Vec<_> = days.chain(months).filter(|(range, ..)| !comes_each_year(text, range)).collect();
    dates.sort_by_key(|(range, ..)| range.start);
    dates
}

/// Returns true if a day comes each year: "each 31 May", "on 9 May (Victory Day)".
fn comes_each_year(text: &Text<'_>, range: &Range<usize>) -> bool {
    let (before, after) = (text.prose().get(..range.start), text.prose().get(range.end..));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let holiday = after.trim_start().strip_prefix(['(', ',']).unwrap_or_default();
    let holiday = holiday.split([')', ',', '.']).next().unwrap_or_default().trim();
    let is_holiday = holiday.starts_with(char::is_uppercase)
        && ["Day", "Eve", "Nauryz", "Nooruz", "Navruz"].iter().any(|word| holiday.ends_with(word));
    ["each", "Each", "every", "Every", "annual", "yearly"].contains(&last) || is_holiday
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

/// The months and days of dates.
type Days = HashSet<(i8, Option<i8>)>;

/// The months and days of the dates that are known with their year.
struct KnownDates {
    /// Those in the names of organisations, such as the 31 May Committee.
    named: Days,
    by_case: HashMap<NodeId, Days>,
    /// The years of each case's events.
    years: HashMap<NodeId, HashSet<i16>>,
    /// Those of all cases and developments.
    all: Days,
}

impl KnownDates {
    fn new(model: &Model<'_>) -> Self {
        let names = model.organisations().filter_map(|organisation| organisation.name());
        let named = names.flat_map(prose::dates).map(|date| (date.month, Some(date.day))).collect();
        let mut known = Self { named, by_case: HashMap::new(), years: HashMap::new(), all: HashSet::new() };
        for event in model.events() {
            let of_case = known.by_case.entry(event.case().node().id()).or_default();
            let year = event.dated().map(|dated| dated.date.last_day().year());
            known.years.entry(event.case().node().id()).or_default().extend(year);
            let sentences = event.as_verdict().into_iter().flat_map(Verdict::sentences);
            let of_sentences = sentences.flat_map(|sentence| [sentence.starts(), sentence.ends()]);
            for dated in [event.dated(), event.released()].into_iter().chain(of_sentences).flatten() {
                let days = days_of(dated);
                of_case.extend(days.clone());
                known.all.extend(days);
            }
        }
        for dated in model.developments().filter_map(|development| development.dated()) {
            known.all.extend(days_of(dated));
        }
        known
    }

    /// Returns false for a text of a case with an event of another year than that of the report's period.
    fn is_of_periods_year(&self, model: &Model<'_>, text: &Text<'_>) -> bool {
        let end = model.period().and_then(Period::end).map(|end| end.date.last_day().year());
        let years = text.case().and_then(|case| self.years.get(&case.node().id()));
        years.is_none_or(|years| years.iter().all(|year| Some(*year) == end))
    }

    /// Returns the dates of the text's case, or of all cases and developments.
    fn of(&self, text: &Text<'_>) -> impl Iterator<Item = &(i8, Option<i8>)> {
        let of_case = match text.case() {
            Some(case) => self.by_case.get(&case.node().id()),
            None => Some(&self.all),
        };
        self.named.iter().chain(of_case.into_iter().flatten())
    }
}

/// Returns the month and day of a date's first and last day.
fn days_of(dated: Dated<'_>) -> impl Iterator<Item = (i8, Option<i8>)> + Clone {
    let precision = dated.date.precision();
    [dated.date.first_day(), dated.date.last_day()].into_iter().filter_map(move |day| match precision {
        Precision::Year => None,
        Precision::Month => Some((day.month(), None)),
        Precision::Day => Some((day.month(), Some(day.day()))),
    })
}

/// The paragraphs and headings of a text.
struct Parts {
    /// The beginnings of the paragraphs, in order.
    paragraphs: Vec<usize>,
    headings: Vec<Range<usize>>,
}

impl Parts {
    fn new(prose: &str) -> Self {
        let mut parts = Self { paragraphs: vec![0], headings: Vec::new() };
        let mut at = 0;
        let mut is_blank = false;
        for line in prose.split_inclusive('\n') {
            let range = at..at + line.len();
            at = range.end;
            if line.starts_with('#') {
                parts.paragraphs.push(range.end);
                parts.headings.push(range);
            } else if is_blank && !line.trim().is_empty() {
                parts.paragraphs.push(range.start);
            }
            is_blank = line.trim().is_empty();
        }
        parts
    }

    /// Returns the nearest heading above a byte; an empty range at the beginning if there is none.
    fn heading_above(&self, at: usize) -> Range<usize> {
        let next = self.headings.partition_point(|heading| heading.start <= at);
        next.checked_sub(1).and_then(|index| self.headings.get(index)).cloned().unwrap_or(0..0)
    }

    /// Returns the paragraph around a byte, with the one before it under the same heading.
    fn paragraphs_near(&self, at: usize) -> Range<usize> {
        let next = self.paragraphs.partition_point(|start| *start <= at);
        let first = next.checked_sub(2).and_then(|index| self.paragraphs.get(index)).copied().unwrap_or(0);
        let end = self.paragraphs.get(next).copied().unwrap_or(usize::MAX);
        first.max(self.heading_above(at).start)..end
    }
}

/// The places of a text's dates.
struct DatePlaces {
    parts: Parts,
    dates: Vec<usize>,
}

impl DatePlaces {
    fn new(text: &Text<'_>) -> Self {
        let mut dates: Vec<usize> = text.dates().iter().map(|date| date.range.start).collect();
        dates.extend(short_dates(text));
        dates.sort_unstable();
        Self { parts: Parts::new(text.prose()), dates }
    }

    /// Returns true if a date stands in the paragraph of a byte, in the one before it or in their heading.
    fn are_near(&self, at: usize) -> bool {
        has_one(&self.dates, self.parts.paragraphs_near(at))
            || has_one(&self.dates, self.parts.heading_above(at))
    }
}

/// Returns true if one of some places, which are in order, lies in a range.
fn has_one(places: &[usize], range: Range<usize>) -> bool {
    let first = places.partition_point(|place| *place < range.start);
    places.get(first).is_some_and(|place| *place < range.end)
}

/// Returns the places of a text's dates in figures or with a shortened month: `2023-04-10`, `10.04.2023`, `14 Sept`.
fn short_dates(text: &Text<'_>) -> impl Iterator<Item = usize> {
    const SHORT: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"];
    let is_date = |word: &str| {
        let figures = word.split(['-', '.']);
        let is_figures = word.len() >= 8 && figures.clone().count() == 3;
        is_figures && figures.clone().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
            || SHORT.contains(&word)
    };
    text.words().filter(move |(_, word)| is_date(word)).map(|(range, _)| range.start)
}
