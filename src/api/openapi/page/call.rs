//! One call on the page: what it takes, what it answers, and an example of both.

use serde_json::Value;

use super::members::{self, Member};
use super::pretty;
use crate::api::openapi::examples;

/// One call.
#[derive(Clone)]
pub struct CallView {
    /// Its name for machines, and its anchor.
    pub id: String,
    /// Its method.
    pub method: String,
    /// Its path below the base.
    pub path: String,
    /// What it does.
    pub summary: String,
    /// The headers that it takes.
    pub takes_headers: Vec<String>,
    /// What else it takes: the title of each part and its members.
    pub takes: Vec<(&'static str, Vec<Member>)>,
    /// The members of its answer.
    pub gives: Vec<Member>,
    /// The name of the answer's schema, where it has one.
    pub schema: Option<String>,
    /// The headers of its answer.
    pub headers: Vec<Member>,
    /// The statuses of errors, with their codes.
    pub rejections: Vec<(String, members::Text)>,
    /// An example of the request, as a shell sends it.
    pub request: String,
    /// The status of its answer, in words.
    pub status: String,
    /// An example of the answer.
    pub answer: String,
}

impl CallView {
    /// The call as the document tells it.
    pub fn new(document: &Value, server: &str, method: &str, path: &str) -> Self {
        let operation = &document["paths"][path][method];
        let id = operation["operationId"].as_str().unwrap_or_default();
        let responses = operation["responses"].as_object();
        let found = responses.and_then(|all| all.iter().find(|(status, _)| status.starts_with('2')));
        let (status, response) =
            found.map_or(("", &Value::Null), |(status, response)| (status.as_str(), response));
        let schema = &response["content"]["application/json"]["schema"];
        let rejections = responses.into_iter().flatten().filter(|(status, _)| !status.starts_with('2'));
        let rejections = rejections.map(|(status, rejection)| {
            let codes = rejection["description"]
                .as_str()
                .and_then(|text| text.split_once(": "))
                .map(|(_, codes)| codes);
            (status.clone(), members::Text::new(codes.unwrap_or_default()))
        });
        let example = examples::answer(id);
        Self {
            id: id.to_owned(),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: operation["summary"].as_str().unwrap_or_default().to_owned(),
            takes_headers: of(document, operation, "header").into_iter().map(|header| header.name).collect(),
            takes: takes(document, operation),
            gives: members::of(document, schema),
            schema: schema_name(schema),
            headers: headers(document, response),
            rejections: rejections.collect(),
            request: request(document, server, method, path, operation),
            status: format!("{status} {}", response["description"].as_str().unwrap_or_default()),
            answer: example.map(|answer| pretty(&answer.body)).unwrap_or_default(),
        }
    }
}

fn schema_name(schema: &Value) -> Option<String> {
    let path = schema["$ref"].as_str().or_else(|| schema["items"]["$ref"].as_str());
    path.and_then(|path| path.rsplit('/').next()).map(str::to_owned)
}

/// A thing of the document or what it refers to.
fn resolve<'a>(document: &'a Value, thing: &'a Value) -> &'a Value {
    let path = thing["$ref"].as_str().map(|path| path.trim_start_matches('#'));
    path.and_then(|path| document.pointer(path)).unwrap_or(thing)
}

fn takes(document: &Value, operation: &Value) -> Vec<(&'static str, Vec<Member>)> {
    let body = members::of(document, &operation["requestBody"]["content"]["application/json"]["schema"]);
    let parts = [
        ("Path", of(document, operation, "path")),
        ("Query", of(document, operation, "query")),
        ("Body", body),
    ];
    parts.into_iter().filter(|(_, members): &(_, Vec<Member>)| !members.is_empty()).collect()
}

/// The parameters that are in this place: path, query or header.
fn of(document: &Value, operation: &Value, place: &str) -> Vec<Member> {
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let all = parameters.iter().map(|parameter| resolve(document, parameter));
    all.filter(|parameter| parameter["in"] == place)
        .map(|parameter| {
            let name = parameter["name"].as_str().unwrap_or_default();
            let mut member =
                members::member(document, name, &parameter["schema"], parameter["required"] == true);
            member.text = members::Text::new(parameter["description"].as_str().unwrap_or_default());
            member
        })
        .collect()
}

fn headers(document: &Value, response: &Value) -> Vec<Member> {
    let headers = response["headers"].as_object().into_iter().flatten();
    let read = headers.map(|(name, header)| {
        let header = resolve(document, header);
        let mut member = members::member(document, name, &header["schema"], header["required"] == true);
        member.text = members::Text::new(header["description"].as_str().unwrap_or_default());
        member
    });
    read.collect()
}

/// The example as a shell sends it with curl.
fn request(document: &Value, server: &str, method: &str, path: &str, operation: &Value) -> String {
    let id = operation["operationId"].as_str().unwrap_or_default();
    let recorded =
        examples::answer(id).and_then(|answer| answer.request.split_once(' ')).map(|(_, path)| path);
    let mut lines = vec![format!("curl \"{server}{}\"", recorded.unwrap_or(path))];
    let body = resolve(document, &operation["requestBody"]["content"]["application/json"]["schema"]);
    let body = body["examples"].get(0);
    let content = operation["requestBody"]["content"].as_object();
    let media = content.and_then(|content| content.keys().find(|media| *media != "application/json"));
    let implied = if body.is_some() { "post" } else { "get" };
    if method != implied {
        lines.push(format!("  -X {}", method.to_uppercase()));
    }
    if operation["security"].is_null() {
        lines.push("  -H \"Authorization: Bearer $TOKEN\"".to_owned());
    }
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    if parameters
        .iter()
        .any(|parameter| parameter["$ref"].as_str().is_some_and(|path| path.ends_with("IdempotencyKey")))
    {
        lines.push("  -H \"Idempotency-Key: $(uuidgen)\"".to_owned());
    }
    if let Some(body) = body {
        lines.push("  -H \"Content-Type: application/json\"".to_owned());
        // A quote would end the shell's string.
        lines.push(format!("  -d '{}'", pretty(body).replace('\'', "'\\''")));
    }
    if let Some(media) = media {
        lines.push(format!("  -H \"Content-Type: {media}\""));
        lines.push("  --data-binary @logo.png".to_owned());
    }
    lines.join(" \\\n")
}
