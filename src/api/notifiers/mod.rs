//! Notifiers over JSON.

pub mod deliveries;
mod request;

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::extract::{Caller, JsonBody, NoBody};
use super::problem::Problem;
use super::rate_limit::RateLimit;
use super::responses::{DeliveryAnswer, Message, NotifierAnswer};
use super::{BASE, idempotent_response};
use crate::actions::idempotency::Answered;
use crate::actions::notifier::{self, Fresh};
use crate::app::App;
use crate::domain::tenant::stored_response::StoredResponse;

/// Registers a notifier in place of the one there was → 201 with its secret.
pub async fn create(State(app): State<App>, sent: JsonBody) -> Result<Response, Problem> {
    let request = request::read(&sent, app.destination_policy())?;
    let fresh =
        notifier::register(sent.bare.idempotent(&app), &request, |fresh| made("Notifier registered.", fresh));
    Ok(idempotent_response::send(fresh.await?.reply))
}

/// The source's notifier.
pub async fn read(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let notifier = notifier::read(&app, caller.source.id).await?;
    Ok(idempotent_response::ok(&NotifierAnswer { message: "Notifier found.", notifier: (&notifier).into() }))
}

/// Ends the source's notifier.
pub async fn remove(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    notifier::remove(&app, caller.source.id).await?;
    Ok(idempotent_response::ok(&Message { message: "Notifier removed." }))
}

/// Gives the notifier a second secret → 201 with it.
pub async fn rotate_secret(State(app): State<App>, bare: NoBody) -> Result<Response, Problem> {
    let message = "New secret made; for 24 hours the one before signs too.";
    let fresh = notifier::rotate_secret(bare.idempotent(&app), |fresh| made(message, fresh));
    Ok(idempotent_response::send(fresh.await?.reply))
}

/// Queues a test delivery → 202 with its delivery.
pub async fn test(State(app): State<App>, bare: NoBody) -> Result<Response, Problem> {
    let queued = notifier::test(bare.idempotent(&app), |(_, delivery)| {
        let location = format!("{BASE}/notifiers/deliveries/{}", delivery.id);
        let body = DeliveryAnswer { message: "Test delivery queued.", delivery: delivery.into() };
        idempotent_response::accepted(location, &body)
    });
    let Answered { reply, made } = queued.await?;
    let limit = made.map(|(room, _)| RateLimit::left(room));
    Ok((limit, idempotent_response::send(reply)).into_response())
}

fn made(message: &'static str, fresh: &Fresh) -> StoredResponse {
    idempotent_response::created(
        format!("{BASE}/notifiers"),
        &NotifierAnswer { message, notifier: fresh.into() },
    )
}
