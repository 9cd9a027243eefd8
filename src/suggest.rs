//! Finds the nearest valid name to a wrong one, for "did you mean".

/// Returns the candidate nearest to `word`, if it is near enough to be meant; the first of equals. One with other
/// digits is never meant: `news-1` is not a typing error for `news-2`, but another name.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
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
        // A text of another length, or with other digits, cannot be near enough: a letter is at least a byte and at most
        // four.
        let is_ascii = word.is_ascii() && candidate.is_ascii();
        let most = if is_ascii { allowed } else { 4 * allowed };
        if candidate.len().abs_diff(word.len()) > most || !digits(candidate).eq(digits(word)) {
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

/// Names to suggest from, with a bound on the work: in a file full of wrong names the last ones get no suggestion,
/// so that the run does not take an hour.
#[derive(Debug)]
pub(crate) struct Suggestions<'a> {
    names: Vec<&'a str>,
    /// The bytes of all names.
    bytes: usize,
    /// The number of pairs of letters that may still be compared.
    pairs_left: usize,
}

impl<'a> Suggestions<'a> {
    /// Returns suggestions from `names`, whatever their order.
    pub(crate) fn new(names: impl Iterator<Item = &'a str>) -> Self {
        let mut names: Vec<&str> = names.collect();
        // A fixed order makes each run suggest the same one of two equally near names.
        names.sort_unstable();
        let bytes = names.iter().map(|name| name.len()).sum();
        Self { names, bytes, pairs_left: 20_000_000 }
    }

    /// Returns the nearest name to `word`; `None` once the bound is reached, or if two names are equally near.
    pub(crate) fn nearest(&mut self, word: &str) -> Option<&'a str> {
        self.pairs_left = self.pairs_left.checked_sub(self.bytes.saturating_mul(word.len()))?;
        let near = nearest(word, self.names.iter().copied())?;
        // Nobody can tell which of two equally near names was meant.
        let others = self.names.iter().copied().filter(|name| *name != near);
        let distance = |name: &str| strsim::osa_distance(&word.to_lowercase(), &name.to_lowercase());
        let second = nearest(word, others);
        second.is_none_or(|second| distance(second) > distance(near)).then_some(near)
    }

    /// Returns the only name that says more than `word`, or less, in words that hyphens join: `nazarov-handed-over` for
    /// `nazarov-handed`. One with other digits is another name.
    pub(crate) fn only_longer(&mut self, word: &str) -> Option<&'a str> {
        self.pairs_left = self.pairs_left.checked_sub(self.bytes)?;
        let goes_on = |long: &str, short: &str| {
            short.contains('-') && long.strip_prefix(short).is_some_and(|rest| rest.starts_with('-'))
        };
        let is_meant = |name: &&str| goes_on(name, word) || goes_on(word, name);
        let mut meant =
            self.names.iter().copied().filter(|name| is_meant(name) && digits(name).eq(digits(word)));
        meant.next().filter(|_| meant.next().is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::{Suggestions, nearest};

    #[test]
    fn a_name_with_a_word_less_is_found() {
        let mut ids =
            Suggestions::new(["nazarov-handed-over", "lee-fined", "lee-fined-twice", "oz-2023"].into_iter());
        assert_eq!(ids.only_longer("nazarov-handed"), Some("nazarov-handed-over"));
        assert_eq!(ids.only_longer("nazarov-handed-over-again"), Some("nazarov-handed-over"));
        assert_eq!(ids.only_longer("nazarov"), None);
        assert_eq!(ids.only_longer("lee-fined-twice-more"), None);
        assert_eq!(ids.only_longer("oz-2023-2"), None);
    }

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
