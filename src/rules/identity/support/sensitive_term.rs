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
const TERMS: [(&str, Attribute); 43] = [
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
const TERMS_OF_TWO: [([&str; 2], Attribute); 11] = [
    (["diagnosed", "with"], Attribute::Health),
    (["his", "diagnosis"], Attribute::Health),
    (["her", "diagnosis"], Attribute::Health),
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
const BEGINNINGS: [(&str, Attribute); 13] = [
    ("мүгедек", Attribute::Health),
    ("беременн", Attribute::Health),
    ("шизофрени", Attribute::Health),
    ("туберкул", Attribute::Health),
    ("гепатит", Attribute::Health),
    ("эпилепси", Attribute::Health),
    ("онкологи", Attribute::Health),
    ("вич-", Attribute::Health),
    ("гомосексуал", Attribute::Orientation),
    ("бисексуал", Attribute::Orientation),
    ("лесбиян", Attribute::Orientation),
    ("трансгендер", Attribute::Orientation),
    ("небинар", Attribute::Orientation),
];

/// Russian and Kazakh words for a single person, in lower case: their plurals mean a group.
const SINGULARS: [(&str, Attribute); 7] = [
    ("инвалид", Attribute::Health),
    ("инвалида", Attribute::Health),
    ("инвалиду", Attribute::Health),
    ("инвалидом", Attribute::Health),
    ("инвалидность", Attribute::Health),
    ("инвалидности", Attribute::Health),
    ("инвалидностью", Attribute::Health),
];

/// The words before «диагноз» that make it somebody's own.
const DIAGNOSED: [&str; 6] = ["с", "имеет", "поставлен", "поставили", "его", "её"];

/// The beginnings of the words behind «психическое» that make it an illness.
const ILLNESSES: [&str; 3] = ["расстройств", "заболеван", "болезн"];

/// Words, or their beginnings, before a term within some words that show that it is somebody's work.
const WORK: [&str; 34] = [
    "doctor",
    "nurse",
    "physician",
    "surgeon",
    "psychiatrist",
    "treats",
    "treating",
    "works",
    "work",
    "working",
    "worked",
    "society",
    "association",
    "union",
    "foundation",
    "centre",
    "center",
    "clinic",
    "helps",
    "helped",
    "help",
    "helping",
    "prevention",
    "support",
    "supports",
    "defends",
    "report",
    "reported",
    "reports",
    "wrote",
    "writes",
    "author",
    "about",
    "studies",
];

/// The beginnings of Russian and Kazakh words of this kind.
const RUSSIAN_WORK: [&str; 17] = [
    "врач",
    "психиатр",
    "медсестр",
    "лечит",
    "лечен",
    "обществ",
    "союз",
    "фонд",
    "центр",
    "помощ",
    "помога",
    "профилактик",
    "доклад",
    "борьб",
    "дәрігер",
    "қоғам",
    "қор",
];

/// The words before a term in which its work is looked for.
const WORDS_OF_WORK: usize = 6;

/// The beginnings of words under `gender:` that tell more than most people want to be known, in lower case.
const GENDERS: [&str; 9] =
    ["non-binary", "nonbinary", "trans", "intersex", "queer", "genderfluid", "agender", "небинар", "транс"];

/// Words that, after a term, show that it means a group, or work about it.
const GROUP_NOUNS: [&str; 18] = [
    "specialist",
    "patients",
    "people",
    "prevention",
    "treatment",
    "centre",
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
    let mut end = 0;
    // The words since the last one that shows somebody's work.
    let mut since_work = usize::MAX;
    let neighbours = std::iter::from_fn(move || {
        let (range, word) = words.next()?;
        let gap = text.prose().get(end..range.start).unwrap_or_default();
        end = range.end;
        let parts = gap.contains([',', '.', ';', ':', '(', ')', '\n']);
        since_work = match () {
            () if is_work(word) => 0,
            () if parts => usize::MAX,
            () => since_work.saturating_add(1),
        };
        let previous = if parts { "" } else { before };
        before = word;
        Some((range, [previous, word, words.peek().map_or("", |(_, next)| *next)], since_work))
    });
    neighbours.filter_map(|(range, [previous, word, next], since_work)| {
        let of_two = TERMS_OF_TWO.iter().find(|(two, _)| *two == [previous, word]);
        let attribute = of_two
            .map(|(_, attribute)| *attribute)
            .or_else(|| attribute_of(word).filter(|_| word != "disabled" || is_disabled(previous, next)))
            .or_else(|| russian_attribute_of(previous, word, next))?;
        // Two words with a capital are a name: Roma Television.
        let is_name = word.starts_with(char::is_uppercase) && next.starts_with(char::is_uppercase);
        let is_of_others = attribute == Attribute::Health && (1..=WORDS_OF_WORK).contains(&since_work);
        (!is_name && !is_of_others && !GROUP_NOUNS.contains(&next)).then_some((range, word, attribute))
    })
}

/// Returns true for a word that shows that what follows is somebody's work.
fn is_work(word: &str) -> bool {
    if word.is_ascii() {
        return WORK.iter().any(|known| word.eq_ignore_ascii_case(known));
    }
    let lower = word.to_lowercase();
    RUSSIAN_WORK.iter().any(|beginning| lower.starts_with(beginning))
}

/// Returns true if "disabled" is said of a person, and not of a website: "a disabled person", "disabled of group 3".
fn is_disabled(previous: &str, next: &str) -> bool {
    const PEOPLE: [&str; 12] = [
        "person",
        "man",
        "woman",
        "activist",
        "veteran",
        "pensioner",
        "child",
        "son",
        "daughter",
        "mother",
        "father",
        "since",
    ];
    PEOPLE.contains(&next) || next == "of" && !matches!(previous, "the" | "The")
}

/// Returns the attribute that a Russian word tells with its neighbours.
fn russian_attribute_of(previous: &str, word: &str, next: &str) -> Option<Attribute> {
    if word.is_ascii() {
        return None;
    }
    let (word, previous) = (word.to_lowercase(), previous.to_lowercase());
    let is_illness = || ILLNESSES.iter().any(|beginning| next.to_lowercase().starts_with(beginning));
    if word.starts_with("диагноз") && !word.starts_with("диагнозы") && DIAGNOSED.contains(&previous.as_str())
        || word.starts_with("психическ") && is_illness()
    {
        return Some(Attribute::Health);
    }
    SINGULARS.iter().find(|(term, _)| *term == word).map(|(_, attribute)| *attribute)
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
