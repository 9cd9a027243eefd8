//! Promises that somebody will not be found, and what they cover, however they are spelt.
//!
//! Reports go by this, not rules: a slip of the hand in a key must not put a name into a log.

use crate::suggest::nearest;
use crate::tree::{Entry, NodeRef};

/// The keys of a promise.
const PROMISES: [&str; 2] = ["protected", "confidential"];

/// The keys of what a promise covers, under the names that they have and those that other forms give them.
const COVERED: [&str; 7] =
    ["name_original", "author", "url", "archived_url", "original_name", "native_name", "real_name"];

/// What a key is for one who must not be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyRole {
    /// It promises that.
    Promise,
    /// Its value gives them away.
    Covered,
}

impl KeyRole {
    /// What a word is as a key.
    pub(crate) fn exactly(word: &str) -> Option<Self> {
        if PROMISES.contains(&word) {
            return Some(Self::Promise);
        }
        COVERED.contains(&word).then_some(Self::Covered)
    }

    /// What a word is as a key, or would be without a slip of the hand.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let near = nearest(word, PROMISES.into_iter().chain(COVERED))?;
        Some(if PROMISES.contains(&near) { Self::Promise } else { Self::Covered })
    }
}

/// Whether a key, or what it nearly is, stands in a source, and not in a person.
pub(crate) fn is_of_source(word: &str) -> bool {
    let near = nearest(word, PROMISES.into_iter().chain(COVERED));
    near.is_some_and(|near| ["confidential", "author", "url", "archived_url"].contains(&near))
}

/// Whether a promise stands with this after its key: only a clear no takes it back.
pub(crate) fn is_kept(value: &str) -> bool {
    !["", "false", "no", "off", "0", "null", "~"].iter().any(|no| value.trim().eq_ignore_ascii_case(no))
}

/// Whether what stands under the key of a promise keeps it.
pub(crate) fn keeps_promise(promise: Entry<'_>) -> bool {
    promise.value.scalar_text().is_none_or(is_kept)
}

/// Whether a block may be meant to promise that somebody will not be found.
pub(crate) fn is_guarded(block: NodeRef<'_>) -> bool {
    let mut promises = block.entries().filter(|entry| KeyRole::of(entry.name()) == Some(KeyRole::Promise));
    promises.any(keeps_promise)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_end_no_promise() {
        for key in ["protected", "Protected", "protectd", "protcted", "confidental", "x_protected"] {
            assert_eq!(KeyRole::of(key), Some(KeyRole::Promise), "{key}");
        }
        for key in ["name_orignal", "Name_original", "nameOriginal", "name original", "athor", "archive_url"]
        {
            assert_eq!(KeyRole::of(key), Some(KeyRole::Covered), "{key}");
        }
        for key in ["name", "role", "consent", "description", "title", "publisher", "published", "language"] {
            assert_eq!(KeyRole::of(key), None, "{key}");
        }
        assert!(["yes", "true", "True", "please", "1"].into_iter().all(is_kept));
        assert!(!["no", " False", "OFF", "0", "~", "null", ""].into_iter().any(is_kept));
    }
}
