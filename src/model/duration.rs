//! Durations in ISO 8601 form: `P6Y`, `P15D`, `P2Y6M`, `P2W`, `PT3H`.

use std::fmt;

use jiff::Span;
use serde::{Deserialize, Serialize};

use super::date::Day;
use crate::words::count;

/// A length of time by the calendar: a month is as long as the month that it runs through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Duration {
    years: u32,
    months: u32,
    weeks: u32,
    days: u32,
    hours: u32,
    minutes: u32,
    seconds: u32,
}

impl Duration {
    /// Reads a duration; `None` if the text is not one or has no length. A number that does not fit
    /// 32 bits counts as the largest that does.
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

    /// Returns a duration of whole days.
    pub(crate) fn of_days(days: u16) -> Self {
        Self { days: days.into(), ..Self::default() }
    }

    /// Returns a duration of whole years.
    pub(crate) fn years(years: u16) -> Self {
        Self { years: years.into(), ..Self::default() }
    }

    /// Returns the day on which the duration ends if it runs from `start`; `None` beyond the calendar, or if the
    /// duration has hours, so that it does not end with a day.
    pub(crate) fn end_from(self, start: Day) -> Option<Day> {
        start.checked_add(self.span().filter(|_| !self.has_hours())?).ok()
    }

    /// Returns the day on which the duration begins if it ends on `end`, in the way of [`Self::end_from`].
    pub(crate) fn start_to(self, end: Day) -> Option<Day> {
        end.checked_sub(self.span().filter(|_| !self.has_hours())?).ok()
    }

    fn has_hours(self) -> bool {
        (self.hours, self.minutes, self.seconds) != (0, 0, 0)
    }

    fn span(self) -> Option<Span> {
        let span = Span::new().try_years(self.years).ok()?.try_months(self.months).ok()?;
        span.try_weeks(self.weeks).ok()?.try_days(self.days).ok()
    }

    /// Returns the duration in days, with months of 30 and years of 365 days: to compare terms, not to compute dates.
    pub(crate) fn days(self) -> u64 {
        let [years, months, weeks, days, hours] =
            [self.years, self.months, self.weeks, self.days, self.hours].map(u64::from);
        // Twelve months are a year, however they are written.
        let (years, months) = (years + months / 12, months % 12);
        years * 365 + months * 30 + weeks * 7 + days + hours / 24
    }

    /// Returns the first number that is larger than anybody gives in its unit, with the unit; `None` if there is none.
    pub(crate) fn implausible_part(self) -> Option<(u32, &'static str)> {
        // A century and a half of imprisonment has been ordered, and the hours of community service are some hundreds.
        const MOST: Duration = Duration {
            years: 200,
            months: 1_200,
            weeks: 2_000,
            days: 15_000,
            hours: 10_000,
            minutes: 100_000,
            seconds: 1_000_000,
        };
        self.parts()
            .into_iter()
            .zip(MOST.parts())
            .find_map(|(part, (most, _))| (part.0 > most).then_some(part))
    }

    /// Returns its numbers with their units.
    fn parts(self) -> [(u32, &'static str); 7] {
        [
            (self.years, "year"),
            (self.months, "month"),
            (self.weeks, "week"),
            (self.days, "day"),
            (self.hours, "hour"),
            (self.minutes, "minute"),
            (self.seconds, "second"),
        ]
    }
}

/// Returns the numbers before `units`, each at most once and in this order; 0 where one is left out.
fn fields<const N: usize>(mut text: &str, units: [char; N]) -> Option<[u32; N]> {
    let fields = units.map(|unit| {
        let Some((digits, rest)) = text.split_once(unit).filter(|(digits, _)| is_number(digits)) else {
            return Some(0);
        };
        text = rest;
        // Only its size can be wrong: its digits were looked at.
        Some(digits.parse().unwrap_or(u32::MAX))
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
        let parts = self.parts().into_iter().filter(|(number, _)| *number > 0);
        let words: Vec<String> = parts.map(|(number, unit)| count(number.into(), unit)).collect();
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
            ("P99999Y", "99999 years"),
            ("PT80000H", "80000 hours"),
            ("P99999999999D", "4294967295 days"),
        ] {
            assert_eq!(Duration::parse(text).expect(text).to_string(), words);
        }
        for text in ["", "P", "PT", "P1DT", "6Y", "P6", "PY", "P1D1Y", "P1Y1Y", "P6y", "P-1D", "P1.5Y", "P1H"]
        {
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
        assert_eq!(end("P99999999999D", Day::constant(2023, 4, 10)), None);
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
