//! Conditional changes (RFC 9110, section 13): an `ETag` on what is read, `If-Match` on what is written.

use axum::extract::FromRequestParts;
use axum::http::header::{ETAG, IF_MATCH};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::idempotent_response;
use super::problem::Problem;
use crate::app::App;

/// Gives a record the tag of its version.
pub fn tagged(version: i64, record: &impl Serialize) -> Response {
    ([(ETAG, tag(version))], idempotent_response::ok(record)).into_response()
}

/// The versions that a change may replace; any, when the caller named none.
#[derive(Debug, Clone, Default)]
pub struct IfMatch(Option<Vec<String>>);

impl IfMatch {
    /// Whether this version may be replaced.
    pub fn allows(&self, version: i64) -> bool {
        self.0.as_ref().is_none_or(|tags| tags.iter().any(|known| *known == tag(version)))
    }
}

impl FromRequestParts<App> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let values: Vec<_> =
            parts.headers.get_all(IF_MATCH).iter().filter_map(|value| value.to_str().ok()).collect();
        let tags: Vec<String> =
            values.iter().flat_map(|value| value.split(',')).map(|tag| tag.trim().to_owned()).collect();
        let any = tags.is_empty() || tags.iter().any(|tag| tag == "*");
        Ok(Self((!any).then_some(tags)))
    }
}

fn tag(version: i64) -> String {
    format!("\"{version}\"")
}
