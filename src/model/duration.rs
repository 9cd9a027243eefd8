//! Durations in ISO 8601 form: `P6Y`, `P15D`, `P2Y6M`, `P2W`, `PT3H`.

use std::fmt;

use jiff::Span;
use serde::{Deserialize, Serialize};

use super::date::Day;
use crate::words::count;

/// A length of time by the calendar: a month is as long as the month that it runs through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Duration {
    years: u16,
    months: u16,
    weeks: u16,
    days: u16,
    hours: u16,
    minutes: u16,
    seconds: u16,
}

impl Duration {
    /// Reads a duration; `None` if the text is not one, has no length, or has a number that does not fit 16 bits.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('P')?;
        let (date, time) = match rest.split_once('T') {
            Some((date, time)) => (date, Some(time)),
            None => (rest, None),
        };
        let [years, months, weeks, days] = fields(date, ['Y', 'M', 'W', 'D'])?;
        let [hours, minutes, seconds] = fields(time.unwrap_or_default(), ['H', 'M', 'S'])?;
        let is_empty = date.is_empty() && time.is_none() || time.is_some_and(str::is_empty);
        (!is_empty).then_some(Self { years, months, weeks, days, hours, minutes, seconds })
    }

    /// Returns a duration of whole years.
    pub(crate) fn years(years: u16) -> Self {
        Self { years, ..Self::default() }
    }

    /// Returns the day on which the duration ends if it runs from `start`; `None` beyond the calendar, or if the
    /// duration has hours, so that it does not end with a day.
    pub(crate) fn end_from(self, start: Day) -> Option<Day> {
        start.checked_add(self.span().filter(|_| !self.has_hours())?).ok()
    }

    fn has_hours(self) -> bool {
        (self.hours, self.minutes, self.seconds) != (0, 0, 0)
    }

    fn span(self) -> Option<Span> {
        let span = Span::new().try_years(self.years).ok()?.try_months(self.months).ok()?;
        span.try_weeks(self.weeks).ok()?.try_days(self.days).ok()
    }

    /// Returns the duration in days, with months of 30 and years of 365 days: to compare terms, not to compute dates.
    pub(crate) fn days(self) -> u32 {
        let [years, months, weeks, days, hours] =
            [self.years, self.months, self.weeks, self.days, self.hours].map(u32::from);
        // Twelve months are a year, however they are written.
        let (years, months) = (years + months / 12, months % 12);
        years * 365 + months * 30 + weeks * 7 + days + hours / 24
    }
}

/// Returns the numbers before `units`, each at most once and in this order; 0 where one is left out.
fn fields<const N: usize>(mut text: &str, units: [char; N]) -> Option<[u16; N]> {
    let fields = units.map(|unit| {
        let Some((digits, rest)) = text.split_once(unit).filter(|(digits, _)| is_number(digits)) else {
            return Some(0);
        };
        text = rest;
        digits.parse().ok()
    });
    let is_read = text.is_empty() && fields.iter().all(Option::is_some);
    is_read.then(|| fields.map(Option::unwrap_or_default))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

impl fmt::Display for Duration {
    /// Writes the duration in words: `6 years`, `2 years and 6 months`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { years, months, weeks, days, hours, minutes, seconds } = *self;
        let units = [
            (years, "year"),
            (months, "month"),
            (weeks, "week"),
            (days, "day"),
            (hours, "hour"),
            (minutes, "minute"),
            (seconds, "second"),
        ];
        let words: Vec<String> = units
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, unit)| count(number.into(), unit))
            .collect();
        match words.split_last() {
            None => f.write_str("0 days"),
            Some((last, [])) => f.write_str(last),
            Some((last, first)) => write!(f, "{} and {last}", first.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (text, words) in [
            ("P6Y", "6 years"),
            ("P15D", "15 days"),
            ("P2Y6M", "2 years and 6 months"),
            ("P1Y2M3D", "1 year, 2 months and 3 days"),
            ("P2W", "2 weeks"),
            ("PT3H", "3 hours"),
            ("P1DT12H", "1 day and 12 hours"),
            ("P0D", "0 days"),
        ] {
            assert_eq!(Duration::parse(text).expect(text).to_string(), words);
        }
        for text in [
            "",
            "P",
            "PT",
            "P1DT",
            "6Y",
            "P6",
            "PY",
            "P1D1Y",
            "P1Y1Y",
            "P6y",
            "P-1D",
            "P1.5Y",
            "P99999999D",
            "P1H",
        ] {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_calendar_decides_where_a_duration_ends() {
        let end = |text, start| Duration::parse(text).unwrap().end_from(start);
        assert_eq!(end("P20D", Day::constant(2023, 5, 3)), Some(Day::constant(2023, 5, 23)));
        assert_eq!(end("P1M", Day::constant(2023, 1, 31)), Some(Day::constant(2023, 2, 28)));
        assert_eq!(end("P6Y", Day::constant(2023, 4, 10)), Some(Day::constant(2029, 4, 10)));
        assert_eq!(end("PT3H", Day::constant(2023, 4, 10)), None);
        assert_eq!(end("P9000Y", Day::constant(2023, 4, 10)), None);
    }

    #[test]
    fn terms_are_compared_in_days() {
        let days = |text| Duration::parse(text).unwrap().days();
        assert!(days("P20D") > days("P15D"));
        assert_eq!(days("P2W"), days("P14D"));
        assert!(days("P1Y") >= days("P12M"));
    }
}
