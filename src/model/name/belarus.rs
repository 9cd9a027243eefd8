//! Names of Belarus, which have a Belarusian and a Russian form, both in Latin letters: `Ihar Kavalenka`, `Igor Kovalenko`.

use super::{fold, is_latin_vowel};

/// The fewest consonants of a family name that has two forms.
const FEWEST_CONSONANTS: usize = 4;

/// Returns a key of a family name in Latin letters that its two forms share; `None` if it is too short to be known by it.
pub(crate) fn key_of_both_forms(word: &str) -> Option<String> {
    let sound = fold(word);
    let consonants = consonants(&sound);
    // Only the names in `-enka` have an `a` where the Russian form has none.
    let is_feminine = sound.ends_with('a') && !sound.ends_with("enka");
    (consonants.len() >= FEWEST_CONSONANTS)
        .then(|| format!("{consonants}{}", if is_feminine { "a" } else { "" }))
}

/// Returns true if two given names in Latin letters are the Belarusian and the Russian form of one: `Siarhei`, `Sergei`.
pub(crate) fn is_other_form_of_given(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    let initial = |sound: &str| {
        let sound = sound.strip_prefix('v').filter(|rest| rest.starts_with('o')).unwrap_or(sound);
        match sound.chars().next() {
            Some('a' | 'o') => 'a',
            Some('u' | 'v') => 'v',
            Some('e') => 'e',
            Some('i') if sound.starts_with("ia") => 'e',
            first => first.unwrap_or_default(),
        }
    };
    let (consonants, others) = (consonants(&one), consonants(&other));
    one != other
        && consonants.len() >= 2
        && consonants == others
        && initial(&one) == initial(&other)
        && one.ends_with('a') == other.ends_with('a')
}

/// Returns what both forms have of a sound: consonants without `v`, each once, soft ones as hard ones.
fn consonants(sound: &str) -> String {
    let hard = sound.replace("dz", "d").replace("ts", "t").replace('h', "g");
    // `sh` and `ch` are sounds of their own.
    let hard = hard.replace("sg", "sh").replace("cg", "ch");
    let mut letters: Vec<char> =
        hard.chars().filter(|letter| !is_latin_vowel(*letter) && *letter != 'v').collect();
    letters.dedup();
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{is_other_form_of_given, key_of_both_forms};

    #[test]
    fn the_two_forms_of_a_name_meet() {
        for (one, other) in [
            ("Kavalenka", "Kovalenko"),
            ("Dubrouski", "Dubrovsky"),
            ("Zhukouskaya", "Zhukovskaya"),
            ("Kuzniatsou", "Kuznetsov"),
        ] {
            assert_eq!(key_of_both_forms(one), key_of_both_forms(other), "{one}, {other}");
        }
        for (one, other) in
            [("Dubrouskaya", "Dubrovsky"), ("Kuzniatsova", "Kuznetsov"), ("Bandarenka", "Kavalenka")]
        {
            assert_ne!(key_of_both_forms(one), key_of_both_forms(other), "{one}, {other}");
        }
        for (one, other) in [
            ("Ihar", "Igor"),
            ("Aliaksei", "Alexei"),
            ("Siarhei", "Sergei"),
            ("Uladzimir", "Vladimir"),
            ("Dzmitry", "Dmitry"),
            ("Volha", "Olga"),
            ("Yauhen", "Evgeny"),
            ("Aleh", "Oleg"),
        ] {
            assert!(is_other_form_of_given(one, other), "{one}, {other}");
        }
        for (one, other) in [
            ("Ihar", "Yahor"),
            ("Anton", "Antanina"),
            ("Aliaksandr", "Aliaksandra"),
            ("Ihar", "Ihar"),
            ("Maksim", "Mikita"),
        ] {
            assert!(!is_other_form_of_given(one, other), "{one}, {other}");
        }
    }
}
