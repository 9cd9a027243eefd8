//! Finds the names of protected persons: the original name beside the pseudonym, and the name that the id spells out.

use std::collections::HashSet;
use std::ops::Range;

use super::family_alone::{FamilyNameFinder, single_name};
use crate::document::Document;
use crate::model::prose::words;
use crate::model::{Model, Person, Text, TextRole};
use crate::redact::key_role::promises_protection;
use crate::redact::names::{FoundName, Name, NameFinder};
use crate::redact::{OpenPerson, Secret, Secrets};
use crate::source::{Span, offset};
use crate::tree::{Entry, NodeId};

/// Words in ids that describe a person rather than name them: `almaty-witness`.
const DESCRIBING: [&str; 40] = [
    "blogger",
    "editor",
    "reporter",
    "writer",
    "worker",
    "driver",
    "doctor",
    "nurse",
    "soldier",
    "priest",
    "imam",
    "pastor",
    "neighbour",
    "relative",
    "brother",
    "sister",
    "witness",
    "victim",
    "lawyer",
    "activist",
    "journalist",
    "person",
    "source",
    "woman",
    "man",
    "student",
    "teacher",
    "mother",
    "father",
    "wife",
    "husband",
    "detainee",
    "prisoner",
    "protester",
    "official",
    "officer",
    "court",
    "member",
    "anonymous",
    "resident",
];

/// A pair of words in a text that may be the real name of a protected person.
#[derive(Debug, Clone)]
pub(crate) struct NameInText<'m> {
    pub(crate) person: Person<'m>,
    pub(crate) text: &'m Text<'m>,
    /// The bytes of the name in the text.
    pub(crate) range: Range<usize>,
    /// True for a family name alone, which others may have too.
    pub(crate) is_single: bool,
}

/// Returns the protected persons whose name stands in its own script beside the pseudonym, each with that line.
pub(crate) fn original_names<'a>(
    model: &Model<'a>,
) -> impl Iterator<Item = (Person<'a>, Entry<'a>)> + use<'a> {
    let protected = model.persons().filter(|person| person.is_protected());
    protected.filter_map(|person| Some((person, person.name_original_entry()?)))
}

/// Returns every pair of words that is the name which a protected person's id spells out. A person is protected here
/// even if the promise to protect them has a typing mistake.
pub(crate) fn names_in_texts<'m>(model: &'m Model<'_>) -> Vec<NameInText<'m>> {
    let persons = model.persons().filter(|person| promises_protection(person.node()));
    let (persons, names): (Vec<Person<'m>>, Vec<Name>) =
        persons.filter_map(|person| Some((person, name_in_id(person)?))).unzip();
    let finder = NameFinder::new(names.iter(), false);
    let family_names = FamilyNameFinder::new(model);
    if finder.is_none() && family_names.is_none() {
        return Vec::new();
    }
    let originals: HashSet<NodeId> = original_names(model).map(|(_, original)| original.value.id()).collect();
    // Other names of a protected person are reported as such.
    let is_own = |text: &Text<'_>| {
        originals.contains(&text.node().id())
            || text.role() == TextRole::Alias && promises_protection(text.owner())
    };
    let texts = model.texts().iter().filter(|text| !is_own(text));
    let found = texts.flat_map(|text| {
        let in_text = finder.iter().flat_map(|finder| finder.find(text.prose()));
        let pairs = in_text.filter_map(|FoundName { range, name }| {
            Some(NameInText { person: *persons.get(name?)?, text, range, is_single: false })
        });
        let pairs: Vec<NameInText<'m>> = pairs.collect();
        let alone = family_names.iter().flat_map(|finder| finder.find(text.prose()));
        let is_in_pair = |range: &Range<usize>| {
            pairs.iter().any(|pair| pair.range.start <= range.start && range.end <= pair.range.end)
        };
        let singles = alone.filter(|(range, _)| !is_in_pair(range));
        let singles = singles.map(|(range, person)| NameInText { person, text, range, is_single: true });
        let singles: Vec<NameInText<'m>> = singles.collect();
        pairs.into_iter().chain(singles)
    });
    found.collect()
}

/// Returns the protected person whose name stands in the path of the file.
pub(crate) fn named_in_path<'m>(model: &'m Model<'_>, path: &str) -> Option<Person<'m>> {
    let protected = model.persons().filter(|person| person.is_protected());
    let names = protected.flat_map(|person| {
        let original = person.name_original().and_then(Name::from_text);
        original.into_iter().chain(name_in_id(person)).map(move |name| (person, name))
    });
    let (persons, names): (Vec<Person<'m>>, Vec<Name>) = names.unzip();
    let found = NameFinder::new(names.iter(), false)?.find(path).into_iter().find_map(|found| found.name)?;
    persons.get(found).copied()
}

/// Adds the names of the protected persons, and those of the others, whom another file may protect.
pub(super) fn add_secrets(model: &Model<'_>, secrets: &mut Secrets) {
    let country = model.country().unwrap_or_default();
    for person in model.persons() {
        let key = format!("{country}/{}", person.id());
        let original = person.name_original_entry();
        let original_name = original.and_then(|original| Name::from_text(original.value.as_str()?));
        let aliases = person.alias_nodes().filter_map(|alias| Name::from_text(alias.as_str()?));
        let own_names = original_name.into_iter().chain(aliases);
        if promises_protection(person.node()) {
            secrets.parts.extend(original.map(|original| Secret::of_scalar(original.value)));
            secrets.names.extend(own_names.chain(name_in_id(person)).chain(single_name(person)));
            secrets.protected.push(key);
        } else {
            let names: Vec<Name> = own_names.chain(person.name().and_then(Name::from_text)).collect();
            secrets.open.push(OpenPerson { key, names });
        }
    }
}

/// Adds the names in texts whose characters are written as escapes, which nobody finds in the file as it is written.
pub(super) fn add_escaped(document: &Document, secrets: &mut Secrets) {
    let Some(finder) = NameFinder::new(secrets.names.iter(), true) else { return };
    let mut parts = Vec::new();
    for node in document.nodes().filter(|node| !node.is_alias() && node.raw().contains('\\')) {
        let Some((value, map)) = node.as_str().zip(node.text_map()) else { continue };
        parts.extend(finder.find(value).into_iter().map(|FoundName { range, .. }| {
            let span = map.source_span(Span::new(offset(range.start), offset(range.end)));
            Secret { span, text: String::new(), shown: 0 }
        }));
    }
    secrets.parts.extend(parts);
}

/// Returns true if an id spells out the name of somebody who is protected.
pub(crate) fn is_named_by_id(person: Person<'_>) -> bool {
    promises_protection(person.node()) && (name_in_id(person).is_some() || single_name(person).is_some())
}

/// Returns the two words of an id if they are a name other than the pseudonym.
pub(super) fn name_in_id(person: Person<'_>) -> Option<Name> {
    let mut parts = person.id().split('-');
    let (first, second) = (parts.next()?, parts.next()?);
    let is_name =
        |word: &str| word.len() >= 3 && word.chars().all(char::is_alphabetic) && !DESCRIBING.contains(&word);
    let pseudonym = person.name()?.to_lowercase();
    let is_pseudonym = |word: &str| words(&pseudonym).any(|(_, part)| part == word);
    let differs = !is_pseudonym(first) || !is_pseudonym(second);
    let is_right = parts.next().is_none() && is_name(first) && is_name(second) && differs;
    is_right.then(|| Name::from_id(&[first, second]))
}
