//! What an address says. Whoever writes it by hand may write anything: what cannot be read names
//! no page, or asks for nothing.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::response::nothing_here;
use crate::http::Rejection;

/// The parts of a path; 404 when they are no text.
#[derive(Debug)]
pub struct PathParams<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for PathParams<T> {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Rejection> {
        let named = Path::<T>::from_request_parts(parts, state).await;
        named.map(|Path(named)| Self(named)).map_err(|_| nothing_here())
    }
}

/// What a page's address may ask for.
#[derive(Debug)]
pub struct ReturnQuery {
    /// Whether the person came from the check page and goes back there: `?return=check`.
    pub from_check: bool,
    /// On which page a language is chosen: `?page=check`.
    pub page: Option<String>,
    /// Whether the person wants to start again with an empty form: `?again`.
    pub again: bool,
    /// What the page that took the payment says became of it: `?success=true`. Anyone can type it.
    pub success: Option<bool>,
    /// Since which version of the session a page waits for news: `?after=7`.
    pub after: Option<i64>,
    /// How often it has looked for them: `?round=3`.
    pub round: usize,
}

impl<S: Send + Sync> FromRequestParts<S> for ReturnQuery {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let mut asked =
            Self { from_check: false, page: None, again: false, success: None, after: None, round: 0 };
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "return" => asked.from_check |= value == "check",
                "again" => asked.again = true,
                "page" => asked.page = Some(value.into_owned()),
                "success" => asked.success = value.parse().ok(),
                "after" => asked.after = value.parse().ok(),
                "round" => asked.round = value.parse().unwrap_or_default(),
                _ => {}
            }
        }
        Ok(asked)
    }
}
