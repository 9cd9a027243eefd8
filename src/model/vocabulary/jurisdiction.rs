//! Kinds of law that charges and verdicts rest on.

use super::CodeType;

/// The kind of law that a charge or a verdict rests on: the word under `jurisdiction:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Jurisdiction {
    /// Crimes, under a criminal code; the default.
    Criminal,
    /// Administrative offences, under a code of their own.
    Administrative,
}

impl Jurisdiction {
    /// Every jurisdiction, in the order of the schema.
    pub(crate) const ALL: [Self; 2] = [Self::Criminal, Self::Administrative];

    /// Returns the word that files write.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Criminal => "criminal",
            Self::Administrative => "administrative",
        }
    }

    /// Returns the jurisdiction that a word stands for.
    pub(crate) fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }

    /// Returns the type of the codes that this kind of law rests on.
    pub(crate) fn code_type(self) -> CodeType {
        match self {
            Self::Criminal => CodeType::Criminal,
            Self::Administrative => CodeType::Administrative,
        }
    }
}
