//! What a browser holds: for each session it started, the claim by which it is recognised.

use std::collections::{BTreeMap, HashMap};

use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_sessions::Session;
use tower_sessions::cookie::time::Duration;
use tower_sessions::session::Error as SessionError;
use tower_sessions::session_store::Error as StoreError;

use crate::app::App;
use crate::domain::fingerprint::Fingerprint;
use crate::domain::ids::SignupId;
use crate::error::{Error, Result};
use crate::i18n::hex;
use crate::vault::random;

/// One browser may have started several sessions; a shared phone many. The oldest are let go.
const MOST: usize = 20;

const KEY: &str = "claims";

/// Claims by session; ids sort by the time they were made.
#[derive(Default, Serialize, Deserialize)]
struct Claims(BTreeMap<String, String>);

/// By what a browser that remembers this is recognised as the holder of a session, if it has started it.
pub fn fingerprint(
    app: &App,
    remembered: Option<&HashMap<String, Value>>,
    id: SignupId,
) -> Option<Fingerprint> {
    let claim = remembered?.get(KEY)?.get(id.to_string())?.as_str()?;
    Some(claim_fingerprint(app, id, claim))
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
    session.insert(KEY, claims).await.map_err(failed)?;
    // A browser that comes without a cookie is given its first one anyway.
    if session.id().is_some() { session.cycle_id().await.map_err(failed) } else { Ok(()) }
}

/// Forgets the claim on a session; with the last one the browser's record and its cookie go.
///
/// # Errors
/// Those of the database.
pub async fn forget(session: &Session, id: SignupId) -> Result<()> {
    let mut claims = read(session).await?;
    if claims.0.remove(&id.to_string()).is_none() {
        return Ok(());
    }
    let is_last = claims.0.is_empty();
    session.insert(KEY, claims).await.map_err(failed)?;
    if is_last {
        // The record is known for a little while under an id that was given up, so it must say nothing by then.
        session.save().await.map_err(failed)?;
        session.flush().await.map_err(failed)?;
    }
    Ok(())
}

/// Changes a cookie, so that no page from before is restored from the browser's memory: it keeps even
/// `no-store` pages for Back unless a cookie that scripts cannot read has changed.
///
/// Not the cookie by which the browser is recognised: one that misses this answer, as after a second
/// click, must not lose its access.
#[must_use]
pub fn forget_pages(app: &App, response: Response) -> Response {
    set_cookie(app, response, "enrol-end", &hex(&random::<8>()), None)
}

/// The name under which a cookie of ours is set: with the prefix, no other host or path can set it.
#[must_use]
pub fn cookie_name(app: &App, name: &str) -> String {
    let prefix = if app.settings.secure_cookies() { "__Host-" } else { "" };
    format!("{prefix}{name}")
}

/// Sets a cookie that scripts cannot read, for so long, or until the browser is closed.
#[must_use]
pub fn set_cookie(
    app: &App,
    mut response: Response,
    name: &str,
    value: &str,
    age: Option<Duration>,
) -> Response {
    let name = cookie_name(app, name);
    let age = age.map(|age| format!("; Max-Age={}", age.whole_seconds())).unwrap_or_default();
    let secure = if app.settings.secure_cookies() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; HttpOnly; SameSite=Lax; Path=/{age}{secure}");
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// By what the holder of this claim is recognised.
#[must_use]
pub fn claim_fingerprint(app: &App, id: SignupId, claim: &str) -> Fingerprint {
    app.vault.fingerprint("claim", None, format!("{id}/{claim}").as_bytes())
}

async fn read(session: &Session) -> Result<Claims> {
    Ok(session.get::<Claims>(KEY).await.map_err(failed)?.unwrap_or_default())
}

/// What the store of the records told, which knows two kinds (`store/browsers`).
fn failed(error: SessionError) -> Error {
    match error {
        SessionError::Store(StoreError::Backend(cause)) => Error::Busy(cause),
        other => Error::Broken(other.to_string()),
    }
}
