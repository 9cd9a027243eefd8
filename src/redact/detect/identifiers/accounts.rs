//! Finds the numbers of bank accounts: international ones (IBAN, ISO 13616) by their check digits, and those of twenty digits
//! that Russia, Uzbekistan and Tajikistan use, by the bank's number or the words before them.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::contact::is_of_organisation;
use super::{Identifier, Pattern, matches};
use crate::model::prose::words;

/// The length of each country's account numbers, by its two letters (the registry of ISO 13616): five bytes each, sorted.
const LENGTHS: &str = "\
    AD24 AE23 AL28 AO25 AT20 AX18 AZ28 BA20 BE16 BF28 BG22 BH22 BI27 BJ28 BL27 BR29 BY28 CF27 CG27 CH21 CI28 \
    CM27 CR22 CV25 CY28 CZ24 DE22 DJ27 DK18 DO28 DZ26 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GA27 GB22 GE22 GF27 \
    GG22 GI23 GL18 GP27 GQ27 GR27 GT28 GW25 HN28 HR21 HU28 IE22 IL23 IM22 IQ23 IR26 IS26 IT27 JE22 JO30 KM27 \
    KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MA28 MC27 MD24 ME22 MF27 MG27 MK19 ML28 MN20 MQ27 MR27 MT31 \
    MU30 MZ25 NC27 NE28 NI28 NL18 NO15 OM23 PF27 PK24 PL28 PM27 PS29 PT25 QA29 RE27 RO24 RS22 RU33 SA24 SC31 \
    SD18 SE24 SI19 SK24 SM27 SN28 SO23 ST25 SV28 TD27 TF27 TG28 TL23 TN24 TR26 UA29 VA22 VG24 WF27 XK20 YE30 \
    YT27 ";

/// The kind of an account's number in words.
const KIND: &str = "the number of a bank account";

/// Twenty digits, in one group or in several.
static TWENTY: Pattern =
    LazyLock::new(|| Regex::new(r"(?-u:\b)[0-9]{3,5}(?:[ .-]?[0-9]){15,17}(?-u:\b)").ok());

/// A Russian bank's number behind its name.
static BIK: Pattern =
    LazyLock::new(|| Regex::new(r"(?i:\bБИК|\bBIK|\bBIC)[\s:№]{0,3}(0[0-9]{8})(?-u:\b)").ok());

/// The beginnings of words near a number, in lower case, that make it one of an account, with the beginnings of others.
const ACCOUNT_WORDS: [(&str, &[&str]); 11] = [
    ("счет", &["счетч", "счетн"]),
    ("счёт", &["счётч", "счётн"]),
    ("account", &["accounta", "accounted", "accounti"]),
    ("acct", &[]),
    ("шот", &["шотл"]),
    ("hisob", &[]),
    ("ҳисоб", &[]),
    ("эсеп", &[]),
    ("рахун", &[]),
    ("iban", &[]),
    ("суратҳисоб", &[]),
];

/// Abbreviations of two letters with the same meaning.
const ABBREVIATIONS: [&str; 2] = ["р/с", "л/с"];

/// The beginnings of words beside an account's that make it one of the state.
const STATE: [&str; 10] =
    ["state", "budget", "treasur", "court", "ministr", "tax", "бюджет", "казнач", "суда", "қазына"];

/// The words before that of an account in which its owner stands.
const OWNER: usize = 2;

/// The number of bytes before a number that say what it is.
const NEARBY: usize = 80;

/// The digits of a national account number.
const TWENTY_DIGITS: usize = 20;

/// Returns the accounts in a text that are not an organisation's.
pub(super) fn find(text: &str) -> Vec<Identifier> {
    let mut found = Vec::new();
    let mut free_from = 0;
    for begin in iban_beginnings(text) {
        if begin < free_from {
            continue;
        }
        if let Some(range) = iban_at(text, begin) {
            free_from = range.end;
            found.push(range);
        }
    }
    // The digits of an international number are no other number.
    let is_free = |range: &Range<usize>| {
        let at = found.partition_point(|known| known.end <= range.start);
        found.get(at).is_none_or(|known| known.start >= range.end)
    };
    let national: Vec<Range<usize>> = national_accounts(text).filter(is_free).collect();
    found.extend(national);
    found.retain(|range| !is_of_organisation(text, range.start, range.end));
    found.into_iter().map(|range| Identifier { range, kind: KIND }).collect()
}

