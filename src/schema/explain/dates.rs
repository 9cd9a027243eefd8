//! Dates as people write them, and the date in EDTF that was meant.

use super::weekdays::{Undressed, other_weekday, without_weekday};
use crate::lookalike::ascii_sign;
use crate::model::date::{Date, DateError, month_name};
use crate::model::unknown::says_unknown;

/// Words before or behind a date that is not exact, in small letters.
const ABOUT: [&str; 24] = [
    "~",
    "≈",
    "ca.",
    "ca",
    "c.",
    "circa",
    "around",
    "about",
    "approx.",
    "approx",
    "approximately",
    "roughly",
    "около",
    "ок.",
    "прибл.",
    "примерно",
    "приблизительно",
    "ориентировочно",
    "шамамен",
    "шамасында",
    "болжаммен",
    "чамасында",
    "болжол менен",
    "taxminan",
];

/// Words before or behind a date that may be wrong, in small letters.
const DOUBT: [&str; 14] = [
    "?",
    "probably",
    "possibly",
    "maybe",
    "perhaps",
    "presumably",
    "uncertain",
    "unsure",
    "возможно",
    "вероятно",
    "предположительно",
    "мүмкін",
    "мүмкүн",
    "ehtimol",
];

/// Separators between the first and the last date of a span.
const BETWEEN: [&str; 6] = [" - ", " – ", " — ", "–", "—", " to "];

/// The word "year" in Russian and Kazakh, which is left out.
const YEAR_WORDS: [&str; 7] = ["г", "год", "года", "году", "жыл", "жылы", "жылғы"];

/// The beginnings of the months' names in Russian (two) and Kazakh, January first.
const MONTHS: [[&str; 3]; 12] = [
    ["янв", "қаңтар", "қаңтар"],
    ["фев", "ақпан", "ақпан"],
    ["мар", "наурыз", "наурыз"],
    ["апр", "сәуір", "сәуір"],
    ["май", "мая", "мамыр"],
    ["июн", "маусым", "маусым"],
    ["июл", "шілде", "шілде"],
    ["авг", "тамыз", "тамыз"],
    ["сен", "қыркүйек", "қыркүйек"],
    ["окт", "қазан", "қазан"],
    ["ноя", "қараша", "қараша"],
    ["дек", "желтоқсан", "желтоқсан"],
];

/// The help on dates of which no reading is known.
const HELP: &str = "write year, month and day, as `2023-05-03` for 3 May 2023; year and month, or the year alone, if no \
                    more is known";

/// The help where a whole day must be named.
const HELP_ON_DAY: &str = "write year, month and day, as `2023-05-03` for 3 May 2023";

/// The advice on a text that is not a date.
pub(super) struct Advice {
    /// The date that the text means, if only one reading is possible.
    pub(super) date: Option<String>,
    pub(super) help: String,
    /// True if the text says that the date is not known.
    pub(super) is_unknown: bool,
    /// The reason why the calendar has no such date, however it is written.
    pub(super) error: Option<DateError>,
}

/// Returns the help on writing a date: a whole day, as JSON Schema's own format `date` has it, or any date in EDTF.
pub(super) fn help(is_day: bool) -> &'static str {
    if is_day { HELP_ON_DAY } else { HELP }
}

/// Returns the advice on a text that is not a date. With `is_day` it must be a whole day; `fits` tells which dates the
/// schema takes.
pub(super) fn advise(text: &str, is_day: bool, fits: impl Fn(&str) -> bool) -> Advice {
    let text = text.trim();
    if let Some(help) = help_on_weekday(text) {
        return Advice { date: None, help, is_unknown: false, error: None };
    }
    let in_digits = in_digits(text).filter(|date| fits(date));
    // To whoever reads the words of a date, the letter in `2024-1O-13` would be one too many.
    let has_letter = in_digits.is_some() && text.contains(char::is_alphabetic);
    if let Some(date) = intended_date(text).filter(|date| !has_letter && fits(date)) {
        let help = format!("write `{date}`");
        return Advice { date: Some(date), help, is_unknown: false, error: None };
    }
    if let Some(date) = in_digits {
        let help = format!("a character of it only looks like a digit or a hyphen: write `{date}`");
        return Advice { date: Some(date), help, is_unknown: false, error: None };
    }
    let is_unknown = text.is_empty() || says_unknown(text) || text.eq_ignore_ascii_case("none");
    let help = match is_unknown {
        true => "leave the line out while the date is not known".to_owned(),
        false => help_on_order(text).unwrap_or_else(|| help(is_day).to_owned()),
    };
    let meant = reading(text).and_then(|date| Date::parse(&date).err());
    let error = Date::parse(text).err().filter(|error| *error != DateError::Form).or(meant);
    Advice { date: None, help, is_unknown, error }
}

