//! Finds numbers that belong to one person: of identity, taxes, passports and cards.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Identifier, Pattern, matches};

/// Groups of digits with spaces or hyphens between them: one number, or several that stand side by side.
static DIGITS: Pattern = LazyLock::new(|| Regex::new(r"[0-9]+(?:[ \t-]{1,3}[0-9]+)*").ok());

/// The most digits of a number.
const MOST_DIGITS: usize = 19;

/// The number of digits of an identity number that are the date of birth.
const BIRTH_DIGITS: usize = 6;

/// The fewest digits of a number: those of an insurance number.
const FEWEST_DIGITS: usize = 11;

/// The words that [`PASSPORT`], which is slow to compile, begins with.
static PASSPORT_WORD: Pattern = LazyLock::new(|| {
    Regex::new(
        "[Pp]assport|[Пп]аспорт|PASSPORT|ПАСПОРТ|[Ii]dentity [Cc]ard|ID [Cc]ard|достоверени|жеке куәлік",
    )
    .ok()
});

static PASSPORT: Pattern = LazyLock::new(|| {
    let word = r"(?i:\bpassport|\bпаспорт\p{L}*|\bidentity card|\bid card|\bжеке куәлік\p{L}*|\bудостоверени\p{L} личности)";
    let between = r"(?i:[\s:#,]*(?:with|the|number|no\.?|№|n°|series|серии|серия|номер))*[\s:#]*";
    Regex::new(&format!(
        r"{word}{between}(?:\p{{Lu}}{{1,2}} ?\d{{6,8}}|\d{{2}} ?\d{{2}} ?(?:№ ?)?\d{{6}}|\d{{9}})\b"
    ))
    .ok()
});

/// A passport's number whose series no other document has: of Kazakhstan, Kyrgyzstan and Uzbekistan.
static BARE_PASSPORT: Pattern =
    LazyLock::new(|| Regex::new(r"(?-u:\b)(?:N[0-9]{8}|(?:AN|ID) ?[0-9]{7}|A[A-D] ?[0-9]{7})(?-u:\b)").ok());

/// The words before a number that make it one of a file or of a decision, in lower case.
const DOCKET_WORDS: [&str; 12] = [
    "protocol",
    "case",
    "file",
    "docket",
    "order",
    "invoice",
    "протокол",
    "протокола",
    "дело",
    "дела",
    "серия",
    "іс",
];

/// Returns the numbers in a text that have the form of a personal number and the right check digit, where it has one.
pub(super) fn find(text: &str) -> Vec<Identifier> {
    let mut found = Vec::new();
    let digits = text.bytes().filter(u8::is_ascii_digit).take(FEWEST_DIGITS).count();
    if digits < 6 {
        return found;
    }
    if digits == FEWEST_DIGITS {
        matches(&DIGITS, text).for_each(|groups| find_numbers(text, groups.range(), &mut found));
    }
    found.extend(bare_passports(text));
    if !may_have_passport(text) || matches(&PASSPORT_WORD, text).next().is_none() {
        return found;
    }
    for passport in matches(&PASSPORT, text) {
        // The number alone, without the word before it.
        let written = passport.as_str();
        let letters = written.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '№'));
        let series =
            letters.chars().rev().take_while(|c| c.is_uppercase()).map(char::len_utf8).sum::<usize>();
        let before = letters.len() - series;
        let spaces =
            written.get(before..).map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '№']).len());
        let range = passport.start() + before + spaces..passport.end();
        found.push(Identifier { range, kind: PASSPORT_KIND });
    }
    found
}

/// Returns the passports that no word before them names.
fn bare_passports(text: &str) -> impl Iterator<Item = Identifier> {
    let may_have = text.contains(['N', 'A']) || text.contains("ID");
    let numbers = may_have.then(|| matches(&BARE_PASSPORT, text)).into_iter().flatten();
    let numbers = numbers.filter(|number| {
        stands_alone(text, number.start(), number.end()) && !is_named_by(text, number.start(), &DOCKET_WORDS)
    });
    numbers.map(|number| Identifier { range: number.range(), kind: PASSPORT_KIND })
}

/// The kind of a passport's number in words.
const PASSPORT_KIND: &str = "the number of a passport or identity card";

/// Adds the numbers among some groups of digits, each of one group or of several.
fn find_numbers(text: &str, groups: Range<usize>, found: &mut Vec<Identifier>) {
    let written = text.get(groups.clone()).unwrap_or_default();
    let mut places = Vec::new();
    let mut at = groups.start;
    for group in written.split_inclusive([' ', '\t', '-']) {
        let length = group.trim_end_matches([' ', '\t', '-']).len();
        places.extend((length > 0).then_some(at..at + length));
        at += group.len();
    }
    let mut rest = places.as_slice();
    while let [first, others @ ..] = rest {
        rest = others;
        let Some((count, kind)) = number_of(text, first, others) else { continue };
        let end = places_end(first, others, count);
        found.push(Identifier { range: first.start..end, kind });
        rest = others.get(count..).unwrap_or_default();
    }
}

