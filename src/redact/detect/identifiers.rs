//! Finds numbers and addresses by which somebody can be found or impersonated.

mod accounts;
mod contact;
mod named;
mod numbers;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Model, Text};
use crate::redact::Secret;
use crate::redact::normal::Normal;
use crate::source::{Span, offset};

/// The number of characters of an identifier that the output shows.
pub(crate) const SHOWN: usize = 4;

/// An identifier in a text.
#[derive(Debug, Clone)]
pub(crate) struct Identifier {
    /// Its bytes in the text.
    pub(crate) range: Range<usize>,
    /// Its kind in words, with an article.
    pub(crate) kind: &'static str,
}

/// Returns the identifiers in a text of a document in the order of their beginnings; they may overlap.
pub(crate) fn in_text(model: &Model<'_>, text: &Text<'_>) -> Vec<Identifier> {
    // Every identifier has a digit or an `@`, and few texts have either.
    let value = text.value();
    let has_none = !text.has_digit() && memchr::memchr(b'@', value.as_bytes()).is_none();
    if has_none && !value.chars().any(may_be_digit) {
        return Vec::new();
    }
    let is_of_organisation = is_of_organisation(model, text);
    let mut found = find(value, (!is_of_organisation).then(|| is_of_person(model, text)));
    found.sort_by_key(|identifier| identifier.range.start);
    found
}

/// Returns true for a character that may be a digit or an `@` in another form: no letter of Europe, and no mark of prose.
fn may_be_digit(letter: char) -> bool {
    !matches!(letter, '\0'..='\u{7f}' | '\u{c0}'..='\u{52f}' | '\u{2010}'..='\u{203a}')
}

/// Returns the identifiers in a text as it is written: numbers, and the contacts of a person or of anybody where
/// `is_of_person` says which.
fn find(written: &str, is_of_person: Option<bool>) -> Vec<Identifier> {
    let normal = Normal::of(written);
    let mut found = accounts::find(&normal.text);
    found.extend(numbers::find(&normal.text));
    // What the check digits show is shown already.
    let is_known = |found: &[Identifier], number: &Identifier| {
        found.iter().any(|known| known.range.start < number.range.end && number.range.start < known.range.end)
    };
    let named = named::find(&normal.text).into_iter().filter(|number| !is_known(&found, number));
    found.extend(named.collect::<Vec<_>>());
    found.extend(is_of_person.into_iter().flat_map(|is_of_person| contact::find(&normal.text, is_of_person)));
    for identifier in &mut found {
        identifier.range = normal.original(&identifier.range);
    }
    found
}

/// Returns the identifiers in the raw text of a file, wherever they stand: in comments, under unknown keys and in what
/// cannot be parsed.
pub(crate) fn identifiers_in(text: &str) -> impl Iterator<Item = Secret> {
    find(text, Some(false)).into_iter().filter_map(|Identifier { range, .. }| {
        let written = text.get(range.clone())?;
        let shown = shown(written).len();
        let span = Span::new(offset(range.start + shown), offset(range.end));
        Some(Secret { span, text: written.to_owned(), shown })
    })
}

/// Returns the first characters of an identifier, which may be shown.
pub(crate) fn shown(written: &str) -> &str {
    let end = written.char_indices().nth(SHOWN).map_or(written.len(), |(at, _)| at);
    written.get(..end).unwrap_or_default()
}

pub(super) fn secrets(model: &Model<'_>) -> impl Iterator<Item = Secret> {
    model.texts().iter().flat_map(|text| {
        in_text(model, text).into_iter().filter_map(|Identifier { range, .. }| {
            let shown = shown(text.value().get(range.clone())?).len();
            Some(Secret::in_text(text, range, shown))
        })
    })
}

fn is_of_organisation(model: &Model<'_>, text: &Text<'_>) -> bool {
    let id = text.owner().parent_entry().map(|entry| entry.name());
    id.and_then(|id| model.organisation(id)).is_some_and(|organisation| organisation.node() == text.owner())
}

fn is_of_person(model: &Model<'_>, text: &Text<'_>) -> bool {
    let id = text.owner().parent_entry().map(|entry| entry.name());
    id.and_then(|id| model.person(id)).is_some_and(|person| person.node() == text.owner())
}

/// A pattern that is compiled when it is first used.
type Pattern = LazyLock<Option<Regex>>;

/// Returns the places at which a pattern matches a text.
fn matches<'t>(pattern: &'static Pattern, text: &'t str) -> impl Iterator<Item = regex::Match<'t>> {
    pattern.as_ref().into_iter().flat_map(move |pattern| pattern.find_iter(text))
}