/// Asks for the right day where a date and the day of the week beside it do not fit.
fn help_on_weekday(text: &str) -> Option<String> {
    let Undressed { date, weekday } = without_weekday(text);
    let date = intended_date(date)?;
    let day = Date::parse(&date).ok()?.as_day()?;
    let own = other_weekday(day, weekday?)?;
    Some(format!(
        "{} {} {} was a {own}: look up which of the two is right, and write the date alone, as `2023-05-03`",
        day.day(),
        month_name(day.month().unsigned_abs()),
        day.year()
    ))
}

/// Returns a date that has letters or signs of another keyboard in place of digits: `2024-O6-03`, `２０２４-06-03`.
fn in_digits(text: &str) -> Option<String> {
    let digit = |c: char| match c {
        'O' | 'o' | 'О' | 'о' => '0',
        'l' | 'I' | 'і' | 'І' | '|' => '1',
        'З' | 'з' => '3',
        'б' => '6',
        _ => ascii_sign(c).unwrap_or(c),
    };
    let date: String = text.chars().map(digit).collect();
    let is_other = date != text && text.contains(|c: char| c.is_ascii_digit() || !c.is_ascii());
    (is_other && Date::parse(&date).is_ok()).then_some(date)
}

/// Asks which number is the month, where that is not certain.
fn help_on_order(text: &str) -> Option<String> {
    if let Some((year, day, month)) = month_too_large(text) {
        return Some(format!(
            "is {day} {} meant, `{year}-{month:02}-{day:02}`? Year, month and day stand in this order",
            month_name(month)
        ));
    }
    let (year, first, second) = ambiguous(text)?;
    let (name_of_first, name_of_second) = (month_name(first), month_name(second));
    Some(format!(
        "is this {first} {name_of_second} or {second} {name_of_first}? Write `{year}-{second:02}-{first:02}` or \
         `{year}-{first:02}-{second:02}`"
    ))
}

/// Returns the date or span in EDTF that a text means, if only one reading is possible.
fn intended_date(text: &str) -> Option<String> {
    if let Some((rest, mark)) = without_mark(text) {
        // One mark says that it is not certain; of a span nobody knows which end is meant.
        let date = intended_date(rest).filter(|date| !date.contains(['/', '~', '?']))?;
        return Some(format!("{date}{mark}"));
    }
    // Nothing else may be lost with it.
    if text.contains(['?', '~', '≈']) {
        return None;
    }
    let Undressed { date: text, .. } = without_weekday(text);
    let span = || {
        let (first, last) = BETWEEN.iter().find_map(|between| text.split_once(between))?;
        Some(format!("{}/{}", single_date(first.trim())?, single_date(last.trim())?))
    };
    let date =
        single_date(text).or_else(span).or_else(|| days_of_one_month(text)).or_else(|| turned_span(text))?;
    Date::parse(&date).is_ok().then_some(date)
}

/// Returns a text without the word that says that the date is not certain, and the mark of EDTF for it.
fn without_mark(text: &str) -> Option<(&str, char)> {
    let lower = text.to_lowercase();
    // Only where both have the same bytes in the same places.
    let lower = Some(lower).filter(|lower| lower.len() == text.len())?;
    let is_joint = |c: char| matches!(c, ' ' | '(' | ')' | ',' | '[' | ']');
    let ends_word = |rest: &str, word: &str| {
        let is_letter = |c: char| c.is_alphanumeric();
        !word.ends_with(is_letter) || !rest.starts_with(is_letter)
    };
    let begins_word = |rest: &str, word: &str| {
        !word.starts_with(char::is_alphanumeric) || !rest.ends_with(char::is_alphanumeric)
    };
    let start = lower.len() - lower.trim_start_matches(is_joint).len();
    let end = lower.trim_end_matches(is_joint).len();
    let inner = lower.get(start..end)?;
    let marks = ABOUT.iter().map(|word| (*word, '~')).chain(DOUBT.iter().map(|word| (*word, '?')));
    for (word, mark) in marks {
        if let Some(rest) = inner.strip_prefix(word).filter(|rest| ends_word(rest, word)) {
            return Some((text.get(end - rest.len()..end)?.trim_matches(is_joint), mark));
        }
        if let Some(rest) = inner.strip_suffix(word).filter(|rest| begins_word(rest, word)) {
            return Some((text.get(start..start + rest.len())?.trim_matches(is_joint), mark));
        }
    }
    None
}

