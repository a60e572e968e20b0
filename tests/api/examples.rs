//! The document's examples: each body is sent as it stands and does what is documented.

use reqwest::Method;
use serde_json::{Value, json};

use super::person;
use crate::harness::{Engine, Tenant, World, send};

#[tokio::test]
async fn every_example_of_a_body_works_as_it_stands() {
    let world = World::on(Engine::Sqlite).await;
    // The first source of a new server: the ids of the examples are those of its first records.
    let tenant = world.tenant_at("Acme", &["https://app.example/signup".to_owned()]).await;
    furnish(&tenant).await;
    let url = format!("{}/openapi.json", tenant.base);
    let document: Value = reqwest::get(url).await.expect("an answer").json().await.expect("a document");
    let mut sent = 0;
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, call) in methods.as_object().expect("methods") {
            let Some(body) = call.get("requestBody") else { continue };
            let schema = body["content"]["application/json"]["schema"]["$ref"].as_str().expect("a name");
            let schema = document.pointer(schema.trim_start_matches('#')).expect("a schema");
            let examples = schema["examples"].as_array().map(Vec::as_slice).unwrap_or_default();
            assert!(!examples.is_empty(), "{method} {path} has no example");
            let success =
                call["responses"].as_object().expect("answers").keys().find(|code| code.starts_with('2'));
            let success: u16 = success.and_then(|code| code.parse().ok()).expect("a success");
            for example in examples {
                let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
                let request = tenant.request(method.clone(), &first(path));
                // Unknown members would be refused, so none is there for nothing.
                let request = request.header("prefer", "handling=strict").json(&own(path, example, &tenant));
                let reply = send(request).await;
                assert_eq!(reply.status.as_u16(), success, "{method} {path}: {}", reply.text);
                sent += 1;
            }
        }
    }
    assert!(sent >= 9, "{sent}");
}

/// Two customers, a family subscription that is still nobody's, and a location, all of them number 1
/// of their kind.
async fn furnish(tenant: &Tenant) {
    for number in [1, 2] {
        let made = tenant.post("/customers", &json!({ "customer": person(number) })).await.expect(201);
        assert_eq!(made["customer"]["id"], number);
    }
    let family = json!({ "subscriptionTypeId": 2 });
    assert_eq!(tenant.post("/subscriptions", &family).await.expect(201)["id"], 1);
    let location = super::location("S-1");
    assert_eq!(tenant.post("/predefinedLocations", &location).await.expect(201)["id"], 1);
}

/// A path of the first of its kind.
fn first(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.iter_mut().filter(|part| part.starts_with('{')).for_each(|part| *part = "1");
    parts.join("/")
}

/// The example itself, but for credentials: nobody can know those before they are made.
fn own(path: &str, example: &Value, tenant: &Tenant) -> Value {
    if path != "/oauth/token" {
        return example.clone();
    }
    let mut example = example.clone();
    let own = json!({ "clientId": tenant.client_id, "clientSecret": tenant.client_secret });
    for (name, value) in own.as_object().expect("members") {
        let shown = example[name].as_str().expect("text");
        assert_eq!(Some(shown.len()), value.as_str().map(str::len), "{name} looks like a real one");
        example[name] = value.clone();
    }
    example
}
