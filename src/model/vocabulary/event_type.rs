//! Types of events.

use serde::Deserialize;

vocabulary! {
    /// A type of event: the word under an event's `type:`.
    #[derive(Deserialize)]
    #[serde(rename_all = "kebab-case")]
    EventType {
        /// People protest in public: a rally, a picket, a strike.
        Protest = "protest",
        /// Somebody says something in public.
        Statement = "statement",
        /// Somebody attacks a person or their property.
        Attack = "attack",
        /// The authorities search a home or an office.
        Search = "search",
        /// Something is published: an article, a post, a report.
        Publication = "publication",
        /// The authorities refuse to register an organisation.
        RegistrationRefusal = "registration-refusal",
        /// A law or a draft law moves forward.
        Legislation = "legislation",
        /// People vote.
        Election = "election",
        /// Anything that no other type covers.
        Other = "other",
        /// Somebody is detained, mostly for hours or days.
        Detention = "detention",
        /// Somebody is arrested.
        Arrest = "arrest",
        /// Somebody is held in custody before trial.
        PreTrialDetention = "pre-trial-detention",
        /// Somebody is confined to their home.
        HouseArrest = "house-arrest",
        /// Somebody is charged with an offence.
        Charge = "charge",
        /// A trial opens.
        Trial = "trial",
        /// A court holds a hearing.
        Hearing = "hearing",
        /// A court decides, in the first instance or on review.
        Verdict = "verdict",
        /// Somebody is released.
        Release = "release",
        /// An amnesty covers somebody.
        Amnesty = "amnesty",
        /// Somebody is pardoned.
        Pardon = "pardon",
        /// Somebody dies.
        Death = "death",
        /// Somebody is tortured or otherwise ill-treated.
        IllTreatment = "ill-treatment",
        /// Somebody complains to an authority or a body.
        Complaint = "complaint",
        /// An authority opens, refuses, suspends or closes an investigation.
        Investigation = "investigation",
        /// Somebody refuses food in protest.
        HungerStrike = "hunger-strike",
        /// Somebody is moved to another place of detention.
        Transfer = "transfer",
        /// Somebody is put in a punishment cell.
        PunishmentCell = "punishment-cell",
        /// Somebody is held in a psychiatric hospital.
        PsychiatricDetention = "psychiatric-detention",
        /// A website or an account is blocked.
        Blocking = "blocking",
        /// A network is shut down.
        Shutdown = "shutdown",
        /// An organisation is dissolved.
        Dissolution = "dissolution",
        /// The work of an organisation is suspended.
        Suspension = "suspension",
        /// An authority puts somebody or something on a list, such as that of foreign agents.
        Designation = "designation",
        /// Somebody is put on a wanted list.
        WantedNotice = "wanted-notice",
        /// Somebody may not leave or enter the country.
        TravelBan = "travel-ban",
        /// Somebody loses their citizenship.
        CitizenshipRevocation = "citizenship-revocation",
        /// Somebody is removed from the country.
        Deportation = "deportation",
        /// Somebody is dismissed from work or study.
        Dismissal = "dismissal",
        /// Somebody is drafted into the army.
        Conscription = "conscription",
        /// A state asks for somebody, or hands somebody over.
        Extradition = "extradition",
        /// A state decides on asylum.
        AsylumDecision = "asylum-decision",
        /// The authorities do not allow a rally or another assembly.
        AssemblyRefused = "assembly-refused",
        /// A civil suit is filed.
        Claim = "claim",
        /// The prosecutor asks for a sentence.
        ProsecutionRequest = "prosecution-request",
        /// An appeal is filed; the decision on it is a verdict.
        Appeal = "appeal",
        /// An international body adopts an opinion or a decision.
        Opinion = "opinion",
    }
}

impl EventType {
    /// Returns true if the event takes somebody's liberty.
    pub(crate) fn is_custody(self) -> bool {
        matches!(
            self,
            Self::Detention
                | Self::Arrest
                | Self::PreTrialDetention
                | Self::HouseArrest
                | Self::PsychiatricDetention
        )
    }

    /// Returns true for custody that courts prolong as a rule, so that it does not end by itself.
    pub(crate) fn is_lasting_custody(self) -> bool {
        matches!(self, Self::PreTrialDetention | Self::HouseArrest | Self::PsychiatricDetention)
    }

    /// Returns true if a court sits without deciding.
    pub(crate) fn is_court_session(self) -> bool {
        matches!(self, Self::Trial | Self::Hearing)
    }

    /// Returns true if the event happens only to the living.
    pub(crate) fn needs_the_living(self) -> bool {
        self.is_custody()
            || matches!(
                self,
                Self::HungerStrike
                    | Self::Transfer
                    | Self::PunishmentCell
                    | Self::Conscription
                    | Self::IllTreatment
                    | Self::Deportation
            )
    }

    /// Returns true if the event happens to the victims of a case, where it says nothing else.
    pub(crate) fn happens_to_victims(self) -> bool {
        matches!(self, Self::Attack | Self::Death | Self::IllTreatment)
    }

    /// Returns true for the act of an authority that can be taken to court: a review may be of it, and not of a verdict.
    pub(crate) fn is_reviewable_act(self) -> bool {
        matches!(
            self,
            Self::RegistrationRefusal
                | Self::AssemblyRefused
                | Self::Investigation
                | Self::Blocking
                | Self::Shutdown
                | Self::Dissolution
                | Self::Suspension
                | Self::Designation
                | Self::WantedNotice
                | Self::TravelBan
                | Self::CitizenshipRevocation
                | Self::Deportation
                | Self::Dismissal
                | Self::Conscription
                | Self::Extradition
                | Self::AsylumDecision
        )
    }

    /// Returns true if the event frees somebody.
    pub(crate) fn is_release(self) -> bool {
        matches!(self, Self::Release | Self::Amnesty | Self::Pardon)
    }

    /// Returns true if the event is words: they are their own source.
    pub(crate) fn is_utterance(self) -> bool {
        matches!(self, Self::Statement | Self::Publication | Self::Complaint | Self::Opinion)
    }

    /// Returns true for the background of a case, which need not happen to a person.
    pub(crate) fn is_background(self) -> bool {
        matches!(
            self,
            Self::Legislation
                | Self::Election
                | Self::Publication
                | Self::Statement
                | Self::Other
                | Self::Blocking
                | Self::Shutdown
                | Self::Dissolution
                | Self::Suspension
                | Self::AssemblyRefused
                | Self::Opinion
        )
    }

    /// Returns true if the event says that somebody is suspected of an offence.
    pub(crate) fn is_accusation(self) -> bool {
        matches!(
            self,
            Self::Charge
                | Self::Arrest
                | Self::Trial
                | Self::PreTrialDetention
                | Self::WantedNotice
                | Self::ProsecutionRequest
        )
    }
}