/// Returns the span whose end stands before its start: `2024-02-01/2024-01-01`.
fn turned_span(text: &str) -> Option<String> {
    let (last, first) = text.split_once('/')?;
    let is_turned =
        Date::parse(text) == Err(DateError::Reversed) && is_date(first.trim()) && is_date(last.trim());
    is_turned.then(|| format!("{}/{}", first.trim(), last.trim()))
}

/// Returns the span from a day to another of the same month: `3-8 April 2022`.
fn days_of_one_month(text: &str) -> Option<String> {
    let text = text.strip_prefix("from ").unwrap_or(text);
    let (first, last) = [" to ", "-", "–", "—"].iter().find_map(|between| text.split_once(between))?;
    let first: u8 = first.trim().parse().ok()?;
    let last = single_date(last.trim()).filter(|last| last.len() == "2023-05-03".len())?;
    let month = last.get(.."2023-05".len())?;
    Some(format!("{month}-{first:02}/{last}"))
}

/// Returns the first and the last month, or day, of a period in words: `January 2025`, `Q1 2025`, `3-8 April 2022`.
pub(super) fn span_of_period(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    if let Some(date) = intended_date(text) {
        return Some(match date.split_once('/') {
            Some((start, end)) => (start.to_owned(), end.to_owned()),
            None => (date.clone(), date),
        });
    }
    let [one, other] = *parts(text).as_slice() else { return None };
    let (year, part) = if one.len() == 4 { (one, other) } else { (other, one) };
    let year: u16 = year.parse().ok().filter(|_| year.len() == 4)?;
    let (months, number) = match part.to_ascii_uppercase().split_at_checked(1)? {
        ("Q", number) => (3, number.parse::<u16>().ok()?),
        ("H", number) => (6, number.parse::<u16>().ok()?),
        _ => return None,
    };
    let last = number.checked_mul(months).filter(|last| (months..=12).contains(last))?;
    Some((format!("{year}-{:02}", last + 1 - months), format!("{year}-{last:02}")))
}

/// Returns true if a text is one date in EDTF.
fn is_date(text: &str) -> bool {
    !text.contains('/') && Date::parse(text).is_ok()
}

/// Reads a single date in one of the common written forms.
fn single_date(text: &str) -> Option<String> {
    if is_date(text) {
        return Some(text.to_owned());
    }
    if let Some((day, time)) = text.split_once(['T', ' '])
        && is_date(day)
        && time.contains(':')
    {
        return Some(day.to_owned());
    }
    reading(text).filter(|date| is_date(date))
}

