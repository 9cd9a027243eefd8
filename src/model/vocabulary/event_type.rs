//! Types of events.

use serde::Deserialize;

/// A type of event: the word under an event's `type:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum EventType {
    /// People protest in public: a rally, a picket, a strike.
    Protest,
    /// Somebody says something in public.
    Statement,
    /// Somebody attacks a person or their property.
    Attack,
    /// The authorities search a home or an office.
    Search,
    /// Something is published: an article, a post, a report.
    Publication,
    /// The authorities refuse to register an organisation.
    RegistrationRefusal,
    /// A law or a draft law moves forward.
    Legislation,
    /// People vote.
    Election,
    /// Anything that no other type covers.
    Other,
    /// Somebody is detained, mostly for hours or days.
    Detention,
    /// Somebody is arrested.
    Arrest,
    /// Somebody is held in custody before trial.
    PreTrialDetention,
    /// Somebody is confined to their home.
    HouseArrest,
    /// Somebody is charged with an offence.
    Charge,
    /// A trial opens.
    Trial,
    /// A court holds a hearing.
    Hearing,
    /// A court decides, in the first instance or on review.
    Verdict,
    /// Somebody is released.
    Release,
    /// An amnesty covers somebody.
    Amnesty,
    /// Somebody is pardoned.
    Pardon,
}

impl EventType {
    /// Every type, in the order of the schema.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 20] = [
        Self::Protest,
        Self::Statement,
        Self::Attack,
        Self::Search,
        Self::Publication,
        Self::RegistrationRefusal,
        Self::Legislation,
        Self::Election,
        Self::Other,
        Self::Detention,
        Self::Arrest,
        Self::PreTrialDetention,
        Self::HouseArrest,
        Self::Charge,
        Self::Trial,
        Self::Hearing,
        Self::Verdict,
        Self::Release,
        Self::Amnesty,
        Self::Pardon,
    ];

    /// Returns the word that files write.
    #[cfg(test)]
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Protest => "protest",
            Self::Statement => "statement",
            Self::Attack => "attack",
            Self::Search => "search",
            Self::Publication => "publication",
            Self::RegistrationRefusal => "registration-refusal",
            Self::Legislation => "legislation",
            Self::Election => "election",
            Self::Other => "other",
            Self::Detention => "detention",
            Self::Arrest => "arrest",
            Self::PreTrialDetention => "pre-trial-detention",
            Self::HouseArrest => "house-arrest",
            Self::Charge => "charge",
            Self::Trial => "trial",
            Self::Hearing => "hearing",
            Self::Verdict => "verdict",
            Self::Release => "release",
            Self::Amnesty => "amnesty",
            Self::Pardon => "pardon",
        }
    }

    /// Returns the type that a word stands for.
    pub(crate) fn from_name(word: &str) -> Option<Self> {
        Some(match word {
            "protest" => Self::Protest,
            "statement" => Self::Statement,
            "attack" => Self::Attack,
            "search" => Self::Search,
            "publication" => Self::Publication,
            "registration-refusal" => Self::RegistrationRefusal,
            "legislation" => Self::Legislation,
            "election" => Self::Election,
            "other" => Self::Other,
            "detention" => Self::Detention,
            "arrest" => Self::Arrest,
            "pre-trial-detention" => Self::PreTrialDetention,
            "house-arrest" => Self::HouseArrest,
            "charge" => Self::Charge,
            "trial" => Self::Trial,
            "hearing" => Self::Hearing,
            "verdict" => Self::Verdict,
            "release" => Self::Release,
            "amnesty" => Self::Amnesty,
            "pardon" => Self::Pardon,
            _ => return None,
        })
    }

    /// Returns true if the event takes somebody's liberty.
    pub(crate) fn is_custody(self) -> bool {
        matches!(self, Self::Detention | Self::Arrest | Self::PreTrialDetention | Self::HouseArrest)
    }

    /// Returns true for custody that courts prolong as a rule, so that it does not end by itself.
    pub(crate) fn is_lasting_custody(self) -> bool {
        matches!(self, Self::PreTrialDetention | Self::HouseArrest)
    }

    /// Returns true if a court sits without deciding.
    pub(crate) fn is_court_session(self) -> bool {
        matches!(self, Self::Trial | Self::Hearing)
    }

    /// Returns true if the event frees somebody.
    pub(crate) fn is_release(self) -> bool {
        matches!(self, Self::Release | Self::Amnesty | Self::Pardon)
    }

    /// Returns true if the event is words: they are their own source.
    pub(crate) fn is_utterance(self) -> bool {
        matches!(self, Self::Statement | Self::Publication)
    }

    /// Returns true for the background of a case, which need not happen to a person.
    pub(crate) fn is_background(self) -> bool {
        matches!(self, Self::Legislation | Self::Election | Self::Publication | Self::Statement | Self::Other)
    }

    /// Returns true if the event says that somebody is suspected of an offence.
    pub(crate) fn is_accusation(self) -> bool {
        matches!(self, Self::Charge | Self::Arrest | Self::Trial | Self::PreTrialDetention)
    }
}
