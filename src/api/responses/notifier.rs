//! Responses about the notifier and its deliveries.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::actions::notifier::Fresh;
use crate::domain::ids::{DeliveryId, NotifierId};
use crate::domain::moment::Moment;
use crate::domain::webhook::delivery::{self, DeliveryError, DeliveryStatus};
use crate::domain::webhook::event::Event;
use crate::domain::webhook::notifier::{self, Method};

/// What stands for the value of a header, which may be a credential.
const HIDDEN: &str = "[hidden]";

/// Where your events are sent.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Notifier<'a> {
    /// Its id.
    id: NotifierId,
    /// Where webhooks are posted.
    url: &'a str,
    /// How.
    method: Method,
    /// The events that it asks for.
    // While an update is under way, a newer version may have written words that this one does not know.
    #[schemars(with = "Vec<Event>")]
    events: &'a [String],
    /// The headers that each webhook carries besides; only their names are told.
    headers: BTreeMap<&'a str, &'static str>,
    /// Whether webhooks about customers carry the whole profile.
    include_profile: bool,
    /// When it was registered.
    created_at: Moment,
    /// The secret that signs; only where it was made just now.
    #[schemars(with = "String")]
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<&'a str>,
}

impl<'a> From<&'a notifier::Notifier> for Notifier<'a> {
    fn from(notifier: &'a notifier::Notifier) -> Self {
        Self {
            id: notifier.id,
            url: notifier.url.as_str(),
            method: Method::Webhook,
            events: &notifier.events,
            headers: notifier.headers.0.keys().map(|name| (name.as_str(), HIDDEN)).collect(),
            include_profile: notifier.include_profile,
            created_at: notifier.created_at,
            secret: None,
        }
    }
}

impl<'a> From<&'a Fresh> for Notifier<'a> {
    fn from(fresh: &'a Fresh) -> Self {
        Self { secret: Some(fresh.secret.reveal()), ..Self::from(&fresh.notifier) }
    }
}

/// A notifier.
#[derive(Serialize, JsonSchema)]
pub struct NotifierAnswer<'a> {
    /// What was done, in a sentence.
    pub message: &'static str,
    /// The notifier.
    pub notifier: Notifier<'a>,
}

/// What became of a webhook: never its body, nor anything of the receiver's answer but the status.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Delivery<'a> {
    /// Its id, which is the `webhook-id` of every try.
    id: DeliveryId,
    /// The event that it tells.
    #[schemars(with = "Event")]
    event: &'a str,
    /// Whether it is being tried, was taken, or was given up.
    status: DeliveryStatus,
    /// How often it was tried.
    attempts: i64,
    /// When it was written.
    created_at: Moment,
    /// When it is tried next, while it is.
    next_attempt_at: Option<Moment>,
    /// When it was taken.
    delivered_at: Option<Moment>,
    /// When it was given up.
    parked_at: Option<Moment>,
    /// The HTTP status of the last answer.
    last_status: Option<i64>,
    /// Why the last try failed.
    #[schemars(with = "Option<DeliveryError>")]
    last_error: Option<&'a str>,
}

impl<'a> From<&'a delivery::Delivery> for Delivery<'a> {
    fn from(delivery: &'a delivery::Delivery) -> Self {
        let status = delivery.status();
        Self {
            id: delivery.id,
            event: &delivery.event,
            status,
            attempts: delivery.attempts,
            created_at: delivery.created_at,
            next_attempt_at: delivery.next_attempt(),
            delivered_at: delivery.delivered_at,
            parked_at: delivery.parked_at,
            last_status: delivery.last_status,
            last_error: delivery.error.as_deref(),
        }
    }
}

/// A delivery.
#[derive(Serialize, JsonSchema)]
pub struct DeliveryAnswer<'a> {
    /// What was done, in a sentence.
    pub message: &'static str,
    /// The delivery.
    pub delivery: Delivery<'a>,
}

/// A page of deliveries, newest first.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Deliveries<'a> {
    /// The deliveries.
    pub deliveries: Vec<Delivery<'a>>,
    /// The `cursor` of the next page; `null` on the last.
    pub next_cursor: Option<String>,
}
