//! What a browser holds: for each session it started, the claim by which it is recognised; for each that it was let
//! into by a resume code, the owner whose access it shares.

use std::collections::{BTreeMap, HashMap};

use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tower_sessions::Session;
use tower_sessions::cookie::time::Duration;
use tower_sessions::session::Error as SessionError;
use tower_sessions::session_store::Error as StoreError;

use crate::app::App;
use crate::domain::fingerprint::Fingerprint;
use crate::domain::hex::hex;
use crate::domain::ids::SignupId;
use crate::error::{Error, Result};
use crate::vault::random;

/// One browser may have started several sessions; a shared phone many. The oldest are let go.
const MOST: usize = 20;

/// Where the claims are, by session.
const CLAIMS: &str = "claims";

/// Where the owners are whose access is shared, as fingerprints in base64url, by session. It ends with theirs.
const SHARED: &str = "shared";

/// What is held of each session; ids sort by the time they were made.
#[derive(Default, Serialize, Deserialize)]
struct Held(BTreeMap<String, String>);

/// By what a browser that remembers this is recognised as the holder of a session, if it has started it.
pub fn fingerprint(
    app: &App,
    remembered: Option<&HashMap<String, Value>>,
    id: SignupId,
) -> Option<Fingerprint> {
    let held = |key| remembered?.get(key)?.get(id.to_string())?.as_str();
    let shared = || Fingerprint::try_from(URL_SAFE_NO_PAD.decode(held(SHARED)?).ok()?.as_slice()).ok();
    held(CLAIMS).map(|claim| claim_fingerprint(app, id, claim)).or_else(shared)
}

/// The sessions that a browser that remembers this holds, the latest first.
pub fn held(remembered: Option<&HashMap<String, Value>>) -> Vec<SignupId> {
    let of = |key| remembered?.get(key)?.as_object();
    let mut ids: Vec<&String> = [CLAIMS, SHARED].into_iter().filter_map(of).flat_map(Map::keys).collect();
    ids.sort_unstable();
    ids.into_iter().rev().filter_map(|id| id.parse().ok()).collect()
}

/// Remembers a claim, under a new cookie: what the browser may see has changed.
///
/// # Errors
/// Those of the database.
pub async fn remember(session: &Session, id: SignupId, claim: &str) -> Result<()> {
    drop_one(session, SHARED, id).await?;
    hold(session, CLAIMS, id, claim.to_owned()).await
}

/// Remembers that this browser shares the access of an owner, under a new cookie.
///
/// # Errors
/// Those of the database.
pub async fn share(session: &Session, id: SignupId, owner: Fingerprint) -> Result<()> {
    drop_one(session, CLAIMS, id).await?;
    hold(session, SHARED, id, URL_SAFE_NO_PAD.encode(owner.as_slice())).await
}

async fn hold(session: &Session, key: &str, id: SignupId, value: String) -> Result<()> {
    let mut held = read(session, key).await?;
    held.0.insert(id.to_string(), value);
    while held.0.len() > MOST {
        held.0.pop_first();
    }
    session.insert(key, held).await.map_err(failed)?;
    // A browser that comes without a cookie is given its first one anyway.
    if session.id().is_some() { session.cycle_id().await.map_err(failed) } else { Ok(()) }
}

/// Forgets what is held of a session; with the last one the browser's record and its cookie go.
///
/// # Errors
/// Those of the database.
pub async fn forget(session: &Session, id: SignupId) -> Result<()> {
    let claimed = drop_one(session, CLAIMS, id).await?;
    if !(drop_one(session, SHARED, id).await? || claimed) {
        return Ok(());
    }
    if read(session, CLAIMS).await?.0.is_empty() && read(session, SHARED).await?.0.is_empty() {
        // The record is known for a little while under an id that was given up, so it must say nothing by then.
        session.save().await.map_err(failed)?;
        session.flush().await.map_err(failed)?;
    }
    Ok(())
}

/// Whether there was something of a session, which is gone now.
async fn drop_one(session: &Session, key: &str, id: SignupId) -> Result<bool> {
    let mut held = read(session, key).await?;
    let was_there = held.0.remove(&id.to_string()).is_some();
    if was_there {
        session.insert(key, held).await.map_err(failed)?;
    }
    Ok(was_there)
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

async fn read(session: &Session, key: &str) -> Result<Held> {
    Ok(session.get::<Held>(key).await.map_err(failed)?.unwrap_or_default())
}

/// What the store of the records told, which knows two kinds (`store/browsers`).
fn failed(error: SessionError) -> Error {
    match error {
        SessionError::Store(StoreError::Backend(cause)) => Error::Busy(cause),
        other => Error::Broken(other.to_string()),
    }
}
