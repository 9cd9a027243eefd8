//! Who stands under an id in a file, and whether that can be who stands under it in another one.

use unicode_script::Script;

use super::agreement::script;
use crate::model::name::consonants;
use crate::project::PersonFact;
use crate::words::{clip, quoted};

/// Who stands under an id, as far as the name tells.
#[derive(PartialEq)]
pub(super) struct Named<'i> {
    pub(super) id: &'i str,
    pub(super) name: Option<&'i str>,
    is_protected: bool,
    /// The script of a name of two words or more, and its consonants with those of the native name.
    pub(super) full: Option<(Option<Script>, Vec<String>)>,
}

impl<'i> Named<'i> {
    pub(super) fn of(person: &'i PersonFact) -> Self {
        let name = person.name.as_deref();
        let words = name.map(consonants).filter(|words| words.len() >= 2 && !person.is_protected);
        let native = person.name_original.iter().flat_map(|original| consonants(&original.value));
        let full = words.map(|words| (name.and_then(script), words.into_iter().chain(native).collect()));
        Self { id: &person.id, name, is_protected: person.is_protected, full }
    }

    /// Whether this and another under the same id can be one person. Every report may have its own `witness-1`, and
    /// two names that have no word in common are those of two people.
    pub(super) fn may_be(&self, other: &Self) -> bool {
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

    /// What is told of this person and of another one, each under its own name; of a protected one never with a name.
    pub(super) fn told_beside(&self, here: &str, other: &Self, there: &str, path: &str) -> String {
        let is_open = !self.is_protected && !other.is_protected;
        let id = quoted(self.id);
        match (self.name.filter(|_| is_open), other.name) {
            (Some(name), Some(other)) if name != other => {
                format!("{id} is {}, {here}, here, and {}, {there}, in {path}", clip(name), clip(other))
            }
            (name, _) => {
                let who = name.map(clip).unwrap_or(id);
                format!("{who} is {here} here, and {there} in {path}")
            }
        }
    }
}
