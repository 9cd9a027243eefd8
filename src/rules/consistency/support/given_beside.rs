//! Full names in texts of which one word is a declared person's, and the other is theirs but for a slip.

use std::collections::HashMap;

use super::family_names::{DeclaredName, FamilyNames, is_cyrillic_name, is_latin_name};
use crate::model::name;
use crate::tree::NodeRef;

/// The fewest letters of a given name that tells who is meant.
const SHORTEST_GIVEN: usize = 4;

/// The fewest letters of a family name in Latin letters of which two may differ, and those at its ends that may not.
const SHORTEST_FAMILY: usize = 8;
const HEAD: usize = 3;
const TAIL: usize = 4;

/// The letters that two family names of one stem have in common, and the most letters of their endings: `Ибрагимли`,
/// `Ибрагимова`.
const STEM: usize = 6;
const ENDING: usize = 4;

/// The most people of one given or family name that are compared.
const MOST: usize = 8;

/// The declared names by their given and by their family names.
#[derive(Default)]
pub(crate) struct FullNames<'n, 'a> {
    by_given: HashMap<String, Vec<&'n DeclaredName<'a>>>,
    by_family: HashMap<&'a str, Vec<&'n DeclaredName<'a>>>,
}

impl<'n, 'a> FullNames<'n, 'a> {
    pub(crate) fn of(names: &'n FamilyNames<'a>) -> Self {
        let mut full = Self::default();
        for declared in names.all() {
            full.by_family.entry(declared.written).or_default().push(declared);
            let long = declared.given().iter().filter(|given| given.chars().count() >= SHORTEST_GIVEN);
            for given in long {
                for stem in name::stems(&name::fold(given)) {
                    full.by_given.entry(stem.to_owned()).or_default().push(declared);
                }
            }
        }
        full
    }

    /// Returns the declared person whose given name stands before a family name that is nobody's and near to theirs.
    pub(crate) fn with_near_family(&self, given: &str, family: &str) -> Option<&'n DeclaredName<'a>> {
        if given.chars().count() < SHORTEST_GIVEN || self.by_family.contains_key(family) {
            return None;
        }
        let sound = name::fold(given);
        let is_cyrillic = is_cyrillic_name(given);
        let stems = name::without_endings(&sound).take(if is_cyrillic { usize::MAX } else { 1 });
        let mut named: Vec<&DeclaredName<'a>> =
            stems.filter_map(|stem| self.by_given.get(stem)).flatten().copied().collect();
        named.sort_unstable_by_key(|declared| declared.written);
        named.dedup_by_key(|declared| declared.written);
        named.retain(|declared| is_cyrillic_name(declared.written) == is_cyrillic);
        // In Latin letters a name has no ending of a grammar.
        named.retain(|declared| is_cyrillic || declared.given().contains(&given));
        match named.as_slice() {
            [one] if is_near(one.written, family) => Some(one),
            _ => None,
        }
    }

    /// Returns the declared person of a family name, and their given name, of which the word before it is another spelling.
    pub(crate) fn with_other_given(
        &self,
        given: &str,
        family: &str,
    ) -> Option<(&'n DeclaredName<'a>, &'a str)> {
        if given.chars().count() < SHORTEST_GIVEN || !is_latin_name(given) {
            return None;
        }
        let persons = self.by_family.get(family).filter(|persons| persons.len() <= MOST)?;
        let own = |declared: &&'n DeclaredName<'a>| declared.given().to_vec();
        if persons.iter().flat_map(own).any(|own| own == given) {
            return None;
        }
        let sound = name::fold(given);
        let mut meant = persons.iter().filter_map(|declared| {
            let own = declared.given().iter().find(|own| is_latin_name(own) && name::fold(own) == sound)?;
            let mut aliases = declared.person.alias_nodes().filter_map(NodeRef::as_str);
            (!aliases.any(|alias| alias.contains(given))).then_some((*declared, *own))
        });
        meant.next().filter(|_| meant.next().is_none())
    }
}

/// Returns true if two family names are one name but for a slip, where the given name tells that one person is meant.
fn is_near(declared: &str, written: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (declared.chars().collect(), written.chars().collect());
    let common = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let at_end = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    if is_cyrillic_name(declared) {
        let ending = one.len().max(other.len()) - common;
        return common >= STEM && (1..=ENDING).contains(&ending) && !name::is_form_of(written, declared);
    }
    one.len().min(other.len()) >= SHORTEST_FAMILY
        && common >= HEAD
        && at_end >= TAIL
        && strsim::osa_distance(declared, written) <= 2
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn near_family_names_are_told_from_others() {
        for (declared, written, expected) in [
            ("Nurlanova", "Nurzhanova", true),
            ("Ибрагимли", "Ибрагимова", true),
            ("Ибрагимов", "Ибрагимову", false),
            ("Абдрахманов", "Абдрахимов", false),
            ("Nurlanova", "Nurlybekova", false),
            ("Petrov", "Petrenko", false),
        ] {
            assert_eq!(is_near(declared, written), expected, "{declared}, {written}");
        }
    }
}
