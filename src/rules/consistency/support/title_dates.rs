//! The date of a document in its title: `Judgment of 12 March 2024`.

use super::stated::{is_month, month};
use crate::model::date::Day;
use crate::model::prose::words;

/// The documents that have a date of their own, in small letters, without the ending of their grammar.
const DOCUMENTS: [&str; 15] = [
    "statement",
    "judgment",
    "judgement",
    "decision",
    "ruling",
    "verdict",
    "order",
    "letter",
    "resolution",
    "reply",
    "response",
    "communication",
    "decree",
    "indictment",
    "court",
];
const DOCUMENTS_IN_CYRILLIC: [&str; 27] = [
    "заявлени",
    "постановлени",
    "приговор",
    "решени",
    "определени",
    "приказ",
    "письм",
    "указ",
    "распоряжени",
    "ответ",
    "сообщени",
    "протокол",
    "үкім",
    "шешім",
    "қаулы",
    "бұйрық",
    "бұйры",
    "хат",
    "мәлімдеме",
    "жарлық",
    "жауап",
    "өкүм",
    "чечим",
    "токтом",
    "буйру",
    "кат",
    "билдирүү",
];

/// The letters from which on a stem of [`DOCUMENTS_IN_CYRILLIC`] takes any ending of its grammar.
const LONG_STEM: usize = 5;

/// The most words from a date to its document in Kazakh and Kyrgyz: the court may stand between them.
const WORDS_BETWEEN: usize = 2;

/// Words for what happened on a day, in small letters, without the ending of their grammar: the day is not that of a document about it.
const EVENTS: [&str; 30] = [
    "rally",
    "rallies",
    "protest",
    "election",
    "event",
    "demonstration",
    "attack",
    "referend",
    "detention",
    "arrest",
    "trial",
    "picket",
    "march",
    "search",
    "clash",
    "unrest",
    "violence",
    "hearing",
    "meeting",
    "strike",
    "событи",
    "митинг",
    "выбор",
    "акци",
    "протест",
    "пикет",
    "референдум",
    "задержан",
    "обыск",
    "арест",
];

/// The day of a document, and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TitleDate<'t> {
    pub(crate) day: Day,
    pub(crate) written: &'t str,
}

/// Returns true if a title names a day, with its year, that may be the document's own, and not only that of what it is about.
pub(crate) fn names_own_day(title: &str) -> bool {
    let tokens = tokens(title);
    let is_of_event = |first: usize| {
        let links = ["of", "on", "from", "от"];
        let nearest = word_before(&tokens, first, 1).filter(|word| !links.contains(&word.as_str()));
        let noun = nearest.or_else(|| word_before(&tokens, first, 2));
        noun.is_some_and(|noun| EVENTS.iter().any(|event| noun.starts_with(event)))
    };
    dates(&tokens).any(|(_, first, _)| !is_of_event(first))
}

/// Returns true if a title names a month with its year: `Interview with a lawyer, July 2024`, `2024 жылғы маусым`.
pub(in crate::rules) fn names_month(title: &str) -> bool {
    let all: Vec<&str> = words(title).map(|(_, word)| word).collect();
    let is_year =
        |word: &&&str| word.len() == 4 && word.parse().is_ok_and(|year: u16| (1900..2100).contains(&year));
    let is_near = |at: usize| {
        let beside = [at.checked_sub(2), at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        beside.filter_map(|at| all.get(at)).any(|word| is_year(&word))
    };
    all.iter().enumerate().any(|(at, word)| is_month(word) && is_near(at))
}

fn tokens(title: &str) -> Vec<&str> {
    title.split([' ', '\u{a0}']).filter(|token| !token.is_empty()).collect()
}

/// Returns the date of the document that a title names, if the title has this date alone.
pub(crate) fn only_date(title: &str) -> Option<TitleDate<'_>> {
    let tokens = tokens(title);
    let mut dates = dates(&tokens);
    let (day, first, last) = dates.next().filter(|_| dates.next().is_none())?;
    if !is_of_document(&tokens, first, last) {
        return None;
    }
    let offset = |token: &str| token.as_ptr().addr() - title.as_ptr().addr();
    let (start, end) = (tokens.get(first)?, tokens.get(last)?);
    let written = title.get(offset(start)..offset(end) + end.len())?;
    let written = written.trim_matches(|c: char| !c.is_alphanumeric());
    Some(TitleDate { day, written })
}

