//! The `RateLimit` fields (IETF draft on rate limit header fields): how much room is left.

use crate::domain::tenant::rate_limit::RateLimitStatus;
use axum::http::HeaderMap;
use axum::response::{IntoResponseParts, ResponseParts};

/// Response fields that tell a limit and what is left of it.
#[derive(Debug, Clone)]
pub struct RateLimit(HeaderMap);

impl RateLimit {
    /// The fields for this room.
    pub fn left(room: RateLimitStatus) -> Self {
        let name = room.limit.name;
        let policy = format!("\"{name}\";q={};w={}", room.limit.requests, room.limit.seconds);
        let left = format!("\"{name}\";r={};t={}", room.left, room.full_in);
        let fields = [("ratelimit-policy", policy), ("ratelimit", left)];
        let fields =
            fields.into_iter().filter_map(|(name, value)| Some((name.parse().ok()?, value.parse().ok()?)));
        Self(fields.collect())
    }
}

impl IntoResponseParts for RateLimit {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut response: ResponseParts) -> Result<ResponseParts, Self::Error> {
        response.headers_mut().extend(self.0);
        Ok(response)
    }
}
