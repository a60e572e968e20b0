//! Requests turned away before they reached a page.

use axum::http::header;
use axum::response::{Html, IntoResponse, Response};

use super::response::ROBOTS;
use super::{language, view};
use crate::http::{Rejection, RequestContext};
use crate::i18n::Catalog;

/// Renders a rejection as a page.
pub fn render_rejection(context: &RequestContext, rejection: &Rejection) -> Response {
    let catalog = Catalog::of(language::of_nobody(&context.language));
    let html =
        view::problem(catalog, rejection.status.as_u16()).unwrap_or_else(|_| rejection.detail.to_owned());
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; \
                  frame-ancestors 'none'; form-action 'none'";
    ([(header::CONTENT_SECURITY_POLICY, policy), (ROBOTS, "noindex")], Html(html)).into_response()
}
