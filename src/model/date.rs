//! Dates in the Extended Date/Time Format (EDTF, ISO 8601-2): level 0 without times of day, with the marks
//! `?`, `~` and `%` at the end, and intervals.

pub(crate) mod stored;

use std::fmt;

use jiff::ToSpan as _;
use serde::{Deserialize, Serialize};

/// A day of the calendar.
pub(crate) use jiff::civil::Date as Day;

/// The precision of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Precision {
    /// `2023`
    Year,
    /// `2023-05`
    Month,
    /// `2023-05-03`
    Day,
}

/// One end of an interval, or a date that is not an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Point {
    #[serde(with = "stored")]
    first: Day,
    #[serde(with = "stored")]
    last: Day,
    precision: Precision,
    uncertain: bool,
    approximate: bool,
}

/// A date as EDTF writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Date {
    start: Point,
    end: Option<Point>,
}

/// The reason why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateError {
    /// Its form is not `2023`, `2023-05`, `2023-05-03`, or two of these with `/` between.
    Form,
    /// There is no such month.
    Month(u8),
    /// The month has fewer days.
    Day {
        /// The year, which matters in February.
        year: u16,
        /// The month.
        month: u8,
        /// The number of days that it has.
        days: u8,
    },
    /// An interval ends before it starts.
    Reversed,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Form => f.write_str("a date is written as `2023-05-03`, `2023-05` or `2023`"),
            Self::Month(month) => write!(f, "there is no month {month}"),
            Self::Day { year, month: 2, days } => write!(f, "February {year} has {days} days"),
            Self::Day { month, days, .. } => write!(f, "{} has {days} days", month_name(month)),
            Self::Reversed => f.write_str("the span ends before it starts"),
        }
    }
}

impl Date {
    /// Reads a date, checked against the calendar.
    ///
    /// # Errors
    /// Says what is wrong with a text that is not a date.
    pub(crate) fn parse(text: &str) -> Result<Self, DateError> {
        if memchr::memchr(b'/', text.as_bytes()).is_none() {
            return Ok(Self { start: Point::parse(text)?, end: None });
        }
        let (start, end) = text.split_once('/').ok_or(DateError::Form)?;
        let (start, end) = (Point::parse(start)?, Point::parse(end)?);
        if end.last < start.first {
            return Err(DateError::Reversed);
        }
        Ok(Self { start, end: Some(end) })
    }

    /// Returns the day that it is, by the clock of the machine, in UTC.
    pub(crate) fn today() -> Self {
        Self::of_day(jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date())
    }

    /// Returns the date of a day.
    pub(crate) fn of_day(day: Day) -> Self {
        let point =
            Point { first: day, last: day, precision: Precision::Day, uncertain: false, approximate: false };
        Self { start: point, end: None }
    }

    /// Returns the precision; for an interval, that of its less precise end.
    pub(crate) fn precision(&self) -> Precision {
        self.start.precision.min(self.last_point().precision)
    }

    fn last_point(&self) -> Point {
        self.end.unwrap_or(self.start)
    }

    /// Returns the first day that the date as written covers.
    pub(crate) fn first_day(&self) -> Day {
        self.start.first
    }

    /// Returns the last day that the date as written covers.
    pub(crate) fn last_day(&self) -> Day {
        self.last_point().last
    }

    /// Returns the day, if the date is exactly one day and has no mark.
    pub(crate) fn as_day(&self) -> Option<Day> {
        let is_exact = !self.is_uncertain() && !self.is_approximate();
        (is_exact && self.first_day() == self.last_day()).then(|| self.first_day())
    }

    /// Returns true if every day that the date can mean lies before every day that `other` can mean. An uncertain date
    /// is before nothing; an approximate one may lie a unit of its precision earlier or later.
    pub(crate) fn is_before(&self, other: &Self) -> bool {
        match (self.latest(), other.earliest()) {
            (Some(latest), Some(earliest)) => latest < earliest,
            _ => false,
        }
    }

    /// Returns true if every day that the date can mean lies after every day that `other` can mean.
    pub(crate) fn is_after(&self, other: &Self) -> bool {
        other.is_before(self)
    }

    /// Returns true if no day that the date can mean lies before any day that `start` can mean: anything that began at
    /// `start` has begun, and anything that ended then is over.
    pub(crate) fn is_from(&self, start: &Self) -> bool {
        self.earliest().zip(start.latest()).is_some_and(|(earliest, start)| earliest >= start)
    }

