//! Kinds of law that charges and verdicts rest on.

use super::CodeType;

vocabulary! {
    /// The kind of law that a charge or a verdict rests on: the word under `jurisdiction:`.
    Jurisdiction {
        /// Crimes, under a criminal code; the default.
        Criminal = "criminal",
        /// Administrative offences, under a code of their own.
        Administrative = "administrative",
        /// Disputes between parties, such as a suit for defamation.
        Civil = "civil",
    }
}

impl Jurisdiction {
    /// Returns the type of the codes that this kind of law rests on; `None` for civil law, which is in codes of several
    /// types.
    pub(crate) fn code_type(self) -> Option<CodeType> {
        match self {
            Self::Criminal => Some(CodeType::Criminal),
            Self::Administrative => Some(CodeType::Administrative),
            Self::Civil => None,
        }
    }
}
