//! `fine-units-mismatch`

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use super::support::applicable_code::code_at;
use crate::diagnostic::Severity;
use crate::law::{CodeType, LegalCode, Unit};
use crate::model::{Citation, Jurisdiction, Sentence, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::Entry;
use crate::words::{and, clip};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "fine-units-mismatch",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("fine-units-mismatch.md"),
};

/// The least change of a unit's value within a year that is a slip.
const MOST_CHANGE: f64 = 1.5;

/// The part of an amount that may be rounding.
const ROUNDING: f64 = 0.01;

/// The most years between an act and the judgment on it, for an administrative offence and for a crime.
const YEARS: (i16, i16) = (1, 5);

/// The fines of a document in a unit whose value is not known, by unit, currency and year: the first of each.
type FirstFines<'a> = HashMap<(&'a str, &'a str, i16), Fine<'a>>;

/// A fine in units and in money.
struct Fine<'a> {
    units: Entry<'a>,
    count: f64,
    sum: f64,
}

fn check(cx: &mut DocumentContext<'_>) {
    let mut first = FirstFines::new();
    for sentence in cx.model().judgments().flat_map(Verdict::sentences) {
        check_sentence(cx, sentence, &mut first);
    }
}

fn check_sentence<'a>(cx: &mut DocumentContext<'a>, sentence: Sentence<'a>, first: &mut FirstFines<'a>) {
    let (Some((entry, count, name)), Some(sum)) = (sentence.units(), sentence.sum()) else { return };
    let (Some(amount), Some(shown), Some(currency)) =
        (sentence.amount_entry(), sentence.amount(), sentence.currency())
    else {
        return;
    };
    let Some(year) = year_of(sentence).filter(|_| count > 0.0 && sum > 0.0) else { return };
    let Some(unit) = unit(cx, sentence, name).filter(|unit| unit.currency.as_deref() == Some(currency))
    else {
        return;
    };
    if unit.values_in(year).is_empty() && unit.bounds_in(year) == (None, None) {
        let fine = Fine { units: entry, count, sum };
        match first.entry((name, currency, year)) {
            Slot::Occupied(other) => compare(cx, (amount, name, currency), &fine, other.get()),
            Slot::Vacant(slot) => _ = slot.insert(fine),
        }
        return;
    }
    let is_crime = sentence.verdict().jurisdiction() == Some(Jurisdiction::Criminal);
    let years = if is_crime { YEARS.1 } else { YEARS.0 };
    let Some(worth) = contradicted(unit, year, years, sum / count) else { return };
    // Who pays the fine for an administrative offence at once pays half of it.
    if !is_crime && contradicted(unit, year, years, 2.0 * sum / count).is_none() {
        return;
    }
    let units = format!("{count} {}", clip(name));
    cx.report(amount, format!("{shown} is not {units}: {}", worth.shown(count, currency, year)))
        .label(entry, "the fine in units")
        .help("one of the two is wrong, by a digit perhaps: look both up in the judgment; if you worked one of them out yourself, leave it out");
}

/// Reports a fine whose unit has another value than in another one of the same year. Prices change a value by less than half, and whoever
/// pays at once pays half.
fn compare<'a>(
    cx: &mut DocumentContext<'a>,
    (amount, name, currency): (Entry<'a>, &str, &str),
    fine: &Fine<'a>,
    other: &Fine<'a>,
) {
    let (own, known) = (fine.sum / fine.count, other.sum / other.count);
    let ratio = own.max(known) / own.min(known);
    let is_half = (ratio - 2.0).abs() <= ROUNDING * 2.0;
    if ratio < MOST_CHANGE || is_half {
        return;
    }
    let (own, known, name) = (rounded(own), rounded(known), clip(name));
    let message =
        format!("one {name} is {own} {currency} here, and {known} {currency} in another fine of this year");
    cx.report(amount, message)
        .label(fine.units, "the fine in units")
        .label(other.units, "the other fine")
        .help("one of the numbers is wrong, by a digit perhaps: look both fines up in the judgments");
}

/// Returns the year of the judgment.
fn year_of(sentence: Sentence<'_>) -> Option<i16> {
    let date = sentence.verdict().event().dated()?.date;
    let (first, last) = (date.earliest()?.year(), date.latest()?.year());
    (first == last).then_some(last)
}

/// Returns the unit of that name in a code that the sentence cites, or else in the country's own.
fn unit<'a>(cx: &DocumentContext<'a>, sentence: Sentence<'a>, name: &str) -> Option<&'a Unit> {
    let event = sentence.verdict().event();
    let cited = sentence.articles_in_force().filter_map(Citation::from_node);
    let of_country = event.jurisdiction().and_then(Jurisdiction::code_type).unwrap_or(CodeType::Criminal);
    let law = cx.law();
    let date = event.dated().map(|dated| dated.date);
    let codes =
        cited.filter_map(|citation| law.at(citation.code(), date)).chain(code_at(cx, event, of_country));
    codes.flat_map(|code: &LegalCode| &code.units).find(|unit| unit.is_called(name))
}

/// The value of a unit, where a fine contradicts it.
enum Worth<'a> {
    /// In that year it was worth these, one after the other.
    Known(&'a [f64]),
    /// Earlier it was worth this already.
    AtLeast(f64),
    /// In a later year it was worth no more than this.
    AtMost(f64),
}

impl Worth<'_> {
    fn shown(&self, count: f64, currency: &str, year: i16) -> String {
        match self {
            Self::Known(values) => {
                let sums: Vec<String> =
                    values.iter().map(|value| rounded(count * value).to_string()).collect();
                let then = if sums.len() > 1 { ", one after the other" } else { "" };
                format!("in {year} they were {} {currency}{then}", and(&sums))
            }
            Self::AtLeast(value) => {
                format!("years before they were {} {currency} already", rounded(count * value))
            }
            Self::AtMost(value) => {
                format!("they were no more than {} {currency} even later", rounded(count * value))
            }
        }
    }
}

/// Returns a number without the digits that come from reckoning with it.
fn rounded(sum: f64) -> f64 {
    (sum * 100.0).round() / 100.0
}

/// Returns the value of the unit if it cannot be `value` in this year, or in one of the `years` before, in which the act may
/// have been.
fn contradicted(unit: &Unit, year: i16, years: i16, value: f64) -> Option<Worth<'_>> {
    let is_close = |known: &f64| (value - known).abs() <= known * ROUNDING;
    let of_year = unit.values_in(year);
    let Some(last) = of_year.last() else {
        return match unit.bounds_in(year) {
            (_, Some(most)) if value > most * (1.0 + ROUNDING) => Some(Worth::AtMost(most)),
            (Some(_), _) => {
                let (least, _) = unit.bounds_in(year - years);
                least.filter(|least| value < least * (1.0 - ROUNDING)).map(Worth::AtLeast)
            }
            _ => None,
        };
    };
    let known: Vec<&[f64]> = (year - years..=year).map(|year| unit.values_in(year)).collect();
    if known.iter().copied().flatten().any(is_close) {
        return None;
    }
    // Of a year without a value only its bounds are known.
    let is_complete = known.iter().all(|values| !values.is_empty());
    let (least, _) = unit.bounds_in(year - years);
    let may_be_earlier =
        !is_complete && value < *last && least.is_none_or(|least| value >= least * (1.0 - ROUNDING));
    (!may_be_earlier).then_some(Worth::Known(of_year))
}
