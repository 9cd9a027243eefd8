//! Dates in the Extended Date/Time Format (EDTF, ISO 8601-2): level 0 without times of day, with the marks
//! `?`, `~` and `%` at the end, and intervals.

use std::fmt;

/// How much of a date is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `2023`
    Year,
    /// `2023-05`
    Month,
    /// `2023-05-03`
    Day,
}

/// A day of the calendar; days are ordered as time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// 1000 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to the month's last.
    pub day: u8,
}

/// One end of an interval, or the whole of a date that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Point {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
    uncertain: bool,
    approximate: bool,
}

/// A date as EDTF writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    start: Point,
    end: Option<Point>,
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateError {
    /// It has not the form `2023`, `2023-05`, `2023-05-03`, or two of these with `/` between.
    Form,
    /// No year has such a month.
    Month(u8),
    /// The month has fewer days.
    Day {
        /// The year, which matters in February.
        year: u16,
        /// The month.
        month: u8,
        /// How many days it has.
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
    /// Says what is wrong with a text that is no date.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let Some((start, end)) = text.split_once('/') else {
            return Ok(Self { start: Point::parse(text)?, end: None });
        };
        let (start, end) = (Point::parse(start)?, Point::parse(end)?);
        if end.latest() < start.earliest() {
            return Err(DateError::Reversed);
        }
        Ok(Self { start, end: Some(end) })
    }

    /// How much of the date is given; of an interval, the lesser of its ends.
    pub fn precision(&self) -> Precision {
        let end = self.end.unwrap_or(self.start);
        self.start.precision().min(end.precision())
    }

    /// Whether the date is a span with two ends.
    pub fn is_interval(&self) -> bool {
        self.end.is_some()
    }

    /// Whether the date is marked as not certain (`?` or `%`).
    pub fn is_uncertain(&self) -> bool {
        self.start.uncertain || self.end.is_some_and(|end| end.uncertain)
    }

    /// Whether the date is marked as approximate (`~` or `%`).
    pub fn is_approximate(&self) -> bool {
        self.start.approximate || self.end.is_some_and(|end| end.approximate)
    }
}

impl Point {
    fn parse(text: &str) -> Result<Self, DateError> {
        let (date, uncertain, approximate) = match text.as_bytes().last() {
            Some(b'?') => (text.trim_end_matches('?'), true, false),
            Some(b'~') => (text.trim_end_matches('~'), false, true),
            Some(b'%') => (text.trim_end_matches('%'), true, true),
            _ => (text, false, false),
        };
        if text.len() - date.len() > 1 {
            return Err(DateError::Form);
        }
        let mut parts = date.split('-');
        let mut number = |length: usize| match parts.next() {
            None => Ok(None),
            Some(part) if part.len() == length && part.bytes().all(|b| b.is_ascii_digit()) => {
                part.parse::<u16>().map(Some).map_err(|_| DateError::Form)
            }
            Some(_) => Err(DateError::Form),
        };
        let year = number(4)?.filter(|year| *year >= 1000).ok_or(DateError::Form)?;
        let (month, day) = (number(2)?, number(2)?);
        if parts.next().is_some() {
            return Err(DateError::Form);
        }
        // Two digits fit.
        let [month, day] = [month, day].map(|part| part.and_then(|value| u8::try_from(value).ok()));
        if let Some(month) = month.filter(|month| !(1..=12).contains(month)) {
            return Err(DateError::Month(month));
        }
        if let (Some(month), Some(day)) = (month, day) {
            let days = days_in(year, month);
            if !(1..=days).contains(&day) {
                return Err(DateError::Day { year, month, days });
            }
        }
        Ok(Self { year, month, day, uncertain, approximate })
    }

    fn precision(&self) -> Precision {
        match (self.month, self.day) {
            (_, Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            (None, None) => Precision::Year,
        }
    }

    fn earliest(&self) -> Day {
        Day { year: self.year, month: self.month.unwrap_or(1), day: self.day.unwrap_or(1) }
    }

    fn latest(&self) -> Day {
        let month = self.month.unwrap_or(12);
        Day { year: self.year, month, day: self.day.unwrap_or_else(|| days_in(self.year, month)) }
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The English name of a month, 1 to 12.
pub fn month_name(month: u8) -> &'static str {
    const NAMES: [&str; 12] = [
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
    usize::from(month).checked_sub(1).and_then(|index| NAMES.get(index)).copied().unwrap_or("that month")
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
        }
        assert!(Date::parse("2022-07?").unwrap().is_uncertain());
        assert!(Date::parse("2022-07~").unwrap().is_approximate());
        assert!(Date::parse("2022/2023").unwrap().is_interval());
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
