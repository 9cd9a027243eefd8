//! `language-mismatch`

use crate::diagnostic::{Applicability, Edit, Premise, Severity};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "language-mismatch",
    group: Group::Consistency,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("language-mismatch.md"),
};

/// Countries' codes that are written for languages, with the languages' own. `am`, `az`, `ru`, `tr` and `uz` are codes of
/// languages too.
const OF_COUNTRIES: [(&str, &str, &str); 9] = [
    ("by", "be", "Belarusian"),
    ("cn", "zh", "Chinese"),
    ("ge", "ka", "Georgian"),
    ("gr", "el", "Greek"),
    ("kg", "ky", "Kyrgyz"),
    ("kz", "kk", "Kazakh"),
    ("tj", "tg", "Tajik"),
    ("tm", "tk", "Turkmen"),
    ("ua", "uk", "Ukrainian"),
];

/// Languages that are written in Cyrillic letters alone.
const CYRILLIC: [&str; 6] = ["be", "bg", "ky", "ru", "tg", "uk"];

/// Languages that are written in Latin letters alone.
const LATIN: [&str; 9] = ["cs", "de", "en", "es", "fr", "it", "lt", "lv", "pl"];

/// Letters by which a text in Cyrillic letters is told from one in Russian, with its language.
const TELLING: [(&str, &str); 5] =
    [("ўЎ", "be"), ("їєЇЄ", "uk"), ("ҷӣӯҳҶҲ", "tg"), ("құәһҚҰӘ", "kk"), ("ңөүҢӨҮ", "ky")];

/// The letters that a document must have before its language is judged.
const LEAST_LETTERS: usize = 200;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for entry in model.language_entries() {
        let Some(text) = entry.value.as_str() else { continue };
        let Some((_, code, name)) =
            OF_COUNTRIES.iter().find(|(country, ..)| text.eq_ignore_ascii_case(country))
        else {
            continue;
        };
        let edit = Edit { span: entry.value.value_span(), replacement: (*code).to_owned() };
        cx.report(entry, format!("{} is the code of a country, and {name} is `{code}`", quoted(text)))
            .help(format!("the language decides which rules look at the words: write `{code}`"))
            .fix(format!("write `{code}`"), Applicability::Unsafe, vec![edit])
            .refutes(Premise::value_right(entry.value));
    }
    check_letters(cx);
}

/// Reports a document whose texts are in other letters than its language has.
fn check_letters(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let primary = model.language().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let [is_cyrillic, is_latin] =
        [CYRILLIC.as_slice(), &LATIN].map(|known| known.contains(&primary.as_str()));
    if !is_cyrillic && !is_latin {
        return;
    }
    let own_words = || model.texts().iter().filter(|text| text.role().is_own_words());
    // A document in a language with Latin letters is mostly ASCII, which is seen at once.
    if is_latin && own_words().all(|text| text.prose().is_ascii()) {
        return;
    }
    let (mut cyrillic, mut latin, mut telling) = (0, 0, None);
    for text in own_words() {
        for letter in text.prose().chars().filter(|letter| letter.is_alphabetic()) {
            cyrillic += usize::from(matches!(letter, 'Ѐ'..='ԯ'));
            latin += usize::from(letter.is_ascii_alphabetic());
            telling = telling.or_else(|| TELLING.iter().find(|(letters, _)| letters.contains(letter)));
        }
    }
    // A tenth may be names, titles and quotes.
    let (own, other) = if is_cyrillic { (cyrillic, latin) } else { (latin, cyrillic) };
    if other < LEAST_LETTERS || own * 10 > other {
        return;
    }
    let (letters, code) = match is_cyrillic {
        true => ("Latin", "en"),
        false => ("Cyrillic", telling.map_or("ru", |(_, code)| *code)),
    };
    let help =
        format!("rules on words look at the wrong language: write `language: {code}`, if that is the one");
    match model.language_entry() {
        Some(entry) => {
            let message = format!(
                "the language is {}, but the texts are in {letters} letters",
                quoted(model.language())
            );
            cx.report(entry, message).help(help);
        }
        None => {
            let Some(entry) = model.id_entry() else { return };
            let message = format!(
                "no `language:` is given, which means English, but the texts are in {letters} letters"
            );
            cx.report(entry, message).help(help);
        }
    }
}
