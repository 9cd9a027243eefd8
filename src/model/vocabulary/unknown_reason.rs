//! Reasons for which something is not known.

vocabulary! {
    /// The reason for which a value is not known: the word under `why:`.
    UnknownReason {
        /// Nobody has published it.
        NotPublished = "not-published",
        /// The trial was closed to the public.
        ClosedTrial = "closed-trial",
        /// The authorities keep it secret.
        Classified = "classified",
        /// The authority was asked and did not answer.
        Refused = "refused",
        /// The source does not say.
        SourceSilent = "source-silent",
        /// The publisher knows it and does not publish it, for safety.
        Withheld = "withheld",
    }
}
