//! Finds personal numbers by the word before them, whatever their check digit: a slip in the number hides nobody's birthday.

use std::sync::LazyLock;

use regex::Regex;

use super::{Identifier, Pattern, matches};

/// A word for a personal number with the number behind it.
static NAMED: Pattern = LazyLock::new(|| {
    let word = r"iin|иин|жсн(?:-\p{L}{1,4})?|jsn|pinfl|пинфл|jshshir|жшшир|pin|пин|inn|инн|snils|снилс|t\.?c\.? kimlik|tckn|tc|kimlik|personal n(?:umber|o\.?)|личный номер|личного номера|პირადი ნომერი|პ/ნ|рма|rma|fin|ФИН";
    let between = r"(?:[ \t:#№=–-]|n(?:umber|o\.?|umara(?:sı)?)|номер\p{L}*|kod\p{L}?|code|код|is|raqami|нөмірі|nömrəsi|of)*";
    Regex::new(&format!(
        r"(?i)\b(?:{word}){between}[ :№#=]((?-i:[0-9](?:[ -]?[0-9]){{8,17}}|[0-9A-HJ-NP-Z]{{7}}))\b"
    ))
    .ok()
});

/// A personal number of Belarus, which no other number looks like: a digit for century and sex, DDMMYY, a letter for the
/// region, three digits, two letters for the citizenship and a check digit.
static BELARUSIAN: Pattern = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)[1-6](?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}[ABCEHKM][0-9]{3}(?:PB|BA|BI)[0-9](?-u:\b)").ok()
});

/// Returns the numbers in a text that a word calls a personal number, and those that only one country has.
pub(super) fn find(text: &str) -> Vec<Identifier> {
    // The patterns are slow to compile, and few texts have so long a number.
    let may_be_fin = text.contains("FIN") || text.contains("ФИН");
    if !may_be_fin && !has_long_number(text) {
        return Vec::new();
    }
    let pattern = NAMED.as_ref();
    let named = pattern.into_iter().flat_map(|pattern| pattern.captures_iter(text)).filter_map(|found| {
        let (whole, number) = (found.get(0)?, found.get(1)?);
        let word = whole.as_str().to_lowercase();
        Some(Identifier { range: number.range(), kind: kind(&word, number.as_str())? })
    });
    let belarusian = matches(&BELARUSIAN, text)
        .map(|number| Identifier { range: number.range(), kind: "an identification number of Belarus" });
    named.chain(belarusian).collect()
}

/// Returns true if a text has nine digits in a row, in one group or in several, or seven that a capital follows.
fn has_long_number(text: &str) -> bool {
    let (mut digits, mut gap) = (0, false);
    text.bytes().any(|byte| {
        match byte {
            b'0'..=b'9' => (digits, gap) = (digits + 1, false),
            b' ' | b'-' if digits > 0 && !gap => gap = true,
            b'A'..=b'Z' if digits >= 7 && !gap => return true,
            _ => (digits, gap) = (0, false),
        }
        digits >= 9
    })
}

/// Returns the kind of a number by the word that it follows and by its length.
fn kind(word: &str, number: &str) -> Option<&'static str> {
    let digits: Vec<u32> = number.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let is = |words: &[&str]| words.iter().any(|known| word.starts_with(known));
    if number.contains(|letter: char| letter.is_ascii_alphabetic()) {
        let is_fin = is(&["fin", "фин"]) && number.len() == 7 && digits.len() >= 2;
        return is_fin.then_some("a personal number (FIN) of Azerbaijan");
    }
    match digits.len() {
        12 if is(&["iin", "иин", "жсн", "jsn"]) && begins_with_birth(&digits) => {
            Some("an identification number (IIN) of Kazakhstan")
        }
        12 if is(&["inn", "инн"]) => Some("a taxpayer number (INN) of Russia"),
        11 if is(&["snils", "снилс"]) => Some("an insurance number (SNILS) of Russia"),
        11 if is(&["kimlik", "tckn", "t.c. kimlik", "tc kimlik"]) || is(&["tc"]) && is_turkish(&digits) => {
            Some("an identity number of Turkey")
        }
        11 if is(&["personal n", "личн", "პირადი", "პ/ნ"]) => {
            Some("a personal number of Georgia")
        }
        14 if is(&["pinfl", "пинфл", "jshshir", "жшшир"]) => {
            Some("a personal number (PINFL) of Uzbekistan")
        }
        14 if is(&["pin", "пин", "inn", "инн", "личн", "personal n"])
            && is_of_person_in_kyrgyzstan(&digits) =>
        {
            Some("a personal number (PIN) of Kyrgyzstan")
        }
        9 if is(&["рма", "rma"]) => Some("a taxpayer number (RMA) of Tajikistan"),
        _ => None,
    }
}

/// Returns true if the first six digits are the last two of a year, a month and a day.
fn begins_with_birth(digits: &[u32]) -> bool {
    let [_, _, m1, m2, d1, d2, ..] = *digits else { return false };
    (1..=12).contains(&(m1 * 10 + m2)) && (1..=31).contains(&(d1 * 10 + d2))
}

/// Returns true if the first digit is that of a sex: organisations have another.
fn is_of_person_in_kyrgyzstan(digits: &[u32]) -> bool {
    matches!(digits.first(), Some(1 | 2))
}

/// Checks the two check digits of an identity number of Turkey, as the module `stdnum.tr.tckimlik` of python-stdnum does.
fn is_turkish(digits: &[u32]) -> bool {
    let [a, b, c, d, e, f, g, h, i, tenth, last] = *digits else { return false };
    let expected = ((a + c + e + g + i) * 7 + 40 - (b + d + f + h)) % 10;
    let sum = a + b + c + d + e + f + g + h + i + tenth;
    a != 0 && expected == tenth && sum % 10 == last
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn the_word_before_a_number_is_enough() {
        for (text, is_found) in [
            ("ИИН 960517300123", true),
            ("IIN: 960517 300123", true),
            ("ЖСН нөмірі 960517300123", true),
            ("Гүлнардың ЖСН-і 960517300123", true),
            ("оның ЖСН-сы 960517300123", true),
            ("JSHSHIR 31004510010015", true),
            ("ПИНФЛ 31004510010015", true),
            ("TC 10000000146", true),
            ("T.C. Kimlik No: 10000000145", true),
            ("TCKN 10000000145", true),
            ("her personal number 01008012345", true),
            ("личный номер 3120590A001PB5", true),
            ("3120590A001PB5", true),
            ("FIN 5ABC12D", true),
            ("FİN kodu: 5ABC12D", false),
            ("РМА 123456789", true),
            ("ИНН 500100732258", true),
            ("СНИЛС 112-233-445 96", true),
            ("TC 10000000145", false),
            ("ИНН 7707083893", false),
            ("ИНН 01234567890123", false),
            ("the fin of the boat, FIN 2023", false),
            ("IIN holders of 2023", false),
            ("PIN 1234", false),
            ("the pin was 12345678901234567", false),
            ("IIN 969917300123", false),
            ("in court 12 on 10000000146 tenge", false),
            ("БИН 960540000123", false),
            ("9120590A001PB5", false),
            ("a personal number of 12 votes", false),
        ] {
            assert_eq!(!find(text).is_empty(), is_found, "{text}");
        }
    }
}
