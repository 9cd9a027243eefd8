//! What several places say of one thing.

use crate::project::Sited;

/// How many different values are counted: with so many, none is usual.
const MOST_VALUES: usize = 50;

/// The value that most places give, at its first place, and the places that give another one; `None` where all
/// agree. Of equally frequent values the first counts.
pub(super) fn dissent<'c, T>(
    claims: &[&'c Sited<T>],
    is_same: impl Fn(&T, &T) -> bool,
) -> Option<(&'c Sited<T>, Vec<&'c Sited<T>>)> {
    let mut values: Vec<(&Sited<T>, usize)> = Vec::new();
    for claim in claims {
        let is_full = values.len() >= MOST_VALUES;
        match values.iter_mut().find(|(value, _)| is_same(&value.value, &claim.value)) {
            Some((_, count)) => *count += 1,
            None if is_full => {}
            None => values.push((claim, 1)),
        }
    }
    let most = values.iter().map(|(_, count)| *count).max()?;
    let (usual, _) = values.iter().find(|(_, count)| *count == most)?;
    let others: Vec<_> =
        claims.iter().filter(|claim| !is_same(&usual.value, &claim.value)).copied().collect();
    (!others.is_empty()).then_some((*usual, others))
}
