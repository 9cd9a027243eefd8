//! Terms, sums and days as sentences tell them, in English, Russian, Kazakh and Kyrgyz.

use std::ops::Range;

use super::stated::{begins, month, numbers};
use crate::model::date::Day;
use crate::model::duration::Duration;
use crate::model::prose::words;

/// A length of time in a sentence.
pub(crate) struct ToldTerm {
    pub(crate) range: Range<usize>,
    pub(crate) duration: Duration,
}

/// A day of a month in a sentence.
#[derive(Debug, PartialEq)]
pub(crate) struct ToldDay {
    pub(crate) range: Range<usize>,
    pub(crate) day: i8,
    pub(crate) month: i8,
    pub(crate) year: Option<i16>,
}

/// A sum of money in a sentence.
pub(crate) struct ToldSum {
    pub(crate) range: Range<usize>,
    pub(crate) sum: f64,
}

/// Numbers in words by their beginnings; the longer come first, and short ones are whole words.
const NUMBERS: [(&str, u32); 62] = [
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("eleven", 11),
    ("twelve", 12),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("одиннадцат", 11),
    ("двенадцат", 12),
    ("тринадцат", 13),
    ("четырнадцат", 14),
    ("пятнадцат", 15),
    ("шестнадцат", 16),
    ("семнадцат", 17),
    ("восемнадцат", 18),
    ("девятнадцат", 19),
    ("двадцат", 20),
    ("одного", 1),
    ("одному", 1),
    ("один", 1),
    ("два", 2),
    ("две", 2),
    ("двум", 2),
    ("двух", 2),
    ("три", 3),
    ("трём", 3),
    ("трем", 3),
    ("трёх", 3),
    ("трех", 3),
    ("четыр", 4),
    ("пять", 5),
    ("пяти", 5),
    ("шесть", 6),
    ("шести", 6),
    ("семь", 7),
    ("семи", 7),
    ("восемь", 8),
    ("восьми", 8),
    ("девять", 9),
    ("девяти", 9),
    ("десять", 10),
    ("десяти", 10),
    ("жеті", 7),
    ("сегіз", 8),
    ("тоғыз", 9),
    ("екі", 2),
    ("бес", 5),
    ("беш", 5),
    ("алты", 6),
];

/// Units of time by the beginnings of their names.
const UNITS: [(&str, char); 19] = [
    ("year", 'Y'),
    ("month", 'M'),
    ("week", 'W'),
    ("day", 'D'),
    ("days", 'D'),
    ("год", 'Y'),
    ("года", 'Y'),
    ("году", 'Y'),
    ("годам", 'Y'),
    ("лет", 'Y'),
    ("месяц", 'M'),
    ("дня", 'D'),
    ("дней", 'D'),
    ("дням", 'D'),
    ("сутк", 'D'),
    ("суток", 'D'),
    ("жыл", 'Y'),
    ("жылға", 'Y'),
    ("тәулік", 'D'),
];

/// Names of currencies by their beginnings.
const MONEY: [&str; 22] = [
    "tenge",
    "тенге",
    "теңге",
    "rubl",
    "roubl",
    "рубл",
    "som",
    "soms",
    "сом",
    "сома",
    "сомов",
    "сомдук",
    "soum",
    "сумов",
    "dram",
    "драм",
    "lari",
    "лари",
    "manat",
    "манат",
    "somoni",
    "сомони",
];

/// Returns the number that a word is, in digits or in letters.
fn number(word: &str) -> Option<u32> {
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.parse().ok().filter(|_| word.len() < 4);
    }
    NUMBERS.iter().find(|(name, _)| begins(word, name)).map(|(_, number)| *number)
}

/// Words that say how often, or for how long each: `monthly calculation indices`.
const RATES: [&str; 4] = ["monthly", "yearly", "weekly", "monthlong"];

fn unit(word: &str) -> Option<char> {
    if RATES.contains(&word) {
        return None;
    }
    UNITS.iter().find(|(name, _)| begins(word, name)).map(|(_, unit)| *unit)
}

