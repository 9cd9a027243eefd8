//! Types of legal codes.

vocabulary! {
    /// The matter that a legal code regulates: the word under the code's `type:`. It decides which penalties can rest on
    /// the code.
    CodeType {
        /// Crimes.
        Criminal = "criminal",
        /// Administrative offences.
        Administrative = "administrative",
        /// The procedure in criminal cases.
        CriminalProcedure = "criminal-procedure",
        /// The constitution.
        Constitution = "constitution",
        /// Any other law.
        Other = "other",
    }
}

impl CodeType {
    /// Returns true if the code defines offences.
    pub(crate) fn defines_offences(self) -> bool {
        matches!(self, Self::Criminal | Self::Administrative)
    }
}
