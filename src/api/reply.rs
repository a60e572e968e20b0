//! Responses to creating requests, kept under the caller's key.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::problem::Problem;
use crate::actions::Kept;
use crate::http::Refusal;

/// Something was made: 201 with where it is.
pub fn created(location: String, body: &Value) -> Kept {
    Kept { status: StatusCode::CREATED.as_u16(), location: Some(location), body: body.to_string() }
}

/// Something will be done: 202 with where it is to be seen.
pub fn accepted(location: String, body: &Value) -> Kept {
    Kept { status: StatusCode::ACCEPTED.as_u16(), ..created(location, body) }
}

/// A response as it is kept, byte for byte.
pub fn send(kept: Kept) -> Response {
    let Ok(status) = StatusCode::from_u16(kept.status) else {
        return Problem::from(Refusal::INTERNAL).into_response();
    };
    let json = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    let mut response = (status, json, kept.body).into_response();
    if let Some(location) = kept.location.and_then(|location| HeaderValue::try_from(location).ok()) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}
