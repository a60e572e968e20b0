//! Subscriptions: their types, and those of a customer.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::caller::Caller;
use super::customers::customer_id;
use super::problem::Problem;
use super::reader::Reader;
use crate::actions::subscription;
use crate::app::App;
use crate::domain::ids::{SubscriptionId, SubscriptionTypeId};
use crate::domain::subscription::{Subscription, SubscriptionType, Terms, Wanted};

/// The kinds that the source offers.
pub async fn types(State(app): State<App>, caller: Caller) -> Result<Json<Value>, Problem> {
    let types = subscription::types(&app, caller.source.id).await?;
    Ok(Json(types.iter().map(write_type).collect()))
}

/// Every subscription a customer has or had.
pub async fn of_customer(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, Problem> {
    let subscriptions = subscription::of_customer(&app, caller.source.id, customer_id(&id)?).await?;
    Ok(Json(subscriptions.iter().map(write).collect()))
}

/// A subscription as the contract shows it.
pub fn write(subscription: &Subscription) -> Value {
    json!({
        "id": subscription.id,
        "subscriptionTypeId": subscription.type_id,
        "customerId": subscription.customer,
        "validFrom": subscription.valid_from,
        "validTo": subscription.valid_to,
        "CancelledDate": subscription.cancelled_at,
        "createdAt": subscription.created_at,
        "updatedAt": subscription.updated_at,
    })
}

fn write_type(kind: &SubscriptionType) -> Value {
    json!({
        "id": kind.id,
        "name": kind.name,
        "description": kind.description,
        "isFamily": kind.is_family,
        "months": kind.months,
    })
}

/// Reads which subscription is wanted: a new one, or one that exists, never both.
pub fn read_wanted(reader: &Reader<'_>, strict: bool) -> Option<Wanted> {
    let new = reader.object("subscription");
    let existing = reader.integer("subscriptionId");
    if new.is_some() && existing.is_some() {
        reader.fault("subscriptionId", "exclusive", "Give either subscription or subscriptionId, not both.");
    }
    let terms = new.and_then(|new| {
        let type_id = new.integer("subscriptionTypeId");
        if type_id.is_none() && new.value("subscriptionTypeId").is_none() {
            new.fault("subscriptionTypeId", "required", "subscriptionTypeId is required.");
        }
        let (valid_from, valid_to) = (new.moment("validFrom"), new.moment("validTo"));
        new.finish(strict);
        Some(Terms { type_id: SubscriptionTypeId(type_id?), valid_from, valid_to })
    });
    terms.map(Wanted::New).or_else(|| existing.map(|id| Wanted::Existing(SubscriptionId(id))))
}
