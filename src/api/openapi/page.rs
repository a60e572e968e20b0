//! The document as a page that needs no script and no other host.

use askama::Template;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use serde_json::Value;

use super::super::BASE;
use super::super::routes::{Call, calls};
use super::schemas;
use crate::http::Refusal;

#[derive(Template)]
#[template(path = "docs.html")]
struct DocsHtml {
    base: &'static str,
    calls: Vec<Call>,
    schemas: Vec<(String, String)>,
}

/// Shows every call and every schema.
pub async fn show() -> Response {
    let schemas = schemas::all();
    let schemas =
        schemas.as_object().into_iter().flatten().map(|(name, schema)| (name.clone(), pretty(schema)));
    let page = DocsHtml { base: BASE, calls: calls(), schemas: schemas.collect() };
    let policy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";
    match page.render() {
        Ok(html) => ([(header::CONTENT_SECURITY_POLICY, policy)], Html(html)).into_response(),
        Err(_) => Refusal::INTERNAL.into_response(),
    }
}

/// The style of the page.
pub async fn style() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (kind, include_str!("../../../static/docs.css")).into_response()
}

fn pretty(schema: &Value) -> String {
    serde_json::to_string_pretty(schema).unwrap_or_default()
}
