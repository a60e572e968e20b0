//! Notifiers over JSON.

mod asked;
pub mod deliveries;

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::caller::{Bare, Caller, Sent};
use super::limit::RateLimit;
use super::problem::Problem;
use super::responses::{DeliveryAnswer, Message, NotifierAnswer};
use super::{BASE, reply};
use crate::actions::Kept;
use crate::actions::notifier::{self, Fresh};
use crate::actions::once::Answered;
use crate::app::App;

/// Registers a notifier in place of the one there was → 201 with its secret.
pub async fn create(State(app): State<App>, sent: Sent) -> Result<Response, Problem> {
    let asked = asked::read(&sent, app.destination_policy())?;
    let fresh = notifier::register(sent.bare.once(&app), &asked, |fresh| made("Notifier registered.", fresh));
    Ok(reply::send(fresh.await?.reply))
}

/// The source's notifier.
pub async fn read(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let notifier = notifier::read(&app, caller.source.id).await?;
    Ok(reply::ok(&NotifierAnswer { message: "Notifier found.", notifier: (&notifier).into() }))
}

/// Ends the source's notifier.
pub async fn remove(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    notifier::remove(&app, caller.source.id).await?;
    Ok(reply::ok(&Message { message: "Notifier removed." }))
}

/// Gives the notifier a second secret → 201 with it.
pub async fn rotate_secret(State(app): State<App>, bare: Bare) -> Result<Response, Problem> {
    let message = "New secret made; for 24 hours the one before signs too.";
    let fresh = notifier::rotate_secret(bare.once(&app), |fresh| made(message, fresh));
    Ok(reply::send(fresh.await?.reply))
}

/// Queues a letter that only tries the way → 202 with its delivery.
pub async fn test(State(app): State<App>, bare: Bare) -> Result<Response, Problem> {
    let queued = notifier::test(bare.once(&app), |(_, delivery)| {
        let location = format!("{BASE}/notifiers/deliveries/{}", delivery.id);
        let body = DeliveryAnswer { message: "Test letter queued.", delivery: delivery.into() };
        reply::accepted(location, &body)
    });
    let Answered { reply, made } = queued.await?;
    let limit = made.map(|(room, _)| RateLimit::left(room));
    Ok((limit, reply::send(reply)).into_response())
}

fn made(message: &'static str, fresh: &Fresh) -> Kept {
    reply::created(format!("{BASE}/notifiers"), &NotifierAnswer { message, notifier: fresh.into() })
}
