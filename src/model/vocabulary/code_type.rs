//! Types of legal codes.

/// The matter that a legal code regulates: the word under the code's `type:`. It decides which penalties can rest on
/// the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum CodeType {
    /// Crimes.
    Criminal,
    /// Administrative offences.
    Administrative,
    /// The procedure in criminal cases.
    CriminalProcedure,
    /// The constitution.
    Constitution,
    /// Any other law.
    Other,
}

impl CodeType {
    /// Every type, in the order of the schema.
    pub(crate) const ALL: [Self; 5] =
        [Self::Criminal, Self::Administrative, Self::CriminalProcedure, Self::Constitution, Self::Other];

    /// Returns the word that files write.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Criminal => "criminal",
            Self::Administrative => "administrative",
            Self::CriminalProcedure => "criminal-procedure",
            Self::Constitution => "constitution",
            Self::Other => "other",
        }
    }

    /// Returns the type that a word stands for.
    pub(crate) fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }

    /// Returns true if the code defines offences.
    pub(crate) fn defines_offences(self) -> bool {
        matches!(self, Self::Criminal | Self::Administrative)
    }
}
