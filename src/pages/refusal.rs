//! Requests turned away before they reached a page.

use axum::http::header;
use axum::response::{Html, IntoResponse, Response};

use super::view;
use crate::http::{Asked, Refusal};
use crate::text::Words;

/// Draws a refusal as a page.
pub fn draw_refusal(asked: &Asked, refusal: &Refusal) -> Response {
    let wanted = asked.accept_language.as_ref().and_then(|value| value.to_str().ok()).unwrap_or_default();
    let words = Words::of(wanted.split(','));
    let html = view::problem(words, refusal.status.as_u16()).unwrap_or_else(|_| refusal.detail.to_owned());
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; \
                  frame-ancestors 'none'; form-action 'none'";
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(html)).into_response()
}
