//! The id that is missing where two things have one.

use std::collections::{BTreeMap, HashSet};

use crate::suggest::nearest;

/// Returns the only id among some references that leads to nothing declared, with the places that name it; `None` if there are
/// several, or if it is no id, or near to a declared one, of which it is a slip.
pub(in crate::rules) fn only_missing<'a, T>(
    references: impl Iterator<Item = (&'a str, T)>,
    declared: &HashSet<&str>,
) -> Option<(&'a str, Vec<T>)> {
    let mut missing: BTreeMap<&str, Vec<T>> = BTreeMap::new();
    for (id, place) in references.filter(|(id, _)| !declared.contains(id)) {
        missing.entry(id).or_default().push(place);
    }
    let (id, places) = missing.pop_first().filter(|_| missing.is_empty())?;
    let is_id = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    let is_near = || nearest(id, declared.iter().copied()).is_some();
    (is_id && !id.is_empty() && !is_near()).then_some((id, places))
}