/// Returns the dates among the words of a title, each with its first and its last token.
fn dates(tokens: &[&str]) -> impl Iterator<Item = (Day, usize, usize)> {
    // A date begins with a number, or has one behind the name of its month.
    let is_number =
        |at: usize| tokens.get(at).is_some_and(|token| bare(token).starts_with(|c: char| c.is_ascii_digit()));
    let may_begin = move |at: &usize| is_number(*at) || is_number(at + 1);
    (0..tokens.len()).filter(may_begin).filter_map(|at| date_at(tokens, at))
}

/// Returns the date whose first word is the token at `at`, with its first and its last token.
fn date_at(tokens: &[&str], at: usize) -> Option<(Day, usize, usize)> {
    let token = |ahead: usize| tokens.get(at + ahead).map(|token| bare(token));
    let first = token(0)?;
    let of = |year: Option<i16>, month: Option<i8>, day: Option<i8>, last: usize| {
        Some((Day::new(year?, month?, day?).ok()?, at, at + last))
    };
    let dotted: Vec<&str> = first.split('.').collect();
    if let [day, month, year] = dotted.as_slice() {
        return of(year_of(year), number(month), number(day), 0);
    }
    let second = token(1)?;
    if let Some(year) = year_of(first) {
        // `2024 жылғы 12 наурыздағы`, `2023-жылдын 28-декабры`.
        let third = token(2).filter(|_| second.starts_with("жыл"))?;
        return of(Some(year), token(3).and_then(month), number(third), 3);
    }
    if let Some((year, rest)) = first.split_once('-').filter(|(_, rest)| rest.starts_with("жыл")) {
        let (day, name) = second.split_once('-').filter(|_| !rest.is_empty())?;
        return of(year_of(year), month(name), number(day), 1);
    }
    let year = token(2).and_then(year_of);
    match number(first) {
        Some(day) => of(year, month(second), Some(day), 2),
        None => of(year, month(first), number(second), 2),
    }
}

/// Returns true if a title begins with the paper of a court, which has no other date: `Ruling of the City Court of Almaty of …`.
fn is_of_court(tokens: &[&str]) -> bool {
    const PAPERS: [&str; 5] = ["judgment", "judgement", "ruling", "verdict", "decision"];
    let first = tokens.first().map(|token| token.to_lowercase()).unwrap_or_default();
    PAPERS.contains(&first.as_str()) && tokens.iter().any(|token| bare(token).eq_ignore_ascii_case("court"))
}

/// Returns true if the words around a date say that it is a document's own: `Judgment of …`, `Приговор суда от …`, `… қаулысы`.
fn is_of_document(tokens: &[&str], first: usize, last: usize) -> bool {
    let before = |back: usize| word_before(tokens, first, back);
    let is_english = |token: String| DOCUMENTS.contains(&bare(&token));
    let is_cyrillic = |token: &&str| {
        let lower = token.to_lowercase();
        let ending =
            |document: &&str| bare(&lower).strip_prefix(document).map(|ending| ending.chars().count());
        DOCUMENTS_IN_CYRILLIC.iter().any(|document| {
            let longest = if document.chars().count() < LONG_STEM { 2 } else { 3 };
            ending(document).is_some_and(|ending| ending <= longest)
        })
    };
    // In "the decision of 12 March elections" the date is not that of the decision.
    let is_sign = |token: &str| token.starts_with(|c: char| !c.is_alphanumeric());
    let ends_there = || {
        let is_closed = tokens.get(last).is_some_and(|token| token.ends_with(|c: char| !c.is_alphanumeric()));
        is_closed || tokens.get(last + 1).is_none_or(|next| is_sign(next))
    };
    match before(1).as_deref() {
        Some("of" | "from") => (before(2).is_some_and(is_english) || is_of_court(tokens)) && ends_there(),
        Some("dated") => ends_there(),
        Some("от") => tokens.iter().take(first).any(&is_cyrillic),
        // In Kazakh and Kyrgyz the document is named behind its date.
        _ => {
            tokens.get(last).is_some_and(|token| {
                bare(token).ends_with("ғы")
                    || bare(token).ends_with("гы")
                    || bare(token).ends_with("гі")
                    || bare(token).ends_with("ғі")
            }) && tokens
                .iter()
                .skip(last + 1)
                .filter(|token| !is_number(token))
                .take(WORDS_BETWEEN)
                .any(is_cyrillic)
        }
    }
}

