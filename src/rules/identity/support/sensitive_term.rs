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
const TERMS: [(&str, Attribute); 35] = [
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
    model.may_have_word(TERMS.iter().map(|(term, _)| *term))
}

/// Returns the terms in a text that tell of a person, with their ranges.
pub(in crate::rules::identity) fn sensitive_terms<'t>(
    text: &'t Text<'_>,
) -> impl Iterator<Item = (Range<usize>, &'t str, Attribute)> {
    let mut words = text.words().peekable();
    std::iter::from_fn(move || Some((words.next()?, words.peek().map(|(_, next)| *next)))).filter_map(
        |((range, word), next)| {
            let attribute = attribute_of(word)?;
            // Two words with a capital are a name: Roma Television.
            let is_name = word.starts_with(char::is_uppercase)
                && next.is_some_and(|next| next.starts_with(char::is_uppercase));
            let is_work = next.is_some_and(|next| GROUP_NOUNS.contains(&next));
            (!is_name && !is_work).then_some((range, word, attribute))
        },
    )
}

fn attribute_of(word: &str) -> Option<Attribute> {
    // The longest term has twelve letters.
    if word.len() > 14 {
        return None;
    }
    let matches = |term: &str| {
        let is_exact = term.starts_with(char::is_uppercase);
        if is_exact { term == word } else { term.eq_ignore_ascii_case(word) }
    };
    TERMS.iter().find(|(term, _)| matches(term)).map(|(_, attribute)| *attribute)
}