/// Returns the end of the group `first`, or of the last of `count` others.
fn places_end(first: &Range<usize>, others: &[Range<usize>], count: usize) -> usize {
    let last = count.checked_sub(1).and_then(|last| others.get(last));
    last.map_or(first.end, |last| last.end)
}

/// Returns the kind of the number that begins with a group of digits, and the number of `others` that belong to it.
fn number_of(text: &str, first: &Range<usize>, others: &[Range<usize>]) -> Option<(usize, &'static str)> {
    let mut lengths = vec![first.len()];
    let mut digits = first.len();
    for count in 0..=others.len() {
        if count > 0 {
            lengths.extend(others.get(count - 1).map(Range::len));
            digits += lengths.last().copied().unwrap_or_default();
        }
        if digits > MOST_DIGITS {
            return None;
        }
        let end = places_end(first, others, count);
        if digits >= FEWEST_DIGITS
            && stands_alone(text, first.start, end)
            && let Some(kind) = kind_of(text, first.start..end, &lengths)
        {
            return Some((count, kind));
        }
    }
    None
}

/// Returns the kind of a number whose groups have these lengths.
fn kind_of(text: &str, range: Range<usize>, lengths: &[usize]) -> Option<&'static str> {
    let written = text.get(range.clone())?;
    let digits: Vec<u32> = written.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let is_named = |words: &[&str]| is_named_by(text, range.start, words);
    let is_whole = lengths.len() == 1;
    // Where the date of birth stands apart, the groups are those of such a number and not of a sum.
    let mut sum = 0;
    let begins_with_birth = lengths.iter().any(|length| {
        sum += length;
        sum == BIRTH_DIGITS
    });
    let is_grouped_as = |forms: &[&[usize]]| is_whole || forms.contains(&lengths);
    let is_snils_form = is_grouped_as(&[&[3, 3, 3, 2]]) && written.contains('-');
    let kinds: [(bool, &'static str); 6] = [
        (
            is_iin(&digits) && (is_whole || begins_with_birth || is_named(&IIN_WORDS)),
            "an identification number (IIN) of Kazakhstan",
        ),
        (is_pin(&digits) && (is_whole || is_named(&PIN_WORDS)), "a personal number (PIN) of Kyrgyzstan"),
        (is_pinfl(&digits) && (is_whole || is_named(&PIN_WORDS)), "a personal number (PINFL) of Uzbekistan"),
        (
            is_snils(&digits) && (is_snils_form || is_named(&["snils", "снилс"])),
            "an insurance number (SNILS) of Russia",
        ),
        (is_inn(&digits) && is_named(&["inn", "инн"]), "a taxpayer number (INN) of Russia"),
        (
            is_card(&digits) && is_grouped_as(&[&[4, 4, 4, 4], &[8, 8], &[4, 6, 5], &[4, 6, 6]]),
            "the number of a bank card",
        ),
    ];
    kinds.into_iter().find_map(|(is_it, kind)| is_it.then_some(kind))
}

/// Returns false for a text in which no number has the six digits in a row of every passport.
fn may_have_passport(text: &str) -> bool {
    let longest = || text.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
    !text.is_ascii() || longest().is_some_and(|length| length >= 6)
}

/// Returns true if a number is not a part of an address, a file's name or a longer number.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let mut after = text.get(end..).unwrap_or_default().chars();
    let joins = |c: char| {
        c.is_alphanumeric() || matches!(c, '/' | '=' | '-' | '_' | '.' | '&' | '%' | '+' | '#' | '@')
    };
    // In `IIN=…` and `IIN900…` the number is no part of an address or a longer word.
    let is_named =
        before.is_some_and(|c| c == '=' || c.is_alphabetic()) && is_named_by(text, start, &IIN_WORDS);
    let goes_on = match after.next() {
        Some('.' | ',' | '-') => after.next().is_some_and(char::is_alphanumeric),
        Some(next) => joins(next),
        None => false,
    };
    (is_named || !before.is_some_and(joins)) && !goes_on
}

/// Returns true if the day can be one of the month. The exact lengths of months are left to the check digit.
fn is_day(day: u32, month: u32) -> bool {
    (1..=31).contains(&day) && (1..=12).contains(&month)
}

fn weighted(digits: &[u32], weights: impl IntoIterator<Item = u32>) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// Checks YYMMDD, a digit for century and sex, four of the series, a check digit.
fn is_iin(digits: &[u32]) -> bool {
    let [_, _, m1, m2, d1, d2, century, _, _, _, _, check] = *digits else { return false };
    let check_digit = match weighted(digits, 1..=11) % 11 {
        10 => weighted(digits, (3..=11).chain([1, 2])) % 11,
        digit => digit,
    };
    is_day(d1 * 10 + d2, m1 * 10 + m2) && (1..=6).contains(&century) && check_digit == check
}

