//! Levels of courts.

/// A court's level: the word under a court's `level:`. A higher level is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum CourtLevel {
    /// The court that tries a case first.
    FirstInstance,
    /// The court that reviews a verdict on appeal.
    Appeal,
    /// The court that reviews points of law.
    Cassation,
    /// The highest court.
    Supreme,
}

impl CourtLevel {
    /// Every level, in the order of the schema.
    pub(crate) const ALL: [Self; 4] = [Self::FirstInstance, Self::Appeal, Self::Cassation, Self::Supreme];

    /// Returns the word that files write.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::FirstInstance => "first-instance",
            Self::Appeal => "appeal",
            Self::Cassation => "cassation",
            Self::Supreme => "supreme",
        }
    }

    /// Returns the level that a word stands for.
    pub(crate) fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }
}
