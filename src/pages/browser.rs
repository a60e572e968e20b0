//! What a browser holds: for each session it started, the claim by which it is recognised.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use crate::actions::guest::Holder;
use crate::app::App;
use crate::domain::ids::SignupId;
use crate::error::{Error, Result};

/// One browser may have started several sessions; a shared phone many. The oldest are let go.
const MOST: usize = 20;

const KEY: &str = "claims";

/// Claims by session; ids sort by the time they were made.
#[derive(Default, Serialize, Deserialize)]
struct Claims(BTreeMap<String, String>);

/// The claim that this browser holds for a session, if any.
///
/// # Errors
/// Those of the database.
pub async fn holder(app: &App, session: &Session, id: SignupId) -> Result<Option<Holder>> {
    let claims = read(session).await?;
    Ok(claims.0.get(&id.to_string()).map(|claim| print(app, id, claim)))
}

/// Remembers a claim, under a new cookie: what the browser may see has changed.
///
/// # Errors
/// Those of the database.
pub async fn remember(session: &Session, id: SignupId, claim: &str) -> Result<()> {
    let mut claims = read(session).await?;
    claims.0.insert(id.to_string(), claim.to_owned());
    while claims.0.len() > MOST {
        claims.0.pop_first();
    }
    session.insert(KEY, claims).await.map_err(|error| broken(&error))?;
    session.cycle_id().await.map_err(|error| broken(&error))
}

/// Gives the browser a new cookie, so that no page from before is restored from its memory: a
/// browser keeps even `no-store` pages for Back unless a cookie changed.
///
/// # Errors
/// Those of the database.
pub async fn renew(session: &Session) -> Result<()> {
    session.cycle_id().await.map_err(|error| broken(&error))
}

/// By what the holder of this claim is recognised.
#[must_use]
pub fn print(app: &App, id: SignupId, claim: &str) -> Holder {
    app.vault.fingerprint("claim", None, format!("{id}/{claim}").as_bytes())
}

async fn read(session: &Session) -> Result<Claims> {
    Ok(session.get::<Claims>(KEY).await.map_err(|error| broken(&error))?.unwrap_or_default())
}

fn broken(error: &tower_sessions::session::Error) -> Error {
    Error::Broken(error.to_string())
}
