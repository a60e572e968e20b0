//! The caller itself, over JSON.

use axum::response::Response;

use super::extract::Caller;
use super::idempotent_response;
use super::responses::Source;

/// Whose token it is.
pub async fn read(caller: Caller) -> Response {
    idempotent_response::ok(&Source::from(&caller.source))
}
