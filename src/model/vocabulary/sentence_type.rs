//! Kinds of penalties.

use super::Jurisdiction;

vocabulary! {
    /// A kind of penalty: the word under the `type:` of a sentence, and of a penalty in a legal code.
    SentenceType {
        /// A term in prison.
        Imprisonment = "imprisonment",
        /// A term in prison that is not served for now.
        SuspendedImprisonment = "suspended-imprisonment",
        /// Supervision instead of prison, for a term.
        RestrictionOfLiberty = "restriction-of-liberty",
        /// A short arrest for an administrative offence.
        AdministrativeArrest = "administrative-arrest",
        /// A sum of money.
        Fine = "fine",
        /// Unpaid work.
        CommunityService = "community-service",
        /// Work from whose wages a part is withheld.
        CorrectionalLabour = "correctional-labour",
        /// A ban on posts or activities.
        ActivityBan = "activity-ban",
        /// Removal from the country.
        Deportation = "deportation",
        /// Prison for life.
        LifeImprisonment = "life-imprisonment",
        /// Any other penalty.
        Other = "other",
        /// A term under supervision, without prison.
        Probation = "probation",
        /// Property is taken.
        Confiscation = "confiscation",
        /// A short arrest for a crime.
        CriminalArrest = "criminal-arrest",
        /// Death.
        DeathPenalty = "death-penalty",
        /// Treatment ordered by the court, mostly in a psychiatric hospital.
        CompulsoryTreatment = "compulsory-treatment",
        /// An official warning.
        Warning = "warning",
        /// The loss of a rank, a title or an award.
        DeprivationOfTitle = "deprivation-of-title",
        /// A payment to another party.
        Compensation = "compensation",
    }
}

impl SentenceType {
    /// Returns true for a penalty that lasts for a term.
    pub(crate) fn has_term(self) -> bool {
        matches!(
            self,
            Self::Imprisonment
                | Self::SuspendedImprisonment
                | Self::RestrictionOfLiberty
                | Self::AdministrativeArrest
                | Self::Probation
                | Self::CriminalArrest
        )
    }

    /// Returns true for a penalty that touches nobody's liberty.
    pub(crate) fn leaves_free(self) -> bool {
        matches!(
            self,
            Self::ActivityBan
                | Self::CommunityService
                | Self::Compensation
                | Self::Confiscation
                | Self::CorrectionalLabour
                | Self::DeprivationOfTitle
                | Self::Fine
                | Self::Warning
        )
    }

    /// Returns true for what a court orders beside a penalty, under an article of its own that is about the measure and not
    /// about the offence.
    pub(crate) fn has_own_article(self) -> bool {
        matches!(
            self,
            Self::ActivityBan
                | Self::Deportation
                | Self::Confiscation
                | Self::CompulsoryTreatment
                | Self::DeprivationOfTitle
                | Self::Compensation
        )
    }

    /// Returns the jurisdiction that alone knows the penalty; `None` where several do.
    pub(crate) fn only_jurisdiction(self) -> Option<Jurisdiction> {
        match self {
            Self::AdministrativeArrest => Some(Jurisdiction::Administrative),
            Self::Imprisonment
            | Self::SuspendedImprisonment
            | Self::LifeImprisonment
            | Self::RestrictionOfLiberty
            | Self::Probation
            | Self::CriminalArrest
            | Self::DeathPenalty => Some(Jurisdiction::Criminal),
            Self::Fine
            | Self::CommunityService
            | Self::CorrectionalLabour
            | Self::ActivityBan
            | Self::Deportation
            | Self::Confiscation
            | Self::CompulsoryTreatment
            | Self::Warning
            | Self::DeprivationOfTitle
            | Self::Compensation
            | Self::Other => None,
        }
    }
}
