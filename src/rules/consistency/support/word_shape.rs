//! Shapes of words: those of names, and those by which most pairs are told apart without a look at their letters.

use crate::model::name;

/// The fewest letters of a family name in Latin letters of which two may differ behind the given name.
pub(super) const SHORTEST_TWO_OFF: usize = 8;

/// The number of a word's bytes, and a bit for each of its letters.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    length: usize,
    letters: u32,
    /// False for a word with letters that have several ways to be written.
    is_plain: bool,
}

impl Shape {
    pub(super) fn of(word: &str) -> Self {
        // Small and capital letters of ASCII have the same last five bits.
        let letters = word.bytes().fold(0, |letters, letter| letters | 1 << (letter % 32));
        Self { length: word.len(), letters, is_plain: word.is_ascii() }
    }

    /// Returns false if the words differ in more than one letter, and long ones in more than two. In other letters the endings of
    /// grammar differ too.
    pub(super) fn may_be_slip_of(self, name: Self) -> bool {
        let most = if self.length.min(name.length) >= SHORTEST_TWO_OFF { 2 } else { 1 };
        let is_near = self.length.abs_diff(name.length) <= most
            && (self.letters ^ name.letters).count_ones() as usize <= 2 * most;
        is_near || !self.is_plain || !name.is_plain
    }
}

/// Returns two letters of a word in small, from the one at `at` on.
pub(super) fn pair(word: &str, at: usize) -> Option<[char; 2]> {
    let small = |letter: char| letter.to_lowercase().next();
    let mut letters = word.chars().skip(at);
    Some([small(letters.next()?)?, small(letters.next()?)?])
}

/// Returns true if a word is in Cyrillic letters, a capital followed by small letters.
pub(crate) fn is_cyrillic_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|first| first.is_uppercase() && is_of_cyrillic(first))
        && letters.all(|letter| is_of_cyrillic(letter) && letter.is_lowercase())
}

/// Returns true for a letter of a Cyrillic alphabet: a word with one of another is a word with a slip, and no other spelling.
fn is_of_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{52f}')
}

/// Returns true if a word is in Latin letters, a capital followed by small letters.
pub(crate) fn is_latin_name(word: &str) -> bool {
    let mut letters = word.chars().filter(|letter| !name::is_apostrophe(*letter));
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && letters.all(|letter| letter < '\u{250}' && letter.is_alphabetic())
}
