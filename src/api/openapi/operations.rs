//! Calls as operations of the document: parameters, bodies, answers, headers.

use axum::http::{Method, StatusCode};
use serde_json::{Map, Value, json};

use super::examples;
use super::requests::Credentials;
use super::schemas::Schemas;
use crate::api::problem;
use crate::api::responses::Token;
use crate::api::routes::{About, Call, Group, calls, shape};
use crate::domain::signup::Status;
use crate::domain::webhook::delivery::DeliveryStatus;
use crate::http::ProblemCode;

/// Every path with its operations.
pub fn paths(schemas: &mut Schemas) -> Value {
    let mut paths = Map::new();
    paths.insert("/oauth/token".to_owned(), json!({ "parameters": always(), "post": token(schemas) }));
    let calls = calls();
    // What is changed in the version that `If-Match` names tells its version.
    let tagged =
        |path: &str| calls.iter().any(|call| call.path == path && call.about.rejections.contains(&412));
    for call in &calls {
        let methods = paths.entry(call.path).or_insert_with(|| json!({ "parameters": always() }));
        let changes = call.about.rejections.contains(&412);
        let tagged = changes || (tagged(call.path) && call.method == Method::GET);
        methods[call.method.as_str().to_lowercase()] = operation(schemas, call, tagged);
    }
    Value::Object(paths)
}

/// Header parameters that more than one call takes.
pub fn parameters() -> Value {
    let header = |name: &str, what: &str, schema: Value| json!({ "name": name, "in": "header", "description": what, "schema": schema });
    json!({
        "RequestId": header(
            "X-Request-Id",
            "Your own name for the request, 1 to 128 of letters, digits, `.`, `_` and `-`; the answer repeats it. \
             Another one is replaced by ours.",
            json!({ "type": "string" }),
        ),
        "IdempotencyKey": header(
            "Idempotency-Key",
            "For 24 hours the same request under the same key gives the first answer, and does nothing more.",
            json!({ "type": "string", "pattern": "^[!-~]{1,255}$" }),
        ),
        "IfMatch": header(
            "If-Match",
            "The `ETag` of the version to replace; 412 when it has changed since. Without it the last write wins.",
            json!({ "type": "string" }),
        ),
        "Prefer": header(
            "Prefer",
            "`handling=strict` has members refused that are not known here; else they are ignored.",
            json!({ "type": "string", "examples": ["handling=strict"] }),
        ),
    })
}

/// Headers of answers.
pub fn headers() -> Value {
    let header = |what: &str, required: bool, schema: Value| json!({ "description": what, "required": required, "schema": schema });
    let text = || json!({ "type": "string" });
    let seconds = json!({ "type": "integer", "minimum": 1 });
    json!({
        "RequestId": header("The request's id, for questions about it.", true, text()),
        "ETag": header("The version of what is in the answer, for `If-Match`.", true, text()),
        "Location": header("The path of what was made.", true, text()),
        "RetryAfter": header("In how many seconds to try again.", true, seconds),
        "WwwAuthenticate": header("How to authenticate (RFC 6750).", true, text()),
        "RateLimit": header("How many requests are left, and in how many seconds there is one more.", false, text()),
        "RateLimitPolicy": header("How many requests fit in how many seconds.", false, text()),
    })
}

/// What every call takes.
fn always() -> Value {
    json!([{ "$ref": "#/components/parameters/RequestId" }])
}

fn operation(schemas: &mut Schemas, call: &Call, tagged: bool) -> Value {
    let about = &call.about;
    let mut operation = json!({
        "operationId": about.id,
        "tags": [about.group],
        "summary": about.summary.trim_end_matches('.'),
        "parameters": call_parameters(call),
    });
    if let Some(body) = about.body {
        let content = json!({ "application/json": { "schema": schemas.of_request(body) } });
        operation["requestBody"] = json!({ "required": true, "content": content });
    }
    if !about.media.is_empty() {
        // Bytes as they are (OpenAPI 3.1, 4.8.14.3): their media type says all.
        let content: Map<_, _> = about.media.iter().map(|media| (media.to_string(), json!({}))).collect();
        operation["requestBody"] = json!({ "required": true, "content": content });
    }
    operation["responses"] = responses(schemas, call, tagged);
    operation
}

fn call_parameters(call: &Call) -> Value {
    let about = &call.about;
    let in_path = call.path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let path = in_path.map(|name| {
        let schema = if ["sessionId", "deliveryId"].contains(&name) {
            json!({ "type": "string" })
        } else {
            json!({ "type": "integer", "format": "int64", "minimum": 1 })
        };
        json!({ "name": name, "in": "path", "required": true, "schema": schema })
    });
    let query = about.query.iter().map(|name| {
        let (schema, what) = query(about.group, name);
        json!({ "name": name, "in": "query", "description": what, "schema": schema })
    });
    let header = |name: &str| json!({ "$ref": format!("#/components/parameters/{name}") });
    let once = takes_key(about).then(|| header("IdempotencyKey"));
    let if_match = about.rejections.contains(&412).then(|| header("IfMatch"));
    let prefer = about.body.is_some().then(|| header("Prefer"));
    path.chain(query).chain(once).chain(if_match).chain(prefer).collect()
}

