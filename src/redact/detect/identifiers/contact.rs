//! Finds telephone numbers, private mailboxes and home addresses.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::{Identifier, Pattern, matches};
use crate::model::prose::words;

static PHONE: Pattern = LazyLock::new(|| {
    let international = r"\+[1-9][0-9]{0,2}(?:[\s\u{a0}\u{202f}().-]{0,2}[0-9]{2,12}){1,5}(?-u:\b)";
    let national = r"(?-u:\b)8[\s\u{a0}-]?\(?[79][0-9]{2}\)?[\s\u{a0}-]?[0-9]{3}[\s\u{a0}-]?[0-9]{2}[\s\u{a0}-]?[0-9]{2}(?-u:\b)";
    Regex::new(&format!("{international}|{national}")).ok()
});

static MAIL: Pattern =
    LazyLock::new(|| Regex::new(r"[\p{L}0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}").ok());

/// The words in the names of streets. Unlike [`STREET`] they are quick to compile and to look for.
static STREET_WORD: Pattern = LazyLock::new(|| {
    Regex::new(
        r"[Ss]treet|(?-u:\b)[Ss]tr?[ .,]|[Aa]venue|Ave|ave\.|[Rr]oad|[Ll]ane|[Pp]rospe[ck]t|[Bb]oulevard|[Bb]lvd|[Mm]icrodistrict|mkr|ул|пр\.|пр-т|проспект|мкр|микрорайон|көшесі|даңғылы",
    )
    .ok()
});

/// A street with a house number, in English, Russian and Kazakh.
static STREET: Pattern = LazyLock::new(|| {
    let word = r"(?:[Ss]treet|[Ss]tr?\b\.?|[Aa]venue|[Aa]ve\b\.?|[Rr]oad|[Ll]ane|[Pp]rospe[ck]t|[Bb]oulevard|[Bb]lvd\b\.?|[Mm]icrodistrict|[Mm]kr\b\.?)";
    let number = r"\d{1,4}(?:/\d{1,3})?[A-Za-z]?";
    let house = r"(?:(?i:house|building|bldg?\.?|no\.|h\.) ?|№ ?)?";
    let english = format!(
        r"\b{number},? (?:\p{{Lu}}[\p{{L}}'’-]+ ){{1,3}}{word}|\b\p{{Lu}}[\p{{L}}'’-]+ (?:bi |batyr |ata )?{word},? {house}{number}\b"
    );
    let russian = r"(?:\bул\.|\bулиц\p{L}|\bпр\.|\bпр-т|\bпроспект\p{L}?|\bмкр\.?|\bмикрорайон\p{L}?) ?\p{Lu}[\p{L}.-]+(?: \p{Lu}[\p{L}-]+)?,? ?(?:д\. ?|дом ?)?\d{1,4}\b";
    let kazakh = r"\b\p{Lu}[\p{L}-]+ (?:көшесі|даңғылы),? ?(?:№ ?)?\d{1,4}\b";
    Regex::new(&format!("{english}|{russian}|{kazakh}")).ok()
});

/// A flat's number after a street.
static FLAT: Pattern = LazyLock::new(|| {
    Regex::new(
        r"^,? ?(?:(?i:apt|apartment|flat|kv)\.? ?(?:[Nn]o\. ?|№ ?|#)?\d|кв(?:\.|артира) ?\d|пәтер ?\d|\d{1,4}-пәтер)",
    )
    .ok()
});

/// Words before a street that say that somebody lives there.
static HOME: Pattern = LazyLock::new(|| {
    let english = r"(?i:\b(?:home|lives|lived|living|resides|resided|residing|(?:his|her|their|whose) residence|(?:his|her|their|my|whose|home|private|registered) (?:home )?address)\b)";
    let russian =
        r"(?i:\b(?:прожива\p{L}+|живет|живёт|жил|жила|прописан\p{L}*|месту жительства)\b)|тұратын|тұрады";
    Regex::new(&format!(r"(?:{english}|{russian})(?:[^.;!?]|\b\p{{L}}{{1,3}}\.)*$")).ok()
});

