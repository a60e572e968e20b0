//! Requests turned away before they reached a page.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};

use super::response::ROBOTS;
use super::{language, view};
use crate::domain::language::Language;
use crate::http::{Rejection, RequestContext};
use crate::i18n::Catalog;

/// Pages that were drawn, by language and status: they are the same for everybody, and to refuse must cost little when
/// there is too much.
static DRAWN: LazyLock<Mutex<HashMap<(Language, u16), Bytes>>> = LazyLock::new(Mutex::default);

/// Renders a rejection as a page.
pub fn render_rejection(context: &RequestContext, rejection: &Rejection) -> Response {
    let (language, status) = (language::of_nobody(&context.language), rejection.status.as_u16());
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    let html = drawn.entry((language, status)).or_insert_with(|| {
        let html = view::problem(Catalog::of(language), status);
        html.unwrap_or_else(|_| rejection.detail.to_owned()).into()
    });
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; \
                  frame-ancestors 'none'; form-action 'none'";
    ([(header::CONTENT_SECURITY_POLICY, policy), (ROBOTS, "noindex")], Html(html.clone())).into_response()
}
