//! Given names in two scripts.

use crate::model::name;

/// The consonants by which two given names differ that are not one name in two scripts.
const LEAST_DIFFERENCE: usize = 2;

/// The fewest letters of a given name that is another with one vowel changed.
const SHORTEST_GIVEN: usize = 4;

/// The consonants by which two given names with one beginning differ that are not one name.
const WITH_ONE_BEGINNING: usize = 3;

/// The fewest letters of a family name that tells that two names are one person's.
const SHORTEST_FAMILY: usize = 5;

/// Returns the given names of a name in Latin letters and of one in its own script that have the family name in common, and not
/// the given name: `Marat Abdirov` and `Самат Әбдіров`.
pub(crate) fn other_given<'a>(latin: &'a str, original: &'a str) -> Option<(&'a str, &'a str)> {
    let is_one = |one: &str, other: &str| name::may_be_alike(one, other);
    // Where both words have a counterpart, the names agree.
    let mut all = pairs(latin, original)?.into_iter();
    let agree = |(one, own, other, own_other): &(&str, &str, &str, &str)| {
        is_one(one, own) && is_one(other, own_other)
    };
    if all.clone().any(|pair| agree(&pair)) {
        return None;
    }
    let (_, _, given, own) = all.find(|(family, own, ..)| is_one(family, own))?;
    let (one, other) = (consonants(given), consonants(own));
    let difference = strsim::osa_distance(&one, &other);
    let has_other_beginning = one.chars().next() != other.chars().next();
    let is_other = difference >= if has_other_beginning { LEAST_DIFFERENCE } else { WITH_ONE_BEGINNING }
        && one.len().min(other.len()) >= LEAST_DIFFERENCE;
    is_other.then_some((given, own))
}

/// Returns the given names of a name in Latin letters and of one in its own script that have the family name in common, and of which
/// the given name is another in one letter: `Nurlan Abdirov` and `Нурдан Әбдіров`.
pub(crate) fn slipped_given<'a>(latin: &'a str, original: &'a str) -> Option<(&'a str, &'a str)> {
    let mut all = pairs(latin, original)?.into_iter();
    // A slip in the last word is one in a family name.
    let (_, _, given, own) = all.find(|(family, own, given, _)| {
        let is_family = name::fold(family) == name::fold(own) && family.len() >= SHORTEST_FAMILY;
        is_family && latin.starts_with(given)
    })?;
    let is_slip = || name::is_slip_between_scripts(given, own, false) || has_other_vowel(given, own);
    let is_other = !name::may_be_alike(given, own) && is_slip();
    is_other.then_some((given, own))
}

/// Returns true if two given names differ in one vowel that no two scripts write alike: `Dana`, `Дина`.
fn has_other_vowel(given: &str, own: &str) -> bool {
    let (one, other) = (name::fold(given), name::fold(own));
    let mut different = one.chars().zip(other.chars()).filter(|(one, other)| one != other);
    let pair = different.next().filter(|_| different.next().is_none());
    let is_clear = matches!(pair, Some(('a', 'i' | 'u') | ('i' | 'u', 'a')));
    one.len() == other.len() && one.len() >= SHORTEST_GIVEN && is_clear
}

/// A word in Latin letters with one in its own script, and the two others.
type Pairs<'a> = [(&'a str, &'a str, &'a str, &'a str); 4];

/// Returns the words of two names of two words each, in each way to pair them.
fn pairs<'a>(latin: &'a str, original: &'a str) -> Option<Pairs<'a>> {
    let two = |name: &'a str| <[&'a str; 2]>::try_from(name.split_whitespace().collect::<Vec<_>>()).ok();
    let ([first, second], [own_first, own_second]) = (two(latin)?, two(original)?);
    let is_cyrillic = original.chars().all(|c| c == ' ' || matches!(c, '\u{400}'..='\u{52f}'));
    (latin.is_ascii() && is_cyrillic).then_some([
        (first, own_first, second, own_second),
        (second, own_second, first, own_first),
        (first, own_second, second, own_first),
        (second, own_first, first, own_second),
    ])
}

/// Returns the consonants of a name, as all scripts have them: one for those that they write now this way, now that.
fn consonants(word: &str) -> String {
    let folded = name::fold(word);
    let consonants = folded.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'j'));
    let alike = |c| match c {
        'c' | 'z' => 's',
        'g' | 'q' => 'k',
        other => other,
    };
    consonants.map(alike).collect()
}

#[cfg(test)]
mod tests {
    use super::{other_given, slipped_given};

    #[test]
    fn a_letter_of_a_given_name_is_found_in_two_scripts() {
        for (latin, original, found) in [
            ("Nurlan Abdirov", "Нурдан Абдиров", Some(("Nurlan", "Нурдан"))),
            ("Nurlan Abdirov", "Абдиров Нурдан", Some(("Nurlan", "Нурдан"))),
            ("Dana Testova", "Дина Тестова", Some(("Dana", "Дина"))),
            ("Aigerim Testova", "Айгерин Тестова", None),
            ("Saule Primerova", "Сәуле Примрова", None),
            ("Nurlan Abdirov", "Нұрлан Абдиров", None),
            ("Botagoz Testova", "Ботакөз Тестова", None),
            ("Meirzhan Testov", "Мейіржан Тестов", None),
            ("Tatyana Testova", "Татьяна Тестова", None),
            ("Alexey Testov", "Алексей Тестов", None),
            ("Sunggat Testov", "Сұңғат Тестов", None),
            ("Gulnara Testova", "Гүлнар Тестова", None),
        ] {
            assert_eq!(slipped_given(latin, original), found, "{latin}, {original}");
        }
    }

    #[test]
    fn given_names_of_others_are_found() {
        assert_eq!(other_given("Marat Abdirov", "Самат Абдиров"), Some(("Marat", "Самат")));
        assert_eq!(other_given("Abdirov Marat", "Самат Абдиров"), Some(("Marat", "Самат")));
        assert_eq!(other_given("Saltanat Abdirova", "Сабина Абдирова"), Some(("Saltanat", "Сабина")));
        assert_eq!(other_given("Cholpon Abdirova", "Чынара Абдирова"), Some(("Cholpon", "Чынара")));
        for (latin, original) in [
            ("Marat Abdirov", "Марат Абдиров"),
            ("Yevgeniy Primerov", "Евгений Примеров"),
            ("Evgeny Primerov", "Евгений Примеров"),
            ("Alexander Primerov", "Александр Примеров"),
            ("Zhanna Primerova", "Жанна Примерова"),
            ("Janna Primerova", "Жанна Примерова"),
            ("Khasan Primerov", "Хасан Примеров"),
            ("Hasan Primerov", "Хасан Примеров"),
            ("Ksenia Primerova", "Ксения Примерова"),
            ("Xenia Primerova", "Ксения Примерова"),
            ("Jamilya Primerova", "Джамиля Примерова"),
            ("Qanat Primerov", "Қанат Примеров"),
            ("Chingiz Primerov", "Шыңғыс Примеров"),
            ("Fyodor Primerov", "Фёдор Примеров"),
            ("Marat Testov", "Самат Абдиров"),
            ("Khadija Primerova", "Хадиджа Примерова"),
            ("Zhuldyz Primerova", "Жұлдыз Примерова"),
            ("Stanislau Primerov", "Станислав Примеров"),
            ("Konstantin Primerov", "Константин Примеров"),
        ] {
            assert_eq!(other_given(latin, original), None, "{latin}, {original}");
        }
    }
}
