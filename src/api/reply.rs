//! Answers of creating requests, kept under the caller's key.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::problem::Problem;
use crate::actions::Kept;
use crate::actions::once::Work;
use crate::http::Refusal;

/// Commits the work with this answer, and gives it.
pub async fn created(work: Work, location: Option<String>, body: &Value) -> Result<Response, Problem> {
    answered(work, StatusCode::CREATED, location, body).await
}

/// As [`created`], with another status.
pub async fn answered(
    work: Work,
    status: StatusCode,
    location: Option<String>,
    body: &Value,
) -> Result<Response, Problem> {
    let kept = Kept { status: status.as_u16(), location, body: body.to_string() };
    Ok(again(work.finish(kept).await?))
}

/// An answer that was kept, byte for byte.
pub fn again(kept: Kept) -> Response {
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
