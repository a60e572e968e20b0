//! Ids: one type for each noun, so that a customer's id cannot be given where a source's is meant.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use uuid::Uuid;

use crate::domain::moment::Moment;

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
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "integer", "format": "int64", "minimum": 1 })
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
    /// A version of a source's form.
    FormId;
}

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            /// Reads the hyphenated lower-case form only: one id, one spelling, one URL.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let id = Uuid::try_parse(text)?;
                if id.hyphenated().to_string() == text { Ok(Self(id)) } else { Uuid::try_parse("").map(Self) }
            }
        }
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string" })
            }
        }
    )*};
}

// Version 7 UUIDs begin with the time they were made, so that new rows land at one end of the
// index and "newest first" is the order of the key itself.
uuid_ids! {
    /// A signup session; clients must treat it as an opaque string.
    SignupId;
    /// A notifier: where a source's events are sent.
    NotifierId;
    /// A delivery of one event: the `webhook-id` of every try.
    DeliveryId;
    /// A row of the audit.
    AuditId;
}

/// A version 7 UUID made at `now`; `chance` is 10 random bytes.
#[must_use]
pub fn time_ordered(now: Moment, chance: [u8; 10]) -> Uuid {
    let millis = u64::try_from(now.micros() / 1000).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid()
}
