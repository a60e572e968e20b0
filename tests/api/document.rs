//! The OpenAPI document: complete, precise, and true.

use std::io::Write;
use std::process::Command;

use reqwest::Method;
use serde_json::{Value, json};

use super::Furnished;
use crate::harness::{Engine, Reply, Tenant, World, send};

/// An operation of the document.
pub(super) struct Operation {
    /// Its name.
    pub id: String,
    pub method: Method,
    pub path: String,
    /// The schema of its body, if it takes one.
    pub body: Option<Value>,
    /// The media types of its body, if it takes one that is no JSON.
    pub media: Vec<String>,
    /// The status and the schema of its answer.
    pub status: u16,
    pub answer: Value,
    headers: Value,
}

/// Headers that are there for a reason, so the document must tell of each.
const TOLD: [&str; 7] =
    ["x-request-id", "etag", "location", "retry-after", "www-authenticate", "ratelimit", "ratelimit-policy"];

impl Operation {
    /// Holds that an answer has the headers that the document says, and no other of note.
    #[track_caller]
    pub(super) fn has_its_headers(&self, document: &Value, reply: &Reply) {
        same_headers(document, &self.id, &self.headers, reply);
    }
}

#[track_caller]
fn same_headers(document: &Value, what: &str, told: &Value, reply: &Reply) {
    let told: Vec<String> = told
        .as_object()
        .expect("headers")
        .iter()
        .map(|(name, header)| {
            assert!(resolve(document, header)["schema"].is_object(), "{what}: {name}");
            name.to_lowercase()
        })
        .collect();
    for name in TOLD {
        assert_eq!(reply.header(name).is_some(), told.iter().any(|known| known == name), "{what}: {name}");
    }
}

/// What is meant by a reference, or the thing itself.
pub(super) fn resolve<'a>(document: &'a Value, thing: &'a Value) -> &'a Value {
    let path = thing["$ref"].as_str().map(|path| path.trim_start_matches('#'));
    path.map_or(thing, |path| document.pointer(path).expect("what is referred to"))
}

/// The document as it is served.
pub(super) async fn of(tenant: &Tenant) -> Value {
    let url = format!("{}/openapi.json", tenant.base);
    reqwest::get(url).await.expect("an answer").json().await.expect("a document")
}

/// Every operation of the document.
pub(super) fn operations(document: &Value) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, call) in
            methods.as_object().expect("methods").iter().filter(|(name, _)| *name != "parameters")
        {
            let responses = call["responses"].as_object().expect("answers");
            let (status, response) =
                responses.iter().find(|(code, _)| code.starts_with('2')).expect("a success");
            let body = call.pointer("/requestBody/content/application~1json/schema");
            let content = call["requestBody"]["content"].as_object();
            let media = content.into_iter().flatten().map(|(media, _)| media.clone());
            operations.push(Operation {
                media: media.filter(|media| media != "application/json").collect(),
                id: call["operationId"].as_str().expect("an id").to_owned(),
                method: method.to_uppercase().parse().expect("a method"),
                path: path.clone(),
                body: body.map(|schema| resolve(document, schema).clone()),
                status: status.parse().expect("a status"),
                answer: response["content"]["application/json"]["schema"].clone(),
                headers: response["headers"].clone(),
            });
        }
    }
    operations
}

#[tokio::test]
async fn errors_have_the_headers_that_the_document_says() {
    let world = World::on(Engine::Sqlite).await;
    let own = Furnished::new(&world, "Acme").await;
    let document = of(&own.tenant).await;
    for operation in operations(&document) {
        let call = &document["paths"][&operation.path][operation.method.as_str().to_lowercase()];
        assert!(call["tags"][0].is_string() && call["summary"].is_string(), "{}", operation.id);
        if operation.path == "/oauth/token" {
            continue;
        }
        let bare = reqwest::Client::new()
            .request(operation.method.clone(), own.tenant.url(&own.path(&operation.path)));
        let reply = send(bare.body("{}")).await;
        reply.problem(401, "unauthorized");
        same_headers(&document, &operation.id, &call["responses"]["401"]["headers"], &reply);
    }
    let route = "/customers/{customerId}/subscriptions";
    let limited = loop {
        let reply = own.tenant.get(&own.path(route)).await;
        if reply.status != 200 {
            break reply;
        }
    };
    limited.problem(429, "too_many_requests");
    let told = &document["paths"][route]["get"]["responses"]["429"]["headers"];
    same_headers(&document, route, told, &limited);
}