/// Returns the lengths of time in a sentence in small letters: `two years and six months` is one.
pub(crate) fn terms(sentence: &str) -> Vec<ToldTerm> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    let pieces: Vec<(Range<usize>, &str)> = words(sentence)
        .flat_map(|(range, word)| {
            // `a five-year term`
            let start = range.start;
            let mut at = 0;
            word.split('-').map(move |piece| {
                let from = start + at;
                at += piece.len() + 1;
                (from..from + piece.len(), piece)
            })
        })
        .collect();
    for (at, pair) in pieces.windows(2).enumerate() {
        let [(first, word), (second, name)] = pair else { continue };
        if let Some((range, written)) = pieces.get(at..).and_then(with_half) {
            found.push((range, written));
            continue;
        }
        let gap = sentence.get(first.end..second.start).unwrap_or("?");
        let (Some(number), Some(unit)) =
            (number(word), unit(name).filter(|_| matches!(gap, " " | "-" | "\u{a0}" | "\n")))
        else {
            continue;
        };
        let range = first.start..second.end;
        let goes_on = found.last().and_then(|(before, _)| sentence.get(before.end..range.start));
        let is_joined = goes_on.is_some_and(|gap| matches!(gap.trim(), "" | "and" | "и" | "," | "мен"));
        match found.last_mut().filter(|(_, written)| is_joined && !written.contains(unit)) {
            Some((before, written)) => {
                before.end = range.end;
                written.push_str(&format!("{number}{unit}"));
            }
            None => found.push((range, format!("P{number}{unit}"))),
        }
    }
    let term = |(range, written): (Range<usize>, String)| {
        Some(ToldTerm { range, duration: Duration::parse(&written)? })
    };
    found.into_iter().filter_map(term).collect()
}

/// Returns the years and a half with which some words begin: `two and a half years`, `полутора годам`.
fn with_half(pieces: &[(Range<usize>, &str)]) -> Option<(Range<usize>, String)> {
    let word = |at: usize| pieces.get(at).map(|(_, word)| *word).unwrap_or_default();
    let (years, last) = match (word(1), word(2), word(3)) {
        _ if matches!(word(0), "полтора" | "полутора") => (1, 1),
        ("and", "a", "half") => (number(word(0))?, 4),
        ("с", "половиной", _) => (number(word(0))?, 3),
        _ => return None,
    };
    let (first, end) = (pieces.first()?, pieces.get(last)?);
    (unit(end.1) == Some('Y')).then(|| (first.0.start..end.0.end, format!("P{years}Y6M")))
}

/// Returns the sums of money in a sentence in small letters.
pub(crate) fn sums(sentence: &str) -> Vec<ToldSum> {
    let told = numbers(sentence).into_iter().filter_map(|number| {
        let after = sentence.get(number.range.end..)?;
        let mut next = words(after).take(2);
        let (mut range, mut word) = next.next()?;
        let mut times = 1.0;
        match word {
            "million" | "mln" | "млн" | "миллиона" | "миллионов" | "миллион" => {
                times = 1e6;
            }
            "thousand" | "тыс" | "тысяч" | "тысячи" | "мың" => times = 1e3,
            _ => {}
        }
        if times > 1.0 {
            (range, word) = next.next()?;
        }
        let is_money = MONEY.iter().any(|name| begins(word, name));
        let range = number.range.start..number.range.end + range.end;
        is_money.then_some(ToldSum { range, sum: number.value * times })
    });
    told.collect()
}

/// Returns the day of the month that a word says: `3`, `3rd`.
fn day_of(word: &str) -> Option<i8> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_short = word.len() - digits.len() <= 2 && digits.len() <= 2;
    digits.parse::<i8>().ok().filter(|day| is_short && (1..=31).contains(day))
}

/// Returns the days in a sentence: `3 May 2023`, `May 3`, `12 октября 2023 года`.
pub(crate) fn days(sentence: &str) -> Vec<ToldDay> {
    let all: Vec<(Range<usize>, &str)> = words(sentence).collect();
    let year_of = |at: usize| {
        let (range, word) = all.get(at)?;
        word.parse::<i16>()
            .ok()
            .filter(|year| word.len() == 4 && (1900..2100).contains(year))
            .map(|year| (year, range.end))
    };
    let mut found = Vec::new();
    for (at, (range, word)) in all.iter().enumerate() {
        // In Kyrgyz a hyphen joins both: `2023-жылдын 12-октябрында`.
        if let Some((day, month)) =
            word.split_once('-').and_then(|(day, name)| Some((day_of(day)?, month(name)?)))
        {
            let before =
                at.checked_sub(1).and_then(|at| all.get(at)).and_then(|(_, word)| word.split_once('-'));
            let year =
                before.filter(|(_, rest)| rest.starts_with("жыл")).and_then(|(year, _)| year.parse().ok());
            found.push(ToldDay { range: range.clone(), day, month, year });
            continue;
        }
        let before = at
            .checked_sub(1)
            .and_then(|at| all.get(at))
            .and_then(|(range, word)| Some((range.start, day_of(word)?)));
        let after = all.get(at + 1).and_then(|(range, word)| Some((range.end, day_of(word)?)));
        if before.is_none() && after.is_none() {
            continue;
        }
        let Some(month) = month(word) else { continue };
        // In Kazakh and Kyrgyz the year comes first: `2024 жылғы 7 ақпанда`.
        let year_before = before.and_then(|_| year_of(at.checked_sub(3)?)).map(|(year, _)| year);
        let (start, end, day, next) = match (before, after) {
            (Some((start, day)), _) => (start, range.end, day, at + 1),
            // `May` alone is also a verb, and `may 3` no day.
            (None, Some((end, day))) if word.starts_with(char::is_uppercase) => {
                (range.start, end, day, at + 2)
            }
            _ => continue,
        };
        let year = year_of(next);
        let end = year.map_or(end, |(_, end)| end);
        let is_year = |at: usize| all.get(at).is_some_and(|(_, word)| word.starts_with("жыл"));
        let year_before = year_before.filter(|_| at.checked_sub(2).is_some_and(is_year));
        found.push(ToldDay {
            range: start..end,
            day,
            month,
            year: year.map(|(year, _)| year).or(year_before),
        });
    }
    found
}

