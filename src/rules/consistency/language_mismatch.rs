//! `language-mismatch`

use crate::diagnostic::{Applicability, Edit, Premise, Severity};
use crate::model::Model;
use crate::model::language::{Letters, Script, script_of};
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
        let is_own = model.language_entry().is_some_and(|own| own.value == entry.value);
        let is_russian = is_own && TELLING.iter().any(|(_, told)| told == code) && has_russian_letters(model);
        let (meant, texts) =
            if is_russian { ("ru", "; the texts have Russian letters alone") } else { (*code, "") };
        let edit = Edit { span: entry.value.value_span(), replacement: meant.to_owned() };
        cx.report(entry, format!("{} is the code of a country, and {name} is `{code}`{texts}", quoted(text)))
            .help(format!("the language decides which rules look at the words: write `{meant}`"))
            .fix(format!("write `{meant}`"), Applicability::Unsafe, vec![edit])
            .refutes(Premise::value_right(entry.value));
    }
    check_letters(cx);
}

/// Returns true if a document's own words are in Cyrillic letters, all of which Russian has.
fn has_russian_letters(model: &Model<'_>) -> bool {
    let texts = || model.texts().iter().filter(|text| text.role().is_own_words());
    let cyrillic: usize = texts().map(|text| Letters::of(text.prose()).cyrillic).sum();
    let is_telling = |letter: char| TELLING.iter().any(|(letters, _)| letters.contains(letter));
    cyrillic >= LEAST_LETTERS && !texts().any(|text| text.prose().contains(is_telling))
}

/// Reports a document whose texts are in other letters than its language has.
fn check_letters(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let Some(script) = script_of(model.language()) else { return };
    let own_words = || model.texts().iter().filter(|text| text.role().is_own_words());
    // A document in a language with Latin letters is mostly ASCII, which is seen at once.
    if script == Script::Latin && own_words().all(|text| text.prose().is_ascii()) {
        return;
    }
    let (mut own, mut other, mut telling) = (0, 0, None);
    for text in own_words() {
        let (in_own, in_other) = Letters::of(text.prose()).in_script(script);
        own += in_own;
        other += in_other;
        let mut letters = text.prose().chars();
        telling = telling
            .or_else(|| letters.find_map(|letter| TELLING.iter().find(|(own, _)| own.contains(letter))));
    }
    // A tenth may be names, titles and quotes.
    if other < LEAST_LETTERS || own * 10 > other {
        return;
    }
    let (letters, code) = match script {
        Script::Cyrillic => ("Latin", "en"),
        Script::Latin => ("Cyrillic", telling.map_or("ru", |(_, code)| *code)),
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
