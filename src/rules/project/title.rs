//! Titles of one source in several files, as they are compared.

use unicode_script::Script;

use super::agreement::script;

/// Letters of a title that begins as another one by no accident.
const DISTINCTIVE: usize = 20;

/// What sets off a title from the name of the paper or a note; a hyphen does with a space before it.
const SEPARATORS: [char; 8] = ['.', ':', '|', '–', '—', '·', '(', '['];

/// A title with what decides whether it can be compared with another one.
#[derive(PartialEq)]
pub(super) struct Title<'i> {
    pub(super) written: &'i str,
    language: Option<&'i str>,
    told_in: &'i str,
    script: Option<Script>,
    /// Its letters and digits: punctuation and case are often written otherwise.
    letters: String,
    /// Where in `letters` words begin, and whether more than a space stands before them.
    words: Vec<(usize, bool)>,
}

impl<'i> Title<'i> {
    pub(super) fn of(written: &'i str, language: Option<&'i str>, told_in: &'i str) -> Self {
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
        Self { written, language, told_in, script: script(written), letters, words }
    }

    /// Whether two titles can be those of one text. In two languages or scripts they are: a title is translated or
    /// transliterated rightly, also where the text's language is told.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let is_other_language = self.language.zip(other.language).is_some_and(|(one, other)| one != other);
        self.told_in != other.told_in
            || is_other_language
            || self.script != other.script
            || self.letters == other.letters
            || self.is_part_of(other)
            || other.is_part_of(self)
    }

    /// Whether the other title is this one with the name of the paper behind or in front, or goes on where this one is
    /// cut short.
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
        let [one, other] = [one, other].map(|title| Title::of(title, None, "en"));
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
        let title = |written, language| Title::of(written, language, "en");
        let verdict = title("Verdict against Dana Sample", Some("ru"));
        for (other, is_compared) in [
            (title("Ruling on the arrest", Some("ru")), true),
            (title("Ruling on the arrest", None), true),
            (title("Ruling on the arrest", Some("kk")), false),
            (title("Приговор Дане Сэмпл", Some("ru")), false),
            (Title::of("Ruling on the arrest", Some("ru"), "de"), false),
        ] {
            assert_eq!(!verdict.agrees(&other), is_compared, "{}", other.written);
        }
    }
}
