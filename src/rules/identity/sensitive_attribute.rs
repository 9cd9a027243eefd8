//! `sensitive-attribute`

use std::collections::HashSet;
use std::ops::Range;

use crate::diagnostic::Severity;
use crate::model::{Case, Freedom, Model, Person, Role, Text, TextRole};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "sensitive-attribute",
    group: Group::Identity,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("sensitive-attribute.md"),
};

/// What such a word says of a person (the special categories of the GDPR's article 9(1), as far as they are no
/// opinions, which reports of this kind are about).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Health,
    Orientation,
    Ethnicity,
    Religion,
}

impl Attribute {
    fn in_words(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::Orientation => "sexual orientation or gender identity",
            Self::Ethnicity => "ethnic origin",
            Self::Religion => "religion",
        }
    }
}

/// Words that say nothing else of a person; in lower case, unless they mean something else so.
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

/// Words by which a description says why it tells.
const REASONS: [&str; 8] =
    ["because", "targeted", "discriminated", "discrimination", "persecuted", "persecution", "rights", "hate"];

/// Two words that do so together.
const REASONS_OF_TWO: [[&str; 2]; 5] =
    [["account", "of"], ["for", "being"], ["for", "their"], ["for", "his"], ["for", "her"]];

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    if !model.is_english() {
        return;
    }
    let mut in_religion_cases = None;
    let descriptions = model.texts().iter().filter(|text| text.role() == TextRole::Description);
    for text in descriptions {
        let found: Vec<_> = attributes(text).collect();
        if found.is_empty() {
            continue;
        }
        // The descriptions of persons alone; an event's says what happened.
        let Some(person) = text.node().parent_entry().and_then(|_| described(model, text)) else {
            continue;
        };
        // Christian may be a name.
        let is_named = |word: &str| person.name().is_some_and(|name| name.contains(word));
        let Some((range, _, attribute)) = found.into_iter().find(|(_, word, _)| !is_named(word)) else {
            continue;
        };
        let in_religion_cases = in_religion_cases.get_or_insert_with(|| persons_of_religion_cases(model));
        let is_about_it = attribute == Attribute::Religion && in_religion_cases.contains(person.id());
        if is_about_it || !is_private(person) || says_why(text) {
            continue;
        }
        let name = person.name().map_or_else(|| quoted(person.id()), clip);
        let message =
            format!("the description of {name} tells of their {} and not why", attribute.in_words());
        cx.report(text.place(range), message).note(format!("says something of their {}", attribute.in_words())).help(
            "what can be used against a person is published only where the case is about it and they agree: leave it \
             out, say why it matters (\"targeted because …\"), or record `consent: true`",
        );
    }
}

/// What follows such a word where a group is meant, or work about it.
const ABOUT: [&str; 12] = [
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

/// The words that say something of a person, with their places.
fn attributes<'t>(text: &'t Text<'_>) -> impl Iterator<Item = (Range<usize>, &'t str, Attribute)> {
    let mut words = text.words().peekable();
    std::iter::from_fn(move || Some((words.next()?, words.peek().map(|(_, next)| *next)))).filter_map(
        |((range, word), next)| {
            let attribute = attribute(word)?;
            // A capital behind one makes it a name: Roma Television.
            let is_name = word.starts_with(char::is_uppercase)
                && next.is_some_and(|next| next.starts_with(char::is_uppercase));
            let is_work = next.is_some_and(|next| ABOUT.contains(&next));
            (!is_name && !is_work).then_some((range, word, attribute))
        },
    )
}

fn attribute(word: &str) -> Option<Attribute> {
    // The longest term has twelve letters.
    if word.len() > 14 {
        return None;
    }
    let is_it = |term: &str| {
        let is_exact = term.starts_with(char::is_uppercase);
        if is_exact { term == word } else { term.eq_ignore_ascii_case(word) }
    };
    TERMS.iter().find(|(term, _)| is_it(term)).map(|(_, attribute)| *attribute)
}

/// The person whose description the text is.
fn described<'a>(model: &'a Model<'a>, text: &Text<'a>) -> Option<Person<'a>> {
    let id = text.owner().parent_entry()?.name();
    model.person(id).filter(|person| person.node() == text.owner())
}

/// Those whose case is about the freedom of religion.
fn persons_of_religion_cases<'a>(model: &'a Model<'a>) -> HashSet<&'a str> {
    let cases = model.cases().filter(|case| case.freedoms().any(|freedom| freedom == Freedom::Religion));
    cases.flat_map(Case::persons).collect()
}

fn is_private(person: Person<'_>) -> bool {
    let is_public = person.role().is_some_and(Role::is_public_figure);
    !is_public && !person.is_protected() && person.consent() != Some(true)
}

fn says_why(text: &Text<'_>) -> bool {
    let mut previous = "";
    text.words().any(|(_, word)| {
        let pair = [std::mem::replace(&mut previous, word), word];
        REASONS.contains(&word) || REASONS_OF_TWO.contains(&pair)
    })
}
