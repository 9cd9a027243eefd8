//! The family names of a document's persons.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use crate::model::{Model, Person, name};

/// The shortest family name to look for: shorter ones sound like too many other words.
pub(crate) const SHORTEST: usize = 5;

/// Words with a capital that may precede a family name without being a given name.
const TITLES: [&str; 18] = [
    "Mr",
    "Ms",
    "Mrs",
    "Dr",
    "Activist",
    "Journalist",
    "Lawyer",
    "Blogger",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Then",
    "When",
    "After",
];

/// A family name as a person's `name:` spells it.
pub(crate) struct DeclaredName<'a> {
    pub(crate) person: Person<'a>,
    pub(crate) written: &'a str,
    /// The other words of the person's name, by their sound.
    given: Vec<String>,
}

/// Returns the family names of a document by their sound, without those that are declared in two spellings.
pub(crate) fn family_names<'a>(model: &Model<'a>) -> BTreeMap<String, DeclaredName<'a>> {
    let mut names: BTreeMap<String, Option<DeclaredName<'a>>> = BTreeMap::new();
    for person in model.persons().filter(|person| !person.is_protected()) {
        let Some((given, written)) = person.name().and_then(|name| name.rsplit_once(' ')) else { continue };
        if written.len() < SHORTEST || !is_latin_name(written) {
            continue;
        }
        let given = given.split_whitespace().map(name::fold).collect();
        let declared = DeclaredName { person, written, given };
        match names.entry(name::fold(written)) {
            Entry::Vacant(vacant) => {
                vacant.insert(Some(declared));
            }
            Entry::Occupied(mut known) => match known.get_mut() {
                Some(other) if name::is_same_spelling(other.written, written) => {
                    other.given.extend(declared.given);
                }
                other => *other = None,
            },
        }
    }
    names.into_iter().filter_map(|(sound, declared)| Some((sound, declared?))).collect()
}

/// Returns true if a word is in Latin letters, a capital followed by small letters.
pub(crate) fn is_latin_name(word: &str) -> bool {
    let mut letters = word.chars().filter(|letter| !name::is_apostrophe(*letter));
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && letters.all(|letter| letter < '\u{250}' && letter.is_alphabetic())
}

/// Returns true if a family name in a text can be the declared person's: another given name before it belongs to
/// another person.
pub(crate) fn may_refer_to(
    declared: &DeclaredName<'_>,
    prose: &str,
    before: Option<&(Range<usize>, &str)>,
    start: usize,
) -> bool {
    let Some((range, word)) = before else { return true };
    let gap = prose.get(range.end..start).unwrap_or_default();
    let is_beside = gap.trim().is_empty() || gap.starts_with(". ") && word.chars().count() == 1;
    let is_name = word.starts_with(char::is_uppercase);
    !is_beside || !is_name || TITLES.contains(word) || declared.given.contains(&name::fold(word))
}