    /// Returns the first day that the date can mean; `None` if it is uncertain.
    pub(crate) fn earliest(&self) -> Option<Day> {
        self.start.moved(-1, self.start.first)
    }

    /// Returns the last day that the date can mean; `None` if it is uncertain.
    pub(crate) fn latest(&self) -> Option<Day> {
        let end = self.last_point();
        end.moved(1, end.last)
    }

    /// Returns true if the date is a span with two ends.
    pub(crate) fn is_interval(&self) -> bool {
        self.end.is_some()
    }

    /// Returns true if the date is marked as uncertain (`?` or `%`).
    pub(crate) fn is_uncertain(&self) -> bool {
        self.start.uncertain || self.end.is_some_and(|end| end.uncertain)
    }

    /// Returns true if the date is marked as approximate (`~` or `%`).
    pub(crate) fn is_approximate(&self) -> bool {
        self.start.approximate || self.end.is_some_and(|end| end.approximate)
    }
}

impl fmt::Display for Date {
    /// Writes the date as [`Date::parse`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.start.fmt(f)?;
        match &self.end {
            Some(end) => write!(f, "/{end}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.first.year(), self.first.month(), self.first.day());
        match self.precision {
            Precision::Year => write!(f, "{year}"),
            Precision::Month => write!(f, "{year}-{month:02}"),
            Precision::Day => write!(f, "{year}-{month:02}-{day:02}"),
        }?;
        f.write_str(match (self.uncertain, self.approximate) {
            (false, false) => "",
            (true, false) => "?",
            (false, true) => "~",
            (true, true) => "%",
        })
    }
}

impl Point {
    fn parse(text: &str) -> Result<Self, DateError> {
        let (date, uncertain, approximate) = match text.as_bytes() {
            [date @ .., b'?'] => (date, true, false),
            [date @ .., b'~'] => (date, false, true),
            [date @ .., b'%'] => (date, true, true),
            date => (date, false, false),
        };
        let (year, month, day) = match date {
            [_, _, _, _] => (date, None, None),
            [year @ .., b'-', tens, ones] if year.len() == 4 => (year, Some([*tens, *ones]), None),
            [year @ .., b'-', tens, ones, b'-', day_tens, day_ones] if year.len() == 4 => {
                (year, Some([*tens, *ones]), Some([*day_tens, *day_ones]))
            }
            _ => return Err(DateError::Form),
        };
        let year = number(year).filter(|year| *year >= 1000).ok_or(DateError::Form)?;
        let two_digits = |digits: Option<[u8; 2]>| match digits {
            None => Ok(None),
            // Two digits fit a `u8`.
            Some(digits) => {
                let value = number(&digits).and_then(|value| u8::try_from(value).ok());
                value.map(Some).ok_or(DateError::Form)
            }
        };
        let (month, day) = (two_digits(month)?, two_digits(day)?);
        if let Some(month) = month.filter(|month| !(1..=12).contains(month)) {
            return Err(DateError::Month(month));
        }
        let first_of = |month| calendar_day(year, month, 1).ok_or(DateError::Form);
        let (first, last, precision) = match (month, day) {
            (None, _) => (first_of(1)?, first_of(12)?.last_of_month(), Precision::Year),
            (Some(month), None) => {
                let first = first_of(month)?;
                (first, first.last_of_month(), Precision::Month)
            }
            (Some(month), Some(day)) => {
                let Some(day) = calendar_day(year, month, day) else {
                    // The length of a month fits a `u8`.
                    let days = u8::try_from(first_of(month)?.days_in_month()).unwrap_or(31);
                    return Err(DateError::Day { year, month, days });
                };
                (day, day, Precision::Day)
            }
        };
        Ok(Self { first, last, precision, uncertain, approximate })
    }

