//! Phrases of English that count from the day of writing.

use std::ops::Range;

use crate::model::Text;
use crate::model::date::month_number;
use crate::model::prose::without_possessive;

/// Units of time that follow "last" and "next".
const UNITS: [&str; 4] = ["week", "month", "year", "weekend"];

/// The days of the week.
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The seasons, and the parts of a day that follow "this".
const SEASONS: [&str; 5] = ["spring", "summer", "autumn", "fall", "winter"];
const PARTS_OF_DAY: [&str; 4] = ["morning", "afternoon", "evening", "night"];

/// Words before a day of the week that is meant as a date.
const BEFORE_WEEKDAY: [&str; 12] =
    ["on", "On", "of", "by", "By", "until", "Until", "since", "Since", "from", "before", "Before"];

/// Words behind a day of the week that is not a date: Friday prayers, Sunday school.
const AFTER_WEEKDAY: [&str; 8] =
    ["prayer", "prayers", "sermon", "school", "service", "services", "mosque", "protests"];

/// Words before "last" and "next" that make it one of a series.
const DETERMINERS: [&str; 8] = ["the", "The", "his", "her", "their", "its", "my", "our"];

/// The words of which each phrase has one.
pub(crate) const RELATIVE_WORDS: [&str; 15] = [
    "yesterday",
    "tomorrow",
    "last",
    "next",
    "same",
    "this",
    "today",
    "ago",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// A phrase that counts from the day of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phrase {
    /// "yesterday", "last week": no date in the text says which.
    FromWriting,
    /// "this week", "last Monday", "as of Monday", "two days ago": a date in the text may say which.
    Near,
    /// "the same day"
    SameDay,
}

/// Returns the ranges of phrases that count from the day of writing, with their kind, in order.
pub(crate) fn relative_phrases(text: &Text<'_>) -> Vec<(Range<usize>, Phrase)> {
    let mut found = Vec::new();
    // The two words before, the nearer one last.
    let mut before: [(Range<usize>, &str); 2] = [(0..0, ""), (0..0, "")];
    let words: Vec<&str> = text.words().map(|(_, word)| word).collect();
    for (index, (range, word)) in text.words().enumerate() {
        let [(earlier_place, earlier), (place, previous)] = &before;
        let next = words.get(index + 1).copied().unwrap_or_default();
        // A full stop or a line between two words parts them.
        let gap = text.prose().get(place.end..range.start).unwrap_or_default();
        let previous = if gap.trim().is_empty() { *previous } else { "" };
        let is_habit = WEEKDAYS.contains(&word) && is_habit(&words, index);
        let phrase = phrase([earlier, previous, without_possessive(word), next]).filter(|_| !is_habit);
        if let Some((length, phrase)) = phrase {
            let start = [range.start, place.start, earlier_place.start].get(length - 1).copied();
            found.push((start.unwrap_or(range.start)..range.end, phrase));
        }
        let [first, second] = &mut before;
        *first = std::mem::replace(second, (range, word));
    }
    found
}

/// Returns true if the day of the week at an index is one of several, or that of a habit: "from Monday to Friday", "open on
/// Monday".
fn is_habit(words: &[&str], index: usize) -> bool {
    const JOINTS: [&str; 5] = ["to", "and", "or", "through", "until"];
    const HABITS: [&str; 10] =
        ["open", "opens", "closed", "closes", "every", "each", "works", "sits", "meets", "usually"];
    let is = |index: Option<usize>, known: &[&str]| {
        index.and_then(|index| words.get(index)).is_some_and(|word| known.contains(word))
    };
    let behind = |count: usize| Some(index + count);
    let before = |count: usize| index.checked_sub(count);
    let goes_on = is(behind(1), &JOINTS)
        && (is(behind(2), &WEEKDAYS) || is(behind(2), &BEFORE_WEEKDAY) && is(behind(3), &WEEKDAYS));
    let joined = |joint: usize| is(before(joint), &JOINTS) && is(before(joint + 1), &WEEKDAYS);
    goes_on
        || joined(1)
        || joined(2) && is(before(1), &BEFORE_WEEKDAY)
        || is(before(2), &HABITS)
        || is(before(1), &HABITS)
}

