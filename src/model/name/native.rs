//! Names in their own script, for comparison with others.

use super::{MOST_WORDS, fold};

/// A name in its own script, for comparison with another.
#[derive(Debug, PartialEq)]
pub(crate) struct NativeName {
    words: Vec<Word>,
    has_foreign_letters: bool,
}

#[derive(Debug, PartialEq)]
struct Word {
    sound: String,
    is_initial: bool,
}

impl NativeName {
    /// Reads a name.
    pub(crate) fn parse(name: &str) -> Self {
        let words =
            name.split_inclusive(|letter: char| letter.is_whitespace() || letter == '.').map(|written| {
                Word {
                    sound: fold(written),
                    is_initial: written.ends_with('.') || written.trim_end().chars().count() == 1,
                }
            });
        Self {
            words: words.filter(|word| !word.sound.is_empty()).take(MOST_WORDS).collect(),
            has_foreign_letters: has_foreign_letters(name),
        }
    }

    /// Returns true if this and another can be names of one person: the words of one are among those of the other,
    /// which may have a patronymic too, in whatever order. In Russian and in the language of the state, one name may
    /// have two forms that are both in the passport.
    pub(crate) fn may_be(&self, other: &Self) -> bool {
        self.has_foreign_letters != other.has_foreign_letters
            || self.is_part_of(other)
            || other.is_part_of(self)
    }

    fn is_part_of(&self, other: &Self) -> bool {
        self.words.iter().all(|word| other.words.iter().any(|other| word.agrees(other)))
    }
}

impl Word {
    fn agrees(&self, other: &Self) -> bool {
        let begins =
            |initial: &Self, word: &Self| initial.is_initial && word.sound.starts_with(&initial.sound);
        self.sound == other.sound || begins(self, other) || begins(other, self)
    }
}

/// Returns true if a name has letters of another Cyrillic alphabet than the Russian one.
pub(crate) fn has_foreign_letters(name: &str) -> bool {
    name.chars().flat_map(char::to_lowercase).any(is_foreign_to_russian)
}

/// Returns true if a letter is one of a Cyrillic alphabet, and not of the Russian one.
fn is_foreign_to_russian(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{52f}') && !matches!(letter, 'а'..='я' | 'ё')
}

/// Returns a word with the letters of Russian.
pub(crate) fn with_russian_letters(word: &str) -> String {
    word.chars().map(|letter| russian_letter(letter).unwrap_or(letter)).collect()
}

/// Returns the letter of Russian that is typed for one which it lacks.
pub(crate) fn russian_letter(letter: char) -> Option<char> {
    Some(match letter {
        'қ' => 'к',
        'ғ' => 'г',
        'ң' => 'н',
        'ү' | 'ұ' => 'у',
        'ө' => 'о',
        'ә' => 'а',
        'і' => 'и',
        'һ' => 'х',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::NativeName;

    #[test]
    fn native_names_may_have_more_words_another_script_or_another_language() {
        let may_be = |one: &str, other: &str| NativeName::parse(one).may_be(&NativeName::parse(other));
        for (one, other) in [
            ("Жанболат Мамай", "Мамай Жанболат Ахметович"),
            ("Жанболат Мамай", "Janbolat Mamaı"),
            ("Мамай Ж.", "Жанболат Мамай"),
            ("Ж.А.Мамай", "Жанболат Ахметович Мамай"),
            ("Мамай Ж", "Жанболат Мамай"),
            ("Алёна Фёдорова", "Алена Федорова"),
            ("Нұрғали Өтегенов", "Нургали Утегенов"),
            ("Алесь Прыкладскі", "Александр Примерский"),
            ("Сергій Зразковий", "Сергей Образцовый"),
        ] {
            assert!(may_be(one, other) && may_be(other, one), "{one}, {other}");
        }
        for (one, other) in [
            ("Алия Тестова", "Алия Пробная"),
            ("Мамай Ж.", "Болат Мамай"),
            ("Сергій Зразковий", "Андрій Зразковий"),
        ] {
            assert!(!may_be(one, other) && !may_be(other, one), "{one}, {other}");
        }
    }
}
