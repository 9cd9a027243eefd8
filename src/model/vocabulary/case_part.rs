//! Parts of persons in a case.

vocabulary! {
    /// A person's part in a case: the word under `part:`.
    CasePart {
        /// The person is accused or convicted.
        Defendant = "defendant",
        /// The person is suspected, without a charge so far.
        Suspect = "suspect",
        /// The person was harmed.
        Victim = "victim",
        /// The person complained of what was done to them or to others.
        Complainant = "complainant",
        /// The person brings the civil suit.
        Plaintiff = "plaintiff",
        /// The person is sued.
        Respondent = "respondent",
        /// The person testifies.
        Witness = "witness",
        /// The person defends or represents somebody.
        Lawyer = "lawyer",
        /// The person brings the charge for the state.
        Prosecutor = "prosecutor",
        /// The person decides.
        Judge = "judge",
        /// The person acts for the state otherwise.
        Official = "official",
        /// The person is a relative of somebody in the case.
        Relative = "relative",
        /// The person is only quoted.
        Speaker = "speaker",
        /// Any other part.
        Other = "other",
    }
}

impl CasePart {
    /// Returns true for the people whom a court's decision concerns.
    pub(crate) fn is_party(self) -> bool {
        matches!(self, Self::Defendant | Self::Suspect | Self::Plaintiff | Self::Respondent)
    }

    /// Returns true for the people to whom something was done.
    pub(crate) fn is_harmed(self) -> bool {
        matches!(self, Self::Victim | Self::Complainant)
    }

    /// Returns true for the people whom a court cannot convict in the case: they speak or act in it.
    pub(crate) fn is_never_convicted(self) -> bool {
        matches!(self, Self::Lawyer | Self::Prosecutor | Self::Judge | Self::Speaker | Self::Relative)
    }
}
