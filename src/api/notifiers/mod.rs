//! Notifiers over JSON.

mod asked;
pub mod deliveries;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::caller::{Bare, Caller, Sent};
use super::limit::RateLimit;
use super::problem::Problem;
use super::{BASE, reply};
use crate::actions::Kept;
use crate::actions::notifier::{self, Fresh};
use crate::actions::once::Answered;
use crate::app::App;
use crate::domain::notifier::Notifier;

/// The only way in which we notify.
const WEBHOOK: &str = "webhook";

/// Registers a notifier in place of the one there was → 201 with its secret.
pub async fn create(State(app): State<App>, sent: Sent) -> Result<Response, Problem> {
    let asked = asked::read(&sent, app.destination_policy())?;
    let fresh = notifier::register(sent.bare.once(&app), &asked, |fresh| made("Notifier registered.", fresh));
    Ok(reply::send(fresh.await?.reply))
}

/// The source's notifier.
pub async fn read(State(app): State<App>, caller: Caller) -> Result<Json<Value>, Problem> {
    let notifier = notifier::read(&app, caller.source.id).await?;
    Ok(Json(json!({ "message": "Notifier found.", "notifier": write(&notifier) })))
}

/// Ends the source's notifier.
pub async fn remove(State(app): State<App>, caller: Caller) -> Result<Json<Value>, Problem> {
    notifier::remove(&app, caller.source.id).await?;
    Ok(Json(json!({ "message": "Notifier removed." })))
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
        let body = json!({ "message": "Test letter queued.", "delivery": deliveries::write(delivery) });
        reply::accepted(location, &body)
    });
    let Answered { reply, made } = queued.await?;
    let limit = made.map(|(room, _)| RateLimit::left(room));
    Ok((limit, reply::send(reply)).into_response())
}

fn made(message: &str, fresh: &Fresh) -> Kept {
    let body = json!({ "message": message, "notifier": write_fresh(fresh) });
    reply::created(format!("{BASE}/notifiers"), &body)
}

/// A notifier as the contract shows it. Its headers may be credentials, so only their names are told.
fn write(notifier: &Notifier) -> Value {
    let headers: Map<String, Value> =
        notifier.headers.0.keys().map(|name| (name.clone(), "[hidden]".into())).collect();
    json!({
        "id": notifier.id,
        "url": notifier.url,
        "method": WEBHOOK,
        "events": notifier.events,
        "headers": headers,
        "includeProfile": notifier.include_profile,
        "createdAt": notifier.created_at,
    })
}

fn write_fresh(fresh: &Fresh) -> Value {
    let mut notifier = write(&fresh.notifier);
    notifier["secret"] = fresh.secret.reveal().as_str().into();
    notifier
}
