//! What a person may ask of a tenant, over JSON: their consents, all that is held of them, and its end.

use axum::extract::State;
use axum::response::Response;

use super::extract::{Caller, PathId, PathIdAndWord};
use super::idempotent_response;
use super::ids::customer_id;
use super::problem::Problem;
use super::responses::{ConsentEntry, Export, Message};
use crate::actions::{consent, erasure, export};
use crate::app::App;

/// The ledger of consents, the newest entry first.
pub async fn consents(
    State(app): State<App>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    let consents = consent::list(&app, caller.source.id, customer_id(&id)?).await?;
    Ok(idempotent_response::ok(&consents.iter().map(ConsentEntry::from).collect::<Vec<_>>()))
}

/// Withdraws a consent, and erases what it covered.
pub async fn withdraw(
    State(app): State<App>,
    caller: Caller,
    PathIdAndWord(id, purpose): PathIdAndWord,
) -> Result<Response, Problem> {
    consent::withdraw(&app, caller.source.id, customer_id(&id)?, &purpose).await?;
    Ok(idempotent_response::ok(&Message { message: "Consent withdrawn." }))
}

/// Everything that is held of a customer.
pub async fn export(State(app): State<App>, caller: Caller, PathId(id): PathId) -> Result<Response, Problem> {
    let held = export::read(&app, caller.source.id, customer_id(&id)?).await?;
    Ok(idempotent_response::ok(&Export::from(&held)))
}

/// Erases a customer for good.
pub async fn erase(State(app): State<App>, caller: Caller, PathId(id): PathId) -> Result<Response, Problem> {
    erasure::erase(&app, caller.source.id, customer_id(&id)?).await?;
    Ok(idempotent_response::ok(&Message { message: "Customer erased." }))
}
