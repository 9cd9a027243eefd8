//! Legal codes by the words of a freely written citation: `УК РК`, `criminal code of the republic of kazakhstan`.

use crate::law::{CodeType, LegalCode, Registry};
use crate::lookalike::latin;

/// Returns the code with the id `word`, even in small letters or with Cyrillic look-alikes.
pub(super) fn by_id<'a>(law: &'a Registry, word: &str) -> Option<&'a LegalCode> {
    // Other letters look alike in lower case.
    let capitals = word.to_uppercase();
    let latin = latin(&capitals).map_or(capitals, |(latin, _)| latin);
    law.get(&latin)
}

/// Returns the code that `words`, in lower case, name in a document about `country`.
pub(super) fn by_words<'a>(
    law: &'a Registry,
    words: &[String],
    country: Option<&str>,
) -> Option<&'a LegalCode> {
    let name = words.join(" ");
    let is_own = |code: &&LegalCode| country.is_some() && code.country.as_deref() == country;
    let is_called = |code: &&LegalCode| {
        let titles = [Some(&code.title), code.title_original.as_ref()].into_iter().flatten();
        code.abbreviations.iter().chain(titles).any(|title| simplify(title) == name)
    };
    if let Some(code) = law.codes().filter(is_own).find(is_called) {
        return Some(code);
    }
    // An abbreviation of two words names its country: `УК РФ`.
    if words.len() > 1
        && let Some(code) = law.codes().find(is_called)
    {
        return Some(code);
    }
    let (named, kind): (Vec<_>, Vec<&str>) =
        words.iter().map(String::as_str).partition(|word| country_word(word).is_some());
    let mut countries = named.into_iter().filter_map(country_word).filter(|country| !country.is_empty());
    let named = countries.next();
    if countries.any(|other| Some(other) != named) {
        return None;
    }
    law.in_force(named.or(country)?, code_type(&kind)?)
}

/// Returns a title in lower case, without the words that a freely written citation drops.
fn simplify(title: &str) -> String {
    let title = title.to_lowercase();
    let words = title.split_whitespace().filter(|word| !matches!(*word, "of" | "the" | "and" | "и" | "по"));
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the country that a word names; empty for a word that only accompanies such a name.
fn country_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "rk" | "рк" | "қр" | "kazakhstan" | "казахстан" | "казахстана" => "KZ",
        "рф" | "rf" | "russia" | "russian" | "российской" => "RU",
        "кр" | "kyrgyz" | "kyrgyzstan" | "кыргызской" => "KG",
        "рт" | "tajikistan" | "таджикистан" => "TJ",
        "руз" | "uzbekistan" | "узбекистан" => "UZ",
        "рб" | "belarus" | "беларусь" => "BY",
        "republic" | "республики" | "federation" | "федерации" => "",
        _ => return None,
    })
}

/// Returns the type of code that the words name.
fn code_type(words: &[&str]) -> Option<CodeType> {
    let starts = |stems: &[&str]| {
        words.len() == stems.len() && words.iter().zip(stems).all(|(word, stem)| word.starts_with(stem))
    };
    match words {
        ["cc" | "ук" | "қк"] | ["criminal" | "penal", "code"] => Some(CodeType::Criminal),
        ["cao" | "коап"]
        | ["administrative", "code"]
        | ["code", "administrative", "offences" | "offenses"] => Some(CodeType::Administrative),
        // A word with a hyphen may name another code, such as that of criminal procedure.
        _ if words.iter().any(|word| word.contains('-')) => None,
        _ if starts(&["уголовн", "кодекс"]) || starts(&["қылмыстық", "кодекс"]) => {
            Some(CodeType::Criminal)
        }
        _ if starts(&["кодекс", "об", "административн", "правонарушени"]) => {
            Some(CodeType::Administrative)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_by_the_words_for_them() {
        let law = Registry::default();
        for (words, country, id) in [
            ("ук рк", "KZ", Some("KZ-CC")),
            ("ук", "KZ", Some("KZ-CC")),
            ("ук", "RU", Some("RU-CC")),
            ("ук рф", "KZ", Some("RU-CC")),
            ("қк", "KZ", Some("KZ-CC")),
            ("cc", "KZ", Some("KZ-CC")),
            ("коап рк", "KZ", Some("KZ-CAO")),
            ("criminal code", "KZ", Some("KZ-CC")),
            ("criminal code republic kazakhstan", "KZ", Some("KZ-CC")),
            ("code administrative offences", "KZ", Some("KZ-CAO")),
            ("уголовного кодекса республики казахстан", "KZ", Some("KZ-CC")),
            ("кодекса об административных правонарушениях", "KZ", Some("KZ-CAO")),
            ("уголовно-процессуального кодекса", "KZ", None),
            ("упк рк", "KZ", Some("KZ-CPC")),
            ("hooliganism", "KZ", None),
            ("cc cao", "KZ", None),
            ("", "KZ", None),
        ] {
            let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
            assert_eq!(by_words(&law, &words, Some(country)).map(|code| code.id.as_str()), id, "{words:?}");
        }
        assert_eq!(by_id(&law, "kz-сс").map(|code| code.id.as_str()), Some("KZ-CC"));
    }
}
