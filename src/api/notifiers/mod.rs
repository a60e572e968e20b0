//! Notifiers over JSON.

mod asked;
pub mod deliveries;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::caller::{Bare, Caller, Sent};
use super::limit::RateLimit;
use super::problem::Problem;
use super::{BASE, reply};
use crate::actions::notifier::{self, Fresh};
use crate::actions::once::{self, Once};
use crate::app::App;
use crate::domain::notifier::Notifier;

/// The only way in which we notify.
const WEBHOOK: &str = "webhook";

/// Registers a notifier in place of the one there was → 201 with its secret.
pub async fn create(State(app): State<App>, sent: Sent) -> Result<Response, Problem> {
    let asked = asked::read(&sent, app.destination_policy())?;
    let mut work = match once::begin(&app, sent.caller.source.id, &sent.once).await? {
        Once::Again(kept) => return Ok(reply::again(kept)),
        Once::First(work) => work,
    };
    let now = work.now;
    let fresh = notifier::register(&mut work.tx, asked, now).await?;
    let body = json!({ "message": "Notifier registered.", "notifier": write_fresh(&fresh) });
    reply::created(work, Some(format!("{BASE}/notifiers")), &body).await
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
    let mut work = match once::begin(&app, bare.caller.source.id, &bare.once).await? {
        Once::Again(kept) => return Ok(reply::again(kept)),
        Once::First(work) => work,
    };
    let now = work.now;
    let fresh = notifier::rotate_secret(&mut work.tx, now).await?;
    let message = "New secret made; for 24 hours the one before signs too.";
    let body = json!({ "message": message, "notifier": write_fresh(&fresh) });
    reply::created(work, Some(format!("{BASE}/notifiers")), &body).await
}

/// Queues a letter that only tries the way → 202 with its delivery.
pub async fn test(State(app): State<App>, bare: Bare) -> Result<Response, Problem> {
    let mut work = match once::begin(&app, bare.caller.source.id, &bare.once).await? {
        Once::Again(kept) => return Ok(reply::again(kept)),
        Once::First(work) => work,
    };
    let now = work.now;
    let (room, delivery) = notifier::test(&mut work.tx, now).await?;
    let location = format!("{BASE}/notifiers/deliveries/{}", delivery.id);
    let body = json!({ "message": "Test letter queued.", "delivery": deliveries::write(&delivery) });
    let queued = reply::answered(work, StatusCode::ACCEPTED, Some(location), &body).await?;
    Ok((RateLimit::left(room), queued).into_response())
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
