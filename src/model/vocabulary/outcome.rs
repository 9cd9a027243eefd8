//! Outcomes of verdicts.

/// The decision of a verdict: the word under `outcome:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Outcome {
    /// The court finds somebody guilty.
    Convicted,
    /// The court finds somebody not guilty.
    Acquitted,
    /// A review leaves the verdict as it was.
    Upheld,
    /// A review changes the verdict, for example the penalty.
    Amended,
    /// A review sets the verdict aside.
    Overturned,
    /// The court closes the case.
    Dismissed,
}

impl Outcome {
    /// Every outcome, in the order of the schema.
    pub(crate) const ALL: [Self; 6] =
        [Self::Convicted, Self::Acquitted, Self::Upheld, Self::Amended, Self::Overturned, Self::Dismissed];

    /// Returns the word that files write.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Convicted => "convicted",
            Self::Acquitted => "acquitted",
            Self::Upheld => "upheld",
            Self::Amended => "amended",
            Self::Overturned => "overturned",
            Self::Dismissed => "dismissed",
        }
    }

    /// Returns the outcome that a word stands for.
    pub(crate) fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }

    /// Returns true if only a review can end this way.
    pub(crate) fn is_review(self) -> bool {
        matches!(self, Self::Upheld | Self::Amended | Self::Overturned)
    }

    /// Returns true if somebody stands convicted after the verdict.
    pub(crate) fn is_conviction(self) -> bool {
        matches!(self, Self::Convicted | Self::Upheld | Self::Amended)
    }

    /// Returns true if a review leaves the conviction standing.
    pub(crate) fn keeps_conviction(self) -> bool {
        matches!(self, Self::Upheld | Self::Amended)
    }

    /// Returns true if the verdict cancels the conviction that it reviews.
    pub(crate) fn cancels_conviction(self) -> bool {
        matches!(self, Self::Overturned | Self::Acquitted)
    }

    /// Returns true if the verdict cannot hand down a sentence.
    pub(crate) fn excludes_sentence(self) -> bool {
        matches!(self, Self::Acquitted | Self::Overturned | Self::Dismissed)
    }
}
