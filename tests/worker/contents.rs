//! What deliveries tell, and what they do not.

use serde_json::{Value, json};

use super::{ALL, Post, events};
use crate::harness::{Came, Guest};

const CANARY: &str = "penicillin-canary";

fn profile(mobile: &str) -> Value {
    json!({ "customer": {
        "name": "Thandi", "surname": "Mokoena", "mobile": mobile, "externalReferenceId": "A-1",
        "email": "thandi@example.com", "allergies": CANARY, "bloodtype": "O-", "hasMedicalAid": true,
    } })
}

fn find<'a>(came: &'a [Came], event: &str) -> &'a Came {
    came.iter().find(|came| came.event() == event).expect(event)
}

both! {
    async fn a_customers_life_is_told_by_ids_and_references(world) {
        let post = Post::with(&world, "Acme", json!({ "headers": { "X-Tenant": "t 1" } })).await;
        let types = post.tenant.get("/subscriptions/subscriptionTypes").await.expect(200);
        let mut body = profile("+27821234567");
        body["subscription"] = json!({ "subscriptionTypeId": types[0]["id"] });
        let made = post.tenant.post("/customers", &body).await.expect(201);
        let (id, subscription) = (made["customer"]["id"].clone(), made["subscription"]["id"].clone());
        let change = json!({ "customer": { "vehicleMake": "Toyota" } });
        post.tenant.put(&format!("/customers/{id}"), &change).await.expect(200);
        post.tenant.post(&format!("/customers/{id}/delete"), &json!({})).await.expect(200);

        let came = post.carry().await;
        assert_eq!(events(&came), [
            "CREATED_CUSTOMER", "DELETED_CUSTOMER", "SUBSCRIPTION_CANCELLED", "SUBSCRIPTION_CREATED",
            "UPDATED_CUSTOMER",
        ]);
        let expected = json!({
            "id": id, "customerId": id, "customerSourceId": post.tenant.source, "externalReferenceId": "A-1",
        });
        for (event, revision) in [("CREATED_CUSTOMER", 0), ("UPDATED_CUSTOMER", 1), ("DELETED_CUSTOMER", 2)] {
            let delivery = find(&came, event);
            assert_eq!(delivery.json["customer"], expected, "{event}");
            assert_eq!(delivery.json["revision"], revision, "{event}");
            assert!(delivery.json["occurredAt"].is_string());
        }
        let created = find(&came, "SUBSCRIPTION_CREATED");
        assert_eq!(created.json["subscription"]["id"], subscription);
        assert_eq!(created.json["subscription"]["customerId"], id);
        assert_eq!(created.json["subscription"]["CancelledDate"], Value::Null);
        assert!(find(&came, "SUBSCRIPTION_CANCELLED").json["subscription"]["CancelledDate"].is_string());
        for delivery in &came {
            let text = String::from_utf8_lossy(&delivery.body);
            for personal in ["Thandi", "Mokoena", "821234567", "example.com", CANARY, "Toyota", "O-\""] {
                assert!(!text.contains(personal), "{personal} in {text}");
            }
            assert!(delivery.is_signed_by(&post.secret));
            assert_eq!(delivery.header("content-type"), "application/json");
            assert_eq!(delivery.header("x-tenant"), "t 1");
        }
    }

    async fn a_profile_is_told_only_when_it_is_asked_for(world) {
        let post = Post::with(&world, "Acme", json!({ "includeProfile": true })).await;
        let made = post.tenant.post("/customers", &profile("+27821234567")).await.expect(201);
        let came = post.carry().await;
        assert_eq!(came[0].json["customer"], made["customer"]);
        assert_eq!(came[0].json["customer"]["allergies"], CANARY);

        // Of a deleted one nothing is told but its ids.
        let id = &made["customer"]["id"];
        post.tenant.post(&format!("/customers/{id}/delete"), &json!({})).await.expect(200);
        assert!(!String::from_utf8_lossy(&post.carry().await[0].body).contains(CANARY));

        // A delivery with a profile does not go to a notifier that asked for none.
        post.tenant.post("/customers", &profile("+27821234568")).await.expect(201);
        let less = json!({ "url": post.receiver.url, "events": ALL });
        post.tenant.post("/notifiers", &less).await.expect(201);
        assert!(post.carry().await.is_empty());
        assert_eq!(post.deliveries().await[0]["lastError"], "no_notifier");
    }

    async fn a_letter_says_what_was_true_when_it_was_written(world) {
        let post = Post::with(&world, "Acme", json!({ "includeProfile": true })).await;
        let id = post.customer("+27821234567").await["id"].clone();
        for make in ["Toyota", "Volvo"] {
            let change = json!({ "customer": { "vehicleMake": make } });
            post.tenant.put(&format!("/customers/{id}"), &change).await.expect(200);
        }
        let mut came = post.carry().await;
        came.sort_by_key(|came| came.json["revision"].as_i64());
        let makes: Vec<&Value> = came.iter().map(|came| &came.json["customer"]["vehicleMake"]).collect();
        assert_eq!(makes, [&Value::Null, &json!("Toyota"), &json!("Volvo")]);
    }

    async fn a_notifier_gets_what_it_asks_for_and_nothing_else(world) {
        let post = Post::with(&world, "Acme", json!({ "events": ["DELETED_CUSTOMER"] })).await;
        let other = Post::of(&world, "Other").await;
        let id = post.customer("+27821234567").await["id"].clone();
        assert!(post.carry().await.is_empty());
        assert!(post.deliveries().await.is_empty());
        post.tenant.post(&format!("/customers/{id}/delete"), &json!({})).await.expect(200);
        assert_eq!(events(&post.carry().await), ["DELETED_CUSTOMER"]);
        assert!(other.receiver.came().is_empty() && other.deliveries().await.is_empty());
    }

    async fn a_session_is_told_from_start_to_end(world) {
        let post = Post::of(&world, "Acme").await;
        let session = json!({
            "customerReferenceId": "S-1", "email": "thandi@example.com", "metadata": { "note": CANARY },
        });
        let invited = post.tenant.invite_with(session.clone()).await;
        let guest = Guest::new(&world.base);
        guest.start(&invited).await;
        assert_eq!(events(&post.carry().await), ["SIGNUP_STARTED"]);
        post.tenant.post(&format!("/customer-signup/sessions/{}/cancel", invited.id), &json!({})).await.expect(200);
        let came = post.carry().await;
        assert_eq!(events(&came), ["SIGNUP_CANCELLED"]);
        let told = &came[0].json["session"];
        assert_eq!(told["sessionId"], invited.id);
        assert_eq!(told["status"], "cancelled");
        assert_eq!(told["customerReferenceId"], "S-1");
        let text = String::from_utf8_lossy(&came[0].body);
        assert!(!text.contains("thandi") && !text.contains(CANARY) && !text.contains("/signup/"), "{text}");

        post.tenant.invite_with(session).await;
        world.pass(8 * 86_400);
        let tenant = post.tenant.renewed().await;
        enrol::worker::maintenance::round(&world.app).await.expect("the chores");
        let came = post.carry().await;
        assert_eq!(events(&came), ["SIGNUP_EXPIRED"]);
        assert_eq!(came[0].json["session"]["errorCode"], "session_expired");
        assert_eq!(tenant.get("/notifiers").await.expect(200)["notifier"]["method"], "webhook");
    }
}
