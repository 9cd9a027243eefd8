//! A text as it reads: without characters that nobody sees, and with digits, signs and spaces in their usual form.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// A text in its usual form, with the way back to the text as it is written.
pub(super) struct Normal<'t> {
    pub(super) text: Cow<'t, str>,
    /// The characters that have another form, in order: their bytes in the usual text, and as they are written.
    changed: Vec<(Range<usize>, Range<usize>)>,
}

impl<'t> Normal<'t> {
    /// Returns the usual form of a text; most texts have it.
    pub(super) fn of(text: &'t str) -> Self {
        if !text.chars().any(is_unusual) {
            return Self { text: Cow::Borrowed(text), changed: Vec::new() };
        }
        let mut normal = String::with_capacity(text.len());
        let mut changed = Vec::new();
        for (at, letter) in text.char_indices() {
            if !is_unusual(letter) {
                normal.push(letter);
                continue;
            }
            let start = normal.len();
            match letter {
                _ if is_ignorable(letter) => {}
                _ if is_space(letter) => normal.push(' '),
                _ if is_dash(letter) => normal.push('-'),
                _ => match foreign_digit(letter) {
                    Some(digit) => normal.push(digit),
                    None => normal.extend(std::iter::once(letter).nfkc()),
                },
            }
            changed.push((start..normal.len(), at..at + letter.len_utf8()));
        }
        Self { text: Cow::Owned(normal), changed }
    }

    /// Returns the letters and digits alone, in small letters, each with its byte in the usual text.
    pub(super) fn letters(&self) -> (String, Vec<usize>) {
        let mut letters = String::with_capacity(self.text.len());
        let mut places = Vec::with_capacity(self.text.len());
        for (at, letter) in self.text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
            let before = letters.len();
            letters.extend(letter.to_lowercase());
            places.extend(std::iter::repeat_n(at, letters.len() - before));
        }
        (letters, places)
    }

    /// Returns the bytes in the text as it is written.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        let start = match self.last_changed(|normal| normal.start <= range.start) {
            Some((normal, written)) if range.start < normal.end => written.start,
            Some((normal, written)) => written.end + (range.start - normal.end),
            None => range.start,
        };
        let end = match self.last_changed(|normal| normal.start < range.end) {
            Some((normal, written)) => written.end + range.end.saturating_sub(normal.end),
            None => range.end,
        };
        start..end.max(start)
    }

    /// Returns the last character with another form for which `is_before` is true.
    fn last_changed(
        &self,
        is_before: impl Fn(&Range<usize>) -> bool,
    ) -> Option<&(Range<usize>, Range<usize>)> {
        let index = self.changed.partition_point(|(normal, _)| is_before(normal));
        self.changed.get(index.checked_sub(1)?)
    }
}

/// Returns true for a character that nobody sees: one without a width, a soft hyphen, a mark of direction.
pub(super) fn is_ignorable(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{e0000}'..='\u{e01ef}'
    )
}

fn is_space(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// Returns the digit for one of the Arabic or Persian digits, which other compositions leave as they are.
fn foreign_digit(letter: char) -> Option<char> {
    let zero = match letter {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        _ => return None,
    };
    char::from_digit(u32::from(letter) - zero, 10)
}

/// Returns true for a character that has another form in the usual text.
fn is_unusual(letter: char) -> bool {
    !letter.is_ascii()
        && (is_ignorable(letter)
            || is_space(letter)
            || is_dash(letter)
            || foreign_digit(letter).is_some()
            || matches!(letter, '\u{2070}'..='\u{209c}' | '\u{2460}'..='\u{2473}' | '\u{fe50}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff5e}' | '\u{1d7ce}'..='\u{1d7ff}'))
}

#[cfg(test)]
mod tests {
    use super::Normal;

    #[test]
    fn what_reads_the_same_becomes_the_same() {
        for (written, part, original) in [
            ("a ＋７ 701", "+7 701", "＋７ 701"),
            ("x 9\u{200b}001 y", "9001", "9\u{200b}001"),
            ("\u{200b}9001\u{200b} y", "9001", "9001"),
            ("ж 90\u{a0}01–٣", "90 01-3", "90\u{a0}01–٣"),
            ("plain", "lai", "lai"),
        ] {
            let normal = Normal::of(written);
            let start = normal.text.find(part).unwrap();
            let range = normal.original(&(start..start + part.len()));
            assert_eq!(written.get(range), Some(original));
        }
    }
}
