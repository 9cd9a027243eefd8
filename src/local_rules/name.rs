//! The names of local rules.

use std::fmt;

/// The beginning of the names of findings.
pub(crate) const PREFIX: &str = "local/";

/// The name that selects every local rule.
pub(crate) const LOCAL: &str = "local";

/// The letters that a name may have, with those of the beginning.
const MOST: usize = 53;

/// The name of a local rule. It is small enough to be copied.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalName {
    /// The name of its findings, filled up with zeros.
    letters: [u8; MOST],
    length: u8,
}

impl LocalName {
    /// Reads a name: words of small letters and digits with `-` between them.
    pub fn new(name: &str) -> Option<Self> {
        let is_word = |word: &str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let mut letters = [0; MOST];
        let full = letters.get_mut(..PREFIX.len() + name.len())?;
        let (prefix, own) = full.split_at_mut_checked(PREFIX.len())?;
        prefix.copy_from_slice(PREFIX.as_bytes());
        own.copy_from_slice(name.as_bytes());
        let length = u8::try_from(PREFIX.len() + name.len()).ok()?;
        name.split('-').all(is_word).then_some(Self { letters, length })
    }

    /// Reads the name of a finding, `local/NAME`.
    pub fn of_finding(name: &str) -> Option<Self> {
        Self::new(name.strip_prefix(PREFIX)?)
    }

    /// Returns the name of the rule's findings.
    pub fn full(&self) -> &str {
        let letters = self.letters.get(..usize::from(self.length)).unwrap_or_default();
        // It was made of a text.
        std::str::from_utf8(letters).unwrap_or_default()
    }

    /// Returns the name as the rule's file has it.
    pub fn as_str(&self) -> &str {
        self.full().strip_prefix(PREFIX).unwrap_or_default()
    }
}

impl fmt::Debug for LocalName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for LocalName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
