//! Freedoms.

/// A freedom that a case is about: a word under `freedoms:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Freedom {
    /// Freedom of expression.
    Expression,
    /// Freedom of association.
    Association,
    /// Freedom of peaceful assembly.
    PeacefulAssembly,
    /// The right to a fair trial.
    FairTrial,
    /// The right to liberty and security.
    Liberty,
    /// The right to privacy.
    Privacy,
    /// Freedom of religion or belief.
    Religion,
    /// Freedom of movement.
    Movement,
}

impl Freedom {
    /// Every freedom, in the order of the schema.
    pub(crate) const ALL: [Self; 8] = [
        Self::Expression,
        Self::Association,
        Self::PeacefulAssembly,
        Self::FairTrial,
        Self::Liberty,
        Self::Privacy,
        Self::Religion,
        Self::Movement,
    ];

    /// Returns the word that files write.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Expression => "expression",
            Self::Association => "association",
            Self::PeacefulAssembly => "peaceful-assembly",
            Self::FairTrial => "fair-trial",
            Self::Liberty => "liberty",
            Self::Privacy => "privacy",
            Self::Religion => "religion",
            Self::Movement => "movement",
        }
    }

    /// Returns the freedom that a word stands for.
    pub(crate) fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }
}
