//! Responses about subscriptions.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::ids::{CustomerId, SubscriptionId, SubscriptionTypeId};
use crate::domain::tenant::subscription;
use crate::domain::webhook::payload::SubscriptionTimes;

/// A kind of subscription that you offer.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionType<'a> {
    /// Its id.
    id: SubscriptionTypeId,
    /// Its name, unique among yours.
    name: &'a str,
    /// What it is, in words.
    description: &'a str,
    /// Whether dependants share it.
    is_family: bool,
    /// For how many calendar months it runs when nothing else is said.
    months: u32,
}

impl<'a> From<&'a subscription::SubscriptionType> for SubscriptionType<'a> {
    fn from(kind: &'a subscription::SubscriptionType) -> Self {
        Self {
            id: kind.id,
            name: &kind.name,
            description: &kind.description,
            is_family: kind.is_family,
            months: kind.months,
        }
    }
}

/// A subscription. Active while now lies in `[validFrom, validTo)` and `CancelledDate` is null.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    /// Its id.
    id: SubscriptionId,
    /// Its type.
    subscription_type_id: SubscriptionTypeId,
    /// Whose it is; nobody's until a customer or a session names it.
    customer_id: Option<CustomerId>,
    /// Who shares it.
    dependents: Vec<Dependent>,
    #[serde(flatten)]
    times: SubscriptionTimes,
}

/// A customer who shares a subscription.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Dependent {
    /// The customer's id.
    customer_id: CustomerId,
}

impl From<&subscription::Subscription> for Subscription {
    fn from(subscription: &subscription::Subscription) -> Self {
        let dependents = subscription.dependants.iter();
        Self {
            id: subscription.id,
            subscription_type_id: subscription.type_id,
            customer_id: subscription.customer,
            dependents: dependents.map(|id| Dependent { customer_id: *id }).collect(),
            times: subscription.into(),
        }
    }
}

/// A page of subscriptions, newest first. With `active` it may be short, or empty, although there is a next one.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Subscriptions {
    /// The subscriptions.
    pub subscriptions: Vec<Subscription>,
    /// The `cursor` of the next page; `null` on the last.
    pub next_cursor: Option<String>,
}

/// A subscription that was changed, in a list of one.
#[derive(Serialize, JsonSchema)]
pub struct SubscriptionChanged {
    /// Always empty.
    #[schemars(length(max = 0))]
    links: Vec<&'static str>,
    /// The subscription.
    subscription: [Subscription; 1],
}

impl From<Subscription> for SubscriptionChanged {
    fn from(subscription: Subscription) -> Self {
        Self { links: Vec::new(), subscription: [subscription] }
    }
}
