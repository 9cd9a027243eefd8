//! Titles of one source in several files, prepared for comparison.

use unicode_script::Script;

use super::agreement::main_script;

/// The number of letters from which two titles do not begin alike by accident.
const DISTINCTIVE: usize = 20;

/// The marks that set a title off from the name of the paper or a note; a hyphen does so after a space.
const SEPARATORS: [char; 8] = ['.', ':', '|', '–', '—', '·', '(', '['];

/// A title, with the language and the script in which it can be compared.
#[derive(PartialEq)]
pub(crate) struct Title<'i> {
    pub(crate) written: &'i str,
    language: Option<&'i str>,
    /// The language of the document that gives the title.
    document_language: &'i str,
    script: Option<Script>,
    /// The letters and digits in lower case: punctuation and case often differ.
    letters: String,
    /// The beginnings of words in `letters`, each with true if a separator precedes the word.
    words: Vec<(usize, bool)>,
}

impl<'i> Title<'i> {
    /// Prepares a title for comparison.
    pub(crate) fn parse(written: &'i str, language: Option<&'i str>, document_language: &'i str) -> Self {
        let mut letters = String::new();
        let mut words = Vec::new();
        let mut gap = String::from(" ");
        for letter in written.chars().flat_map(char::to_lowercase) {
            if !letter.is_alphanumeric() {
                gap.push(letter);
                continue;
            }
            if !gap.is_empty() {
                words.push((letters.len(), gap.contains(SEPARATORS) || gap.contains(" -")));
                gap.clear();
            }
            letters.push(if letter == 'ё' { 'е' } else { letter });
        }
        Self { written, language, document_language, script: main_script(written), letters, words }
    }

    /// Returns true if both titles can belong to one text. Titles in two languages or scripts always agree: one may be
    /// a translation or transliteration, even where the language of the text is given.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        let is_other_language = self.language.zip(other.language).is_some_and(|(one, other)| one != other);
        self.document_language != other.document_language
            || is_other_language
            || self.script != other.script
            || self.letters == other.letters
            || self.is_part_of(other)
            || other.is_part_of(self)
    }

    /// Returns true if the other title is this one with the name of the paper before or after it, or continues where
    /// this one is cut short.
    fn is_part_of(&self, other: &Self) -> bool {
        let is_distinctive = self.letters.chars().count() >= DISTINCTIVE;
        let is_cut = ["…", "..."].iter().any(|mark| self.written.trim_end().ends_with(mark));
        let is_set_off =
            |at: usize| other.words.iter().find(|(start, _)| *start == at).map(|(_, is_set_off)| *is_set_off);
        if let Some(rest) = other.letters.strip_prefix(&self.letters) {
            return match is_set_off(other.letters.len() - rest.len()) {
                Some(is_set_off) => is_set_off || is_distinctive,
                None => is_cut && is_distinctive,
            };
        }
        let before = other.letters.strip_suffix(&self.letters);
        before.and_then(|before| is_set_off(before.len())).unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::Title;

    fn agree(one: &str, other: &str) -> bool {
        let [one, other] = [one, other].map(|title| Title::parse(title, None, "en"));
        assert_eq!(one.agrees(&other), other.agrees(&one));
        one.agrees(&other)
    }

    #[test]
    fn a_title_may_have_the_name_of_the_paper_or_a_note_beside_it() {
        for (one, other) in [
            ("Court sentences activist to a year", "Court sentences activist to a year | Vlast"),
            ("Court sentences activist to a year", "Vlast: Court sentences activist to a year"),
            ("Court sentences activist: a year", "Court sentences activist - a year"),
            ("Court sentences activist to a year", "Court sentences activist to a y…"),
            ("Приговор", "Приговор. Власть"),
            ("Приговор", "Приговор - Власть"),
            ("Приговор Образцовой", "Приговор Образцовой (in Russian)"),
            ("Суд приговорил её к году", "Суд приговорил ее к году"),
        ] {
            assert!(agree(one, other), "{one}, {other}");
        }
        for (one, other) in [
            ("Court", "Court sentences activist"),
            ("Activist", "Court sentences activist"),
            ("Court sentences activist to a year", "Court sentences activist to two years"),
            ("Weekly monitoring of detentions No. 1", "Weekly monitoring of detentions No. 12"),
        ] {
            assert!(!agree(one, other), "{one}, {other}");
        }
    }

    #[test]
    fn titles_are_compared_within_a_language_and_a_script() {
        let title = |written, language| Title::parse(written, language, "en");
        let verdict = title("Verdict against Dana Sample", Some("ru"));
        for (other, is_compared) in [
            (title("Ruling on the arrest", Some("ru")), true),
            (title("Ruling on the arrest", None), true),
            (title("Ruling on the arrest", Some("kk")), false),
            (title("Приговор Дане Сэмпл", Some("ru")), false),
            (Title::parse("Ruling on the arrest", Some("ru"), "de"), false),
        ] {
            assert_eq!(!verdict.agrees(&other), is_compared, "{}", other.written);
        }
    }
}
