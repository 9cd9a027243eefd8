//! Dates as people write them: which one was meant, or how to find out.

use crate::model::date::{Date, month_name};

/// Words for a date that nobody knows yet.
const UNKNOWN: [&str; 10] =
    ["unknown", "n/a", "na", "none", "tbc", "tbd", "?", "-", "неизвестно", "белгісіз"];

/// Words that mean about then.
const ABOUT: [&str; 7] = ["~", "ca.", "c.", "ca ", "circa ", "around ", "about "];

/// What stands between the first and the last date of a span.
const BETWEEN: [&str; 6] = [" - ", " – ", " — ", "–", "—", " to "];

/// The word "year", which says nothing beside one.
const YEAR_WORDS: [&str; 7] = ["г", "год", "года", "году", "жыл", "жылы", "жылғы"];

/// How the names of the months begin in Russian and Kazakh, January first.
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

/// What to write for `text`, which is no date in EDTF; the date alone where it can be told.
pub(super) fn advise(text: &str) -> (Option<String>, String) {
    let text = text.trim();
    if let Some(meant) = meant(text) {
        let help = format!("write `{meant}`");
        return (Some(meant), help);
    }
    if text.is_empty() || UNKNOWN.contains(&text.to_lowercase().as_str()) {
        return (None, "leave the line out while the date is not known".to_owned());
    }
    if let Some((year, first, second)) = ambiguous(text) {
        let (name_of_first, name_of_second) = (month_name(first), month_name(second));
        let help = format!(
            "is this {first} {name_of_second} or {second} {name_of_first}? Write `{year}-{second:02}-{first:02}` or \
             `{year}-{first:02}-{second:02}`"
        );
        return (None, help);
    }
    let help = "write year, month and day, as `2023-05-03` for 3 May 2023; year and month, or the year alone, if no \
                more is known";
    (None, help.to_owned())
}

/// The date or span that a text means, in EDTF, where there is only one way to read it.
fn meant(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    if let Some(rest) = ABOUT.iter().find_map(|about| lower.strip_prefix(about)) {
        return one(rest.trim()).map(|date| format!("{date}~"));
    }
    let span = || {
        let (first, last) = BETWEEN.iter().find_map(|between| text.split_once(between))?;
        Some(format!("{}/{}", one(first.trim())?, one(last.trim())?))
    };
    let meant = one(text).or_else(span)?;
    Date::parse(&meant).is_ok().then_some(meant)
}

/// A single date in one of the common written forms.
fn one(text: &str) -> Option<String> {
    let is_date = |text: &str| !text.contains('/') && Date::parse(text).is_ok();
    if is_date(text) {
        return Some(text.to_owned());
    }
    if let Some((day, time)) = text.split_once(['T', ' '])
        && is_date(day)
        && time.contains(':')
    {
        return Some(day.to_owned());
    }
    // 20230503
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let (year, day) = text.split_at_checked(4)?;
        let (month, day) = day.split_at_checked(2)?;
        let date = format!("{year}-{month}-{day}");
        return is_date(&date).then_some(date);
    }
    let parts = parts(text);
    let (year, month, day) = match *parts.as_slice() {
        [year, day, name] if year.len() == 4 && month(name).is_some() => {
            (number(year)?, month(name)?, number(day)?)
        }
        // 2023.5.3, 2023/05/03
        [year, month, day] if year.len() == 4 => (number(year)?, number(month)?, number(day)?),
        [first, second, year] if year.len() == 4 => match (month(first), month(second)) {
            (None, Some(month)) => (number(year)?, month, number(first)?),
            (Some(month), None) => (number(year)?, month, number(second)?),
            (None, None) if ambiguous(text).is_some() => return None,
            (None, None) => {
                let (day, month) = (number(first)?, number(second)?);
                if month > 12 { (number(year)?, day, month) } else { (number(year)?, month, day) }
            }
            (Some(_), Some(_)) => return None,
        },
        [name, year] if year.len() == 4 => {
            let date = format!("{:04}-{:02}", number(year)?, month(name).or_else(|| number(name))?);
            return is_date(&date).then_some(date);
        }
        _ => return None,
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    is_date(&date).then_some(date)
}

/// Year and two numbers that may each be the month: 03/05/2023 is May in one country and March in another;
/// 03.05.2023 is written by the first alone.
fn ambiguous(text: &str) -> Option<(u16, u8, u8)> {
    let [first, second, year] = *parts(text).as_slice() else { return None };
    let (first, second): (u8, u8) = (first.parse().ok()?, second.parse().ok()?);
    let is_month = |number: u8| (1..=12).contains(&number);
    let can_be_both = year.len() == 4 && is_month(first) && is_month(second) && first != second;
    let year = number(year)?;
    (can_be_both && !text.contains('.')).then_some((year, first, second))
}

/// The words and numbers of a date.
fn parts(text: &str) -> Vec<&str> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|part| !part.is_empty() && !YEAR_WORDS.contains(part)).collect()
}

/// A number, which letters may follow: `3rd`.
fn number(part: &str) -> Option<u16> {
    part.trim_end_matches(char::is_alphabetic).parse().ok()
}

/// The number of a month by its name in English, Russian or Kazakh, or the beginning of it.
fn month(name: &str) -> Option<u16> {
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
    fn dates_that_can_be_read_in_one_way_only() {
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
            ("2023-05-03 - 2023-05-07", Some("2023-05-03/2023-05-07")),
            ("~2023", Some("2023~")),
            ("ca. 2023", Some("2023~")),
            ("about May 2023", Some("2023-05~")),
            ("03/05/2023", None),
            ("May 2023", Some("2023-05")),
            ("03.2023", Some("2023-03")),
            ("yesterday", None),
            ("31.04.2023", None),
            ("20231332", None),
        ] {
            assert_eq!(advise(text).0.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_asked() {
        assert!(
            advise("03/05/2023")
                .1
                .starts_with("is this 3 May or 5 March? Write `2023-05-03` or `2023-03-05`")
        );
        assert!(advise("unknown").1.starts_with("leave the line out"));
        assert!(advise("").1.starts_with("leave the line out"));
    }
}