/// Returns the bytes at which an international account number may begin: two letters of one case that begin a word, two digits, and two
/// more of either, with at most one sign between the groups.
fn iban_beginnings(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let at = |place: usize| bytes.get(place).copied().unwrap_or_default();
    let group = move |place: usize| place + usize::from(matches!(at(place), b' ' | b'.' | b'-'));
    let is_two = move |place: usize, is: fn(&u8) -> bool| is(&at(place)) && is(&at(place + 1));
    let begins = move |start: &usize| {
        let is_country = is_two(*start, u8::is_ascii_uppercase) || is_two(*start, u8::is_ascii_lowercase);
        let before = start.checked_sub(1).map_or(b' ', at);
        let check = group(start + 2);
        is_country
            && !(before.is_ascii_alphanumeric() || before == b'_')
            && is_two(check, u8::is_ascii_digit)
            && is_two(group(check + 2), u8::is_ascii_alphanumeric)
    };
    (0..bytes.len()).filter(begins)
}

/// Returns the range of the international account number that begins at a byte: as many letters and digits as its country
/// has, in one piece or with a space, hyphen or full stop between groups, and the right remainder.
fn iban_at(text: &str, start: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes().get(start..)?;
    let country = text.get(start..start + 2)?.to_ascii_uppercase();
    let length = length_of(&country)?;
    let mut written = String::with_capacity(length);
    let mut end = 0;
    while written.len() < length {
        match bytes.get(end)? {
            byte if byte.is_ascii_alphanumeric() => written.push(char::from(byte.to_ascii_uppercase())),
            b' ' | b'-' | b'.' if bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) => {}
            _ => return None,
        }
        end += 1;
    }
    let goes_on = text.get(start + end..)?.chars().next().is_some_and(char::is_alphanumeric);
    let raw = text.get(start..start + end)?;
    let is_one_case =
        !(raw.contains(|c: char| c.is_ascii_lowercase()) && raw.contains(|c: char| c.is_ascii_uppercase()));
    (!goes_on && is_one_case && has_right_remainder(&written)).then_some(start..start + end)
}

/// Returns the length of a country's account numbers.
fn length_of(country: &str) -> Option<usize> {
    let (entries, _) = LENGTHS.as_bytes().as_chunks::<5>();
    let at =
        entries.binary_search_by(|[first, second, ..]| [*first, *second].as_slice().cmp(country.as_bytes()));
    let [_, _, tens, ones, _] = *entries.get(at.ok()?)?;
    Some(usize::from(tens - b'0') * 10 + usize::from(ones - b'0'))
}

/// Checks the remainder by 97 of the account with its first four characters moved to the end.
fn has_right_remainder(written: &str) -> bool {
    let account: Vec<u32> = written.chars().filter_map(|c| c.to_digit(36)).collect();
    let Some((country, number)) = account.split_at_checked(4) else { return false };
    let shift = |sum: u32, digit: &u32| (sum * if *digit > 9 { 100 } else { 10 } + digit) % 97;
    number.iter().chain(country).fold(0, shift) == 1
}

/// Returns the ranges of numbers of twenty digits that a word before them, or a Russian bank's number in the text, makes
/// those of accounts.
fn national_accounts(text: &str) -> impl Iterator<Item = Range<usize>> {
    // Only three digits of a bank's number count: there are a thousand at most.
    let mut banks: Option<HashSet<Vec<u32>>> = None;
    // Few texts have so many digits, and the pattern takes longer to compile than a report to check.
    let has_enough = text.bytes().filter(u8::is_ascii_digit).nth(TWENTY_DIGITS - 1).is_some();
    let numbers = has_enough.then(|| matches(&TWENTY, text)).into_iter().flatten();
    numbers.map(|number| number.range()).filter(move |range| {
        let digits = digits(text.get(range.clone()).unwrap_or_default());
        let is_cut = |sign: char| sign.is_alphanumeric() || matches!(sign, '/' | '=' | '-' | '_' | '&' | '#');
        let before = text.get(..range.start).and_then(|before| before.chars().next_back());
        let after = text.get(range.end..).and_then(|after| after.chars().next());
        if digits.len() != TWENTY_DIGITS || before.is_some_and(is_cut) || after.is_some_and(is_cut) {
            return false;
        }
        let banks = banks.get_or_insert_with(|| {
            let numbers = BIK.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text));
            numbers.filter_map(|bank| Some(digits_of_bank(bank.get(1)?.as_str()))).collect()
        });
        is_named(text, range.start).unwrap_or_else(|| banks.iter().any(|bank| has_right_key(bank, &digits)))
    })
}

