//! Full names in texts of which one word is a declared person's, and the other is theirs but for a slip.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::common_given_names::is_common_given;
use super::family_names::{DeclaredName, FamilyNames};
use super::word_shape::{SHORTEST_TWO_OFF, is_cyrillic_name, is_latin_name};
use crate::model::name;
use crate::model::{Text, TextRole};
use crate::rules::support::names_relative;
use crate::tree::NodeRef;

/// The fewest letters of a given name that tells who is meant.
const SHORTEST_GIVEN: usize = 4;

/// The fewest letters of a given name that is another with a letter changed.
const SHORTEST_SLIPPED: usize = 5;

/// The bytes around a name in which a word may say that it is a relative's.
const NEARBY: usize = 60;

/// The letters at the ends of a family name in Latin letters that may not differ where two others do.
const HEAD: usize = 3;
const TAIL: usize = 4;

/// The letters that two family names of one stem have in common, and the most letters of their endings: `Ибрагимли`,
/// `Ибрагимова`.
const STEM: usize = 6;
const ENDING: usize = 4;

/// The most people of one given or family name that are compared.
const MOST: usize = 8;

/// The declared names by their given and by their family names.
pub(crate) struct FullNames<'n, 'a> {
    names: &'n FamilyNames<'a>,
    /// Made for the first full name of somebody who is not declared.
    by_given: OnceCell<HashMap<String, Vec<&'n DeclaredName<'a>>>>,
    by_family: HashMap<&'a str, Vec<&'n DeclaredName<'a>>>,
}

impl<'n, 'a> FullNames<'n, 'a> {
    pub(crate) fn of(names: &'n FamilyNames<'a>) -> Self {
        let mut by_family: HashMap<&'a str, Vec<&'n DeclaredName<'a>>> = HashMap::new();
        for declared in names.all() {
            by_family.entry(declared.written).or_default().push(declared);
        }
        Self { names, by_given: OnceCell::new(), by_family }
    }

    fn by_given(&self) -> &HashMap<String, Vec<&'n DeclaredName<'a>>> {
        self.by_given.get_or_init(|| {
            let mut by_given: HashMap<String, Vec<&'n DeclaredName<'a>>> = HashMap::new();
            for declared in self.names.all() {
                let long = declared.given().iter().filter(|given| given.chars().count() >= SHORTEST_GIVEN);
                for stem in long.flat_map(|given| name::stems(&name::fold(given))) {
                    by_given.entry(stem).or_default().push(declared);
                }
            }
            by_given
        })
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
            stems.filter_map(|stem| self.by_given().get(stem)).flatten().copied().collect();
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
            let is_alike = |own: &str| {
                name::fold(own) == sound || name::may_be_alike(own, given) && !is_common_given(given)
            };
            let own = declared.given().iter().find(|own| is_latin_name(own) && is_alike(own))?;
            let mut aliases = declared.person.alias_nodes().filter_map(NodeRef::as_str);
            (!aliases.any(|alias| alias.contains(given))).then_some((*declared, *own))
        });
        meant.next().filter(|_| meant.next().is_none())
    }

    /// Returns the declared person of the family name at `place`, whose given name the word before it is but for a letter. It is
    /// nobody else's: a title of a case names its people, and elsewhere few are called so.
    pub(crate) fn with_slip_in_given(
        &self,
        names: &'n FamilyNames<'a>,
        (given, family): (&str, &str),
        (text, place): (&Text<'_>, &Range<usize>),
    ) -> Option<Misspelt<'n, 'a>> {
        let is_title = text.role() == TextRole::Title && text.case().is_some();
        let letters = given.chars().count();
        let is_name = is_latin_name(given) || is_cyrillic_name(given);
        if !is_name || letters < if is_title { SHORTEST_GIVEN } else { SHORTEST_SLIPPED } {
            return None;
        }
        let persons = match self.by_family.get(family) {
            Some(persons) => persons.iter().copied().take(MOST).collect(),
            None => names.with_form(family).take(MOST).collect::<Vec<_>>(),
        };
        let own = |declared: &&'n DeclaredName<'a>| declared.given().to_vec();
        let is_own = |own: &str| own == given || is_cyrillic_name(given) && name::is_form_of(given, own);
        if persons.iter().flat_map(own).any(is_own) {
            return None;
        }
        let lacking = |declared: &&'n DeclaredName<'a>| with_russian_letters(names, declared, given);
        if let Some(found) = persons.iter().find_map(lacking) {
            return Some(found);
        }
        let misspelt = |declared: &&'n DeclaredName<'a>| {
            let of = |own: &&'a str| {
                let slip = name::slip_of(given, own).filter(|slip| slip.keeps_ends)?;
                let is_long = own.chars().count() >= SHORTEST_GIVEN;
                is_long.then_some(Misspelt { declared, own, meant: slip.meant })
            };
            declared.given().iter().find_map(of)
        };
        let mut near = persons.iter().filter_map(misspelt);
        let found = near.next().filter(|_| near.next().is_none())?;
        let is_nobody = is_title || !is_common_given(given);
        (is_nobody && !is_of_relative(text.prose(), place)).then_some(found)
    }
}

