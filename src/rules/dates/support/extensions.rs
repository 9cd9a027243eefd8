//! Words by which a text says that a detention was extended.

use std::collections::HashSet;

use crate::model::prose::words;
use crate::model::{Case, Event, Model, TextRole};
use crate::tree::NodeId;

/// Beginnings of the words for an extension, in the languages of the region.
const EXTENDED: [&str; 16] = [
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
];

/// Words before or behind such a word that deny it, and beginnings of such words.
const DENIED: [&str; 9] = ["not", "never", "without", "nobody", "не", "без", "нет", "эмес", "жоқ"];
const DENIED_BEGINNINGS: [&str; 5] = ["refus", "reject", "declin", "отказ", "отклон"];

/// The words before and behind a word for an extension that may deny it.
const NEAR: usize = 3;

/// Returns true if a text says that something was extended.
pub(crate) fn tells_of_extension(text: &str) -> bool {
    let lower = text.to_lowercase();
    let all: Vec<&str> = words(&lower).map(|(_, word)| word).collect();
    let denies = |word: &&str| {
        DENIED.contains(word)
            || word.ends_with("n't")
            || word.ends_with("n’t")
            || DENIED_BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
    };
    let is_told = |(at, word): (usize, &&str)| {
        let near = all.iter().skip(at.saturating_sub(NEAR)).take(NEAR).chain(all.iter().skip(at + 1).take(1));
        EXTENDED.iter().any(|beginning| word.starts_with(beginning))
            && !is_negative_form(word)
            && !near.into_iter().any(|word| denies(word))
    };
    all.iter().enumerate().any(is_told)
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
        let is_told =
            |role: TextRole| matches!(role, TextRole::Summary | TextRole::Description | TextRole::Body);
        let texts = model.texts().iter().filter(|text| is_told(text.role()));
        let told = texts.filter_map(|text| Some((text.case()?, text.prose())));
        Self(told.filter(|(_, prose)| tells_of_extension(prose)).map(|(case, _)| case.node().id()).collect())
    }

    /// Returns true if a text of the case, or of the event, tells of an extension.
    pub(crate) fn are_told(&self, case: Case<'_>, event: Event<'_>) -> bool {
        // A description that an alias repeats is no text of its own.
        self.0.contains(&case.node().id()) || event.description().is_some_and(tells_of_extension)
    }
}

#[cfg(test)]
mod tests {
    use super::tells_of_extension;

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
}
