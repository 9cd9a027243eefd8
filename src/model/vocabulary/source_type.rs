//! Types of sources.

vocabulary! {
    /// A type of source: the word under a source's `type:`.
    SourceType {
        /// A judgment or another document of a court.
        CourtDocument = "court-document",
        /// A document of another authority.
        OfficialDocument = "official-document",
        /// The text of a law.
        Legislation = "legislation",
        /// A statement in public.
        Statement = "statement",
        /// A news item.
        News = "news",
        /// A report of another organisation.
        Report = "report",
        /// An interview.
        Interview = "interview",
        /// A video.
        Video = "video",
        /// A photo.
        Photo = "photo",
        /// A post on social media.
        SocialMedia = "social-media",
        /// The authors' own monitoring.
        Monitoring = "monitoring",
        /// A document of an international body.
        InternationalBody = "international-body",
        /// The opinion of a lawyer or an expert.
        LegalOpinion = "legal-opinion",
        /// An audio recording.
        Audio = "audio",
        /// A database or a register.
        Database = "database",
    }
}

impl SourceType {
    /// Returns true for the authors' own work and for what is rarely on the web.
    pub(crate) fn is_often_offline(self) -> bool {
        matches!(self, Self::Audio | Self::Interview | Self::Monitoring | Self::Photo | Self::Video)
    }

    /// Returns true for the papers of courts and authorities.
    pub(crate) fn is_of_authority(self) -> bool {
        matches!(self, Self::CourtDocument | Self::OfficialDocument)
    }
}