/// A given name in a text that is a declared one but for a slip.
pub(crate) struct Misspelt<'n, 'a> {
    pub(crate) declared: &'n DeclaredName<'a>,
    pub(crate) own: &'a str,
    pub(crate) meant: String,
}

/// Returns the given name of a declared person that a word is, typed with the letters of Russian: `Омүрбек` for `Өмүрбек`.
fn with_russian_letters<'n, 'a>(
    names: &FamilyNames<'a>,
    declared: &'n DeclaredName<'a>,
    given: &str,
) -> Option<Misspelt<'n, 'a>> {
    let small = |word: &str| name::with_russian_letters(&word.to_lowercase());
    let is_native = names.is_of_one_language() || name::has_foreign_letters(given);
    let mut all = declared.given().iter().filter(|own| is_native && name::has_foreign_letters(own));
    let own = *all.find(|own| small(own) == small(given))?;
    Some(Misspelt { declared, own, meant: own.to_owned() })
}

/// Returns true if a word beside a name says that it is a relative's.
fn is_of_relative(prose: &str, place: &Range<usize>) -> bool {
    let from = prose.floor_char_boundary(place.start.saturating_sub(NEARBY));
    let to = prose.ceil_char_boundary((place.end + NEARBY).min(prose.len()));
    // Those of its own sentence.
    let before = prose.get(from..place.start).and_then(|before| before.rsplit(['.', ';', '!', '?']).next());
    let after = prose.get(place.end..to).and_then(|after| after.split(['.', ';', '!', '?']).next());
    [before, after].into_iter().flatten().any(names_relative)
}

/// Returns true if two family names are one name but for a slip, where the given name tells that one person is meant.
fn is_near<'a>(declared: &'a str, written: &'a str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (declared.chars().collect(), written.chars().collect());
    let common = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let at_end = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    // The sound of Azerbaijani, Belarusian and Ukrainian names that is `г` in Russian: `Huseynli`, `Guseinli`.
    let rest = |word: &'a str| word.strip_prefix(['H', 'G']);
    if rest(declared).zip(rest(written)).is_some_and(|(one, other)| name::fold(one) == name::fold(other)) {
        return declared != written;
    }
    if is_cyrillic_name(declared) {
        let ending = one.len().max(other.len()) - common;
        return common >= STEM && (1..=ENDING).contains(&ending) && !name::is_form_of(written, declared);
    }
    one.len().min(other.len()) >= SHORTEST_TWO_OFF
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
            ("Huseynli", "Guseinli", true),
            ("Huseynli", "Guliyev", false),
        ] {
            assert_eq!(is_near(declared, written), expected, "{declared}, {written}");
        }
    }
}
