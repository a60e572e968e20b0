//! The API's own description (OpenAPI 3.1), made from the table that serves it, from the types that are
//! serialised, and from the field table.

mod examples;
pub mod flows;
pub mod form;
mod operations;
mod page;
pub mod requests;
mod schemas;
mod webhooks;

use std::sync::{Arc, OnceLock};

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use super::BASE;
use super::routes::Group;
use crate::app::App;
use crate::http::{ContentCoding, Precompressed};

pub use page::{guide, show, style};

use schemas::Schemas;

/// The document and its page, which are made when they are first asked for: that takes some milliseconds, and anybody may ask.
#[derive(Debug, Default)]
pub struct Documents {
    document: OnceLock<Precompressed>,
    page: OnceLock<Precompressed>,
}

/// The document.
pub async fn document(
    State(app): State<App>,
    Extension(documents): Extension<Arc<Documents>>,
    coding: ContentCoding,
) -> Response {
    let made = || Precompressed::new("application/json", make(app.settings.origin()).to_string());
    documents.document.get_or_init(made).respond(coding)
}

/// Makes the document for a server at this origin.
fn make(origin: &str) -> Value {
    let mut schemas = Schemas::new();
    let (paths, webhooks) = (operations::paths(&mut schemas), webhooks::all(&mut schemas));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Enrol",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Hosted customer signup: open a session, send the person its link, read the outcome.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": format!("{origin}{BASE}") }],
        "security": [{ "token": [] }, { "oauth2": [] }],
        "tags": tags(),
        "paths": paths,
        "webhooks": webhooks,
        "components": {
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer" },
                "oauth2": {
                    "type": "oauth2",
                    "flows": { "clientCredentials": { "tokenUrl": format!("{origin}/oauth2/token"), "scopes": {} } },
                },
            },
            "parameters": operations::parameters(),
            "headers": operations::headers(),
            "schemas": schemas.named(),
        },
    })
}

/// The groups of calls, and that of what we send.
fn tags() -> Value {
    let groups = Group::ALL.iter().map(|group| json!({ "name": group, "description": group.meaning() }));
    let webhooks =
        "What your notifier is sent: at least once, in any order, signed by the Standard Webhooks scheme.";
    groups.chain([json!({ "name": "Webhooks", "description": webhooks })]).collect()
}
