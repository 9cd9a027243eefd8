//! `missing-space`

use std::collections::HashSet;
use std::ops::Range;

use crate::diagnostic::{Applicability, Severity};
use crate::model::date::month_number;
use crate::model::prose::words;
use crate::model::{Model, Text, TextRole};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "missing-space",
    group: Group::Style,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("missing-space.md"),
};

/// The most digits of a number beside which a space may be missing: longer ones are parts of codes and addresses.
const MOST_DIGITS: usize = 5;

/// The letters from which on an English word behind a number is no unit and no ending.
const SHORTEST: usize = 5;

/// Words and beginnings that a number may have without a space: `100something`, `360degree`, `5star`.
const JOINED: [&str; 11] = [
    "star",
    "something",
    "degree",
    "dimensional",
    "hundred",
    "proof",
    "square",
    "letter",
    "plus",
    "mbits",
    "gbits",
];

/// Short English words, and words of Russian and Kazakh, that a number never has without a space. Others may be an ending:
/// `10летний`, `20го`.
const NEVER_JOINED: [&str; 63] = [
    "political",
    "civil",
    "peaceful",
    "criminal",
    "administrative",
    "unarmed",
    "masked",
    "former",
    "detained",
    "arrested",
    "foreign",
    "local",
    "were",
    "who",
    "have",
    "had",
    "and",
    "of",
    "политических",
    "политзаключённых",
    "политзаключенных",
    "были",
    "арестованных",
    "журналистов",
    "активистов",
    "из",
    "day",
    "days",
    "year",
    "month",
    "week",
    "hour",
    "times",
    "men",
    "sites",
    "cases",
    "laws",
    "posts",
    "суток",
    "года",
    "году",
    "лет",
    "дней",
    "месяцев",
    "человек",
    "людей",
    "часов",
    "тенге",
    "рублей",
    "сомов",
    "обвиняемых",
    "подсудимых",
    "задержанных",
    "осужденных",
    "участников",
    "жыл",
    "жылы",
    "жылғы",
    "тәулік",
    "адам",
    "теңге",
    "мая",
    "марта",
];

/// Words before a number that never have it without a space.
const BEFORE: [&str; 22] = [
    "in",
    "on",
    "of",
    "from",
    "since",
    "until",
    "by",
    "and",
    "for",
    "after",
    "before",
    "article",
    "Article",
    "under",
    "около",
    "более",
    "свыше",
    "статье",
    "статьи",
    "статьей",
    "статьёй",
    "части",
];

fn check(cx: &mut DocumentContext<'_>) {
    check_numbers(cx);
    check_headings(cx);
}

/// Reports headings of Markdown without a space: `##Background` is no heading.
fn check_headings(cx: &mut DocumentContext<'_>) {
    for text in cx.model().texts().iter().filter(|text| text.role() == TextRole::Body) {
        let mut at = 0;
        for line in text.prose().split_inclusive('\n') {
            let start = at;
            at += line.len();
            let title = line.trim_start_matches('#');
            let marks = line.len() - title.len();
            // One mark may begin a hashtag.
            if !(2..=6).contains(&marks) || !title.starts_with(char::is_alphanumeric) {
                continue;
            }
            let title = title.trim_end();
            let separate = format!("{} {title}", "#".repeat(marks));
            let end = start + marks + title.len();
            let place = start + marks;
            let finding = cx
                .report(
                    text.place(start..end),
                    format!("a space is missing in the heading {}", quoted(title)),
                )
                .help(format!(
                    "write {}: without the space Markdown shows the line as text",
                    quoted(&separate)
                ));
            if let Some(edit) = text.edit(place..place, " ") {
                finding.fix(format!("write {}", quoted(&separate)), Applicability::Unsafe, vec![edit]);
            }
        }
    }
}

