//! The keys that promise to protect somebody and the keys that such a promise covers, with or without typing mistakes:
//! a mistake in a key must not put a name into a log.

use crate::model::vocabulary::field;
use crate::schema;
use crate::suggest::nearest;
use crate::tree::{Entry, NodeRef};

/// The keys that promise protection.
const PROMISES: [&str; 2] = [field::PROTECTED, field::CONFIDENTIAL];

/// The keys that a promise covers, under their own names and those that other formats give them.
const COVERED: [&str; 8] = [
    field::NAME_ORIGINAL,
    field::ALIASES,
    field::AUTHOR,
    field::URL,
    field::ARCHIVED_URL,
    "original_name",
    "native_name",
    "real_name",
];

/// The part that a key plays for somebody who must not be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyRole {
    /// It promises protection.
    Promise,
    /// Its value gives them away.
    Covered,
}

impl KeyRole {
    /// Returns the role of a key as it is spelt.
    pub(super) fn exactly(word: &str) -> Option<Self> {
        if PROMISES.contains(&word) {
            return Some(Self::Promise);
        }
        COVERED.contains(&word).then_some(Self::Covered)
    }

    /// Returns the role of a key, or the one that it would have without a typing mistake. Most keys are known to the
    /// schemas, and those have no typing mistake.
    pub(super) fn of_key(key: &str) -> Option<Self> {
        if field::is_known(key) || schema::keys().all.contains(key) {
            Self::exactly(key)
        } else {
            Self::nearest(key)
        }
    }

    /// Returns the role of a word as a key, whether schemas know it or not, or the role of the key nearest to it.
    pub(super) fn nearest(word: &str) -> Option<Self> {
        let near = nearest(word, PROMISES.into_iter().chain(COVERED))?;
        Some(if PROMISES.contains(&near) { Self::Promise } else { Self::Covered })
    }
}

/// Returns true if a key, or the one nearest to it, belongs to a source rather than a person.
pub(super) fn belongs_to_source(word: &str) -> bool {
    let near = nearest(word, PROMISES.into_iter().chain(COVERED));
    near.is_some_and(|near| {
        [field::CONFIDENTIAL, field::AUTHOR, field::URL, field::ARCHIVED_URL].contains(&near)
    })
}

/// Returns true if a promise holds with this value: only a clear no takes it back.
pub(super) fn is_kept(value: &str) -> bool {
    !["", "false", "no", "off", "0", "null", "~"].iter().any(|no| value.trim().eq_ignore_ascii_case(no))
}

/// Returns true if the value of a promise keeps it.
pub(super) fn keeps_promise(promise: Entry<'_>) -> bool {
    promise.value.scalar_text().is_none_or(is_kept)
}

/// Returns true if a block promises protection, or would without typing mistakes.
pub(super) fn promises_protection(block: NodeRef<'_>) -> bool {
    let mut promises =
        block.entries().filter(|entry| KeyRole::of_key(entry.name()) == Some(KeyRole::Promise));
    promises.any(keeps_promise)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_mistakes_end_no_promise() {
        for key in ["protected", "Protected", "protectd", "protcted", "confidental", "x_protected"] {
            assert_eq!(KeyRole::nearest(key), Some(KeyRole::Promise), "{key}");
        }
        for key in ["name_orignal", "Name_original", "nameOriginal", "name original", "athor", "archive_url"]
        {
            assert_eq!(KeyRole::nearest(key), Some(KeyRole::Covered), "{key}");
        }
        for key in ["name", "role", "consent", "description", "title", "publisher", "published", "language"] {
            assert_eq!(KeyRole::nearest(key), None, "{key}");
        }
        assert!(["yes", "true", "True", "please", "1"].into_iter().all(is_kept));
        assert!(!["no", " False", "OFF", "0", "~", "null", ""].into_iter().any(is_kept));
    }
}
