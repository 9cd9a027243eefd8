//! Days of the week beside a date: `Friday, 15 March 2024`.

use crate::model::date::{Day, weekday_name};

/// The beginnings of the names of the days of the week in English, Russian, Kazakh and Kyrgyz, Monday first, long enough to be no
/// months.
const DAYS: [[&str; 4]; 7] = [
    ["mon", "понед", "дүйсен", "дүйшөм"],
    ["tue", "вторн", "сейсен", "шейшем"],
    ["wed", "сред", "сәрсен", "шаршем"],
    ["thu", "четв", "бейсен", "бейшем"],
    ["fri", "пятн", "жұма", "жума"],
    ["sat", "субб", "сенбі", "ишемби"],
    ["sun", "воскр", "жексен", "жекшем"],
];

/// A text without the day of the week that it names, and the number of that day, 0 for Monday.
#[derive(Clone, Copy)]
pub(super) struct Undressed<'t> {
    pub(super) date: &'t str,
    pub(super) weekday: Option<usize>,
}

/// Splits the day of the week off a text: `15 March 2024 (Friday)`.
pub(super) fn without_weekday(text: &str) -> Undressed<'_> {
    let is_joint = |c: char| matches!(c, ',' | ' ' | '(' | ')' | '.');
    let has_digit = |rest: &str| rest.contains(|c: char| c.is_ascii_digit());
    if let Some((first, rest)) = text.split_once(is_joint)
        && let Some(weekday) = weekday(first).filter(|_| has_digit(rest))
    {
        return Undressed { date: rest.trim_start_matches(is_joint), weekday: Some(weekday) };
    }
    let trimmed = text.trim_end_matches(is_joint);
    if let Some((rest, last)) = trimmed.rsplit_once(is_joint)
        && let Some(weekday) = weekday(last).filter(|_| has_digit(rest))
    {
        return Undressed { date: rest.trim_end_matches(is_joint), weekday: Some(weekday) };
    }
    Undressed { date: text, weekday: None }
}

/// Returns the number of a day of the week by its name.
fn weekday(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    let is_name = |beginning: &&str| word.starts_with(*beginning) && !word.contains(char::is_numeric);
    DAYS.iter().position(|names| names.iter().any(is_name))
}

/// Returns the name of the day of the week that a day is, if it is not the one with this number.
pub(super) fn other_weekday(day: Day, weekday: usize) -> Option<&'static str> {
    let own = usize::try_from(day.weekday().to_monday_zero_offset()).ok()?;
    (own != weekday).then(|| weekday_name(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_week_stand_before_or_behind_a_date() {
        for (text, date, weekday) in [
            ("Friday, 15 March 2024", "15 March 2024", Some(4)),
            ("пятница 15 марта 2024", "15 марта 2024", Some(4)),
            ("15 March 2024 (Friday)", "15 March 2024", Some(4)),
            ("2024-03-15, Fri.", "2024-03-15", Some(4)),
            ("15 March 2024", "15 March 2024", None),
            ("March 2024", "March 2024", None),
        ] {
            let found = without_weekday(text);
            assert_eq!((found.date, found.weekday), (date, weekday), "{text}");
        }
        assert_eq!(other_weekday(Day::constant(2023, 5, 1), 6), Some("Monday"));
        assert_eq!(other_weekday(Day::constant(2023, 5, 1), 0), None);
    }
}
