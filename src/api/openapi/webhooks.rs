//! What we send: a webhook for each event, with the shape of its body.

use serde_json::{Map, Value, json};

use super::examples;
use super::schemas::Schemas;
use crate::domain::webhook::event::Event;
use crate::domain::webhook::payload::WebhookBody;

/// Every webhook by its event.
pub fn all(schemas: &mut Schemas) -> Value {
    let payload = schemas.whole::<WebhookBody<'static>>();
    Event::ALL
        .iter()
        .map(|event| (event.to_string(), json!({ "post": operation(*event, &payload) })))
        .collect::<Map<_, _>>()
        .into()
}

fn operation(event: Event, payload: &Value) -> Value {
    let header = |name: &str, what: &str| json!({ "name": name, "in": "header", "required": true, "description": what, "schema": { "type": "string" } });
    let mut content = json!({ "schema": body(event, payload) });
    if let Some(example) = examples::webhook(event) {
        content["example"] = example.clone();
    }
    json!({
        "operationId": format!("on{event}"),
        "tags": ["Webhooks"],
        "summary": event.meaning().trim_end_matches('.'),
        "security": [],
        "parameters": [
            header("webhook-id", "The delivery's id; the same on every try."),
            header("webhook-timestamp", "When it was signed, in seconds since 1970."),
            header("webhook-signature", "One signature for each secret that signs now (Standard Webhooks)."),
            { "name": "traceparent", "in": "header", "description": "The trace of the request that caused it (W3C Trace Context).", "schema": { "type": "string" } },
        ],
        "requestBody": { "required": true, "content": { "application/json": content } },
        "responses": {
            "2XX": { "description": "Taken. What the answer says besides is not read." },
            "4XX": { "description": "Not taken; tried again for 3 days. 410: not tried again." },
            "5XX": { "description": "Not taken; tried again for 3 days." },
        },
    })
}

/// The body of this event: of the delivery's members those that it has.
fn body(event: Event, payload: &Value) -> Value {
    let subject = event.subject();
    let kinds = payload["oneOf"].as_array().map(Vec::as_slice).unwrap_or_default();
    let about = kinds.iter().map(|kind| &kind["properties"][subject]).find(|about| !about.is_null());
    let mut properties = Map::new();
    for (name, schema) in payload["properties"].as_object().into_iter().flatten() {
        match name.as_str() {
            "message" => {
                properties.insert(name.clone(), json!({ "type": "string", "const": event }));
                properties.insert(subject.to_owned(), about.cloned().unwrap_or_default());
            }
            _ => drop(properties.insert(name.clone(), schema.clone())),
        }
    }
    let required: Vec<&String> = properties.keys().collect();
    json!({ "type": "object", "required": required, "properties": properties })
}