/// Providers at which anybody can have a mailbox.
const FREE_MAILERS: [&str; 24] = [
    "gmail.com",
    "googlemail.com",
    "mail.ru",
    "inbox.ru",
    "list.ru",
    "bk.ru",
    "yandex.ru",
    "yandex.com",
    "yandex.kz",
    "ya.ru",
    "rambler.ru",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "icloud.com",
    "mail.kz",
    "proton.me",
    "protonmail.com",
    "pm.me",
    "tutanota.com",
    "tuta.io",
    "tuta.com",
    "gmx.com",
    "gmx.de",
];

/// Words for authorities before a number or an address, which is theirs unless the text describes somebody who works there.
const AUTHORITIES: [&str; 6] = ["secretariat", "embassy", "consulate", "ministry", "court", "police"];

/// Words before a number or an address that is open to the public.
const PUBLIC: [&str; 12] = [
    "hotline",
    "helpline",
    "press",
    "press-service",
    "office",
    "reception",
    "switchboard",
    "линия",
    "линии",
    "приёмная",
    "приемная",
    "приёмной",
];

/// Words around a number or an address of an organisation.
const OF_ORGANISATION: [&str; 14] = [
    "organisation",
    "organisations",
    "organization",
    "organizations",
    "foundation",
    "foundation's",
    "foundation’s",
    "association",
    "donation",
    "donations",
    "complaints",
    "editorial",
    "ngo",
    "ngo's",
];

/// The number of characters before and after a street or a number that say whose it is.
const NEARBY: usize = 40;

/// Returns the contacts in a text. In a text about a person, every e-mail address is theirs.
pub(super) fn find(text: &str, is_of_person: bool) -> Vec<Identifier> {
    let mut found = Vec::new();
    if memchr::memchr(b'@', text.as_bytes()).is_some() {
        let is_private = |mail: &str| {
            let domain = mail.rsplit_once('@').map_or("", |(_, domain)| domain);
            is_of_person || FREE_MAILERS.iter().any(|mailer| mailer.eq_ignore_ascii_case(domain))
        };
        let mails = matches(&MAIL, text).filter(|mail| {
            is_private(mail.as_str())
                && !is_public(text, mail.start(), is_of_person)
                && !is_of_organisation(text, mail.start(), mail.end())
        });
        found.extend(mails.map(|mail| Identifier { range: mail.range(), kind: "a private e-mail address" }));
    }
    if may_have_phone(text) {
        let is_phone = |phone: &regex::Match<'_>| {
            let digits = phone.as_str().bytes().filter(u8::is_ascii_digit).count();
            (FEWEST_DIGITS as usize..=MOST_DIGITS as usize).contains(&digits)
                && !is_public(text, phone.start(), is_of_person)
        };
        let phones = matches(&PHONE, text).filter(is_phone);
        found.extend(phones.map(|phone| Identifier { range: phone.range(), kind: "a telephone number" }));
    }
    if text.bytes().any(|byte| byte.is_ascii_digit())
        && may_name_street(text)
        && matches(&STREET_WORD, text).next().is_some()
    {
        let homes = matches(&STREET, text).filter(|street| is_home(text, street.start(), street.end()));
        found.extend(homes.map(|home| Identifier { range: home.range(), kind: "a home address" }));
    }
    found
}

/// Returns false for a text without so many digits in a row, but for what stands between those of a number, that it may have a
/// telephone number. Most texts with dates have not, and [`PHONE`] is slow to compile.
fn may_have_phone(text: &str) -> bool {
    // The bytes between two groups of digits: two characters of up to three bytes.
    const MOST_BETWEEN: u32 = 6;
    let (mut digits, mut between) = (0_u32, 0_u32);
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            digits += 1;
            between = 0;
            if digits >= FEWEST_DIGITS {
                return true;
            }
        } else {
            between += 1;
            let may_stand_between = !byte.is_ascii() || byte.is_ascii_whitespace() || b"().-".contains(&byte);
            if !may_stand_between || between > MOST_BETWEEN {
                digits = 0;
            }
        }
    }
    false
}

