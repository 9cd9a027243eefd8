//! Sentences of a text, and the numbers that they state.

use std::ops::Range;

use crate::model::prose::words;

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stated {
    pub(crate) value: f64,
    /// The bytes of the number in the text.
    pub(crate) range: Range<usize>,
}

/// Returns the sentences of a text; a heading or an empty line ends one too.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let end = sentence_end(rest).unwrap_or(rest.len());
        let range = start..start + end;
        start += end;
        Some(range)
    })
}

fn sentence_end(text: &str) -> Option<usize> {
    let signs =
        text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'.' | b'!' | b'?' | b';' | b'\n'));
    let mut ends = signs.filter(|(at, sign)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        if *sign == b'\n' {
            return rest.starts_with(['\n', '#', '-', '*']);
        }
        // The letter behind the space tells the end of a sentence from an abbreviation.
        let next = rest.trim_start();
        let is_apart = rest.starts_with(char::is_whitespace)
            && (next.starts_with(|c: char| c.is_uppercase() || *sign == b';') || begins_with_day(next));
        let mut before = text.get(..*at).unwrap_or_default().chars().rev();
        let last = before.next();
        let mut ends_word =
            || [last, before.next()].into_iter().all(|letter| letter.is_some_and(char::is_alphanumeric));
        is_apart && (*sign != b'.' || last.is_some_and(|last| last.is_ascii_digit()) || ends_word())
    });
    ends.next().map(|(at, _)| at + 1)
}

/// Returns true if a text begins with a day and its month, as Russian sentences do: `16 мая 2023 года суд …`.
fn begins_with_day(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let name = text.get(digits..).and_then(|rest| rest.strip_prefix(' '));
    (1..=2).contains(&digits)
        && name.is_some_and(|name| {
            words(name).next().is_some_and(|(range, word)| range.start == 0 && is_month(word))
        })
}

/// Returns the numbers of a text in digits that count something: no years, days of a month, articles, ages or shares.
pub(crate) fn numbers(text: &str) -> Vec<Stated> {
    numbers_and_shares(text).0
}

/// Returns the numbers of a text as [`numbers`] does, and those before the sign for a share: 54.21 in `54.21%`.
pub(crate) fn numbers_and_shares(text: &str) -> (Vec<Stated>, Vec<Stated>) {
    let (mut found, mut shares) = (Vec::new(), Vec::new());
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())) {
        let start = at + start;
        let (value, end) = number_at(text, start);
        at = end;
        let before = text.get(..start).unwrap_or_default();
        let after = text.get(end..).unwrap_or_default();
        let is_year = end - start == 4 && (1900.0..2100.0).contains(&value);
        let is_joined = before
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '/' | '.' | ':' | '№' | '#'))
            || after.starts_with(|c: char| c.is_alphabetic() || matches!(c, '-' | '–' | '/' | ':' | '('))
            || bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        let previous = words(
            before.get(before.floor_char_boundary(before.len().saturating_sub(40))..).unwrap_or_default(),
        )
        .last();
        let names = |word: &str| is_month(word) || introduces_name(word);
        let follows_name = previous.is_some_and(|(_, word)| names(word)) || before.trim_end().ends_with('№');
        let next = words(after.get(..after.floor_char_boundary(40)).unwrap_or_default()).next();
        let is_day = next.is_some_and(|(_, word)| is_month(word));
        if !is_year && !is_joined && !follows_name && !is_day {
            let is_share = after.trim_start_matches([' ', '\u{a0}']).starts_with('%');
            let list = if is_share { &mut shares } else { &mut found };
            list.push(Stated { value, range: start..end });
        }
    }
    (found, shares)
}

/// Reads the number that begins at `start`, with the signs between its thousands, and returns its end.
fn number_at(text: &str, start: usize) -> (f64, usize) {
    let rest = text.get(start..).unwrap_or_default();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(rest);
    let mut number = rest.get(..end).unwrap_or_default().to_owned();
    while (1..=3).contains(&end.min(3)) && number.len() < 13 && (number.len() <= 3 || end > number.len()) {
        let behind = rest.get(end..).unwrap_or_default();
        let Some(sign) =
            behind.chars().next().filter(|c| matches!(c, ' ' | ',' | '\u{a0}' | '\u{202f}' | '’' | '\''))
        else {
            break;
        };
        let group = behind.get(sign.len_utf8()..).unwrap_or_default();
        if digits(group) != 3 {
            break;
        }
        number.push_str(group.get(..3).unwrap_or_default());
        end += sign.len_utf8() + 3;
    }
    let decimals = rest.get(end..).and_then(|behind| behind.strip_prefix(['.', ','])).map_or(0, digits);
    if decimals > 0 && number.len() < 13 {
        let fraction = rest.get(end + 1..end + 1 + decimals).unwrap_or_default();
        number = format!("{number}.{fraction}");
        end += 1 + decimals;
    }
    (number.parse().unwrap_or_default(), start + end)
}

