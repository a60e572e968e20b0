//! Deliveries over JSON: what became of each letter, and sending one again.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::actions::{DeliveriesWhich, notifier};
use crate::api::caller::{Caller, Id};
use crate::api::cursor;
use crate::api::problem::Problem;
use crate::api::reader::Faults;
use crate::app::App;
use crate::domain::delivery::{Delivery, Standing};
use crate::domain::ids::DeliveryId;
use crate::error::Error;

/// The name under which the cursors of this list are sealed.
const LIST: &str = "deliveries";

/// Deliveries, newest first.
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Json<Value>, Problem> {
    let (query, source, faults) = (&caller.query, caller.source.id, Faults::default());
    let (limit, before) = (query.limit(&faults), cursor::after(&app, source, LIST, query, &faults));
    let standing = query.word(&faults, "status", Standing::ALL, Standing::as_str);
    faults.check()?;
    let which = DeliveriesWhich { standing, before, limit: limit + 1 };
    let mut found = notifier::deliveries(&app, source, &which).await?;
    let next = cursor::page(&app, source, LIST, &mut found, limit, |delivery| delivery.id.to_string());
    let deliveries: Vec<Value> = found.iter().map(write).collect();
    Ok(Json(json!({ "deliveries": deliveries, "nextCursor": next })))
}

/// One delivery.
pub async fn read(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Json<Value>, Problem> {
    let delivery = notifier::delivery(&app, caller.source.id, delivery_id(&id)?).await?;
    Ok(Json(json!({ "message": "Delivery found.", "delivery": write(&delivery) })))
}

/// Makes a delivery due again, whatever became of it.
pub async fn resend(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Json<Value>, Problem> {
    let delivery = notifier::resend(&app, caller.source.id, delivery_id(&id)?).await?;
    Ok(Json(json!({ "message": "Delivery queued again.", "delivery": write(&delivery) })))
}

/// A delivery as the contract shows it: never its body, nor anything that the receiver answered
/// beside the status.
pub fn write(delivery: &Delivery) -> Value {
    let standing = delivery.standing();
    json!({
        "id": delivery.id,
        "event": delivery.event,
        "status": standing,
        "attempts": delivery.attempts,
        "createdAt": delivery.created_at,
        "nextAttemptAt": (standing == Standing::Pending).then_some(delivery.next_attempt_at),
        "deliveredAt": delivery.delivered_at,
        "parkedAt": delivery.parked_at,
        "lastStatus": delivery.last_status,
        "lastError": delivery.trouble,
    })
}

/// The id in a path; what is no id is nobody's.
fn delivery_id(text: &str) -> Result<DeliveryId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
