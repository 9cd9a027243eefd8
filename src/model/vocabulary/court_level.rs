//! Levels of courts.

vocabulary! {
    /// A court's level: the word under a court's `level:`. A higher level is greater.
    #[derive(PartialOrd, Ord)]
    CourtLevel {
        /// The court that tries a case first.
        FirstInstance = "first-instance",
        /// The court that reviews a verdict on appeal.
        Appeal = "appeal",
        /// The court that reviews points of law.
        Cassation = "cassation",
        /// The highest court.
        Supreme = "supreme",
    }
}
