//! What makes a client's life easy: versions, what is left of limits, compression, the document.

use std::collections::BTreeSet;

use enrol::api::DOCUMENTS;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Tenant, send};

both! {
    async fn a_stale_change_is_refused_and_an_unconditional_one_wins(world) {
        let tenant = world.tenant("Acme").await;
        let body = json!({ "customer": { "name": "A", "surname": "B", "mobile": "0821234567" } });
        let id = tenant.post("/customers", &body).await.expect(201)["customer"]["id"].clone();
        let site = json!({ "externalReferenceId": "S", "locationIdentifier": "Home", "latitude": 1, "longitude": 2 });
        let site = tenant.post("/predefinedLocations", &site).await.expect(201)["id"].clone();
        let types = tenant.get("/subscriptions/subscriptionTypes").await.expect(200);
        let new = json!({ "subscriptionTypeId": types[0]["id"] });
        let subscription = tenant.post("/subscriptions", &new).await.expect(201)["id"].clone();
        for (path, change) in [
            (format!("/customers/{id}"), json!({ "customer": { "surname": "C" } })),
            (format!("/predefinedLocations/{site}"), json!({ "locationIdentifier": "Work" })),
            (format!("/subscriptions/{subscription}"), json!({ "validTo": "2099-01-01" })),
        ] {
            let read = tenant.get(&path).await;
            let tag = read.header("etag").expect("a tag").to_owned();
            let put = |tag: &str| send(tenant.request(Method::PUT, &path).header("if-match", tag).json(&change));
            let changed = put(&format!("\"0-no\", {tag}")).await;
            assert_eq!(changed.status, 200, "{path}: {}", changed.text);
            assert_ne!(changed.header("etag"), Some(tag.as_str()), "{path}");
            put(&tag).await.problem(412, "changed");
            put("*").await.expect(200);
            tenant.put(&path, &change).await.expect(200);
        }
    }

    async fn reads_under_a_limit_say_what_is_left(world) {
        let tenant = world.tenant("Acme").await;
        let body = json!({ "customer": { "name": "A", "surname": "B", "mobile": "0821234567" } });
        let id = tenant.post("/customers", &body).await.expect(201)["customer"]["id"].clone();
        let notifier = json!({ "url": "http://127.0.0.1:9/x", "events": ["SIGNUP_STARTED"], "method": "webhook" });
        tenant.post("/notifiers", &notifier).await.expect(201);
        let test = tenant.post("/notifiers/test", &json!({})).await;
        assert_eq!(test.header("ratelimit-policy"), Some("\"test_notifier\";q=10;w=60"));
        for left in [49, 48] {
            let read = tenant.get(&format!("/customers/{id}/subscriptions")).await;
            assert_eq!(read.header("ratelimit-policy"), Some("\"read_subscriptions\";q=50;w=10"));
            let room = read.header("ratelimit").expect("what is left");
            assert!(room.starts_with(&format!("\"read_subscriptions\";r={left};t=")), "{room}");
        }
    }

    async fn answers_are_compressed_for_whoever_asks_but_tokens_never(world) {
        let tenant = world.tenant("Acme").await;
        let list = |encoding: &str| {
            send(tenant.request(Method::GET, "/subscriptions/subscriptionTypes").header("accept-encoding", encoding))
        };
        assert_eq!(list("br").await.header("content-encoding"), Some("br"));
        assert_eq!(list("gzip").await.header("content-encoding"), Some("gzip"));
        assert_eq!(list("identity").await.header("content-encoding"), None);
        let body = json!({ "clientId": tenant.client_id, "clientSecret": tenant.client_secret });
        let token = tenant.request(Method::POST, "/oauth/token").header("accept-encoding", "br, gzip").json(&body);
        let token = send(token).await;
        assert_eq!((token.status.as_u16(), token.header("content-encoding")), (200, None));
    }

    async fn the_document_describes_what_is_served(world) {
        let tenant = world.tenant("Acme").await;
        let document = document(&tenant).await;
        assert_eq!(document["openapi"], "3.1.0");
        let mut ids = BTreeSet::new();
        for (path, methods) in document["paths"].as_object().expect("paths") {
            for (method, call) in methods.as_object().expect("methods").iter().filter(|(name, _)| *name != "parameters") {
                assert!(ids.insert(call["operationId"].to_string()), "{path} {method}");
                let url = format!("{}/panic-api/v2{}", tenant.base, path.replace(['{', '}'], ""));
                let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
                let reply = send(reqwest::Client::new().request(method.clone(), url).json(&json!({}))).await;
                let documented = call["responses"].get(reply.status.as_str()).is_some();
                assert!(documented && reply.status != 405, "{method} {path}: {}", reply.status);
            }
        }
        references(&document, &mut |name| {
            let schema = document.pointer(name.trim_start_matches('#'));
            assert!(schema.is_some(), "nothing at {name}");
        });
        let page = reqwest::get(format!("{}/docs", tenant.base)).await.expect("a page");
        assert_eq!(page.status(), 200);
        assert!(!page.headers()["content-security-policy"].to_str().expect("a policy").contains("unsafe"));
        let html = page.text().await.expect("a page");
        assert!(ids.len() > 20 && html.contains("/customer-signup/sessions/{sessionId}/link"));
        for load in ["src=", "url(", "@import", "href=\"http"] {
            assert!(!html.contains(load), "the page needs no other host: {load}");
        }
    }
}

