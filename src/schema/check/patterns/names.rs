//! The names of a pattern's groups. The engine knows groups by their numbers alone: its names have fewer letters.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

/// The names that ECMAScript gives groups.
static NAME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[$_\p{ID_Start}][$\u200C\u200D\p{ID_Continue}]*$").ok());

/// The number of groups within one another that are told apart. The engine takes fewer.
const MAX_DEPTH: usize = 300;

/// A part of a group: the place of the group's bracket, and the number of the part among those that `|` makes.
pub(super) type Alternative = (usize, usize);

/// The names that were read, each with the alternatives that the last group of this name lies in.
#[derive(Default)]
pub(super) struct Names(HashMap<String, Vec<Alternative>>);

impl Names {
    /// Adds the name of a group that lies in these alternatives. Returns false if a group before it has the name and can take
    /// part in the same match; if any does, the last one does.
    pub(super) fn add(&mut self, name: String, alternatives: &[Alternative]) -> bool {
        let place: Vec<Alternative> = alternatives.iter().take(MAX_DEPTH).copied().collect();
        let is_free = self.0.get(&name).is_none_or(|last| !can_meet(last, &place));
        self.0.insert(name, place);
        is_free
    }
}

/// Returns the groups of a pattern that count, in order, with their names.
pub(super) fn groups(pattern: &str) -> Vec<Option<String>> {
    let mut groups = Vec::new();
    let (mut is_escaped, mut is_class) = (false, false);
    for (index, c) in pattern.char_indices() {
        let rest = pattern.get(index + c.len_utf8()..).unwrap_or_default();
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => is_class = true,
            ']' => is_class = false,
            '(' if is_class => {}
            '(' if !rest.starts_with('?') => groups.push(None),
            '(' if begins_named(rest) => {
                let name = rest.get(2..).and_then(|rest| rest.get(..rest.find('>')?));
                groups.push(name.and_then(read));
            }
            _ => {}
        }
    }
    groups
}

/// Returns true if what follows a bracket begins a group with a name.
pub(super) fn begins_named(rest: &str) -> bool {
    rest.starts_with("?<") && !rest.starts_with("?<=") && !rest.starts_with("?<!")
}

/// Reads a name with its escapes; `None` if it is none.
pub(super) fn read(written: &str) -> Option<String> {
    let mut units = Vec::new();
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..)?;
        if c != '\\' {
            units.extend(c.encode_utf16(&mut [0; 2]).iter());
            continue;
        }
        rest = rest.strip_prefix('u')?;
        if let Some(inner) = rest.strip_prefix('{') {
            let (digits, after) = inner.split_once('}')?;
            let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
            units.extend(c.encode_utf16(&mut [0; 2]).iter());
            rest = after;
        } else {
            units.push(u16::from_str_radix(rest.get(..4)?, 16).ok()?);
            rest = rest.get(4..)?;
        }
    }
    let name = String::from_utf16(&units).ok()?;
    let is_name = NAME.as_ref().is_none_or(|form| form.is_match(&name));
    is_name.then_some(name)
}

/// Returns true if two groups can both take part in a match: they lie in no two alternatives of one group.
fn can_meet(one: &[Alternative], other: &[Alternative]) -> bool {
    let parts = one.iter().zip(other).find(|(one, other)| one != other);
    parts.is_none_or(|((group, _), (other, _))| group != other)
}
