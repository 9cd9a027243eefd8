//! Words that tell of a person's health, orientation, ethnic origin or religion.

use std::ops::Range;

use crate::model::{Model, Text};

/// A special category of the GDPR's article 9(1). Opinions are left out: reports of this kind are about them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::rules::identity) enum Attribute {
    Health,
    Orientation,
    Ethnicity,
    Religion,
}

impl Attribute {
    /// Names the attribute for a message.
    pub(in crate::rules::identity) fn in_words(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::Orientation => "sexual orientation or gender identity",
            Self::Ethnicity => "ethnic origin",
            Self::Religion => "religion",
        }
    }
}

/// Words for an attribute. One with a capital is matched exactly, because it means something else in lower case.
const TERMS: [(&str, Attribute); 46] = [
    ("HIV", Attribute::Health),
    ("HIV-positive", Attribute::Health),
    ("AIDS", Attribute::Health),
    ("tuberculosis", Attribute::Health),
    ("hepatitis", Attribute::Health),
    ("schizophrenia", Attribute::Health),
    ("schizophrenic", Attribute::Health),
    ("epilepsy", Attribute::Health),
    ("epileptic", Attribute::Health),
    ("pregnant", Attribute::Health),
    ("diabetic", Attribute::Health),
    ("diabetes", Attribute::Health),
    ("alcoholic", Attribute::Health),
    ("diagnosed", Attribute::Health),
    ("diagnosis", Attribute::Health),
    ("oncology", Attribute::Health),
    ("leukaemia", Attribute::Health),
    ("leukemia", Attribute::Health),
    ("autistic", Attribute::Health),
    ("autism", Attribute::Health),
    ("infertile", Attribute::Health),
    ("disabled", Attribute::Health),
    ("disability", Attribute::Health),
    ("non-binary", Attribute::Orientation),
    ("homosexual", Attribute::Orientation),
    ("gay", Attribute::Orientation),
    ("lesbian", Attribute::Orientation),
    ("bisexual", Attribute::Orientation),
    ("transgender", Attribute::Orientation),
    ("transsexual", Attribute::Orientation),
    ("queer", Attribute::Orientation),
    ("Uyghur", Attribute::Ethnicity),
    ("Uighur", Attribute::Ethnicity),
    ("Dungan", Attribute::Ethnicity),
    ("Roma", Attribute::Ethnicity),
    ("Jewish", Attribute::Religion),
    ("Muslim", Attribute::Religion),
    ("Christian", Attribute::Religion),
    ("Baptist", Attribute::Religion),
    ("Orthodox", Attribute::Religion),
    ("Salafi", Attribute::Religion),
    ("Salafist", Attribute::Religion),
    ("Ahmadi", Attribute::Religion),
    ("Bahai", Attribute::Religion),
    ("Baháʼí", Attribute::Religion),
    ("atheist", Attribute::Religion),
];

/// Terms of two words.
const TERMS_OF_TWO: [([&str; 2], Attribute); 8] = [
    (["has", "cancer"], Attribute::Health),
    (["with", "cancer"], Attribute::Health),
    (["from", "cancer"], Attribute::Health),
    (["mentally", "unstable"], Attribute::Health),
    (["mentally", "ill"], Attribute::Health),
    (["mental", "illness"], Attribute::Health),
    (["mental", "disorder"], Attribute::Health),
    (["psychiatric", "disorder"], Attribute::Health),
];

/// The beginnings of Russian and Kazakh words for an attribute, in lower case: their ends are those of the grammar.
const BEGINNINGS: [(&str, Attribute); 16] = [
    ("инвалид", Attribute::Health),
    ("мүгедек", Attribute::Health),
    ("беременн", Attribute::Health),
    ("шизофрени", Attribute::Health),
    ("туберкул", Attribute::Health),
    ("гепатит", Attribute::Health),
    ("эпилепси", Attribute::Health),
    ("онкологи", Attribute::Health),
    ("вич-", Attribute::Health),
    ("диагноз", Attribute::Health),
    ("психическ", Attribute::Health),
    ("гомосексуал", Attribute::Orientation),
    ("бисексуал", Attribute::Orientation),
    ("лесбиян", Attribute::Orientation),
    ("трансгендер", Attribute::Orientation),
    ("небинар", Attribute::Orientation),
];

/// The beginnings of words under `gender:` that tell more than most people want to be known, in lower case.
const GENDERS: [&str; 9] =
    ["non-binary", "nonbinary", "trans", "intersex", "queer", "genderfluid", "agender", "небинар", "транс"];

/// Words that, after a term, show that it means a group, or work about it.
const GROUP_NOUNS: [&str; 12] = [
    "history",
    "studies",
    "culture",
    "literature",
    "community",
    "communities",
    "rights",
    "association",
    "organisation",
    "organization",
    "movement",
    "veterans",
];

/// Returns false if none of the report's own texts has a term.
pub(in crate::rules::identity) fn may_have_sensitive_term(model: &Model<'_>) -> bool {
    let of_two = TERMS_OF_TWO.iter().map(|([_, second], _)| *second);
    !model.is_english() || model.may_have_word(TERMS.iter().map(|(term, _)| *term).chain(of_two))
}

/// Returns true if a word under `gender:` tells of somebody's gender identity.
pub(in crate::rules::identity) fn is_sensitive_gender(word: &str) -> bool {
    let word = word.trim().to_lowercase();
    GENDERS.iter().any(|beginning| word.starts_with(beginning))
}

/// Returns the terms in a text that tell of a person, with their ranges.
pub(in crate::rules::identity) fn sensitive_terms<'t>(
    text: &'t Text<'_>,
) -> impl Iterator<Item = (Range<usize>, &'t str, Attribute)> {
    let mut words = text.words().peekable();
    let mut before = "";
    let neighbours = std::iter::from_fn(move || {
        let (range, word) = words.next()?;
        let previous = std::mem::replace(&mut before, word);
        Some((range, previous, word, words.peek().map(|(_, next)| *next)))
    });
    neighbours.filter_map(|(range, previous, word, next)| {
        let of_two = TERMS_OF_TWO.iter().find(|(two, _)| *two == [previous, word]);
        let attribute = of_two.map(|(_, attribute)| *attribute).or_else(|| attribute_of(word))?;
        // Two words with a capital are a name: Roma Television.
        let is_name = word.starts_with(char::is_uppercase)
            && next.is_some_and(|next| next.starts_with(char::is_uppercase));
        let is_work = next.is_some_and(|next| GROUP_NOUNS.contains(&next));
        (!is_name && !is_work).then_some((range, word, attribute))
    })
}

fn attribute_of(word: &str) -> Option<Attribute> {
    if !word.is_ascii() && word.starts_with(|letter: char| matches!(letter, '\u{400}'..='\u{52f}')) {
        let lower = word.to_lowercase();
        return BEGINNINGS.iter().find(|(term, _)| lower.starts_with(term)).map(|(_, attribute)| *attribute);
    }
    // The longest term has thirteen letters.
    if word.len() > 15 {
        return None;
    }
    let matches = |term: &str| {
        let is_exact = term.starts_with(char::is_uppercase);
        if is_exact { term == word } else { term.eq_ignore_ascii_case(word) }
    };
    TERMS.iter().find(|(term, _)| matches(term)).map(|(_, attribute)| *attribute)
}
