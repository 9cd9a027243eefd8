//! Kinds of penalties.

use super::Jurisdiction;

/// A kind of penalty: the word under the `type:` of a sentence, and of a penalty in a legal code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum SentenceType {
    /// A term in prison.
    Imprisonment,
    /// A term in prison that is not served for now.
    SuspendedImprisonment,
    /// Supervision instead of prison, for a term.
    RestrictionOfLiberty,
    /// A short arrest for an administrative offence.
    AdministrativeArrest,
    /// A sum of money.
    Fine,
    /// Unpaid work.
    CommunityService,
    /// Work from whose wages a part is withheld.
    CorrectionalLabour,
    /// A ban on posts or activities.
    ActivityBan,
    /// Removal from the country.
    Deportation,
    /// Prison for life.
    LifeImprisonment,
    /// Any other penalty.
    Other,
}

impl SentenceType {
    /// Every kind, in the order of the schema.
    pub(crate) const ALL: [Self; 11] = [
        Self::Imprisonment,
        Self::SuspendedImprisonment,
        Self::RestrictionOfLiberty,
        Self::AdministrativeArrest,
        Self::Fine,
        Self::CommunityService,
        Self::CorrectionalLabour,
        Self::ActivityBan,
        Self::Deportation,
        Self::LifeImprisonment,
        Self::Other,
    ];

    /// Returns the word that files write.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Imprisonment => "imprisonment",
            Self::SuspendedImprisonment => "suspended-imprisonment",
            Self::RestrictionOfLiberty => "restriction-of-liberty",
            Self::AdministrativeArrest => "administrative-arrest",
            Self::Fine => "fine",
            Self::CommunityService => "community-service",
            Self::CorrectionalLabour => "correctional-labour",
            Self::ActivityBan => "activity-ban",
            Self::Deportation => "deportation",
            Self::LifeImprisonment => "life-imprisonment",
            Self::Other => "other",
        }
    }

    /// Returns the kind that a word stands for.
    pub(crate) fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }

    /// Returns true for a penalty that lasts for a term.
    pub(crate) fn has_term(self) -> bool {
        matches!(
            self,
            Self::Imprisonment
                | Self::SuspendedImprisonment
                | Self::RestrictionOfLiberty
                | Self::AdministrativeArrest
        )
    }

    /// Returns the jurisdiction that alone knows the penalty; `None` where both do.
    pub(crate) fn only_jurisdiction(self) -> Option<Jurisdiction> {
        match self {
            Self::AdministrativeArrest => Some(Jurisdiction::Administrative),
            Self::Imprisonment
            | Self::SuspendedImprisonment
            | Self::LifeImprisonment
            | Self::RestrictionOfLiberty => Some(Jurisdiction::Criminal),
            Self::Fine
            | Self::CommunityService
            | Self::CorrectionalLabour
            | Self::ActivityBan
            | Self::Deportation
            | Self::Other => None,
        }
    }
}
