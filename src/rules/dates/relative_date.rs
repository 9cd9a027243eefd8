//! `relative-date`

use std::cell::OnceCell;
use std::ops::Range;

use super::support::known_dates::KnownDates;
use super::support::relative_phrases::{Phrase, RELATIVE_WORDS, months_without_year, relative_phrases};
use crate::diagnostic::Severity;
use crate::model::Text;
use crate::model::date::month_name;
use crate::model::prose::words;
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

/// Reports days and months without a year if the text names no year before them or in their paragraph, the case no
/// event of that day or month, and neither the report's period nor the case's events tell which year it is.
fn report_yearless<'a>(cx: &mut DocumentContext<'a>, text: &'a Text<'a>, known: &mut Option<KnownDates<'a>>) {
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
        let near = || [parts.heading_above(range.start), parts.paragraphs_near(range.start)];
        let is_next = || known.has_report_time() && is_to_come(text, &range);
        if known.are_of(text, month, day) || known.are_understood(text, (month, day), near) || is_next() {
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

/// Returns true if a day comes each year, or is a name: "each 31 May", "on 9 May (Victory Day)", "9 August Square".
fn comes_each_year(text: &Text<'_>, range: &Range<usize>) -> bool {
    let (before, after) = (text.prose().get(..range.start), text.prose().get(range.end..));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    // "On 9 August Square": the day is a name.
    let next = after.strip_prefix(' ').and_then(|after| words(after).next()).map(|(_, word)| word);
    let is_name = next.is_some_and(|word| NAMED_BY_DAYS.contains(&word));
    let holiday = after.trim_start().strip_prefix(['(', ',']).unwrap_or_default();
    let holiday = holiday.split([')', ',', '.']).next().unwrap_or_default().trim();
    let is_holiday = holiday.starts_with(char::is_uppercase)
        && ["Day", "Eve", "Nauryz", "Nooruz", "Navruz"].iter().any(|word| holiday.ends_with(word));
    ["each", "Each", "every", "Every", "annual", "yearly"].contains(&last) || is_holiday || is_name
}

/// Nouns before which a day is a part of a name.
const NAMED_BY_DAYS: [&str; 14] = [
    "Square",
    "Street",
    "Avenue",
    "Boulevard",
    "Park",
    "Movement",
    "Committee",
    "Organisation",
    "Organization",
    "Party",
    "Foundation",
    "Union",
    "Prize",
    "Award",
];

/// Returns true if the sentence of a date tells of what is to come: "the law comes into force on 1 September".
fn is_to_come(text: &Text<'_>, range: &Range<usize>) -> bool {
    const TO_COME: [&str; 15] = [
        "will",
        "shall",
        "due",
        "scheduled",
        "set",
        "planned",
        "expected",
        "comes",
        "enters",
        "takes",
        "begins",
        "opens",
        "starts",
        "ends",
        "expires",
    ];
    const NEAR: usize = 120;
    let before = text.prose().get(..range.start).unwrap_or_default();
    let near =
        before.get(before.floor_char_boundary(before.len().saturating_sub(NEAR))..).unwrap_or_default();
    let sentence = near.rsplit(". ").next().unwrap_or_default();
    words(sentence).any(|(_, word)| TO_COME.contains(&word))
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
