//! Ids: one type for each noun, so that a customer's id cannot be given where a source's is meant.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use uuid::Uuid;

macro_rules! integer_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

integer_ids! {
    /// A customer source: the tenant.
    SourceId;
    /// A customer: the protected person.
    CustomerId;
    /// A subscription of a source, linked to a customer or not yet.
    SubscriptionId;
    /// A kind of subscription that a source offers.
    SubscriptionTypeId;
    /// A fixed location: a managed site.
    LocationId;
}

/// A signup session, the only id that clients must treat as an opaque string.
///
/// Version 7 UUIDs begin with the time they were made, so that new rows land at one end of the
/// index and "newest first" is the order of the key itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct SignupId(pub Uuid);

impl fmt::Display for SignupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for SignupId {
    type Err = uuid::Error;

    /// Reads the hyphenated lower-case form only: one id, one spelling, one URL.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let id = Uuid::try_parse(text)?;
        if id.hyphenated().to_string() == text { Ok(Self(id)) } else { Uuid::try_parse("").map(Self) }
    }
}
