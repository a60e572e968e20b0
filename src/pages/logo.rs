//! The logos of forms: for everybody who has the address, which is made of the picture's content.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use super::extract::PathParams;
use super::response::{PageResult, nothing_here};
use crate::actions::form;
use crate::app::App;

/// The path that [`serve`] answers.
pub const ROUTE: &str = "/logo/{name}";

/// Answers with the picture, to be kept for a year: another one has another address.
pub async fn serve(State(app): State<App>, PathParams(name): PathParams<String>) -> PageResult {
    let is_hash = |hash: &&str| hash.len() == 32 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let hash = name.strip_suffix(".png").filter(is_hash).ok_or_else(nothing_here)?;
    let png = form::logo(&app, hash).await?.ok_or_else(nothing_here)?;
    let headers =
        [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, png).into_response())
}
