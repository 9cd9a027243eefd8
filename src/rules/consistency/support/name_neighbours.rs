//! The words beside a family name in a text, by which it may be somebody else's.

use std::ops::Range;

use super::family_names::{DeclaredName, is_cyrillic};
use crate::model::name;

/// Words with a capital that may precede a family name without being a given name.
const TITLES: [&str; 39] = [
    "Mr",
    "Ms",
    "Mrs",
    "Dr",
    "Activist",
    "Journalist",
    "Lawyer",
    "Blogger",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Then",
    "When",
    "After",
    "Суд",
    "Сот",
    "Полиция",
    "Адвокат",
    "Адвокаты",
    "Активист",
    "Активистка",
    "Журналист",
    "Журналистка",
    "Блогер",
    "Когда",
    "После",
    "Позже",
    "Затем",
    "Сегодня",
    "Вчера",
    "Против",
    "По",
    "Кейін",
    "Бүгін",
    "Кийин",
];

/// Returns true if a family name in a text can be the declared person's: another given name beside it belongs to
/// another person.
pub(crate) fn may_refer_to(
    declared: &DeclaredName<'_>,
    prose: &str,
    neighbours: [Option<&(Range<usize>, &str)>; 2],
    place: &Range<usize>,
) -> bool {
    let [before, after] = neighbours;
    let is_given = |word: &str| declared.given().iter().any(|given| is_form_of_given(declared, word, given));
    let is_others_before = before.is_some_and(|(range, word)| {
        let gap = prose.get(range.end..place.start).unwrap_or_default();
        let is_beside = gap.trim().is_empty() || gap.starts_with(". ") && word.chars().count() == 1;
        is_beside && word.starts_with(char::is_uppercase) && !TITLES.contains(word) && !is_given(word)
    });
    // Russian and Kazakh put the family name first in lists, and a pseudonym of one word may be a given name.
    let is_others_after = !before.is_some_and(|before| is_given_before(declared, prose, before, place))
        && (is_cyrillic(declared.written) || declared.given().is_empty())
        && after.is_some_and(|(range, word)| {
            prose.get(place.end..range.start) == Some(" ")
                && word.starts_with(char::is_uppercase)
                && !is_given(word)
        });
    !is_others_before && !is_others_after
}

/// Returns true if a word beside a family name is the declared person's given name.
pub(crate) fn has_given_name(
    declared: &DeclaredName<'_>,
    prose: &str,
    neighbours: [Option<&(Range<usize>, &str)>; 2],
    place: &Range<usize>,
) -> bool {
    let [before, after] = neighbours;
    let is_before = before.is_some_and(|before| is_given_before(declared, prose, before, place));
    let is_after = after.is_some_and(|(range, word)| {
        prose.get(place.end..range.start) == Some(" ") && is_whole_given(declared, word)
    });
    is_before || is_cyrillic(declared.written) && is_after
}

/// Returns true if a word stands right before a family name and is the declared person's given name.
fn is_given_before(
    declared: &DeclaredName<'_>,
    prose: &str,
    (range, word): &(Range<usize>, &str),
    place: &Range<usize>,
) -> bool {
    prose.get(range.end..place.start) == Some(" ") && is_whole_given(declared, word)
}

/// Returns true if a word is the declared person's given name, and no initial.
fn is_whole_given(declared: &DeclaredName<'_>, word: &str) -> bool {
    word.chars().count() > 1 && declared.given().iter().any(|given| is_form_of_given(declared, word, given))
}

/// Returns true if a word is a given name, in another spelling or form of its grammar.
fn is_form_of_given(declared: &DeclaredName<'_>, word: &str, given: &str) -> bool {
    let sound = name::fold(word);
    if !is_cyrillic(word) {
        let is_other_form = || declared.has_two_forms && name::is_other_form_of_given(word, given);
        return name::may_be_alike(word, given) || is_other_form();
    }
    let stems = name::stems(&name::fold(given));
    name::without_endings(&sound).any(|stem| stems.iter().any(|known| known == stem))
}
