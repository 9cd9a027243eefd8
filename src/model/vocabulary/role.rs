//! Roles of persons.

/// A person's part in public life or in the case: the word under `role:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// An activist.
    Activist,
    /// A journalist or blogger.
    Journalist,
    /// A lawyer.
    Lawyer,
    /// A leader of the political opposition.
    OppositionLeader,
    /// An official of the state.
    Official,
    /// A victim of a violation.
    Victim,
    /// A witness.
    Witness,
    /// Any other role.
    Other,
}

impl Role {
    /// Every role, in the order of the schema.
    pub(crate) const ALL: [Self; 8] = [
        Self::Activist,
        Self::Journalist,
        Self::Lawyer,
        Self::OppositionLeader,
        Self::Official,
        Self::Victim,
        Self::Witness,
        Self::Other,
    ];

    /// Returns the word that files write.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Activist => "activist",
            Self::Journalist => "journalist",
            Self::Lawyer => "lawyer",
            Self::OppositionLeader => "opposition-leader",
            Self::Official => "official",
            Self::Victim => "victim",
            Self::Witness => "witness",
            Self::Other => "other",
        }
    }

    /// Returns the role that a word stands for.
    pub(crate) fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }

    /// Returns true for people in office or at the head of a movement: their beliefs are of public interest.
    pub(crate) fn is_public_figure(self) -> bool {
        matches!(self, Self::OppositionLeader | Self::Official)
    }
}