/// Returns the phrase that ends with the third of four words, and the number of its words.
fn phrase([earlier, previous, word, next]: [&str; 4]) -> Option<(usize, Phrase)> {
    let is_last = matches!(previous, "last" | "Last" | "next" | "Next");
    // "The last year of her term" is not the last one, nor is "her last year at school".
    let is_of_series = DETERMINERS.contains(&earlier);
    let is_this = matches!(previous, "this" | "This") && next != "of";
    let is_weekday = WEEKDAYS.contains(&word) && !AFTER_WEEKDAY.contains(&next);
    let is_season = SEASONS.contains(&word);
    let is_month = || month_number(word).is_some() && !next.starts_with(|c: char| c.is_ascii_digit());
    match word {
        "yesterday" | "Yesterday" | "tomorrow" | "Tomorrow" => Some((1, Phrase::FromWriting)),
        "today" if matches!(previous, "earlier" | "Earlier" | "later" | "Later") => Some((2, Phrase::Near)),
        "ago" if is_unit_of_time(previous) && is_number(earlier) => Some((3, Phrase::Near)),
        "day" if previous == "same" => Some((2, Phrase::SameDay)),
        _ if is_last && UNITS.contains(&word) && !is_of_series => Some((2, Phrase::FromWriting)),
        _ if is_last && !is_of_series && (is_weekday || is_season || is_month()) => Some((2, Phrase::Near)),
        _ if is_this
            && (UNITS.contains(&word) || PARTS_OF_DAY.contains(&word) || is_season || is_weekday) =>
        {
            Some((2, Phrase::Near))
        }
        _ if is_weekday && BEFORE_WEEKDAY.contains(&previous) => {
            // "Of Monday" is a date in "as of Monday" and none in "the court of Monday".
            let is_of = previous == "of" && !matches!(earlier, "as" | "As");
            (!is_of).then_some((if previous == "of" { 3 } else { 2 }, Phrase::Near))
        }
        _ => None,
    }
}

fn is_unit_of_time(word: &str) -> bool {
    ["hour", "day", "week", "month", "year"].contains(&word.strip_suffix('s').unwrap_or(word))
}

fn is_number(word: &str) -> bool {
    const NUMBERS: [&str; 14] = [
        "a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "few",
        "several",
    ];
    NUMBERS.contains(&word.to_ascii_lowercase().as_str())
        || word.parse::<u16>().is_ok_and(|number| number < 100)
}

/// Returns the ranges of the months that a text names as a time, without a day and a year: "in May", "late September".
pub(crate) fn months_without_year(text: &Text<'_>) -> Vec<(Range<usize>, i8)> {
    const PARTS: [&str; 7] = ["late", "Late", "early", "Early", "mid", "Mid", "all"];
    const BEFORE: [&str; 13] = [
        "in",
        "In",
        "since",
        "Since",
        "until",
        "Until",
        "during",
        "During",
        "by",
        "By",
        "from",
        "From",
        "throughout",
    ];
    const ENDS: [&str; 4] = ["end", "beginning", "start", "middle"];
    let mut found = Vec::new();
    let mut before: [(Range<usize>, &str); 2] = [(0..0, ""), (0..0, "")];
    let mut words = text.words().peekable();
    while let Some((range, word)) = words.next() {
        let [(_, earlier), (place, previous)] = &before;
        let (prefix, bare) = word.rsplit_once('-').unwrap_or(("", word));
        if let Some(month) = month_number(bare) {
            let is_part = PARTS.contains(previous);
            let is_time = PARTS.contains(&prefix)
                || prefix.is_empty()
                    && (is_part || BEFORE.contains(previous) || *previous == "of" && ENDS.contains(earlier));
            let gap = text.prose().get(place.end..range.start).unwrap_or_default();
            // A year or a day follows, or a name, as in "in April Testova's house".
            let is_followed = words.peek().is_some_and(|(next, word)| {
                let gap = text.prose().get(range.end..next.start).unwrap_or_default();
                let is_near = gap == " " || gap == ", ";
                is_near && word.starts_with(|c: char| c.is_ascii_digit())
                    || gap == " " && word.starts_with(char::is_uppercase)
            });
            if is_time && !is_followed && (gap == " " || !prefix.is_empty()) {
                let start = if is_part && prefix.is_empty() { place.start } else { range.start };
                found.push((start..range.end, month));
            }
        }
        let [first, second] = &mut before;
        *first = std::mem::replace(second, (range, word));
    }
    found
}
