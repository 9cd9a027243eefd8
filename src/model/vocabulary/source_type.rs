//! Types of sources.

/// A type of source: the word under a source's `type:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum SourceType {
    /// A judgment or another document of a court.
    CourtDocument,
    /// A document of another authority.
    OfficialDocument,
    /// The text of a law.
    Legislation,
    /// A statement in public.
    Statement,
    /// A news item.
    News,
    /// A report of another organisation.
    Report,
    /// An interview.
    Interview,
    /// A video.
    Video,
    /// A photo.
    Photo,
    /// A post on social media.
    SocialMedia,
    /// The authors' own monitoring.
    Monitoring,
}

impl SourceType {
    /// Every type, in the order of the schema.
    pub(crate) const ALL: [Self; 11] = [
        Self::CourtDocument,
        Self::OfficialDocument,
        Self::Legislation,
        Self::Statement,
        Self::News,
        Self::Report,
        Self::Interview,
        Self::Video,
        Self::Photo,
        Self::SocialMedia,
        Self::Monitoring,
    ];

    /// Returns the word that files write.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::CourtDocument => "court-document",
            Self::OfficialDocument => "official-document",
            Self::Legislation => "legislation",
            Self::Statement => "statement",
            Self::News => "news",
            Self::Report => "report",
            Self::Interview => "interview",
            Self::Video => "video",
            Self::Photo => "photo",
            Self::SocialMedia => "social-media",
            Self::Monitoring => "monitoring",
        }
    }

    /// Returns the type that a word stands for.
    pub(crate) fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }

    /// Returns true for the authors' own work and for what is rarely on the web.
    pub(crate) fn is_often_offline(self) -> bool {
        matches!(self, Self::Interview | Self::Monitoring | Self::Photo | Self::Video)
    }
}
