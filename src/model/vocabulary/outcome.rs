//! Outcomes of verdicts.

vocabulary! {
    /// The decision of a verdict: the word under `outcome:`.
    Outcome {
        /// The court finds somebody guilty.
        Convicted = "convicted",
        /// The court finds somebody not guilty.
        Acquitted = "acquitted",
        /// A review leaves the verdict as it was.
        Upheld = "upheld",
        /// A review changes the verdict, for example the penalty.
        Amended = "amended",
        /// A review sets the verdict aside.
        Overturned = "overturned",
        /// The court closes the case.
        Dismissed = "dismissed",
        /// In a civil case, the court grants the claim.
        Granted = "granted",
        /// In a civil case, the court grants a part of the claim.
        PartlyGranted = "partly-granted",
        /// In a civil case, the court refuses the claim.
        Refused = "refused",
        /// In a civil case, the parties settle.
        Settled = "settled",
        /// The decision differs between people or charges: each is under `results`.
        Mixed = "mixed",
    }
}

impl Outcome {
    /// Returns true if only a suit between parties ends this way.
    pub(crate) fn is_civil(self) -> bool {
        matches!(self, Self::Granted | Self::PartlyGranted | Self::Refused | Self::Settled)
    }

    /// Returns true if only a case against somebody who is accused ends this way.
    pub(crate) fn is_criminal(self) -> bool {
        matches!(self, Self::Convicted | Self::Acquitted)
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
        matches!(self, Self::Acquitted | Self::Overturned | Self::Dismissed | Self::Refused)
    }
}
