//! Words of Kazakh and Kyrgyz that are typed with the letters of Russian.

use crate::model::name::russian_letter;
use crate::tree::Place;

/// The fewest letters of a word that is compared: shorter ones are other words.
const SHORTEST: usize = 6;

/// The letters from which on two words that differ in `ұ` or `ү` alone are one.
const LONG: usize = 7;

/// A word with letters that Russian lacks, and where it first stands.
#[derive(Clone, Copy)]
pub(crate) struct NativeWord<'a> {
    pub(crate) text: &'a str,
    pub(crate) place: Place<'a>,
}

impl<'a> NativeWord<'a> {
    /// Takes a word in small letters that has a letter which Russian lacks.
    pub(crate) fn of(text: &'a str, place: Place<'a>) -> Option<Self> {
        let is_native = text.contains(|letter| russian_letter(letter).is_some());
        (is_native && is_word(text)).then_some(Self { text, place })
    }

    /// Returns true if a word is this one with letters of Russian.
    pub(crate) fn is_meant_by(&self, word: &str, language: &str) -> bool {
        is_word(word) && lacks_letters(word, self.text, language)
    }
}

fn is_word(text: &str) -> bool {
    text.chars().all(|letter| matches!(letter, 'а'..='я' | 'ё') || russian_letter(letter).is_some())
        && text.chars().nth(SHORTEST - 1).is_some()
}

/// Returns true if a word differs from another in letters of Russian that stand for its own.
fn lacks_letters(word: &str, native: &str, language: &str) -> bool {
    let pairs = || word.chars().zip(native.chars()).filter(|(one, other)| one != other);
    let is_lacking = pairs().all(|(one, other)| russian_letter(other) == Some(one));
    // `-ын` and `-ың` are two endings: "its" and "yours".
    let is_other_word = !pairs().all(|(one, _)| one == 'н');
    // `қазақтар` and `казактар`, `тұрады` and `турады` are two words each.
    let is_known_pair = word.starts_with("казак")
        || word.chars().count() < LONG
            && pairs().all(|(one, other)| one == 'у' && matches!(other, 'ұ' | 'ү'));
    // In Kyrgyz `болгон` and `бөлгөн` are two words; a word with vowels of both kinds is none.
    let is_whole = language == "kk" || is_of_both_harmonies(word);
    word.chars().count() == native.chars().count()
        && is_lacking
        && is_other_word
        && is_whole
        && !is_known_pair
}

fn is_of_both_harmonies(word: &str) -> bool {
    word.contains(['о', 'у']) && word.contains(['е', 'и', 'ө', 'ү']) && !word.contains(['а', 'ы'])
}

#[cfg(test)]
mod tests {
    use super::lacks_letters;
    use crate::model::name::with_russian_letters as plain;

    #[test]
    fn words_without_their_letters_are_told_from_other_words() {
        for (word, native, language, expected) in [
            ("калалык", "қалалық", "kk", true),
            ("қалалык", "қалалық", "kk", true),
            ("ауданнын", "ауданның", "kk", false),
            ("үкимин", "үкімін", "kk", true),
            ("қалалық", "калалык", "kk", false),
            ("болгон", "бөлгөн", "ky", false),
            ("казактар", "қазақтар", "kk", false),
            ("турады", "тұрады", "kk", false),
            ("жаңылык", "жанылык", "ky", false),
            ("тузетуу", "түзетүү", "ky", true),
        ] {
            assert!(plain(word) == plain(native), "{word}");
            assert_eq!(lacks_letters(word, native, language), expected, "{word}, {native}");
        }
    }
}
