//! Words such as "killer", which presume somebody's guilt, found in a text.

use std::ops::Range;

use crate::model::{Model, Text};

/// Words for somebody whom a court has convicted.
const ACCUSING_WORDS: [&str; 14] = [
    "killer",
    "murderer",
    "assassin",
    "terrorist",
    "extremist",
    "rapist",
    "fraudster",
    "criminal",
    "spy",
    "traitor",
    "thief",
    "arsonist",
    "saboteur",
    "torturer",
];

/// Words before it that mark it as an accusation, a denial or somebody else's word.
const HEDGES: [&str; 14] = [
    "alleged",
    "suspected",
    "accused",
    "supposed",
    "so-called",
    "purported",
    "presumed",
    "not",
    "no",
    "called",
    "labelled",
    "branded",
    "declared",
    "if",
];

/// An accusing word in a text, with the words around it.
pub(in crate::rules::identity) struct AccusingWord<'t> {
    /// Its place in the prose.
    pub(in crate::rules::identity) range: Range<usize>,
    /// The next word, if only white space lies between.
    pub(in crate::rules::identity) next: Option<&'t str>,
    /// The name before it, if it is said of that person: `Testov, a spy`, `Testov was the spy`.
    pub(in crate::rules::identity) subject: Option<&'t str>,
    /// True after `the`.
    pub(in crate::rules::identity) is_definite: bool,
}

/// Returns false if none of the report's own texts has an accusing word.
pub(in crate::rules::identity) fn may_accuse(model: &Model<'_>) -> bool {
    model.may_have_word(ACCUSING_WORDS.into_iter())
}

/// Returns the accusing words in a text that are neither hedged nor in quotation marks.
pub(in crate::rules::identity) fn accusing_words<'t>(text: &'t Text<'_>) -> Vec<AccusingWord<'t>> {
    let prose = text.prose();
    let mut found = Vec::new();
    let mut before: [(Range<usize>, &str); 4] = [const { (0..0, "") }; 4];
    let mut quoted_ranges = None;
    let mut following = text.words().peekable();
    while let Some((range, word)) = following.next() {
        let is_accusing = ACCUSING_WORDS.iter().any(|accusing| accusing.eq_ignore_ascii_case(word));
        let is_unhedged =
            || before.iter().all(|(_, word)| !HEDGES.iter().any(|hedge| hedge.eq_ignore_ascii_case(word)));
        if is_accusing
            && is_unhedged()
            && !quoted_ranges.get_or_insert_with(|| text.quoted_ranges()).contain(&range)
        {
            let gap = |start: usize, end: usize| prose.get(start..end).unwrap_or("?");
            let next = following.peek().filter(|(place, _)| gap(range.end, place.start).trim().is_empty());
            let next = next.map(|(_, word)| *word);
            let [_, first, second, article] = &before;
            let subject = match (article.1, second.1) {
                ("the" | "a" | "an", "is" | "was") => Some(first.1),
                ("the" | "a" | "an", name) if gap(second.0.end, article.0.start).trim() == "," => Some(name),
                _ => None,
            };
            let is_definite = article.1.eq_ignore_ascii_case("the");
            // "The criminal case" is not a person.
            let is_somebody = !word.eq_ignore_ascii_case("criminal") || matches!(next, Some("who" | "was"));
            if is_somebody {
                found.push(AccusingWord { range: range.clone(), next, subject, is_definite });
            }
        }
        before.rotate_left(1);
        before[3] = (range, word);
    }
    found
}