fn query(group: Group, name: &str) -> (Value, &'static str) {
    let text = || json!({ "type": "string", "minLength": 1 });
    match name {
        "limit" => {
            let schema = json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 50 });
            (schema, "How many records a page has at most.")
        }
        "cursor" => (text(), "The `nextCursor` of the page before."),
        "status" if group == Group::Notifiers => {
            (json!({ "type": "string", "enum": DeliveryStatus::ALL }), "Only those that stand so.")
        }
        "status" => (json!({ "type": "string", "enum": Status::ALL }), "Only those in this state."),
        "customerId" => {
            let schema = json!({ "type": "integer", "format": "int64", "minimum": 1 });
            (schema, "Only those of this customer.")
        }
        "active" => (json!({ "type": "boolean" }), "Only those that are active now, or that are not."),
        "updatedSince" => {
            (json!({ "type": "string", "format": "date-time" }), "Only those that changed then or later.")
        }
        "mobile" => (text(), "Only the one with this number, in any usual writing."),
        "email" => (text(), "Only those that concern this address."),
        _ => (text(), "Only those with this id of yours."),
    }
}

/// Whether it takes an `Idempotency-Key`, and so may find it with another request: all that make something do.
fn takes_key(about: &About) -> bool {
    about.rejections.contains(&422)
}

/// Whether it makes something that is somewhere.
fn makes(about: &About) -> bool {
    [201, 202].contains(&about.answer.0)
}

fn responses(schemas: &mut Schemas, call: &Call, tagged: bool) -> Value {
    let about = &call.about;
    let (status, shape) = about.answer;
    let limited = about.tells_room;
    let headers = [
        (true, "X-Request-Id", "RequestId"),
        (tagged, "ETag", "ETag"),
        (makes(about), "Location", "Location"),
        (limited, "RateLimit", "RateLimit"),
        (limited, "RateLimit-Policy", "RateLimitPolicy"),
    ];
    let mut content = json!({ "application/json": { "schema": schemas.of_answer(shape) } });
    if let Some(example) = examples::answer(about.id) {
        content["application/json"]["example"] = example.body.clone();
    }
    let mut responses = Map::new();
    responses.insert(
        status.to_string(),
        json!({ "description": reason(status), "headers": header_refs(&headers), "content": content }),
    );
    let takes_body = about.body.is_some() || !about.media.is_empty();
    let reads_input = takes_body || !about.query.is_empty() || takes_key(about);
    let body: &[u16] = if takes_body { &[413, 415] } else { &[] };
    // Every call refuses a parameter that it does not have.
    let common = [(400, true), (401, true), (404, call.path.contains('{')), (408, reads_input), (503, true)];
    let common = common.into_iter().filter(|(_, may)| *may).map(|(status, _)| status);
    for status in common.chain(body.iter().copied()).chain(about.rejections.iter().copied()) {
        responses.insert(status.to_string(), rejection(schemas, status));
    }
    responses.sort_keys();
    Value::Object(responses)
}

fn rejection(schemas: &mut Schemas, status: u16) -> Value {
    let headers = [
        (true, "X-Request-Id", "RequestId"),
        (status == 401, "WWW-Authenticate", "WwwAuthenticate"),
        (status == 429 || status == 503, "Retry-After", "RetryAfter"),
        (status == 429, "RateLimit", "RateLimit"),
        (status == 429, "RateLimit-Policy", "RateLimitPolicy"),
    ];
    let codes = ProblemCode::ALL.iter().filter(|code| code.status().as_u16() == status);
    let codes: Vec<String> = codes.map(|code| format!("`{code}`")).collect();
    json!({
        "description": format!("{}: {}", reason(status), codes.join(", ")),
        "headers": header_refs(&headers),
        "content": { "application/problem+json": { "schema": schemas.of_answer(shape::<problem::Body<'_>>) } },
    })
}

fn header_refs(headers: &[(bool, &str, &str)]) -> Value {
    let there = headers.iter().filter(|(there, ..)| *there);
    let refs = there.map(|(_, name, component)| {
        ((*name).to_owned(), json!({ "$ref": format!("#/components/headers/{component}") }))
    });
    Value::Object(refs.collect())
}

fn reason(status: u16) -> &'static str {
    let status = StatusCode::from_u16(status).ok();
    status.and_then(|status| status.canonical_reason()).unwrap_or_default()
}

fn token(schemas: &mut Schemas) -> Value {
    let about = About {
        id: "takeToken",
        summary: "Exchanges credentials for an access token.",
        body: Some(shape::<Credentials>),
        answer: (200, shape::<Token<'_>>),
        rejections: &[429],
        ..About::READ
    };
    let call =
        Call { method: Method::POST, path: "/oauth/token", serve: axum::routing::MethodRouter::new(), about };
    let mut token = operation(schemas, &call, false);
    token["security"] = json!([]);
    token
}
