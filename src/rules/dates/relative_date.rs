//! `relative-date`

use std::collections::HashSet;
use std::ops::Range;

use crate::diagnostic::Severity;
use crate::model::prose::dates;
use crate::model::{Model, Text};
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

/// Units of time that follow "last" and "next".
const UNITS: [&str; 4] = ["week", "month", "year", "weekend"];

/// The words of which each relative phrase has one.
const RELATIVE_WORDS: [&str; 5] = ["yesterday", "tomorrow", "last", "next", "same"];

/// Words before "last" and "next" that make it one of a series.
const DETERMINERS: [&str; 8] = ["the", "The", "his", "her", "their", "its", "my", "our"];

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    if !model.is_english() {
        return;
    }
    let may_be_relative = model.may_have_word(RELATIVE_WORDS.into_iter());
    for text in model.texts().iter().filter(|text| text.role().is_own_words()) {
        // The owner's date says which day is meant.
        let is_anchored = || text.owner_dated().is_some();
        if !text.dates().is_empty() && !is_anchored() {
            report_yearless(cx, model, text);
        }
        if !may_be_relative {
            continue;
        }
        let mut quoted_ranges = None;
        for range in relative_phrases(text, is_anchored) {
            // Quoted words are the speaker's.
            if quoted_ranges.get_or_insert_with(|| text.quoted_ranges()).contain(&range) {
                continue;
            }
            let shown = text.prose().get(range.clone()).unwrap_or_default();
            let why = match shown.ends_with("day") && shown.starts_with("same") {
                true => "does not say which day",
                false => "only means something on the day it was written",
            };
            cx.report(text.place(range), format!("{} {why}", quoted(shown)))
                .note("which day, month or year?")
                .help("the text will be read years later, and quoted without its beginning: write the date itself");
        }
    }
}

/// Reports dates without a year if the text names no year before them or in their paragraph.
fn report_yearless<'a>(cx: &mut DocumentContext<'a>, model: &'a Model<'a>, text: &'a Text<'a>) {
    let is_year =
        |word: &str| word.len() == 4 && word.parse().is_ok_and(|year: u16| (1900..2100).contains(&year));
    let mut year_at = None;
    let mut in_names = None;
    // Dates come in the order of the text, and a paragraph may have many.
    let mut paragraph_end = 0;
    for date in text.dates().iter().filter(|date| date.year.is_none()) {
        let first_year = *year_at.get_or_insert_with(|| {
            text.words().find(|(_, word)| is_year(word)).map_or(usize::MAX, |(range, _)| range.start)
        });
        let shown = text.prose().get(date.range.clone()).unwrap_or_default();
        // In "from 30 April to 2 May 2023" the year is for both.
        let rest = text.prose().get(date.range.end..).unwrap_or_default();
        if paragraph_end < date.range.end {
            paragraph_end = date.range.end + rest.find("\n\n").unwrap_or(rest.len());
        }
        if first_year < paragraph_end {
            continue;
        }
        let names = in_names.get_or_insert_with(|| dates_in_names(model));
        if names.contains(&(date.month, date.day)) {
            continue;
        }
        cx.report(text.place(date.range.clone()), format!("{} has no year", quoted(shown)))
            .note("which year?")
            .help(
                "the text will be read years later, and quoted out of context: add the year here, or where \
             the text first names a date",
            );
    }
}

/// Returns the months and days in the names of declared organisations, such as the 31 May Committee.
fn dates_in_names(model: &Model<'_>) -> HashSet<(i8, i8)> {
    let names = model.organisations().filter_map(|organisation| organisation.name());
    names.flat_map(dates).map(|date| (date.month, date.day)).collect()
}

/// Returns the ranges of phrases that count from the day of writing; `same day` only if nothing says which.
fn relative_phrases(text: &Text<'_>, is_anchored: impl Fn() -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut before: Option<(Range<usize>, &str)> = None;
    let mut earlier = "";
    for (range, word) in text.words() {
        let start = before.as_ref().map(|(place, _)| place.start);
        let determiner = earlier;
        let previous = before.replace((range.clone(), word)).map_or("", |(_, word)| word);
        earlier = previous;
        let begin = match word {
            "yesterday" | "Yesterday" | "tomorrow" | "Tomorrow" => Some(range.start),
            _ if matches!(previous, "last" | "Last" | "next" | "Next") && UNITS.contains(&word) => start,
            "day" if previous == "same" && !is_anchored() => {
                // In a text with a date it means that date.
                start.filter(|_| text.dates().is_empty() && !has_short_date(text))
            }
            _ => None,
        };
        // "The last year of her term" is not the last one, nor is "her last year at school".
        let is_last = || UNITS.contains(&word) && DETERMINERS.contains(&determiner);
        found.extend(begin.filter(|_| !is_last()).map(|begin| begin..range.end));
    }
    found
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