/// Whatever is served is in the table that the document is made from, or is the document itself, a
/// token, or the answer that there is nothing.
#[test]
fn no_route_is_outside_the_table() {
    let source = include_str!("../../src/api/mod.rs");
    let routes: Vec<&str> = source.split(".route(").skip(1).collect();
    let told: Vec<&str> =
        routes.iter().filter_map(|route| route.strip_prefix('"')?.split('"').next()).collect();
    assert_eq!(told, ["/panic-api/{*rest}", "/oauth2/token"]);
    let documents = routes.iter().filter(|route| route.starts_with("DOCUMENTS[")).count();
    assert_eq!(documents, DOCUMENTS.len());
    assert_eq!(DOCUMENTS, ["/openapi.json", "/docs", "/docs/guide", "/docs.css"]);
    let made = routes.iter().filter(|route| route.starts_with("&format!(\"{BASE}{}")).count();
    let tokens = routes.iter().filter(|route| route.starts_with("path, post(token::aura)")).count();
    let again =
        routes.iter().filter(|route| route.starts_with("&format!(\"{path}/\"), post(token::aura)")).count();
    assert_eq!((made, tokens, again), (2, 1, 1));
    assert_eq!(routes.len(), told.len() + documents + made + tokens + again, "a route that nobody told");
}

/// What answers have is what their schemas say: every member that is there is described, and every
/// one that must be there is.
#[tokio::test]
async fn answers_have_the_shape_that_the_document_gives_them() {
    let world = crate::harness::World::on(crate::harness::Engine::Sqlite).await;
    let tenant = world.tenant("Acme").await;
    let document = document(&tenant).await;
    let invited = tenant.invite_with(json!({ "metadata": { "a": "b" } })).await;
    let body = json!({ "customer": { "name": "A", "surname": "B", "mobile": "0821234567" } });
    let customer = tenant.post("/customers", &body).await.expect(201);
    let id = customer["customer"]["id"].clone();
    for (schema, answer) in [
        ("Session", tenant.session(&invited.id).await),
        ("CustomerAnswer", customer.clone()),
        ("Customer", customer["customer"].clone()),
        ("Customers", tenant.get("/customers").await.expect(200)),
        ("Problem", tenant.post("/customers", &json!({})).await.expect(400)),
        ("SubscriptionType", tenant.get("/subscriptions/subscriptionTypes").await.expect(200)[0].clone()),
    ] {
        let schema = &document["components"]["schemas"][schema];
        let described = schema["properties"].as_object().expect("members");
        for (member, value) in answer.as_object().expect("an object") {
            let kind = described.get(member).unwrap_or_else(|| panic!("{member} is not described"));
            assert!(fits(&kind["type"], value), "{member} is {value}, described as {kind}");
        }
        for member in schema["required"].as_array().expect("a list") {
            assert!(answer.get(member.as_str().expect("a name")).is_some(), "{member} is not there");
        }
    }
    assert!(id.is_i64());
}

fn fits(kind: &Value, value: &Value) -> bool {
    let is = |kind: &str| match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => value.is_null(),
    };
    match kind {
        Value::String(kind) => is(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(is),
        // A reference, told elsewhere.
        _ => true,
    }
}

async fn document(tenant: &Tenant) -> Value {
    let url = format!("{}/openapi.json", tenant.base);
    reqwest::get(url).await.expect("an answer").json().await.expect("a document")
}

fn references(value: &Value, found: &mut impl FnMut(&str)) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value.as_str().filter(|_| name == "$ref") {
                    Some(reference) => found(reference),
                    None => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}