    /// Returns `day`, moved by a unit of the precision (times `sign`) if the point is approximate, but not beyond the
    /// calendar; `None` if the point is uncertain.
    fn moved(&self, sign: i64, day: Day) -> Option<Day> {
        let unit = match self.precision {
            Precision::Year => sign.years(),
            Precision::Month => sign.months(),
            Precision::Day => (sign * 7).days(),
        };
        match (self.uncertain, self.approximate) {
            (true, _) => None,
            (false, false) => Some(day),
            (false, true) => Some(day.saturating_add(unit)),
        }
    }
}

/// Returns the number that up to four digits write; `None` if there are other characters among them.
fn number(digits: &[u8]) -> Option<u16> {
    let are_digits = digits.iter().all(u8::is_ascii_digit);
    // Four digits fit a `u16`.
    let number = || digits.iter().fold(0u16, |number, digit| number * 10 + u16::from(digit - b'0'));
    are_digits.then(number)
}

fn calendar_day(year: u16, month: u8, day: u8) -> Option<Day> {
    Day::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns the English name of a month, 1 to 12.
pub(crate) fn month_name(month: u8) -> &'static str {
    usize::from(month).checked_sub(1).and_then(|index| MONTHS.get(index)).copied().unwrap_or("that month")
}

/// Returns the English name of the day of the week that a day is.
pub(crate) fn weekday_name(day: Day) -> &'static str {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let index = usize::try_from(day.weekday().to_monday_zero_offset()).ok();
    index.and_then(|index| NAMES.get(index)).copied().unwrap_or("that day")
}

/// Returns the month, 1 to 12, of an English name that is written out, with a capital.
pub(crate) fn month_number(name: &str) -> Option<i8> {
    // Nearly all words begin with another letter.
    let may_be_month = name.starts_with(['J', 'F', 'M', 'A', 'S', 'O', 'N', 'D']);
    (1..=12).zip(&MONTHS).find(|(_, month)| may_be_month && **month == name).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (text, precision) in [
            ("2023", Precision::Year),
            ("2023-05", Precision::Month),
            ("2024-02-29", Precision::Day),
            ("2022-07~", Precision::Month),
            ("2023-03-01/2023-06-30", Precision::Day),
            ("2023-03-01/2023-06", Precision::Month),
        ] {
            assert_eq!(Date::parse(text).unwrap().precision(), precision, "{text}");
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        assert!(Date::parse("2022-07?").unwrap().is_uncertain());
        assert!(Date::parse("2022-07~").unwrap().is_approximate());
        assert!(Date::parse("2022/2023").unwrap().is_interval());
    }

    #[test]
    fn a_partial_date_is_an_interval() {
        let date = |text| Date::parse(text).unwrap();
        assert!(date("2022-07").is_before(&date("2022-08-01")));
        assert!(date("2022-08-01").is_after(&date("2022-07")));
        for (one, other) in [
            ("2022-07", "2022-07-15"),
            ("2022", "2022-12-31"),
            ("2022-07~", "2022-08-20"),
            ("2022-07-01~", "2022-07-05"),
            ("2022-07?", "2023"),
            ("2022-07/2022-09", "2022-09"),
        ] {
            assert!(!date(one).is_before(&date(other)) && !date(one).is_after(&date(other)), "{one} {other}");
        }
        assert!(date("2022-07~").is_before(&date("2022-09")));
        assert!(date("2022-07/2022-09").is_before(&date("2022-10")));
        assert_eq!(date("9999~").latest(), Some(Day::constant(9999, 12, 31)));
        assert_eq!(date("2022-07-15").as_day(), Some(Day::constant(2022, 7, 15)));
        assert_eq!(date("2022-07-15~").as_day(), None);
        assert_eq!(date("2022-07").as_day(), None);
    }

    #[test]
    fn what_ends_on_a_day_is_over_on_it() {
        let date = |text| Date::parse(text).unwrap();
        for (day, end, is_over) in [
            ("2021-12-29", "2021-12-29", true),
            ("2021-12-28", "2021-12-29", false),
            ("2021-12", "2021-12-29", false),
            ("2021-06-01", "2021", false),
            ("2022", "2021", true),
            ("2022-01-01?", "2021", false),
            ("2022-01-01", "2021?", false),
        ] {
            assert_eq!(date(day).is_from(&date(end)), is_over, "{day} {end}");
        }
    }

    #[test]
    fn what_is_no_date_says_why() {
        for (text, error) in [
            ("2023-04-31", "April has 30 days"),
            ("2023-02-29", "February 2023 has 28 days"),
            ("1900-02-29", "February 1900 has 28 days"),
            ("2023-13", "there is no month 13"),
            ("2023-06/2023-03", "the span ends before it starts"),
            ("2023-05-00", "May has 31 days"),
        ] {
            assert_eq!(Date::parse(text).unwrap_err().to_string(), error, "{text}");
        }
        for text in [
            "",
            "23-05-03",
            "2023-5-3",
            "03.05.2023",
            "2023-05-03T10:00",
            "2023-05~~",
            "2023-",
            "/2023",
            "0999",
        ] {
            assert_eq!(Date::parse(text), Err(DateError::Form), "{text}");
        }
    }
}