/// Checks a digit for the sex, DDMMYYYY, five more.
fn is_pin(digits: &[u32]) -> bool {
    let [sex, d1, d2, m1, m2, y1, y2, ..] = *digits else { return false };
    let is_century = matches!((y1, y2), (1, 9) | (2, 0));
    digits.len() == 14 && matches!(sex, 1 | 2) && is_day(d1 * 10 + d2, m1 * 10 + m2) && is_century
}

/// Checks a digit for century and sex, DDMMYY, six more, a check digit.
fn is_pinfl(digits: &[u32]) -> bool {
    let [century, d1, d2, m1, m2, .., check] = *digits else { return false };
    let weights = [7, 3, 1].into_iter().cycle().take(13);
    let is_right = weighted(digits, weights) % 10 == check;
    digits.len() == 14 && (1..=6).contains(&century) && is_day(d1 * 10 + d2, m1 * 10 + m2) && is_right
}

/// Checks nine digits and a checksum of two.
fn is_snils(digits: &[u32]) -> bool {
    let [.., c1, c2] = *digits else { return false };
    let sum = weighted(digits, (1..=9).rev()) % 101 % 100;
    digits.len() == 11 && sum == c1 * 10 + c2
}

/// Checks ten digits and two check digits.
fn is_inn(digits: &[u32]) -> bool {
    let [.., c1, c2] = *digits else { return false };
    let first = weighted(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10;
    let second = weighted(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10;
    digits.len() == 12 && first == c1 && second == c2
}

/// The names of the number in Kazakhstan, in lower case.
const IIN_WORDS: [&str; 4] = ["iin", "иин", "жсн", "jsn"];

/// The names of the personal numbers of Kyrgyzstan and Uzbekistan, in lower case.
const PIN_WORDS: [&str; 6] = ["pin", "пин", "pinfl", "пинфл", "jshshir", "инн"];

/// Returns true if one of some lower-case words is among the three before a number. One arbitrary number in 121 has the
/// check digits of a Russian one by chance.
fn is_named_by(text: &str, start: usize, wanted: &[&str]) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let parts = before.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.take(3).any(|word| wanted.contains(&&*word.to_lowercase()))
}

/// Checks Luhn's digit and the prefix of an issuer.
fn is_card(digits: &[u32]) -> bool {
    let [a, b, c, d, ..] = *digits else { return false };
    let prefix = a * 1000 + b * 100 + c * 10 + d;
    let is_issued = match digits.len() {
        15 => matches!(prefix / 100, 34 | 37),
        16 => a == 4 || matches!(prefix, 5100..=5599 | 2200..=2204 | 2221..=2720 | 6200..=6299 | 8600 | 9860),
        _ => false,
    };
    let doubled = |(place, digit): (usize, &u32)| match (place % 2, digit * 2) {
        (1, twice) => twice / 10 + twice % 10,
        _ => *digit,
    };
    is_issued && digits.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn check_digits_decide() {
        for (text, is_found) in [
            ("IIN 900115300003", true),
            ("IIN 900115300004", false),
            ("IIN=900115300003", true),
            ("ИИН: 900115 300003", true),
            ("of 900115 300003", true),
            ("900101 300126", true),
            ("of 900115-300003.", true),
            ("of 900115  300003", true),
            ("of 900115 - 300003", true),
            ("of 90 01 15 300003", true),
            ("of 900 115 300 003", true),
            ("of 900115 300004", false),
            ("in 2010 2011 2012", false),
            ("4 900115 300003 5", true),
            ("of 9001 1530 0003", false),
            ("N12345678", true),
            ("her AN1234567 of 2020", true),
            ("protocol AA1234567", false),
            ("card 41111111 11111111", true),
            ("IIN 9001 1530 0003", true),
            ("ИИН900115300003", true),
            ("ID card No. 123456789", true),
            ("card 4111 1111 1111 1111", true),
            ("card 4111 1111 1111 1112", false),
            ("SNILS 112-233-445 95", true),
            ("SNILS 112-233-445 96", false),
            ("ИНН 500100732259", true),
            ("500100732259", false),
            ("passport No. N1234567", true),
            ("паспорт серии 4510 № 123456", true),
            ("a passport of 2023", false),
            ("PIN 20101199012345", true),
            ("https://example.org/4111111111111111", false),
        ] {
            assert_eq!(!find(text).is_empty(), is_found, "{text}");
        }
        let text = "passport No. N1234567";
        assert_eq!(text.get(find(text)[0].range.clone()), Some("N1234567"));
    }
}
