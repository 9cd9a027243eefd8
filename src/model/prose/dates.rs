//! Dates as English prose writes them: `10 April 2023`, `10th April`, `April 10, 2023`.

use std::ops::Range;

use super::words;
use crate::model::date::{Day, month_number};

/// The form of a date in prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum DateForm {
    /// `10 April`
    DayMonth,
    /// `10th April`
    OrdinalMonth,
    /// `April 10`
    MonthDay,
    /// `April 10th`
    MonthOrdinal,
}

/// A day and a month in a text, with the year where one follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WrittenDate {
    /// The bytes of the day and the month, with the year.
    pub range: Range<usize>,
    /// The day of the month, 1 to 31.
    pub day: i8,
    /// The month, 1 to 12.
    pub month: i8,
    /// The year, where it is written.
    pub year: Option<i16>,
    /// The date's form.
    pub form: DateForm,
}

impl WrittenDate {
    /// Returns the day of the calendar, in the year written or else in `year`.
    pub(crate) fn day_in(&self, year: i16) -> Option<Day> {
        Day::new(self.year.unwrap_or(year), self.month, self.day).ok()
    }
}

/// Returns the dates in an English text that have a day and a month, in its order.
pub(crate) fn dates(text: &str) -> Vec<WrittenDate> {
    let mut found: Vec<WrittenDate> = Vec::new();
    // Nothing is a date without a day in digits, and few texts have any.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return found;
    }
    let mut before: Option<(Range<usize>, &str)> = None;
    let mut following = words(text).peekable();
    while let Some((range, word)) = following.next() {
        let previous = before.replace((range.clone(), word));
        let Some(month) = month_number(word) else { continue };
        let gap = |left: &Range<usize>, right: &Range<usize>| text.get(left.end..right.start).unwrap_or("?");
        let taken = found.last().map_or(0, |date| date.range.end);
        let leading = previous
            .filter(|(place, _)| place.start >= taken && gap(place, &range) == " ")
            .and_then(|(place, word)| Some((place, day(word)?)));
        let (start, mut end, day, form) = match leading {
            Some((place, (day, is_ordinal))) => (
                place.start,
                range.end,
                day,
                if is_ordinal { DateForm::OrdinalMonth } else { DateForm::DayMonth },
            ),
            None => {
                let Some((place, word)) = following.peek() else { continue };
                let Some((day, is_ordinal)) = day(word).filter(|_| gap(&range, place) == " ") else {
                    continue;
                };
                (
                    range.start,
                    place.end,
                    day,
                    if is_ordinal { DateForm::MonthOrdinal } else { DateForm::MonthDay },
                )
            }
        };
        if matches!(form, DateForm::MonthDay | DateForm::MonthOrdinal) {
            before = following.next();
        }
        let year = following.peek().and_then(|(place, word)| {
            let follows = matches!(text.get(end..place.start), Some(" " | ", "));
            let year = word.parse::<i16>().ok().filter(|_| follows && word.len() == 4)?;
            end = place.end;
            Some(year)
        });
        // "In March 14 people" has no day.
        let is_count = form == DateForm::MonthDay
            && text.get(..start).is_some_and(|before| before.ends_with("In ") || before.ends_with("in "));
        if year.is_some() || !(is_count || is_name(text, &(start..end))) {
            found.push(WrittenDate { range: start..end, day, month, year, form });
        }
    }
    found
}

/// Returns true if a date without a year reads as part of a name: "the 31 May Committee".
fn is_name(text: &str, date: &Range<usize>) -> bool {
    let before = text.get(..date.start).unwrap_or_default();
    let after = text.get(date.end..).unwrap_or_default();
    let follows = after.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_uppercase));
    let is_article = before.ends_with("the ") || before.ends_with("The ");
    follows && (is_article || before.ends_with(['“', '‘', '"', '«']))
}

/// Returns the day of the month that a word says, and whether as an ordinal.
fn day(word: &str) -> Option<(i8, bool)> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.get(digits.len()..)?;
    let day = digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)?;
    match ending {
        "" => Some((day, false)),
        "st" | "nd" | "rd" | "th" => Some((day, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_with_a_month_are_dates() {
        let shown = |text: &str| -> Vec<String> {
            let dates = dates(text);
            dates
                .iter()
                .map(|date| format!("{:?} {}", date.form, text.get(date.range.clone()).unwrap()))
                .collect()
        };
        assert_eq!(
            shown(
                "On 19th March 2023 and 20 March, then April 10, 2023 or May 3rd. In May 2023 nothing; 31 may."
            ),
            [
                "OrdinalMonth 19th March 2023",
                "DayMonth 20 March",
                "MonthDay April 10, 2023",
                "MonthOrdinal May 3rd"
            ]
        );
        assert_eq!(
            shown("In March 40 people, in March 14 people, 32 March, 5-6 April, 12 marchers, May 2023"),
            Vec::<String>::new()
        );
        assert_eq!(dates("10 April, 12 April")[1].year, None);
        assert_eq!(dates("10 April 2023")[0].day_in(2000), Some(Day::constant(2023, 4, 10)));
    }
}