/// The fewest and the most digits of a telephone number that is found, with that of the country.
const FEWEST_DIGITS: u32 = 11;
const MOST_DIGITS: u32 = 13;

/// Returns false for an English text without a part of a street's word, for which [`STREET_WORD`] is not needed.
fn may_name_street(text: &str) -> bool {
    static PARTS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let parts = [
            "St",
            "treet",
            " st.",
            " st ",
            " str",
            "Ave",
            "ave.",
            "venue",
            "oad",
            "ane",
            "rospe",
            "oulevard",
            "lvd",
            "kr",
            "icrodistrict",
        ];
        AhoCorasick::new(parts).ok()
    });
    !text.is_ascii() || PARTS.as_ref().is_none_or(|parts| parts.is_match(text))
}

/// Returns true if the words around a number or an address say that it belongs to an organisation.
pub(super) fn is_of_organisation(text: &str, start: usize, end: usize) -> bool {
    has_word(before(text, start), &OF_ORGANISATION) || has_word(after(text, end), &OF_ORGANISATION)
}

fn is_public(text: &str, start: usize, is_of_person: bool) -> bool {
    let before = before(text, start);
    has_word(before, &PUBLIC) || !is_of_person && has_word(before, &AUTHORITIES)
}

/// Returns true if a text has one of some lower-case words, in capitals or not.
fn has_word(text: &str, wanted: &[&str]) -> bool {
    words(text).any(|(_, word)| wanted.contains(&&*word.to_lowercase()))
}

/// Words before the address of a public building.
const BUILDINGS: [&str; 12] = [
    "court",
    "police",
    "station",
    "office",
    "embassy",
    "akimat",
    "prosecutor",
    "prison",
    "hospital",
    "hotel",
    "суд",
    "суда",
];

/// Words before a flat's number that make it one in a public building. The police and courts go to homes too.
const PUBLIC_BUILDINGS: [&str; 46] = [
    "office",
    "offices",
    "newsroom",
    "headquarters",
    "bureau",
    "branch",
    "embassy",
    "consulate",
    "ministry",
    "akimat",
    "prison",
    "colony",
    "hospital",
    "clinic",
    "hotel",
    "hostel",
    "centre",
    "center",
    "school",
    "university",
    "library",
    "museum",
    "shop",
    "cafe",
    "café",
    "restaurant",
    "firm",
    "company",
    "офис",
    "офиса",
    "офисе",
    "редакция",
    "редакции",
    "посольство",
    "гостиница",
    "гостинице",
    "отель",
    "колония",
    "больница",
    "школа",
    "центр",
    "магазин",
    "кафе",
    "кеңсесі",
    "редакциясы",
    "отделение",
];

/// Words of homes, which a sentence may name beside a public building.
const HOMES: [&str; 12] = [
    "home",
    "house",
    "flat",
    "apartment",
    "lives",
    "lived",
    "registered",
    "квартира",
    "квартиру",
    "квартиры",
    "квартире",
    "дом",
];

/// Returns true if a flat's number follows a street, or words before it say that somebody lives there.
fn is_home(text: &str, start: usize, end: usize) -> bool {
    let is_match = |pattern: &Pattern, text: &str| pattern.as_ref().is_some_and(|regex| regex.is_match(text));
    let before = before(text, start);
    let sentence = before.rsplit(['.', '!', '?', ';']).next().unwrap_or_default();
    let is_public = || has_word(sentence, &PUBLIC_BUILDINGS) && !has_word(sentence, &HOMES);
    is_match(&FLAT, after(text, end)) && !is_public()
        || is_match(&HOME, before) && !has_word(before, &BUILDINGS)
}