fn check_numbers(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let mut names = None;
    let is_checked = |text: &&Text<'_>| text.role().is_own_words() || text.role() == TextRole::Quote;
    for text in model.texts().iter().filter(is_checked).filter(|text| text.has_digit()) {
        for (range, word) in text.words() {
            let Some(at) = missing_space(word).filter(|_| stands_free(text.prose(), &range)) else {
                continue;
            };
            let names = names.get_or_insert_with(|| words_of_names(model));
            if NAMES.contains(&word.to_lowercase().as_str()) || names.contains(word.to_lowercase().as_str()) {
                continue;
            }
            let (first, second) = word.split_at_checked(at).unwrap_or((word, ""));
            let separate = format!("{first} {second}");
            let place = range.start + at;
            let finding = cx
                .report(text.place(range), format!("a space is missing in {}", quoted(word)))
                .help(format!("write {}: a search for the word does not find it here", quoted(&separate)));
            if let Some(edit) = text.edit(place..place, " ") {
                finding.fix(format!("write {}", quoted(&separate)), Applicability::Unsafe, vec![edit]);
            }
        }
    }
}

/// Names that are written so, in lower case: of a newspaper, and of ARTICLE 19 on the web.
const NAMES: [&str; 2] = ["7days", "article19"];

/// Returns the words of the names of people, organisations and publishers, in lower case.
fn words_of_names(model: &Model<'_>) -> HashSet<String> {
    let is_name = |text: &&Text<'_>| matches!(text.role(), TextRole::Name | TextRole::NameOriginal);
    let of_names = model.texts().iter().filter(is_name).map(Text::value);
    let publishers = model.all_sources().filter_map(|source| source.publisher());
    of_names.chain(publishers).flat_map(words).map(|(_, word)| word.to_lowercase()).collect()
}

/// Returns the place of a word at which a space is missing: between a number and a word that cannot be its unit or ending.
fn missing_space(word: &str) -> Option<usize> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        let letters = word.find(|letter: char| letter.is_ascii_digit())?;
        let (before, number) = word.split_at_checked(letters)?;
        let is_number = number.len() <= MOST_DIGITS && number.bytes().all(|byte| byte.is_ascii_digit());
        return (is_number && BEFORE.contains(&before)).then_some(letters);
    }
    let letters = word.get(digits..).filter(|letters| !letters.is_empty() && digits <= MOST_DIGITS)?;
    // After a number a noun has its plural; a name such as `7kanal` has none.
    let is_plural =
        ["s", "men", "people", "children", "tenge", "million"].iter().any(|end| letters.ends_with(end));
    let is_english_word = letters.len() >= SHORTEST
        && is_plural
        && letters.bytes().all(|byte| byte.is_ascii_lowercase())
        && letters.contains(['a', 'e', 'i', 'o', 'u'])
        && !JOINED.iter().any(|joined| letters.starts_with(joined));
    let is_word = is_english_word || is_russian_word(letters);
    (is_word || month_number(letters).is_some() || NEVER_JOINED.contains(&letters)).then_some(digits)
}

/// Endings of Russian nouns behind a number, and of the participles and adjectives for the people who are counted. Adjectives that have
/// a number in them end otherwise: `10летний`, `5этажный`, `24часовой`; so do the endings of numbers in other languages.
const RUSSIAN_ENDINGS: [&str; 32] = [
    "ов",
    "ев",
    "ёв",
    "ания",
    "ения",
    "аний",
    "ений",
    "ции",
    "ций",
    "ства",
    "ствия",
    "ствий",
    "иста",
    "ника",
    "теля",
    "тели",
    "телей",
    "тора",
    "анта",
    "ента",
    "деля",
    "дели",
    "дель",
    "тысяч",
    "тысячи",
    "ловека",
    "татей",
    "анных",
    "енных",
    "ённых",
    "емых",
    "ских",
];

/// The letters from which on a Russian word behind a number is no unit and no ending.
const SHORTEST_RUSSIAN: usize = 5;

fn is_russian_word(letters: &str) -> bool {
    let is_lower = |letter: char| matches!(letter, 'а'..='я' | 'ё');
    letters.chars().all(is_lower)
        && letters.chars().nth(SHORTEST_RUSSIAN - 1).is_some()
        && RUSSIAN_ENDINGS.iter().any(|end| letters.ends_with(end))
}

/// Returns true if a word is not a part of a name of the web: `@17protest`, `#14march`, `a_2days`, `24days/kz`.
fn stands_free(prose: &str, range: &Range<usize>) -> bool {
    let before = prose.get(..range.start).and_then(|before| before.chars().next_back());
    let after = prose.get(range.end..).and_then(|after| after.chars().next());
    !before.is_some_and(|sign| "@#_/\\=&?%+.№:".contains(sign))
        && !after.is_some_and(|sign| "@_/\\=&#".contains(sign))
}