/// Returns true for the name of a month, or a form of it, in English, Russian, Kazakh or Kyrgyz.
pub(crate) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// Returns the number of the month that a word names.
pub(crate) fn month(word: &str) -> Option<i8> {
    const MONTHS: [&[&str]; 12] = [
        &["january", "январ", "қаңтар"],
        &["february", "феврал", "ақпан"],
        &["march", "март", "наурыз"],
        &["april", "апрел", "сәуір"],
        &["may", "май", "мая", "мамыр"],
        &["june", "июн", "июнь", "июня", "маусым"],
        &["july", "июл", "июль", "июля", "шілде"],
        &["august", "август", "тамыз"],
        &["september", "сентябр", "қыркүйек"],
        &["october", "октябр", "қазан"],
        &["november", "ноябр", "қараша"],
        &["december", "декабр", "желтоқсан"],
    ];
    let word = word.to_lowercase();
    let index = MONTHS.iter().position(|names| names.iter().any(|name| begins(&word, name)))?;
    i8::try_from(index + 1).ok()
}

/// Returns true if a word begins so; a beginning of fewer than four letters is a whole word, as it is that of other words too.
pub(crate) fn begins(word: &str, beginning: &str) -> bool {
    word.starts_with(beginning) && (word == beginning || beginning.chars().nth(3).is_some())
}

/// Returns true for a word after which a number names something.
fn introduces_name(word: &str) -> bool {
    const WORDS: [&str; 16] = [
        "article",
        "articles",
        "art",
        "part",
        "no",
        "room",
        "chapter",
        "section",
        "page",
        "unit",
        "ст",
        "статье",
        "статьи",
        "ч",
        "п",
        "участка",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}

/// Returns true if two words are forms of one: they have a long beginning in common.
pub(crate) fn is_same_stem(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let (one, other) = (one.chars().count(), other.chars().count());
    let (least, most) = (one.min(other), one.max(other));
    shared >= 4 && shared + 2 >= least && most <= shared + 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_count_are_found() {
        let values = |text: &str| numbers(text).iter().map(|number| number.value).collect::<Vec<_>>();
        assert_eq!(
            values("In 2023, 31 assemblies in 9 cities; 1,234 and 30 000 рублей, 2.5 years"),
            [31.0, 9.0, 1234.0, 30000.0, 2.5]
        );
        assert_eq!(
            values("On 26 June, 12 октября 2023 года, a 15-day arrest, article 272, № 71, 40%, May 3"),
            Vec::<f64>::new()
        );
        assert_eq!(values("47 записей: 35 человек и 12 организаций."), [47.0, 35.0, 12.0]);
    }

    #[test]
    fn months_are_known_in_their_forms() {
        for (word, number) in [
            ("January", 1),
            ("июля", 7),
            ("июл", 7),
            ("Июнь", 6),
            ("мая", 5),
            ("сентябре", 9),
            ("наурыздағы", 3),
            ("желтоқсан", 12),
        ] {
            assert_eq!(month(word), Some(number), "{word}");
        }
        for word in ["mayor", "маяк", "июнец"] {
            assert_eq!(month(word), None, "{word}");
        }
    }

    #[test]
    fn sentences_end_with_a_dot_before_a_capital() {
        let dated = "Её задержали 19 декабря 2022 года в Гродно. 16 мая 2023 года суд приговорил её.";
        assert_eq!(sentences(dated).count(), 2);
        let text = "D. Prototypov was held. He is free, says Mr. Testov.\n\n## Next\nIn 2023 г. Суд";
        let found: Vec<&str> = sentences(text).map(|range| text.get(range).unwrap().trim()).collect();
        assert_eq!(found.first().copied(), Some("D. Prototypov was held."));
        assert!(found.len() >= 3, "{found:?}");
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (one, other, same) in [
            ("detention", "detentions", true),
            ("внесено", "внесены", true),
            ("отырыстары", "отырысқа", true),
            ("people", "people", true),
            ("arrests", "articles", false),
            ("men", "mental", false),
        ] {
            assert_eq!(is_same_stem(one, other), same, "{one} {other}");
        }
    }
}
