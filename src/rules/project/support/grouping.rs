//! Things of many documents that share a key.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash, RandomState};

/// Groups values by their keys, and returns the groups of several values in the order of the keys, each in the order
/// of `values`.
pub(crate) fn groups_of_several<K: Ord + Hash, V: Copy>(
    values: impl Iterator<Item = V>,
    key: impl Fn(V) -> K,
) -> Vec<Vec<V>> {
    // Most keys are the key of one value alone: a number for each costs less than a place in a map.
    let hasher = RandomState::new();
    let mut hashed: Vec<(u64, V)> = values.map(|value| (hasher.hash_one(key(value)), value)).collect();
    hashed.sort_by_key(|(hash, _)| *hash);
    let mut groups: BTreeMap<K, Vec<V>> = BTreeMap::new();
    for same in hashed.chunk_by(|(one, _), (other, _)| one == other).filter(|same| same.len() > 1) {
        for (_, value) in same {
            groups.entry(key(*value)).or_default().push(*value);
        }
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}
