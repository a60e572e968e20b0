//! Registering a notifier, reading it, ending it.

use serde_json::{Value, json};

use super::{ALL, Post};
use crate::harness::{Tenant, send};

const URL: &str = "https://hooks.example/enrol?key=1";

fn asked(more: &Value) -> Value {
    let mut body = json!({ "url": URL, "events": ["CREATED_CUSTOMER"], "method": "webhook" });
    for (name, value) in more.as_object().expect("an object") {
        body[name] = value.clone();
    }
    body
}

async fn refused(tenant: &Tenant, more: Value, pointer: &str, code: &str) {
    let reply = tenant.post("/notifiers", &asked(&more)).await;
    reply.problem(400, "invalid_request");
    assert_eq!(reply.pointers(), [pointer], "{more}");
    assert_eq!(reply.json["errors"][0]["code"], code, "{more}");
}

both! {
    async fn a_notifier_is_registered_read_replaced_and_ended(world) {
        let tenant = world.tenant("Acme").await;
        tenant.get("/notifiers").await.problem(404, "not_found");
        tenant.delete("/notifiers").await.problem(404, "not_found");

        let body = asked(&json!({ "headers": { "Authorization": "Bearer abc", "X-Key": "k" } }));
        let reply = tenant.post("/notifiers", &body).await;
        assert_eq!(reply.header("location"), Some("/panic-api/v2/notifiers"));
        let made = reply.expect(201);
        assert!(made["message"].is_string());
        let secret = made["notifier"]["secret"].as_str().expect("a secret").to_owned();
        assert!(secret.starts_with("whsec_") && secret.len() == 50, "{secret}");

        let read = tenant.get("/notifiers").await;
        assert!(!read.text.contains(&secret) && !read.text.contains("abc"), "{}", read.text);
        let notifier = &read.json["notifier"];
        assert_eq!(notifier["url"], URL);
        assert_eq!(notifier["method"], "webhook");
        assert_eq!(notifier["events"], json!(["CREATED_CUSTOMER"]));
        assert_eq!(notifier["includeProfile"], false);
        assert_eq!(notifier["headers"], json!({ "Authorization": "[hidden]", "X-Key": "[hidden]" }));

        let other = json!({ "url": "https://other.example", "events": ALL, "includeProfile": true });
        let replaced = tenant.post("/notifiers", &other).await.expect(201);
        assert_ne!(replaced["notifier"]["id"], notifier["id"]);
        assert_ne!(replaced["notifier"]["secret"], json!(secret));
        let read = tenant.get("/notifiers").await.expect(200);
        assert_eq!(read["notifier"]["url"], "https://other.example/");
        assert_eq!(read["notifier"]["events"], json!(ALL));

        tenant.delete("/notifiers").await.expect(200);
        tenant.get("/notifiers").await.problem(404, "not_found");
    }

    async fn a_notifier_is_the_tenants_own(world) {
        let (one, other) = (Post::of(&world, "One").await, world.tenant("Other").await);
        other.get("/notifiers").await.problem(404, "not_found");
        other.delete("/notifiers").await.problem(404, "not_found");
        let id = one.ping().await["id"].clone();
        let path = format!("/notifiers/deliveries/{}", id.as_str().expect("an id"));
        other.get(&path).await.problem(404, "not_found");
        other.post(&format!("{path}/resend"), &json!({})).await.problem(404, "not_found");
        assert_eq!(other.get("/notifiers/deliveries").await.expect(200)["deliveries"], json!([]));
        one.tenant.get(&path).await.expect(200);
        for path in ["/notifiers/deliveries/none", "/notifiers/deliveries/7"] {
            one.tenant.get(path).await.problem(404, "not_found");
        }
        let cursor = one.tenant.get("/notifiers/deliveries?limit=1").await.expect(200)["nextCursor"].clone();
        assert_eq!(cursor, Value::Null);
        let mut stranger = one.tenant.clone();
        "no".clone_into(&mut stranger.token);
        for reply in [
            stranger.get("/notifiers").await,
            stranger.delete("/notifiers").await,
            stranger.post("/notifiers", &asked(&json!({}))).await,
            stranger.post("/notifiers/test", &json!({})).await,
            stranger.post("/notifiers/secret", &json!({})).await,
            stranger.get("/notifiers/deliveries").await,
            stranger.get(&path).await,
            stranger.post(&format!("{path}/resend"), &json!({})).await,
        ] {
            reply.problem(401, "unauthorized");
        }
    }

    async fn mistakes_are_named(world) {
        let tenant = world.tenant("Acme").await;
        let reply = tenant.post("/notifiers", &json!({})).await;
        reply.problem(400, "invalid_request");
        assert_eq!(reply.pointers(), ["/url", "/events"]);

        let events = json!({ "events": ["CREATED_CUSTOMER", "CANARY_CREATED", 7, "TEST"] });
        let reply = tenant.post("/notifiers", &asked(&events)).await;
        assert_eq!(reply.pointers(), ["/events/1", "/events/2", "/events/3"]);
        assert!(!reply.text.contains("CANARY") && !reply.text.contains("TEST"), "{}", reply.text);
        let first = reply.json["message"].as_str().expect("words");
        assert!(ALL.iter().all(|event| first.contains(event)), "{first}");

        for (events, code) in [(json!([]), "required"), (json!("CREATED_CUSTOMER"), "type")] {
            refused(&tenant, json!({ "events": events }), "/events", code).await;
        }
        for (url, code) in [
            (json!(7), "type"),
            (json!("hooks.example"), "invalid_url"),
            (json!("ftp://hooks.example"), "invalid_url"),
            (json!("https://u:p@hooks.example"), "invalid_url"),
            (json!("http://hooks.example"), "insecure_url"),
            (json!("http://10.0.0.1"), "insecure_url"),
        ] {
            refused(&tenant, json!({ "url": url }), "/url", code).await;
        }
        refused(&tenant, json!({ "method": "email" }), "/method", "choice").await;
        refused(&tenant, json!({ "includeProfile": "yes" }), "/includeProfile", "type").await;
        for (name, value, code) in [
            ("Host", json!("x"), "reserved_header"),
            ("content-type", json!("x"), "reserved_header"),
            ("Webhook-Id", json!("x"), "reserved_header"),
            ("Transfer-Encoding", json!("chunked"), "reserved_header"),
            ("X-A", json!("a\r\nHost: b"), "invalid_header"),
            ("X-A\r\nB", json!("b"), "invalid_header"),
            ("X-A", json!(1), "type"),
        ] {
            refused(&tenant, json!({ "headers": { name: value } }), &format!("/headers/{name}"), code).await;
        }
        let many: serde_json::Map<_, _> = (0..21).map(|at| (format!("X-{at}"), json!("v"))).collect();
        refused(&tenant, json!({ "headers": many }), "/headers", "too_many").await;
        refused(&tenant, json!({ "headers": { "X-A": "1", "x-a": "2" } }), "/headers/x-a", "repeated").await;

        let strict = tenant.request(reqwest::Method::POST, "/notifiers").header("prefer", "handling=strict");
        let reply = send(strict.json(&asked(&json!({ "secret": "mine" })))).await;
        assert_eq!(reply.pointers(), ["/secret"]);
        tenant.get("/notifiers").await.problem(404, "not_found");
    }

    async fn what_creates_is_done_once_under_a_key(world) {
        let post = Post::of(&world, "Acme").await;
        let keyed = |path: &str, key: &str| {
            post.tenant.request(reqwest::Method::POST, path).header("idempotency-key", key)
        };
        let first = send(keyed("/notifiers", "n").json(&asked(&json!({})))).await;
        let again = send(keyed("/notifiers", "n").json(&asked(&json!({})))).await;
        assert_eq!(first.text, again.text);
        let changed = asked(&json!({ "includeProfile": true }));
        send(keyed("/notifiers", "n").json(&changed)).await.problem(422, "idempotency_key_reused");
        for (path, status) in [("/notifiers/test", 202), ("/notifiers/secret", 201)] {
            let first = send(keyed(path, path)).await;
            let again = send(keyed(path, path)).await;
            assert_eq!((first.status.as_u16(), &first.text), (status, &again.text));
        }
        assert_eq!(post.deliveries().await.len(), 1);
    }

    async fn without_a_notifier_there_is_nothing_to_try(world) {
        let tenant = world.tenant("Acme").await;
        tenant.post("/notifiers/test", &json!({})).await.problem(409, "no_notifier");
        tenant.post("/notifiers/secret", &json!({})).await.problem(409, "no_notifier");
        let post = Post::of(&world, "Other").await;
        let id = post.ping().await["id"].as_str().expect("an id").to_owned();
        post.tenant.delete("/notifiers").await.expect(200);
        let path = format!("/notifiers/deliveries/{id}/resend");
        post.tenant.post(&path, &json!({})).await.problem(409, "no_notifier");
        assert!(post.carry().await.is_empty());
        let delivery = &post.deliveries().await[0];
        assert_eq!((&delivery["status"], &delivery["lastError"]), (&json!("parked"), &json!("no_notifier")));
    }
}
