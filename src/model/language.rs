//! Languages by their codes, and the letters that they are written in.

/// The letters of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Cyrillic,
    Latin,
}

/// Languages that are written in Cyrillic letters alone.
const CYRILLIC: [&str; 6] = ["be", "bg", "ky", "ru", "tg", "uk"];

/// Languages that are written in Latin letters alone.
const LATIN: [&str; 9] = ["cs", "de", "en", "es", "fr", "it", "lt", "lv", "pl"];

/// The letters of a text, by their script.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Letters {
    /// The number of Cyrillic letters.
    pub(crate) cyrillic: usize,
    /// The number of letters from A to Z.
    pub(crate) latin: usize,
}

/// Returns the only script that a language is written in; `None` if it has several or another one, or is not known. `language` may name a
/// region too, as in `ru-KZ`.
pub(crate) fn script_of(language: &str) -> Option<Script> {
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if CYRILLIC.contains(&primary.as_str()) {
        return Some(Script::Cyrillic);
    }
    LATIN.contains(&primary.as_str()).then_some(Script::Latin)
}

impl Letters {
    /// Counts the letters of a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for letter in text.chars() {
            letters.cyrillic += usize::from(matches!(letter, 'Ѐ'..='ԯ'));
            letters.latin += usize::from(letter.is_ascii_alphabetic());
        }
        letters
    }

    /// Returns the number of letters in a script, and of those in the other one.
    pub(crate) fn in_script(self, script: Script) -> (usize, usize) {
        match script {
            Script::Cyrillic => (self.cyrillic, self.latin),
            Script::Latin => (self.latin, self.cyrillic),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_with_several_scripts_has_none_of_its_own() {
        assert_eq!(script_of("ru-KZ"), Some(Script::Cyrillic));
        assert_eq!(script_of("EN"), Some(Script::Latin));
        assert_eq!([script_of("kk"), script_of("uz"), script_of("ka"), script_of("")], [None; 4]);
    }

    #[test]
    fn letters_are_counted_by_script() {
        let (own, other) = Letters::of("Суд в Astana, 2024").in_script(Script::Cyrillic);
        assert_eq!((own, other), (4, 6));
    }
}