/// Returns the articles in a sentence in small letters: `article 272`, `по статье 207.3`.
pub(crate) fn articles(sentence: &str) -> Vec<(Range<usize>, String)> {
    let all: Vec<(Range<usize>, &str)> = words(sentence).collect();
    let mut found = Vec::new();
    for pair in all.windows(2) {
        let [(_, word), (range, number)] = pair else { continue };
        let is_number = number.starts_with(|c: char| c.is_ascii_digit())
            && number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
        let is_article =
            matches!(*word, "article" | "art" | "ст" | "статье" | "статьи" | "статья" | "статью");
        if is_number && is_article {
            found.push((range.clone(), (*number).to_owned()));
        }
    }
    found
}

impl ToldDay {
    /// Returns true if a day of the calendar is meant.
    pub(crate) fn is(&self, day: Day) -> bool {
        self.day == day.day() && self.month == day.month() && self.year.is_none_or(|year| year == day.year())
    }

    /// Returns true if a day of the calendar differs in one number alone, by what may be a slip.
    pub(crate) fn is_near(&self, day: Day) -> bool {
        let has_year = self.year.is_none_or(|year| year == day.year());
        let (same_day, same_month) = (self.day == day.day(), self.month == day.month());
        match (same_day, same_month, has_year) {
            (true, false, true) => true,
            (false, true, true) => is_digit_slip(self.day, day.day()),
            (true, true, false) => true,
            _ => false,
        }
    }
}

/// Returns true if two numbers of a day differ by one digit, or have the same two in another order.
fn is_digit_slip(one: i8, other: i8) -> bool {
    let (one, other) = (format!("{one:02}"), format!("{other:02}"));
    strsim::osa_distance(&one, &other) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_told_in_words_and_digits() {
        let told = |text: &str| {
            terms(text).iter().map(|term| term.duration.to_string()).collect::<Vec<_>>().join("; ")
        };
        assert_eq!(told("sentenced him to two years and six months in prison"), "2 years and 6 months");
        assert_eq!(told("a five-year term"), "5 years");
        assert_eq!(told("приговорил к восьми годам колонии и запрету на три года"), "8 years; 3 years");
        assert_eq!(told("арестовал на 15 суток"), "15 days");
        assert_eq!(told("тоғыз жылға бас бостандығынан айырды"), "9 years");
        assert_eq!(told("in 2023 nobody"), "");
        assert_eq!(told("a fine of 200 monthly calculation indices, in five yearly parts"), "");
        assert_eq!(told("приговорил её к полутора годам колонии"), "1 year and 6 months");
        assert_eq!(
            told("two and a half years; три с половиной года"),
            "2 years and 6 months; 3 years and 6 months"
        );
    }

    #[test]
    fn sums_and_days_are_told() {
        let told = |text: &str| sums(text).iter().map(|sum| sum.sum).collect::<Vec<_>>();
        assert_eq!(told("назначил штраф в 300 000 рублей"), [300_000.0]);
        assert_eq!(told("granted 5,000,000 drams and 1.5 million tenge"), [5_000_000.0, 1_500_000.0]);
        assert_eq!(told("12 people"), Vec::<f64>::new());
        let told =
            |text: &str| days(text).iter().map(|day| (day.day, day.month, day.year)).collect::<Vec<_>>();
        assert_eq!(
            told("On 24 June the court; 12 октября 2023 года; May 3, 2022"),
            [(24, 6, None), (12, 10, Some(2023)), (3, 5, Some(2022))]
        );
        let day = days("26 June").remove(0);
        assert!(day.is_near(Day::constant(2024, 6, 24)) && !day.is_near(Day::constant(2024, 6, 11)));
        assert!(days("12 ноября 2023 года")[0].is_near(Day::constant(2023, 10, 12)));
    }
}