fn digits(written: &str) -> Vec<u32> {
    written.chars().filter_map(|digit| digit.to_digit(10)).collect()
}

/// Returns the last three digits of a Russian bank's number, of which the check digit of its accounts is made.
fn digits_of_bank(bik: &str) -> Vec<u32> {
    digits(bik.get(6..).unwrap_or_default())
}

/// Checks the ninth digit of a Russian account (the Bank of Russia's order of 8 September 1997 No. 515).
fn has_right_key(bank: &[u32], account: &[u32]) -> bool {
    let weights = [7, 1, 3].into_iter().cycle();
    let sum: u32 = bank.iter().chain(account).zip(weights).map(|(digit, weight)| digit * weight % 10).sum();
    sum.is_multiple_of(10)
}

/// Returns true if a word near a number says that it is an account's, and false if it is one of the state; `None` without
/// such a word.
fn is_named(text: &str, start: usize) -> Option<bool> {
    let from = (start.saturating_sub(NEARBY)..=start).find(|at| text.is_char_boundary(*at)).unwrap_or(start);
    let before = text.get(from..start).unwrap_or_default().to_lowercase();
    // Of another sentence or line nothing follows.
    let before = before.rsplit(['\n', ';']).next().unwrap_or_default();
    let words: Vec<&str> = words(before).map(|(_, word)| word).collect();
    let is_account = |word: &&str| {
        let mut known = ACCOUNT_WORDS.iter();
        known.any(|(begin, others)| {
            word.starts_with(begin) && !others.iter().any(|other| word.starts_with(other))
        })
    };
    let Some(at) = words.iter().rposition(is_account) else {
        return ABBREVIATIONS.iter().any(|abbreviation| before.contains(abbreviation)).then_some(true);
    };
    let mut beside = words.iter().skip(at.saturating_sub(OWNER));
    Some(!beside.any(|word| STATE.iter().any(|begin| word.starts_with(begin))))
}

#[cfg(test)]
mod tests {
    use super::{LENGTHS, find};

    #[test]
    fn accounts_are_found_by_their_digits_or_the_words_before_them() {
        for (text, is_found) in [
            ("account KZ86 125K ZT50 0410 0100", true),
            ("KZ86125KZT5004100100", true),
            ("kz86125kzt5004100100", true),
            ("KZ87 125K ZT50 0410 0100", false),
            ("BY35NB9S4741C7TDMLFWMXYZNVUF", true),
            ("BY35 NB9S 4741 C7TD MLFW MXYZ NVUF", true),
            ("BY36 NB9S 4741 C7TD MLFW MXYZ NVUF", false),
            ("GB82 WEST 1234 5698 7654 32", true),
            ("IBAN:DE89370400440532013000.", true),
            ("DE89-3704-0044-0532-0130-00", true),
            ("NO24 7368 2110 438", true),
            ("GE63NB6096551462050716, and", true),
            ("UA523001 19HQ SHJC NO0R OJNM YDWO A", true),
            ("DE89370400440532013000X", false),
            ("the donation account of the foundation KZ86125KZT5004100100", false),
            ("US12 3456 7890 1234", false),
            ("on 12 May 2023 at 10 in the morning", false),
            ("ВУ BY 2023", false),
            ("р/с 40817810099910004312", true),
            ("счёт № 40817 810 0 9991 0004312", true),
            ("на счёт 40817.810.0.99910004312 она", true),
            ("her account 20208000905123456001 at the bank", true),
            ("hisob raqami 20208000905123456001", true),
            ("40817810099910004312", false),
            ("case 12345678901234567890 of 2023", false),
            ("БИК 044525225, 40817810938160925982", true),
            ("БИК 044525225, 40817810038160925982", false),
            ("The state budget account 20208000905123456001 is for fines", false),
            ("на счёт казначейства 20208000905123456001", false),
            ("скошот 20208000905123456001", false),
            ("подсчет голосов 20208000905123456001", false),
            ("accounted for 20208000905123456001", false),
            ("the court seized her account 20208000905123456001", true),
            ("account 4081781009991000431", false),
            ("account 408178100999100043123", false),
        ] {
            assert_eq!(!find(text).is_empty(), is_found, "{text}");
        }
        let (entries, rest) = LENGTHS.as_bytes().as_chunks::<5>();
        assert!(entries.is_sorted() && entries.iter().all(|entry| entry[4] == b' ') && rest.is_empty());
        assert_eq!(find("at KZ86 125K ZT50 0410 0100 now").first().unwrap().range, 3..27);
    }
}
