//! Deliveries over JSON: what became of each letter, and sending one again.

use axum::Json;
use axum::extract::{Query as RawQuery, State};
use serde_json::{Value, json};

use crate::actions::{DeliveriesWhich, notifier};
use crate::api::caller::{Caller, Id};
use crate::api::cursor::{self, Query};
use crate::api::problem::Problem;
use crate::app::App;
use crate::domain::delivery::{Delivery, Standing};
use crate::domain::ids::DeliveryId;
use crate::error::Error;

/// The name under which the cursors of this list are sealed.
const LIST: &str = "deliveries";

/// Deliveries, newest first.
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    RawQuery(pairs): RawQuery<Vec<(String, String)>>,
) -> Result<Json<Value>, Problem> {
    let (query, source) = (Query::new(pairs)?, caller.source.id);
    let limit = query.limit()?;
    let standing = query.get("status").map(standing).transpose()?;
    let which = DeliveriesWhich { standing, before: query.after(&app, source, LIST)?, limit: limit + 1 };
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

fn standing(word: &str) -> Result<Standing, Problem> {
    Standing::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = Standing::ALL.iter().map(|standing| standing.as_str()).collect();
        Problem::wrong("/status", "choice", format!("status must be one of {}.", words.join(", ")))
    })
}

/// The id in a path; what is no id is nobody's.
fn delivery_id(text: &str) -> Result<DeliveryId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
