//! The API's own description (OpenAPI 3.1), made from the table that serves it and from the field table.

mod examples;
mod page;
mod schemas;

use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value, json};

use super::BASE;
use super::routes::{About, Call, calls};
use crate::app::App;

pub use page::{show, style};

/// The document.
pub async fn document(State(app): State<App>) -> Json<Value> {
    Json(make(app.settings.origin()))
}

/// Makes the document for a server at this origin.
fn make(origin: &str) -> Value {
    let mut paths = Map::new();
    paths.insert("/oauth/token".to_owned(), token());
    for call in calls() {
        let methods = paths.entry(call.path).or_insert_with(|| json!({}));
        methods[call.method.as_str().to_lowercase()] = operation(&call);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Enrol",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Hosted customer signup: open a session, send the person its link, read the outcome.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": format!("{origin}{BASE}") }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer" },
                "oauth2": {
                    "type": "oauth2",
                    "flows": { "clientCredentials": { "tokenUrl": format!("{origin}/oauth2/token"), "scopes": {} } },
                },
            },
            "schemas": schemas::all(),
        },
    })
}

fn operation(call: &Call) -> Value {
    let about = &call.about;
    let mut operation = json!({
        "operationId": about.id,
        "summary": about.summary,
        "parameters": parameters(call),
        "responses": responses(about, call.path.contains('{')),
    });
    if let Some(body) = about.body {
        operation["requestBody"] = json!({ "required": true, "content": content("application/json", body) });
    }
    operation
}

fn parameters(call: &Call) -> Value {
    let in_path = call.path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let path = in_path.map(|name| {
        let schema = if ["sessionId", "deliveryId"].contains(&name) {
            json!({ "type": "string" })
        } else {
            json!({ "type": "integer", "minimum": 1 })
        };
        json!({ "name": name, "in": "path", "required": true, "schema": schema })
    });
    let query = call.about.query.iter().map(|name| {
        let schema = match *name {
            "limit" => json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 50 }),
            "status" if call.path.starts_with("/notifiers") => schemas::standing(),
            "status" => schemas::status(),
            _ => json!({ "type": "string", "minLength": 1 }),
        };
        json!({ "name": name, "in": "query", "schema": schema })
    });
    let creates = call.about.answer.0 == 201;
    let header = |name: &str, what: &str| json!({ "name": name, "in": "header", "description": what, "schema": { "type": "string" } });
    let once = creates.then(|| {
        let what = "The same request under the same key gives the first answer, for 24 hours.";
        let mut once = header("Idempotency-Key", what);
        once["schema"]["pattern"] = json!("^[!-~]{1,255}$");
        once
    });
    let if_match = (call.about.refusals.contains(&412))
        .then(|| header("If-Match", "The ETag of the version to replace."));
    path.chain(query).chain(once).chain(if_match).collect()
}

fn responses(about: &About, has_id: bool) -> Value {
    let (status, schema) = about.answer;
    let mut responses = Map::new();
    responses.insert(
        status.to_string(),
        json!({ "description": about.summary, "content": content("application/json", schema) }),
    );
    let reads_input = about.body.is_some() || !about.query.is_empty() || status == 201;
    let body: &[u16] = if about.body.is_some() { &[413, 415] } else { &[] };
    // Every call refuses a parameter that it does not have.
    let common = [(400, true), (401, true), (404, has_id), (408, reads_input), (503, true)];
    let common = common.into_iter().filter(|(_, may)| *may).map(|(status, _)| status);
    for status in common.chain(body.iter().copied()).chain(about.refusals.iter().copied()) {
        responses.insert(status.to_string(), refusal(status));
    }
    Value::Object(responses)
}

fn refusal(status: u16) -> Value {
    let what = axum::http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    json!({ "description": what.unwrap_or_default(), "content": content("application/problem+json", "Problem") })
}

fn content(media: &str, schema: &str) -> Value {
    json!({ media: { "schema": { "$ref": format!("#/components/schemas/{schema}") } } })
}

fn token() -> Value {
    json!({ "post": {
        "operationId": "takeToken",
        "summary": "Exchanges credentials for an access token.",
        "security": [],
        "requestBody": { "required": true, "content": content("application/json", "Credentials") },
        "responses": {
            "200": { "description": "A token.", "content": content("application/json", "Token") },
            "400": refusal(400), "401": refusal(401), "408": refusal(408), "413": refusal(413), "415": refusal(415), "503": refusal(503),
        },
    } })
}
