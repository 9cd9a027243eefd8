//! A filter of a document's words: most documents have none of the words that a rule looks for.

/// The number of bits, a power of two: some hundreds for each different word of a report.
const BITS: usize = 1 << 17;

/// The words of a document, without their capitals, as a set of bits. It may take a word for another.
#[derive(Debug)]
pub(super) struct WordFilter(Box<[u64]>);

impl WordFilter {
    /// Makes the filter of some words.
    pub(super) fn new<'t>(words: impl Iterator<Item = &'t str>) -> Self {
        let mut bits = vec![0; BITS / 64].into_boxed_slice();
        for word in words {
            let bit = bit(word);
            if let Some(block) = bits.get_mut(bit / 64) {
                *block |= 1 << (bit % 64);
            }
        }
        Self(bits)
    }

    /// Returns false if the word is none of the document's, with or without capitals.
    pub(super) fn may_have(&self, word: &str) -> bool {
        let bit = bit(word);
        self.0.get(bit / 64).is_some_and(|block| block >> (bit % 64) & 1 == 1)
    }
}

/// Returns the bit of a word: by its length and some of its letters, in lower case.
fn bit(word: &str) -> usize {
    if word.is_ascii() { bit_of(word.as_bytes()) } else { bit_of(word.to_lowercase().as_bytes()) }
}

fn bit_of(letters: &[u8]) -> usize {
    let [length, ..] = letters.len().to_le_bytes();
    let middle = letters.get(letters.len() / 2).copied().unwrap_or_default();
    let picked = match letters {
        [first, second, third, .., last_but_one, last] => {
            [length, *first, *second, *third, middle, *last_but_one, *last, 0]
        }
        [first, second, .., last] => [length, *first, *second, middle, *last, 0, 0, 0],
        [first, ..] => [length, *first, middle, 0, 0, 0, 0, 0],
        [] => [0; 8],
    };
    // In ASCII, this bit is all that distinguishes small letters from capitals.
    let lower = u64::from_le_bytes(picked) | 0x0020_2020_2020_2000;
    // Multiplication by an odd number with bits all over spreads the letters into the highest bits.
    let spread = lower.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - BITS.ilog2());
    usize::try_from(spread).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_with_and_without_capitals() {
        let filter = WordFilter::new(["Court", "of", "Суд", "\u{212a}azakh"].into_iter());
        for word in ["court", "COURT", "OF", "суд", "СУД", "kazakh"] {
            assert!(filter.may_have(word), "{word}");
        }
        for word in ["courts", "spy", "a", "", "суда"] {
            assert!(!filter.may_have(word), "{word}");
        }
    }
}
