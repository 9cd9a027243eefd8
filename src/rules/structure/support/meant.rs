//! The search for the thing that a reference means which is not its id.

use std::collections::{HashMap, HashSet};

use super::reference::Thing;
use crate::lookalike::{as_seen, latin};
use crate::model::name::fold;
use crate::suggest::Suggestions;

/// The number of references for which names are compared word by word.
const MOST_COMPARED: usize = 50;

/// The longest text that is compared with ids by its sound.
const LONGEST_ID: usize = 200;

/// A thing that a reference probably means.
#[derive(Clone, Copy)]
pub(super) enum Meant<'t, 'a> {
    /// Its id is almost the reference.
    Near(&'t Thing<'a>),
    /// It is called so.
    Called(&'t Thing<'a>),
    /// It is the only one to which nothing refers, and the reference is the only one that leads nowhere.
    OnlyUnused(&'t Thing<'a>),
}

impl<'t, 'a> Meant<'t, 'a> {
    pub(super) fn thing(self) -> &'t Thing<'a> {
        match self {
            Self::Near(thing) | Self::Called(thing) | Self::OnlyUnused(thing) => thing,
        }
    }
}

/// A search among the declared things.
pub(super) struct Search<'t, 'a> {
    by_id: HashMap<&'a str, &'t Thing<'a>>,
    suggestions: Suggestions<'a>,
    /// The things by what they are called, in small letters; `None` where several are.
    by_name: HashMap<String, Option<&'t Thing<'a>>>,
    /// The one thing to which nothing refers, if one reference alone leads nowhere.
    only_unused: Option<&'t Thing<'a>>,
    things: &'t [Thing<'a>],
    compared: usize,
}

impl<'t, 'a> Search<'t, 'a> {
    /// Prepares a search, given the ids that are referred to.
    pub(super) fn new(things: &'t [Thing<'a>], used: &HashSet<&str>) -> Self {
        let by_id: HashMap<&str, &Thing<'a>> = things.iter().map(|thing| (thing.id(), thing)).collect();
        let mut by_name: HashMap<String, Option<&Thing<'a>>> = HashMap::new();
        for thing in things {
            for name in &thing.names {
                let known = by_name.entry(name.trim().to_lowercase()).or_insert(Some(thing));
                *known = known.filter(|known| known.key == thing.key);
            }
        }
        let is_single = used.iter().filter(|id| !by_id.contains_key(**id)).nth(1).is_none();
        let mut unused = things.iter().filter(|thing| !used.contains(thing.id()));
        let only_unused = unused.next().filter(|_| is_single && unused.next().is_none());
        let suggestions = Suggestions::new(by_id.keys().copied());
        Self { by_id, suggestions, by_name, only_unused, things, compared: 0 }
    }

    /// Returns the thing that `reference` means.
    pub(super) fn find(&mut self, reference: &str) -> Option<Meant<'t, 'a>> {
        let trimmed = reference.trim();
        let latin = latin(trimmed).and_then(|(latin, _)| self.by_id.get(latin.as_str()).copied());
        if let Some(thing) = latin {
            return Some(Meant::Near(thing));
        }
        // An empty one is that of a text of nothing but spaces.
        if let Some(thing) = self.by_id.get(as_seen(trimmed).as_str()).filter(|thing| !thing.id().is_empty())
        {
            return Some(Meant::Near(thing));
        }
        let of_sound = same_sound(trimmed, self.by_id.keys().copied()).and_then(|id| self.by_id.get(id));
        if let Some(thing) = of_sound {
            return Some(Meant::Near(thing));
        }
        if let Some(thing) = self.by_name.get(&trimmed.to_lowercase()) {
            return thing.map(Meant::Called);
        }
        let near = self.suggestions.nearest(trimmed).and_then(|id| self.by_id.get(id));
        if let Some(thing) = near {
            return Some(Meant::Near(thing));
        }
        self.compared += 1;
        let called = if self.compared <= MOST_COMPARED { self.called_in_part(trimmed) } else { None };
        let is_id = !trimmed.contains([' ', ',', '/']);
        called.map(Meant::Called).or(self.only_unused.filter(|_| is_id).map(Meant::OnlyUnused))
    }

    /// Returns the only thing in one of whose names all words of `name` are: a family name alone, or names in another order.
    fn called_in_part(&self, name: &str) -> Option<&'t Thing<'a>> {
        let words = words(name);
        if words.is_empty() || words.iter().all(|word| word.chars().count() < 4) {
            return None;
        }
        let is_called =
            |thing: &&Thing<'_>| thing.names.iter().any(|known| words.is_subset(&self::words(known)));
        let mut called = self.things.iter().filter(is_called);
        called.next().filter(|_| called.next().is_none())
    }
}

/// Returns the only one of `ids` that sounds like a text with letters that no id has: `asanova` for `асанова`, `ukim` for
/// `ükim`.
pub(in crate::rules::structure) fn same_sound<'a>(
    text: &str,
    ids: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    if text.is_ascii() || text.len() > LONGEST_ID {
        return None;
    }
    let sound = |text: &str| text.split([' ', '-', '_']).map(fold).collect::<Vec<_>>().join("-");
    let written = sound(text);
    let mut same = ids.filter(|id| sound(id) == written);
    same.next().filter(|_| same.next().is_none())
}

fn words(name: &str) -> HashSet<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