/// Returns the word that stands `back` words before the token at `at`, in small letters.
fn word_before(tokens: &[&str], at: usize, back: usize) -> Option<String> {
    Some(tokens.get(at.checked_sub(back)?)?.to_lowercase())
}

fn bare(token: &str) -> &str {
    token.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_number(token: &str) -> bool {
    token.starts_with('№') || token.starts_with(|c: char| c.is_ascii_digit())
}

fn number(token: &str) -> Option<i8> {
    let digits = token.strip_suffix("th").or_else(|| token.strip_suffix("st")).unwrap_or(token);
    digits.parse().ok().filter(|number| (1..=31).contains(number))
}

fn year_of(token: &str) -> Option<i16> {
    let digits = token.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let is_alone = token.get(4..).is_some_and(|rest| rest.chars().all(|c| !c.is_alphanumeric()));
    digits.parse().ok().filter(|year| is_alone && (1900..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::{names_own_day, only_date};

    #[test]
    fn dates_of_documents_are_read() {
        for (title, written) in [
            ("Statement of 12 March 2024", Some("12 March 2024")),
            ("Judgment of the Medeu District Court of March 12, 2024 (extract)", Some("March 12, 2024")),
            ("Letter No. 5 dated 12 March 2024", Some("12 March 2024")),
            ("Приговор Медеуского суда от 12 марта 2024 года", Some("12 марта 2024")),
            ("Постановление от 12.03.2024", Some("12.03.2024")),
            ("Решение суда от 6 июля 2023 года", Some("6 июля 2023")),
            ("Алматы қаласының 2024 жылғы 12 наурыздағы қаулысы", Some("2024 жылғы 12 наурыздағы")),
            ("Statement on the elections of 12 March 2024", None),
            ("Rally of 12 March 2024", None),
            ("Decision of 12 March 2024 elections", None),
            ("Notice of 12 March 2024 hearing", None),
            ("2024 жылғы 12 наурыздағы сайлау туралы жаңа шешім", None),
            ("Указано освободить от 12 марта 2024 года", None),
            ("Алматы қаласының 2024 жылғы 12 наурыздағы № 5 қаулысы", Some("2024 жылғы 12 наурыздағы")),
            ("Decision of 12 March 2024 and order of 14 March 2024", None),
            ("Закон вступит в силу 12 марта 2024 года", None),
            ("Statement of March 2024", None),
            ("2024 жылғы 12 наурызда сот болады", None),
        ] {
            assert_eq!(only_date(title).map(|found| found.written), written, "{title}");
        }
    }

    #[test]
    fn the_day_of_what_a_paper_is_about_is_not_its_own() {
        for (title, is_own) in [
            ("Ruling of the SIEC of 5 January 2022", true),
            ("Interview with the lawyer, 5 January 2022", true),
            ("Протокол допроса от 5 января 2022 года", true),
            ("Interview on the rally of 5 January 2022", false),
            ("О событиях 5 января 2022 года", false),
            ("Ruling", false),
        ] {
            assert_eq!(names_own_day(title), is_own, "{title}");
        }
    }
}
