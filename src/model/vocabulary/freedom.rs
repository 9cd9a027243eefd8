//! Freedoms.

vocabulary! {
    /// A freedom that a case is about: a word under `freedoms:`.
    Freedom {
        /// Freedom of expression.
        Expression = "expression",
        /// Freedom of association.
        Association = "association",
        /// Freedom of peaceful assembly.
        PeacefulAssembly = "peaceful-assembly",
        /// The right to a fair trial.
        FairTrial = "fair-trial",
        /// The right to liberty and security.
        Liberty = "liberty",
        /// The right to privacy.
        Privacy = "privacy",
        /// Freedom of religion or belief.
        Religion = "religion",
        /// Freedom of movement.
        Movement = "movement",
        /// The right to life.
        Life = "life",
        /// Freedom from torture and other ill-treatment.
        Torture = "torture",
        /// The right to health.
        Health = "health",
        /// The right to a nationality.
        Nationality = "nationality",
        /// The right to seek asylum.
        Asylum = "asylum",
        /// The right to property.
        Property = "property",
        /// Freedom from discrimination.
        NonDiscrimination = "non-discrimination",
        /// The right to take part in public affairs.
        PoliticalParticipation = "political-participation",
    }
}