/// Returns the complete words among the [`NEARBY`] characters before byte `end`.
fn before(text: &str, end: usize) -> &str {
    let text = text.get(..end).unwrap_or_default();
    let Some((at, _)) = text.char_indices().rev().nth(NEARBY) else { return text };
    let near = text.get(at..).unwrap_or_default();
    // The first of them may be the end of a longer one.
    near.find(|c: char| !c.is_alphanumeric()).and_then(|at| near.get(at..)).unwrap_or_default()
}

/// Returns the [`NEARBY`] characters from byte `start` on.
fn after(text: &str, start: usize) -> &str {
    let text = text.get(start..).unwrap_or_default();
    text.char_indices().nth(NEARBY).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn what_leads_to_a_person_is_found() {
        for (text, is_found) in [
            ("Call +7 701 234 56 78", true),
            ("the hotline +7 701 234 56 78", false),
            ("8 (701) 234-56-78", true),
            ("+996 555 123 456", true),
            ("12345678901", false),
            ("87012345678", true),
            ("+48 512 345 678", true),
            ("+7\u{a0}701\u{a0}234\u{a0}56\u{a0}78", true),
            ("the officer gave +7 701 234 56 78", true),
            ("under pressure she wrote to a.sample@gmail.com", true),
            ("the ongoing talks, a.sample@gmail.com", true),
            ("+1,500 people, +20 percent", false),
            ("a.sample@tutanota.com", true),
            ("lives on Tole bi Street 12", true),
            ("проживает по адресу: г. Алматы, ул. Абая, 12", true),
            ("She lives in Almaty. The court is at 12 Abay Street", false),
            ("taken from her home to the police station at 12 Abay Street", false),
            ("the residence of the akim at 12 Abay Street", false),
            ("the address of the court, 12 Abay Street", false),
            ("his address is 12 Abay Street", true),
            ("12/3 Abay Street, apt. 4", true),
            ("a.sample@gmail.com", true),
            ("info@example.org", false),
            ("lives at 12 Abay Street", true),
            ("Abay St. 12, apt. 5", true),
            ("Abai str. 12, flat 45", true),
            ("Abai street, house 12, flat 45", true),
            ("12 Abai street, apartment No. 45", true),
            ("Dostyk ave. 5, kv. 7", true),
            ("Samal microdistrict, 12, apt 3", true),
            ("Nauryzbai batyr str, 17, apt 8", true),
            ("lives at 12 Abai str.", true),
            ("gathered at Abai str. 12", false),
            ("in the first 12 flats", false),
            ("the last 3 days, flat 5 was searched", false),
            ("Republic Square, 4 people", false),
            ("the court at 12 Abay Street", false),
            ("gathered at 15 Republic Square", false),
            ("The hotel Kazakhstan, Dostyk avenue 52, room 12, was searched", false),
            ("The office of the party Adal is at Abai street 12, room 5", false),
            ("The prison at Abai street 1, unit 14", false),
            ("The newsroom at 12 Abai Street, apt 3 was searched", false),
            ("The embassy, 12 Abai Street, flat 3", false),
            ("редакция, ул. Абая, 12, кв. 5", false),
            ("He left the office. Abai street 12, apt 5 was searched", true),
            ("police searched the office and the flat at Abai street 12, apt 5", true),
            ("The court ordered a search of 12 Abai Street, apt 3", true),
            ("police came to 12 Abai Street, flat 3", true),
            ("lives at Abai street 12, room 5", true),
            ("ул. Абая, 12, кв. 5", true),
            ("ул. Абая, 12", false),
            ("Абай көшесі 12, пәтер 3", true),
        ] {
            assert_eq!(!find(text, false).is_empty(), is_found, "{text}");
        }
    }
}
