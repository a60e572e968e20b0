//! Deliveries over JSON: what became of each letter, and sending one again.

use axum::extract::State;
use axum::response::Response;

use crate::actions::{DeliveriesWhich, notifier};
use crate::api::caller::{Caller, Id};
use crate::api::cursor;
use crate::api::problem::Problem;
use crate::api::reader::Faults;
use crate::api::reply;
use crate::api::responses::{Deliveries, DeliveryAnswer};
use crate::app::App;
use crate::domain::delivery::Standing;
use crate::domain::ids::DeliveryId;
use crate::error::Error;

/// The name under which the cursors of this list are sealed.
const LIST: &str = "deliveries";

/// Deliveries, newest first.
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let (query, source, faults) = (&caller.query, caller.source.id, Faults::default());
    let (limit, before) = (query.limit(&faults), cursor::after(&app, source, LIST, query, &faults));
    let standing = query.word(&faults, "status", Standing::ALL, Standing::as_str);
    faults.check()?;
    let which = DeliveriesWhich { standing, before, limit: limit + 1 };
    let mut found = notifier::deliveries(&app, source, &which).await?;
    let next_cursor = cursor::page(&app, source, LIST, &mut found, limit, |delivery| delivery.id.to_string());
    let deliveries = found.iter().map(Into::into).collect();
    Ok(reply::ok(&Deliveries { deliveries, next_cursor }))
}

/// One delivery.
pub async fn read(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    let delivery = notifier::delivery(&app, caller.source.id, delivery_id(&id)?).await?;
    Ok(reply::ok(&DeliveryAnswer { message: "Delivery found.", delivery: (&delivery).into() }))
}

/// Makes a delivery due again, whatever became of it.
pub async fn resend(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    let delivery = notifier::resend(&app, caller.source.id, delivery_id(&id)?).await?;
    Ok(reply::ok(&DeliveryAnswer { message: "Delivery queued again.", delivery: (&delivery).into() }))
}

/// The id in a path; what is no id is nobody's.
fn delivery_id(text: &str) -> Result<DeliveryId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
