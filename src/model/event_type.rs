//! The types of events.

use serde::Deserialize;

macro_rules! event_types {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// A type of event, by the word under `type:`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
        pub enum EventType {
            $(
                #[doc = concat!("`", $name, "`")]
                #[serde(rename = $name)]
                $variant,
            )*
        }

        impl EventType {
            /// The word in a file.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

event_types! {
    Protest = "protest",
    Statement = "statement",
    Attack = "attack",
    Search = "search",
    Publication = "publication",
    RegistrationRefusal = "registration-refusal",
    Legislation = "legislation",
    Election = "election",
    Other = "other",
    Detention = "detention",
    Arrest = "arrest",
    PreTrialDetention = "pre-trial-detention",
    HouseArrest = "house-arrest",
    Charge = "charge",
    Trial = "trial",
    Hearing = "hearing",
    Verdict = "verdict",
    Release = "release",
    Amnesty = "amnesty",
    Pardon = "pardon",
}