/// Returns the year, month and day that a text names, as EDTF writes them; the calendar may have no such day.
fn reading(text: &str) -> Option<String> {
    // 20230503
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let (year, day) = text.split_at_checked(4)?;
        let (month, day) = day.split_at_checked(2)?;
        return Some(format!("{year}-{month}-{day}"));
    }
    let parts = parts(text);
    let (year, month, day) = match *parts.as_slice() {
        // 2024-0315
        [year, rest]
            if [year, rest]
                .iter()
                .all(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit())) =>
        {
            let (month, day) = rest.split_at_checked(2)?;
            (leading_number(year)?, leading_number(month)?, leading_number(day)?)
        }
        // 2024-25-10
        [year, day, month] if year.len() == 4 && is_day_first(day, month) => {
            (leading_number(year)?, leading_number(month)?, leading_number(day)?)
        }
        [year, day, name] if year.len() == 4 && month_by_name(name).is_some() => {
            (leading_number(year)?, month_by_name(name)?, leading_number(day)?)
        }
        // 2023.5.3, 2023/05/03
        [year, month, day] if year.len() == 4 => {
            (leading_number(year)?, leading_number(month)?, leading_number(day)?)
        }
        [first, second, year] if year.len() == 4 => match (month_by_name(first), month_by_name(second)) {
            (None, Some(month)) => (leading_number(year)?, month, leading_number(first)?),
            (Some(month), None) => (leading_number(year)?, month, leading_number(second)?),
            (None, None) if ambiguous(text).is_some() => return None,
            (None, None) => {
                let (day, month) = (leading_number(first)?, leading_number(second)?);
                let is_month_first = month > 12 && day <= 12;
                let (month, day) = if is_month_first { (day, month) } else { (month, day) };
                (leading_number(year)?, month, day)
            }
            (Some(_), Some(_)) => return None,
        },
        [name, year] if year.len() == 4 => {
            let month = month_by_name(name).or_else(|| leading_number(name))?;
            return Some(format!("{:04}-{month:02}", leading_number(year)?));
        }
        _ => return None,
    };
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// Returns the year and two numbers that may each be the month: 03/05/2023 is May in one country and March in another.
/// With dots, the day always comes first.
fn ambiguous(text: &str) -> Option<(u16, u8, u8)> {
    let [first, second, year] = *parts(text).as_slice() else { return None };
    let (first, second): (u8, u8) = (first.parse().ok()?, second.parse().ok()?);
    let is_month = |number: u8| (1..=12).contains(&number);
    let can_be_both = year.len() == 4 && is_month(first) && is_month(second) && first != second;
    let year = leading_number(year)?;
    (can_be_both && !text.contains('.')).then_some((year, first, second))
}

/// Returns the year, day and month of a date that has the day in the place of the month, or one digit of the month wrong:
/// `2024-15-03`.
fn month_too_large(text: &str) -> Option<(u16, u8, u8)> {
    let [year, day, month] = *parts(text).as_slice() else { return None };
    let (day, month): (u8, u8) = (day.parse().ok()?, month.parse().ok()?);
    let is_meant = year.len() == 4 && (13..20).contains(&day) && (1..=12).contains(&month);
    let year = leading_number(year)?;
    is_meant.then_some((year, day, month))
}

/// Returns true if the first of two numbers is a day, and the second a month. From 13 to 19, the first may be a month with
/// one digit wrong.
fn is_day_first(first: &str, second: &str) -> bool {
    let number = |text: &str| text.parse::<u8>().ok();
    matches!((number(first), number(second)), (Some(20..=31), Some(1..=12)))
}

/// Returns the words and numbers of a date.
fn parts(text: &str) -> Vec<&str> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|part| !part.is_empty() && !YEAR_WORDS.contains(part)).collect()
}

/// Reads a number that letters may follow: `3rd`.
fn leading_number(part: &str) -> Option<u16> {
    part.trim_end_matches(char::is_alphabetic).parse().ok()
}

