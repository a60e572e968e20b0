//! Idempotency keys: a creating request does its work once, however often it is sent.

use reqwest::header::LOCATION;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{asked, count_sessions, location, mobile, only_wrong, person, post_with, types};
use crate::harness::{Reply, Tenant};

const SESSIONS: &str = "/customer-signup/sessions";

async fn keyed(tenant: &Tenant, path: &str, body: &Value, key: &str) -> Reply {
    post_with(tenant, path, body, ("idempotency-key", key)).await
}

fn new(number: u32) -> Value {
    json!({ "customer": person(number) })
}

/// Sends the same request many times at once, by turns to these instances.
async fn at_once(tenants: &[Tenant], count: usize, path: &'static str, body: &Value) -> Vec<Reply> {
    let mut running = JoinSet::new();
    for tenant in tenants.iter().cycle().take(count) {
        let (tenant, body) = (tenant.clone(), body.clone());
        running.spawn(async move { keyed(&tenant, path, &body, "k-1").await });
    }
    running.join_all().await
}

/// Holds that all answers are the same success.
fn equal(replies: &[Reply]) {
    for reply in replies {
        assert_eq!((reply.status.as_u16(), &reply.text), (201, &replies[0].text));
    }
}

both! {
    async fn every_creating_call_answers_again_byte_for_byte(world) {
        let tenant = world.tenant("Acme").await;
        let (single, _) = types(&tenant).await;
        for (path, body) in [
            ("/customers", new(1)),
            (SESSIONS, asked(&json!({}))),
            ("/subscriptions", json!({ "subscriptionTypeId": single })),
            ("/predefinedLocations", location("S-1")),
        ] {
            let first = keyed(&tenant, path, &body, &format!("key for {path}")).await;
            assert_eq!(first.status, 201, "{path}: {}", first.text);
            for again in [path.to_owned(), format!("{path}/")] {
                world.pass(1);
                let again = keyed(&tenant, &again, &body, &format!("key for {path}")).await;
                assert_eq!((again.status, &again.text), (first.status, &first.text));
                assert_eq!(again.headers.get(LOCATION), first.headers.get(LOCATION));
                assert_ne!(again.header("x-request-id"), first.header("x-request-id"));
            }
        }
        assert_eq!(tenant.count_customers().await, 1);
        assert_eq!(count_sessions(&tenant).await, 1);
        let locations = tenant.get("/predefinedLocations").await.expect(200);
        assert_eq!(locations["predefinedLocations"].as_array().map(Vec::len), Some(1));
    }

    async fn without_a_key_every_request_is_new(world) {
        let tenant = world.tenant("Acme").await;
        for _ in 0..2 {
            tenant.post(SESSIONS, &asked(&json!({}))).await.expect(201);
        }
        keyed(&tenant, SESSIONS, &asked(&json!({})), "one").await.expect(201);
        keyed(&tenant, SESSIONS, &asked(&json!({})), "two").await.expect(201);
        assert_eq!(count_sessions(&tenant).await, 4);
    }

    async fn another_request_under_the_same_key_is_refused(world) {
        let tenant = world.tenant("Acme").await;
        let first = keyed(&tenant, "/customers", &new(1), "k-1").await;
        keyed(&tenant, "/customers", &new(2), "k-1").await.problem(422, "idempotency_key_reused");
        keyed(&tenant, SESSIONS, &asked(&json!({})), "k-1").await.problem(422, "idempotency_key_reused");
        assert_eq!(keyed(&tenant, "/customers", &new(1), "k-1").await.text, first.text);
        assert_eq!(tenant.count_customers().await, 1);
        // Also what would be wrong in itself does not harm what was kept.
        keyed(&tenant, "/customers", &json!({}), "k-1").await.problem(400, "invalid_request");
        assert_eq!(keyed(&tenant, "/customers", &new(1), "k-1").await.text, first.text);
    }

    async fn a_failed_validation_is_not_kept(world) {
        let tenant = world.tenant("Acme").await;
        only_wrong(&keyed(&tenant, "/customers", &json!({}), "k-1").await, "/customer");
        let unknown = json!({ "customer": person(1), "subscription": { "subscriptionTypeId": 999_999 } });
        only_wrong(&keyed(&tenant, "/customers", &unknown, "k-1").await, "/subscription/subscriptionTypeId");
        let first = keyed(&tenant, "/customers", &new(1), "k-1").await;
        assert_eq!(first.status, 201, "{}", first.text);
        assert_eq!(keyed(&tenant, "/customers", &new(1), "k-1").await.text, first.text);
    }

    async fn a_key_is_free_again_after_a_day(world) {
        let mut tenant = world.tenant("Acme").await;
        let first = keyed(&tenant, SESSIONS, &asked(&json!({})), "k-1").await.expect(201);
        world.pass(86_300);
        tenant.token = tenant.take_token().await;
        assert_eq!(keyed(&tenant, SESSIONS, &asked(&json!({})), "k-1").await.expect(201), first);
        world.pass(100);
        let changed = asked(&json!({ "state": "new" }));
        let second = keyed(&tenant, SESSIONS, &changed, "k-1").await.expect(201);
        assert_ne!(second["id"], first["id"]);
        assert_eq!(keyed(&tenant, SESSIONS, &changed, "k-1").await.expect(201), second);
        keyed(&tenant, SESSIONS, &asked(&json!({})), "k-1").await.problem(422, "idempotency_key_reused");
    }

    async fn every_source_has_its_own_keys(world) {
        let (tenant, other) = (world.tenant("Acme").await, world.tenant("Other").await);
        let first = keyed(&tenant, "/customers", &new(1), "k-1").await.expect(201);
        let second = keyed(&other, "/customers", &new(1), "k-1").await.expect(201);
        assert_ne!(first["customer"]["id"], second["customer"]["id"]);
        keyed(&other, "/customers", &new(2), "k-1").await.problem(422, "idempotency_key_reused");
    }

    async fn a_key_has_1_to_255_visible_characters(world) {
        let tenant = world.tenant("Acme").await;
        for bad in [String::new(), "x".repeat(256), "é".to_owned(), "a\tb".to_owned()] {
            keyed(&tenant, "/customers", &new(1), &bad).await.problem(400, "invalid_idempotency_key");
        }
        assert_eq!(tenant.count_customers().await, 0);
        let long = "x".repeat(255);
        keyed(&tenant, "/customers", &new(1), &long).await.expect(201);
        keyed(&tenant, "/customers", &new(1), &long).await.expect(201);
        // All of it counts.
        let other = format!("{}y", "x".repeat(254));
        keyed(&tenant, "/customers", &new(1), &other).await.problem(409, "duplicate_mobile");
    }

    async fn what_was_answered_is_answered_even_when_it_has_gone(world) {
        let tenant = world.tenant("Acme").await;
        let first = keyed(&tenant, "/customers", &new(1), "k-1").await.expect(201);
        tenant.post(&format!("/customers/{}/delete", first["customer"]["id"]), &json!({})).await.expect(200);
        assert_eq!(keyed(&tenant, "/customers", &new(1), "k-1").await.expect(201), first);
        assert_eq!(tenant.count_customers().await, 0);
        let found = tenant.get(&format!("/customers?mobile={}", mobile(1).replace('+', "%2B"))).await.expect(200);
        assert_eq!(found["customers"], json!([]));
    }

    async fn fifty_at_once_make_one_customer(world) {
        let tenant = world.tenant("Acme").await;
        equal(&at_once(std::slice::from_ref(&tenant), 50, "/customers", &new(1)).await);
        assert_eq!(tenant.count_customers().await, 1);
    }

    async fn fifty_at_once_at_two_instances_open_one_session(world) {
        let here = world.tenant("Acme").await;
        let other = world.another_instance().await;
        let mut there = here.clone();
        there.base.clone_from(&other.base);
        let body = asked(&json!({ "customerReferenceId": "A-1" }));
        equal(&at_once(&[here.clone(), there], 50, SESSIONS, &body).await);
        assert_eq!(count_sessions(&here).await, 1);
    }
}
