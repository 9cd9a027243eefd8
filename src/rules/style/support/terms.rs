//! Terms to avoid, found in a text and replaced in its style.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Terms that the guides of the field advise against: the term, its replacement and the reason.
pub(in crate::rules::style) const BUNDLED_TERMS: [(&str, &str, &str); 14] = [
    (
        "committed suicide",
        "died by suicide",
        "suicide is not a crime (World Health Organization, guidance for media)",
    ),
    (
        "commit suicide",
        "die by suicide",
        "suicide is not a crime (World Health Organization, guidance for media)",
    ),
    (
        "illegal immigrant",
        "undocumented migrant",
        "no person is illegal (UN General Assembly, resolution 3449 of 1975)",
    ),
    (
        "illegal immigrants",
        "undocumented migrants",
        "no person is illegal (UN General Assembly, resolution 3449 of 1975)",
    ),
    (
        "illegal migrant",
        "undocumented migrant",
        "no person is illegal (UN General Assembly, resolution 3449 of 1975)",
    ),
    (
        "illegal migrants",
        "undocumented migrants",
        "no person is illegal (UN General Assembly, resolution 3449 of 1975)",
    ),
    ("child pornography", "child sexual abuse material", "it records a crime (Luxembourg Guidelines, 2016)"),
    (
        "child prostitution",
        "sexual exploitation of children",
        "a child cannot consent (Luxembourg Guidelines, 2016)",
    ),
    (
        "child prostitute",
        "child victim of sexual exploitation",
        "a child cannot consent (Luxembourg Guidelines, 2016)",
    ),
    ("sexual preference", "sexual orientation", "it is not a choice (Yogyakarta Principles)"),
    ("sex change operation", "gender-affirming surgery", "the person's gender does not change by it"),
    ("hermaphrodite", "intersex person", "the word demeans (UN Free & Equal)"),
    ("deaf and dumb", "deaf", "the word demeans (UN Disability-Inclusive Language Guidelines)"),
    (
        "mental retardation",
        "intellectual disability",
        "the word demeans (UN Disability-Inclusive Language Guidelines)",
    ),
];

/// A term to look for.
pub(in crate::rules::style) struct Term<'t> {
    /// Its words, in lower case.
    pub(in crate::rules::style) words: Vec<String>,
    /// Its replacement.
    pub(in crate::rules::style) instead: &'t str,
    /// The reason to avoid it.
    pub(in crate::rules::style) why: &'t str,
}

/// Returns the longest term whose words begin at `index`, with only white space between them, and its range.
pub(in crate::rules::style) fn longest_match<'m, 't>(
    found: &[(Range<usize>, &str)],
    index: usize,
    terms: &'m BTreeMap<String, Vec<Term<'t>>>,
) -> Option<(Range<usize>, &'m Term<'t>)> {
    let (first, word) = found.get(index)?;
    let is_lower = word.bytes().all(|byte| byte.is_ascii_lowercase());
    let lower = if is_lower { Cow::Borrowed(*word) } else { Cow::Owned(word.to_lowercase()) };
    let candidates = terms.get(&*lower)?.iter().filter_map(|term| {
        let stretch = found.get(index..index + term.words.len())?;
        let is_same = stretch.iter().zip(&term.words).all(|((_, word), term)| word.to_lowercase() == *term);
        // Words further apart have a comma or a full stop between them.
        let is_close =
            stretch.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if b.start <= a.end + 1));
        (is_same && is_close).then(|| Some((first.start..stretch.last()?.0.end, term)))?
    });
    candidates.max_by_key(|(range, _)| range.end)
}

/// Widens the range and the replacement by the article before it, which may have to change: `a hermaphrodite`,
/// `an intersex person`.
pub(in crate::rules::style) fn with_article(
    before: Option<&(Range<usize>, &str)>,
    range: Range<usize>,
    instead: String,
) -> (Range<usize>, String) {
    let fitting = if instead.to_lowercase().starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    match before.filter(|(place, _)| place.end + 1 == range.start) {
        Some((place, "a" | "an")) => (place.start..range.end, format!("{fitting} {instead}")),
        Some((place, "A" | "An")) => {
            (place.start..range.end, format!("{} {instead}", match_capital("A", fitting)))
        }
        _ => (range, instead),
    }
}

/// Returns the replacement, with a capital if the shown term has one.
pub(in crate::rules::style) fn match_capital(shown: &str, instead: &str) -> String {
    let mut letters = instead.chars();
    match letters.next().filter(|_| shown.starts_with(char::is_uppercase)) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => instead.to_owned(),
    }
}
