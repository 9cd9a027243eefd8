//! Words by which a text says that a detention was extended.

use std::collections::HashSet;

use crate::model::prose::words;
use crate::model::{Case, Event, Model};
use crate::tree::NodeId;

/// Beginnings of the words for an extension, in the languages of the region.
const EXTENDED: [&str; 20] = [
    "extend",
    "extension",
    "prolong",
    "renew",
    "продл",
    "пролонг",
    "ұзарт",
    "узарт",
    "uzaytir",
    "узайтир",
    "тамдид",
    "продовж",
    "падоўж",
    "прадоўж",
    "uzad",
    "երկարաձգ",
    "созыл",
    "созу",
    "созду",
    "remanded",
];

/// Words before or behind such a word that deny it, and beginnings of such words.
const DENIED: [&str; 9] = ["not", "never", "without", "nobody", "не", "без", "нет", "эмес", "жоқ"];
const DENIED_BEGINNINGS: [&str; 5] = ["refus", "reject", "declin", "отказ", "отклон"];

/// Words for more of something, and beginnings of the words for a time or an order of which there was more.
const MORE: [&str; 12] = [
    "more",
    "further",
    "another",
    "additional",
    "ещё",
    "еще",
    "тағы",
    "дагы",
    "added",
    "добавил",
    "добавила",
    "добавили",
];
const TERMS: [&str; 15] = [
    "month",
    "week",
    "day",
    "term",
    "order",
    "decision",
    "месяц",
    "недел",
    "сут",
    "срок",
    "ай",
    "күн",
    "күнгө",
    "апта",
    "мерзім",
];

/// The words behind a word for more in which the time stands.
const TERM_WITHIN: usize = 3;

/// The words before and behind a word for an extension that may deny it.
const NEAR: usize = 3;

/// Returns true if a text says that something was extended.
pub(crate) fn tells_of_extension(text: &str) -> bool {
    let lower = text.to_lowercase();
    let all: Vec<&str> = words(&lower).map(|(_, word)| word).collect();
    let is_told = |(at, word): (usize, &&str)| {
        begins_so(word, &EXTENDED) && !is_negative_form(word) && !is_denied(&all, at)
    };
    all.iter().enumerate().any(is_told)
}

/// Returns true if the description of a detention says that there were more months of it, or more orders.
fn tells_of_more(text: &str) -> bool {
    let lower = text.to_lowercase();
    let all: Vec<&str> = words(&lower).map(|(_, word)| word).collect();
    let is_told = |(at, word): (usize, &&str)| {
        // "Ten days more than the court allowed" are not an order of the court.
        let behind = || all.iter().skip(at + 1).take(TERM_WITHIN);
        MORE.contains(word)
            && behind().any(|word| begins_so(word, &TERMS))
            && !behind()
                .chain(all.iter().skip(at + 1 + TERM_WITHIN).take(1))
                .any(|word| ["than", "чем"].contains(word))
            && !is_denied(&all, at)
    };
    all.iter().enumerate().any(is_told)
}

fn begins_so(word: &str, beginnings: &[&str]) -> bool {
    beginnings.iter().any(|beginning| word.starts_with(beginning))
}

/// Returns true if a word near one of a text says that it did not happen.
fn is_denied(all: &[&str], at: usize) -> bool {
    let denies = |word: &&str| {
        DENIED.contains(word)
            || word.ends_with("n't")
            || word.ends_with("n’t")
            || begins_so(word, &DENIED_BEGINNINGS)
    };
    let before = all.iter().take(at).skip(at.saturating_sub(NEAR));
    before.chain(all.iter().skip(at + 1).take(1)).any(denies)
}

/// Returns true for a Kazakh or Kyrgyz verb with the suffix of denial: `ұзартылмады`, `ұзартпады`.
fn is_negative_form(word: &str) -> bool {
    let ends = ["тылма", "тпа", "тпай", "тылба"];
    ["ұзар", "узар"]
        .iter()
        .filter_map(|stem| word.strip_prefix(stem))
        .any(|rest| ends.iter().any(|end| rest.starts_with(end)))
}

/// The cases of a document whose texts tell of an extension.
pub(crate) struct Extensions(HashSet<NodeId>);

impl Extensions {
    pub(crate) fn of(model: &Model<'_>) -> Self {
        Self(model.cases_told(tells_of_extension))
    }

    /// Returns true if a text of the case, or of the event, tells of an extension.
    pub(crate) fn are_told(&self, case: Case<'_>, event: Event<'_>) -> bool {
        // A description that an alias repeats is no text of its own.
        let tells = |text: &str| tells_of_extension(text) || tells_of_more(text);
        self.0.contains(&case.node().id()) || event.description().is_some_and(tells)
    }
}

#[cfg(test)]
mod tests {
    use super::{tells_of_extension, tells_of_more};

    #[test]
    fn extensions_are_told_and_denied() {
        for (text, told) in [
            ("The term was extended twice.", true),
            ("Court after court prolonged his detention.", true),
            ("The court granted an extension.", true),
            ("Срок дважды продлевали.", true),
            ("Арест продлён до 12 августа.", true),
            ("После продления меры пресечения", true),
            ("Мерзім екі рет ұзартылды.", true),
            ("Камоо мөөнөтү эки жолу узартылды.", true),
            ("Nobody had extended the term.", false),
            ("The term was not extended.", false),
            ("He was held on without any extension.", false),
            ("The court refused to extend it.", false),
            ("Срок не продлили.", false),
            ("Суд отказал в продлении ареста.", false),
            ("Без продления срока", false),
            ("Мерзім ұзартылмады.", false),
            ("Мерзім ұзартылған жоқ.", false),
            ("He was held in a cell.", false),
        ] {
            assert_eq!(tells_of_extension(text), told, "{text}");
        }
    }
    #[test]
    fn more_of_a_term_is_told() {
        for (text, told) in [
            ("Twice the judge left her in custody for two more months.", true),
            ("The court added two months, and then two more.", true),
            ("He stayed in custody until the trial by further orders of the court.", true),
            ("Затем суд дважды оставлял её под стражей ещё на два месяца.", true),
            ("Сот тағы екі айға қамады.", true),
            ("Дагы эки айга калтырды.", true),
            ("He was held ten days more than the court allowed.", false),
            ("He was held for two more months than the court had allowed.", false),
            ("She wrote more than once.", false),
        ] {
            assert_eq!(tells_of_more(text), told, "{text}");
        }
    }
}