/// Returns the number of a month from its name, or the beginning of it, in English, Russian or Kazakh.
fn month_by_name(name: &str) -> Option<u16> {
    let name = name.to_lowercase();
    (1u8..).zip(MONTHS).find_map(|(number, [russian, also, kazakh])| {
        let is_english = name.len() >= 3 && month_name(number).to_lowercase().starts_with(&name);
        let is_other = [russian, also, kazakh].iter().any(|beginning| name.starts_with(beginning));
        (is_english || is_other).then_some(number.into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_with_one_reading_are_suggested() {
        for (text, expected) in [
            ("03.05.2023", Some("2023-05-03")),
            ("3 May 2023", Some("2023-05-03")),
            ("3rd May 2023", Some("2023-05-03")),
            ("May 3, 2023", Some("2023-05-03")),
            ("3 мая 2023 г.", Some("2023-05-03")),
            ("2023 жылғы 3 мамыр", Some("2023-05-03")),
            ("2023/5/3", Some("2023-05-03")),
            ("25/12/2023", Some("2023-12-25")),
            ("12/25/2023", Some("2023-12-25")),
            ("20230503", Some("2023-05-03")),
            ("2023-05-03T12:00:00", Some("2023-05-03")),
            ("3-8 April 2022", Some("2022-04-03/2022-04-08")),
            ("3 – 8 апреля 2022 г.", Some("2022-04-03/2022-04-08")),
            ("8-3 April 2022", None),
            ("03-05-2023", None),
            ("2024-25-10", Some("2024-10-25")),
            ("2024.25.10", Some("2024-10-25")),
            ("2024-31-04", None),
            ("2024-25-13", None),
            ("2024-13-03", None),
            ("2024-0315", Some("2024-03-15")),
            ("2023-2024", None),
            ("Friday, 15 March 2024", Some("2024-03-15")),
            ("пятница, 15 марта 2024", Some("2024-03-15")),
            ("March 2024", Some("2024-03")),
            ("July 2024", Some("2024-07")),
            ("from 3 to 8 June 2024", Some("2024-06-03/2024-06-08")),
            ("2024-02-01/2024-01-01", Some("2024-01-01/2024-02-01")),
            ("2023-05-03 - 2023-05-07", Some("2023-05-03/2023-05-07")),
            ("~2023", Some("2023~")),
            ("ca. 2023", Some("2023~")),
            ("about May 2023", Some("2023-05~")),
            ("approx. 3 May 2023", Some("2023-05-03~")),
            ("около 3 мая 2023 года", Some("2023-05-03~")),
            ("2023-05-03 (approximately)", Some("2023-05-03~")),
            ("circa 2023", Some("2023~")),
            ("2023-05-03 (?)", Some("2023-05-03?")),
            ("2023-05-03 ?", Some("2023-05-03?")),
            ("3 May 2023?", Some("2023-05-03?")),
            ("(?) 2023-05-03", Some("2023-05-03?")),
            ("possibly 3 May 2023", Some("2023-05-03?")),
            ("предположительно 3 мая 2023", Some("2023-05-03?")),
            ("2023-05-03/2023-05-07 (?)", None),
            ("?? 2023-05-03 ?", None),
            ("Sunday, 1 May 2023", None),
            ("Monday, 1 May 2023", Some("2023-05-01")),
            ("1 May 2023 (Monday)", Some("2023-05-01")),
            ("03/05/2023", None),
            ("May 2023", Some("2023-05")),
            ("03.2023", Some("2023-03")),
            ("yesterday", None),
            ("31.04.2023", None),
            ("20231332", None),
        ] {
            assert_eq!(advise(text, false, |_| true).date.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_day_that_the_calendar_lacks_is_named_in_every_form() {
        let error = |text: &str| advise(text, false, |_| true).error.map(|error| error.to_string());
        for (text, expected) in [
            ("31.04.2024", Some("April has 30 days")),
            ("31 April 2024", Some("April has 30 days")),
            ("April 31, 2024", Some("April has 30 days")),
            ("30 февраля 2024 г.", Some("February 2024 has 29 days")),
            ("2024/02/30", Some("February 2024 has 29 days")),
            ("20240431", Some("April has 30 days")),
            ("2024-04-31", Some("April has 30 days")),
            ("31.13.2024", Some("there is no month 13")),
            ("13.2024", Some("there is no month 13")),
            ("31/04/2024", Some("April has 30 days")),
            ("30.04.2024", None),
            ("03/05/2023", None),
            ("yesterday", None),
            ("page 3, 4", None),
        ] {
            assert_eq!(error(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn periods_in_words_have_a_first_and_a_last_month() {
        for (text, start, end) in [
            ("January 2025", "2025-01", "2025-01"),
            ("январь 2025 года", "2025-01", "2025-01"),
            ("2024", "2024", "2024"),
            ("Q1 2025", "2025-01", "2025-03"),
            ("2024-Q4", "2024-10", "2024-12"),
            ("H2 2024", "2024-07", "2024-12"),
            ("3-8 April 2022", "2022-04-03", "2022-04-08"),
        ] {
            assert_eq!(span_of_period(text), Some((start.to_owned(), end.to_owned())), "{text}");
        }
        for text in ["Q5 2024", "the spring", "Q0 2024", "H3 2024", "2024 2025"] {
            assert_eq!(span_of_period(text), None, "{text}");
        }
    }

    #[test]
    fn ambiguous_dates_are_asked_about() {
        let help = |text: &str| advise(text, false, |_| true).help;
        assert!(
            help("03/05/2023").starts_with("is this 3 May or 5 March? Write `2023-05-03` or `2023-03-05`")
        );
        assert!(help("unknown").starts_with("leave the line out"));
        assert!(help("").starts_with("leave the line out"));
    }
}