#[tokio::test]
async fn a_body_may_have_the_members_that_the_document_says_in_their_limits_and_no_others() {
    let world = World::on(Engine::Sqlite).await;
    let own = Furnished::new(&world, "Acme").await;
    let document = of(&own.tenant).await;
    let operations = operations(&document);
    let bodies: Vec<(&Operation, &Value)> =
        operations.iter().filter_map(|operation| Some((operation, operation.body.as_ref()?))).collect();
    let names = |schema: &Value| -> Vec<String> {
        schema["properties"].as_object().expect("members").keys().cloned().collect()
    };
    let all: Vec<String> = bodies.iter().flat_map(|(_, body)| names(body)).collect();
    let mut tried = 0;
    for (operation, body) in &bodies {
        // Credentials are read by whoever has none yet, with no strictness.
        if operation.path == "/oauth/token" {
            continue;
        }
        let path = own.path(&operation.path);
        let wrong = async |body: &Value| {
            let request =
                own.tenant.request(operation.method.clone(), &path).header("prefer", "handling=strict");
            let reply = send(request.json(body)).await;
            let errors = reply.json["errors"].as_array().cloned().unwrap_or_default();
            errors
                .into_iter()
                .map(|error| (error["pointer"].clone(), error["code"].clone()))
                .collect::<Vec<_>>()
        };
        let mut unknown = Vec::new();
        // An answer lists so many unknown members at most.
        for some in all.chunks(20) {
            let body: Value = some.iter().map(|name| (name.clone(), json!(null))).collect();
            let found = wrong(&body).await.into_iter().filter(|(_, code)| code == "unknown_member");
            unknown.extend(found.map(|(pointer, _)| pointer.as_str().expect("text")[1..].to_owned()));
        }
        for name in &all {
            let told = names(body).contains(name);
            assert_eq!(told, !unknown.contains(name), "{}: {name} is told: {told}", operation.id);
        }
        for (pointer, schema) in limited(&document, body, "") {
            let most = usize::try_from(schema["maxLength"].as_u64().expect("a limit")).expect("a length");
            for (length, long) in [(most, false), (most + 1, true)] {
                let mut body = json!({});
                pointer[1..].split('/').fold(&mut body, |body, name| {
                    body[name] = json!({});
                    &mut body[name]
                });
                *body.pointer_mut(&pointer).expect("the member") = json!("x".repeat(length));
                let wrong = wrong(&body).await;
                let found = wrong.contains(&(json!(pointer), json!("too_long")));
                // An address that is too long may be refused for its form first.
                let other = wrong.iter().any(|(wrong, _)| *wrong == pointer);
                assert!(
                    if long { found || other } else { !found },
                    "{} {pointer} of {length}: {wrong:?}",
                    operation.id
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 50, "{tried}");
}

/// The texts that have a limit, by their pointers.
fn limited(document: &Value, schema: &Value, at: &str) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        let schema = schema["anyOf"].get(0).unwrap_or(schema);
        let schema = resolve(document, schema);
        let pointer = format!("{at}/{name}");
        if schema["maxLength"].is_u64() {
            found.push((pointer.clone(), schema.clone()));
        }
        found.extend(limited(document, schema, &pointer));
    }
    found
}

/// Lints the document with Redocly, makes TypeScript of it, and type-checks a client of that.
#[tokio::test]
async fn the_document_passes_a_linter_and_makes_a_client() {
    let world = World::on(Engine::Sqlite).await;
    let document = of(&world.tenant("Acme").await).await;
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(document.to_string().as_bytes()).expect("the document");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/openapi");
    let ran = Command::new(script).arg(file.path()).output().expect("a shell");
    let output = [ran.stdout, ran.stderr].concat();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&output));
}
