//! Persons under one id in several files, and whether they can be one person.

use unicode_script::Script;

use super::agreement::main_script;
use crate::model::name::consonants;
use crate::project::PersonFact;
use crate::words::{clip, quoted};

/// The identity of the person under an id, as far as the name reveals it.
#[derive(PartialEq)]
pub(crate) struct PersonIdentity<'i> {
    pub(crate) id: &'i str,
    pub(crate) name: Option<&'i str>,
    is_protected: bool,
    /// The script of a name of at least two words, and its consonants with those of the native name.
    pub(crate) full: Option<(Option<Script>, Vec<String>)>,
}

impl<'i> PersonIdentity<'i> {
    /// Reads the identity of a person from its facts.
    pub(crate) fn from_fact(person: &'i PersonFact) -> Self {
        let name = person.name.as_deref();
        let words = name.map(consonants).filter(|words| words.len() >= 2 && !person.is_protected);
        let native = person.name_original.iter().flat_map(|original| consonants(&original.value));
        let full = words.map(|words| (name.and_then(main_script), words.into_iter().chain(native).collect()));
        Self { id: &person.id, name, is_protected: person.is_protected, full }
    }

    /// Returns true if this and another identity under the same id can be one person. Every report may have its own
    /// `witness-1`, and two names without a common word belong to two people.
    pub(crate) fn may_be(&self, other: &Self) -> bool {
        if self.is_protected && other.is_protected {
            return self.name == other.name;
        }
        match (&self.full, &other.full) {
            (Some((script, words)), Some((other_script, others))) => {
                script != other_script || words.iter().any(|word| others.contains(word))
            }
            _ => true,
        }
    }

    /// Says that `field` of this person is `here`, and that of another one is `there` in the file at `path`, each under
    /// its own name; a protected person is never named.
    pub(crate) fn describe_difference(
        &self,
        field: &str,
        here: &str,
        other: &Self,
        there: &str,
        path: &str,
    ) -> String {
        let is_open = !self.is_protected && !other.is_protected;
        let id = quoted(self.id);
        match (self.name.filter(|_| is_open), other.name) {
            (Some(name), Some(other)) if name != other => {
                let (name, other) = (clip(name), clip(other));
                format!("{id} is {name} ({field} {here}) here, and {other} ({field} {there}) in {path}")
            }
            (name, _) => {
                let person = name.map(clip).unwrap_or(id);
                format!("the {field} of {person} is {here} here, and {there} in {path}")
            }
        }
    }
}

/// Returns the gender that a word states.
pub(in crate::rules::project) fn stated_gender(word: &str) -> Option<String> {
    let word = word.trim().to_lowercase();
    match word.as_str() {
        "" | "unknown" => None,
        "f" => Some("female".to_owned()),
        "m" => Some("male".to_owned()),
        _ => Some(word),
    }
}
