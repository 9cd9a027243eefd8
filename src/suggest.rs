//! Did-you-mean: the nearest of the names that would have been right.

/// The candidate nearest to `word`, if it is near enough to be meant; the first of equals. One with other
/// digits is never meant: `news-1` is not a slip of the hand for `news-2`, but another thing.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // The work grows with the square of the length, and no name is a paragraph.
    if word.len() > 200 {
        return None;
    }
    let lower = word.to_lowercase();
    // A third of the letters may be wrong, so that `cuort` finds `court` and `xyz` finds nothing.
    let length = word.chars().count();
    let allowed = (length.max(3) / 3).min(4).min(length / 2);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // Comparing a word with a text is work without hope.
        if candidate.len().abs_diff(word.len()) > 4 * allowed || !digits(candidate).eq(digits(word)) {
            continue;
        }
        let distance = strsim::osa_distance(&lower, &candidate.to_lowercase());
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn digits(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_digit)
}

/// Names to suggest from, with a bound on the work: a file full of wrong names gets no suggestion for the
/// last of them, rather than an hour's wait.
#[derive(Debug)]
pub struct Suggestions<'a> {
    names: Vec<&'a str>,
    /// The bytes of all names.
    bytes: usize,
    /// How many more pairs of letters may be compared.
    pairs_left: usize,
}

impl<'a> Suggestions<'a> {
    /// Suggestions from `names`, in whatever order they come.
    pub fn new(names: impl Iterator<Item = &'a str>) -> Self {
        let mut names: Vec<&str> = names.collect();
        // Of two equally near names the same one is suggested each time.
        names.sort_unstable();
        let bytes = names.iter().map(|name| name.len()).sum();
        Self { names, bytes, pairs_left: 50_000_000 }
    }

    /// The nearest name to `word`, while the bound lasts.
    pub fn nearest(&mut self, word: &str) -> Option<&'a str> {
        self.pairs_left = self.pairs_left.checked_sub(self.bytes.saturating_mul(word.len()))?;
        let near = nearest(word, self.names.iter().copied())?;
        // Of two that are equally near nobody can tell which was meant.
        let others = self.names.iter().copied().filter(|name| *name != near);
        let distance = |name: &str| strsim::osa_distance(&word.to_lowercase(), &name.to_lowercase());
        let second = nearest(word, others);
        second.is_none_or(|second| distance(second) > distance(near)).then_some(near)
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let keys = ["court", "date", "outcome", "sentences"];
        assert_eq!(nearest("cuort", keys), Some("court"));
        assert_eq!(nearest("Date", keys), Some("date"));
        assert_eq!(nearest("sentence", keys), Some("sentences"));
        assert_eq!(nearest("xyz", keys), None);
        assert_eq!(nearest("", keys), None);
        assert_eq!(nearest("news-2", ["news-1"]), None);
        assert_eq!(nearest("nesw-1", ["news-1", "news-2"]), Some("news-1"));
    }
}
