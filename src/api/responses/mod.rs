//! The shapes of answers: what is serialised and the schema in the OpenAPI document are one type.

#![expect(clippy::struct_field_names, reason = "the names are the contract's")]

mod customer;
mod event;
mod form;
mod funnel;
mod location;
mod notifier;
mod privacy;
mod session;
mod source;
mod subscription;

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::string_enum::string_enum;

pub use customer::{CustomerAnswer, Customers};
pub use event::Events;
pub use form::{Form, FormAnswer, Logo, PreviewAnswer, SectionName};
pub use funnel::Funnel;
pub use location::{Location, Locations};
pub use notifier::{Deliveries, DeliveryAnswer, NotifierAnswer};
pub use privacy::{ConsentEntry, Export};
pub use session::{Session, Sessions};
pub use source::Source;
pub use subscription::{Subscription, SubscriptionChanged, SubscriptionType, Subscriptions};

/// What was done, where there is nothing else to tell.
#[derive(Serialize, JsonSchema)]
pub struct Message {
    /// What was done, in a sentence.
    pub message: &'static str,
}

/// An access token.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Token<'a> {
    /// The token itself, for `Authorization: Bearer`.
    pub access_token: &'a str,
    /// How to send it.
    pub token_type: Bearer,
    /// For how many seconds it is good.
    pub expires_in: i64,
}

/// An access token as RFC 6749, section 5.1, has it.
#[derive(Serialize)]
pub struct OauthToken<'a> {
    /// The token itself.
    pub access_token: &'a str,
    /// How to send it.
    pub token_type: Bearer,
    /// For how many seconds it is good.
    pub expires_in: i64,
}

string_enum! {
    /// The only kind of token.
    pub enum Bearer {
        /// RFC 6750.
        Bearer = "Bearer",
    }
}
