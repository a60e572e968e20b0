//! Sends responses; those to creating requests are kept under the caller's key.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::problem::Problem;
use crate::domain::tenant::stored_response::StoredResponse;
use crate::http::Rejection;

/// Something was made: 201 with where it is.
pub fn created(location: String, body: &impl Serialize) -> StoredResponse {
    // Strings and numbers always become JSON.
    let body = serde_json::to_string(body).unwrap_or_default();
    StoredResponse { status: StatusCode::CREATED.as_u16(), location: Some(location), body }
}

/// Something will be done: 202 with where it is to be seen.
pub fn accepted(location: String, body: &impl Serialize) -> StoredResponse {
    StoredResponse { status: StatusCode::ACCEPTED.as_u16(), ..created(location, body) }
}

/// Something was done: 200, as it is kept.
pub fn done(body: &impl Serialize) -> StoredResponse {
    // Strings and numbers always become JSON.
    let body = serde_json::to_string(body).unwrap_or_default();
    StoredResponse { status: StatusCode::OK.as_u16(), location: None, body }
}

/// 200 with this body.
pub fn ok(body: &impl Serialize) -> Response {
    Json(body).into_response()
}

/// A response as it is kept, byte for byte.
pub fn send(kept: StoredResponse) -> Response {
    let Ok(status) = StatusCode::from_u16(kept.status) else {
        return Problem::from(Rejection::INTERNAL).into_response();
    };
    let json = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    let mut response = (status, json, kept.body).into_response();
    if let Some(location) = kept.location.and_then(|location| HeaderValue::try_from(location).ok()) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}
