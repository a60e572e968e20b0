//! Deliveries over JSON: what became of each, and sending one again.

use axum::extract::State;
use axum::response::Response;

use crate::actions::notifier;
use crate::api::body_reader::FieldErrors;
use crate::api::cursor;
use crate::api::extract::{Caller, PathId};
use crate::api::idempotent_response;
use crate::api::problem::Problem;
use crate::api::responses::{Deliveries, DeliveryAnswer};
use crate::app::App;
use crate::domain::ids::DeliveryId;
use crate::domain::webhook::delivery::DeliveryFilter;
use crate::domain::webhook::delivery::DeliveryStatus;
use crate::error::Error;

/// The name under which the cursors of this list are sealed.
const LIST: &str = "deliveries";

/// Deliveries, newest first.
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let (query, source, errors) = (&caller.query, caller.source.id, FieldErrors::default());
    let (limit, before) = (query.limit(&errors), cursor::after(&app, source, LIST, query, &errors));
    let status = query.choice(&errors, "status", DeliveryStatus::ALL, DeliveryStatus::as_str);
    errors.check()?;
    let which = DeliveryFilter { status, before, limit: limit + 1 };
    let mut found = notifier::deliveries(&app, source, &which).await?;
    let next_cursor = cursor::page(&app, source, LIST, &mut found, limit, |delivery| delivery.id.to_string());
    let deliveries = found.iter().map(Into::into).collect();
    Ok(idempotent_response::ok(&Deliveries { deliveries, next_cursor }))
}

/// One delivery.
pub async fn read(State(app): State<App>, caller: Caller, PathId(id): PathId) -> Result<Response, Problem> {
    let delivery = notifier::delivery(&app, caller.source.id, delivery_id(&id)?).await?;
    Ok(idempotent_response::ok(&DeliveryAnswer { message: "Delivery found.", delivery: (&delivery).into() }))
}

/// Makes a delivery due again, whatever became of it.
pub async fn resend(State(app): State<App>, caller: Caller, PathId(id): PathId) -> Result<Response, Problem> {
    let delivery = notifier::resend(&app, caller.source.id, delivery_id(&id)?).await?;
    Ok(idempotent_response::ok(&DeliveryAnswer {
        message: "Delivery queued again.",
        delivery: (&delivery).into(),
    }))
}

/// The id in a path; what is no id is nobody's.
fn delivery_id(text: &str) -> Result<DeliveryId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
