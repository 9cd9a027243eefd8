//! Roles of persons.

vocabulary! {
    /// A person's part in public life or in the case: the word under `role:`.
    Role {
        /// An activist.
        Activist = "activist",
        /// A journalist or blogger.
        Journalist = "journalist",
        /// A lawyer.
        Lawyer = "lawyer",
        /// A leader of the political opposition.
        OppositionLeader = "opposition-leader",
        /// An official of the state.
        Official = "official",
        /// A victim of a violation.
        Victim = "victim",
        /// A witness.
        Witness = "witness",
        /// Any other role.
        Other = "other",
        /// A blogger.
        Blogger = "blogger",
        /// A human rights defender.
        HumanRightsDefender = "human-rights-defender",
        /// A politician.
        Politician = "politician",
        /// A student.
        Student = "student",
        /// A prosecutor.
        Prosecutor = "prosecutor",
        /// A judge.
        Judge = "judge",
        /// A leader of a religious community.
        ReligiousLeader = "religious-leader",
        /// An artist.
        Artist = "artist",
        /// A relative of somebody in the report.
        Relative = "relative",
    }
}

impl Role {
    /// Returns true for people in office or at the head of a movement: their beliefs are of public interest.
    pub(crate) fn is_public_figure(self) -> bool {
        matches!(
            self,
            Self::OppositionLeader
                | Self::Official
                | Self::Politician
                | Self::ReligiousLeader
                | Self::Prosecutor
                | Self::Judge
        )
    }
}
