//! A filter of a document's words: most documents have none of the words that a rule looks for.

/// The number of bits, a power of two: about a hundred for each different word of a report.
const BITS: usize = 1 << 15;

/// The words of a document, without their capitals, as a set of bits, two for each word. It may take a word for another.
#[derive(Debug)]
pub(super) struct WordFilter([u64; BITS / 64]);

impl WordFilter {
    /// Makes the filter of some words.
    pub(super) fn new<'t>(words: impl Iterator<Item = &'t str>) -> Self {
        let mut blocks = [0; BITS / 64];
        for word in words {
            for bit in bits(word) {
                if let Some(block) = blocks.get_mut(bit / 64) {
                    *block |= 1 << (bit % 64);
                }
            }
        }
        Self(blocks)
    }

    /// Returns false if the word is none of the document's, with or without capitals.
    pub(super) fn may_have(&self, word: &str) -> bool {
        bits(word)
            .into_iter()
            .all(|bit| self.0.get(bit / 64).is_some_and(|block| block >> (bit % 64) & 1 == 1))
    }
}

/// Returns the bits of a word: by its length and its letters in lower case, of a long word the first and last eight.
fn bits(word: &str) -> [usize; 2] {
    if word.is_ascii() { bits_of(word.as_bytes()) } else { bits_of(word.to_lowercase().as_bytes()) }
}

fn bits_of(letters: &[u8]) -> [usize; 2] {
    // In ASCII, these bits are all that distinguishes small letters from capitals.
    const SMALL: u64 = 0x2020_2020_2020_2020;
    let (first, last) = if let Some((first, last)) = letters.first_chunk().zip(letters.last_chunk()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let Some((first, last)) = letters.first_chunk().zip(letters.last_chunk()) {
        (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
    } else {
        let letter = |index| letters.get(index).copied().map_or(0, u64::from);
        (letter(0) | letter(1) << 8, letter(2))
    };
    let [length, ..] = letters.len().to_le_bytes();
    // Multiplication by odd numbers with bits all over spreads the letters into the highest bits.
    let mixed = ((first | SMALL) ^ u64::from(length)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    let spread = mixed.wrapping_add(last | SMALL).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    let highest = |number: u64| usize::try_from(number >> (u64::BITS - BITS.ilog2())).unwrap_or_default();
    [highest(spread), highest(spread << BITS.ilog2())]
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
