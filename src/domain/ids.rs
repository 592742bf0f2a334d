//! Identities that appear outside: accounts and attempts are UUIDv7, so that an index keeps them in order of birth.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Reads the hyphenated form; anything else is no id.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text).ok().map(Self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }
    };
}

uuid_id!(
    /// A person who can sign in.
    AccountId
);
uuid_id!(
    /// One sitting of one quiz by one person.
    AttemptId
);
uuid_id!(
    /// A family of refresh tokens: one sign-in on one device.
    SessionId
);
uuid_id!(
    /// A supervised sitting of an exam.
    SittingId
);
uuid_id!(
    /// A class of people who learn together.
    ClassId
);
uuid_id!(
    /// A meeting of a class.
    ClassSessionId
);
uuid_id!(
    /// A record of work with AI.
    WorkRecordId
);
uuid_id!(
    /// A session in which people who were drawn are asked again.
    RecheckSessionId
);
uuid_id!(
    /// What somebody who was drawn is asked.
    RecheckId
);
uuid_id!(
    /// What an inspector found in a unit.
    FindingId
);
uuid_id!(
    /// What somebody told without a name. Random: it says nothing of when.
    ReportId
);
uuid_id!(
    /// A milestone of a unit's plan.
    MilestoneId
);
uuid_id!(
    /// What an exemplary unit tells others, on one page.
    ExemplarId
);
