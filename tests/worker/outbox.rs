//! The delivery is in the same envelope: written with the change, or not at all.

use enrol::domain::ids::{SubscriptionId, SubscriptionTypeId};
use enrol::store::NewSubscription;
use serde_json::json;

use super::{Post, events, unlike};
use crate::harness::Guest;

both! {
    async fn a_finish_leaves_exactly_one_letter_of_each(world) {
        let post = Post::of(&world, "Acme").await;
        let types = post.tenant.get("/subscriptions/subscriptionTypes").await.expect(200);
        let subscription = json!({ "subscription": { "subscriptionTypeId": types[0]["id"] } });
        let invited = post.tenant.invite_with(subscription).await;
        let guest = Guest::new(&world.base);
        let check = guest.reach_check(&invited, "082 123 4567").await;
        let mut pressed = tokio::task::JoinSet::new();
        for _ in 0..5 {
            let (guest, check) = (guest.clone(), check.clone());
            pressed.spawn(async move { guest.submit(&check, &[], "finish").await });
        }
        while pressed.join_next().await.is_some() {}
        let came = post.carry().await;
        assert_eq!(
            unlike(&came, "SIGNUP_STEP_SAVED"),
            ["CREATED_CUSTOMER", "SIGNUP_COMPLETED", "SIGNUP_STARTED", "SUBSCRIPTION_CREATED"]
        );
        let completed = came.iter().find(|came| came.event() == "SIGNUP_COMPLETED").expect("it");
        let session = post.tenant.session(&invited.id).await;
        assert_eq!(completed.json["session"]["customerId"], session["customerId"]);
        assert_eq!(completed.json["session"]["subscriptionId"], session["subscriptionId"]);
        assert_eq!(completed.json["session"]["completedAt"], session["completedAt"]);
    }

    async fn a_finish_that_is_undone_leaves_no_delivery(world) {
        let post = Post::of(&world, "Acme").await;
        let types = post.tenant.get("/subscriptions/subscriptionTypes").await.expect(200);
        let now = world.app.now();
        let mut tx = world.app.store.write(post.tenant.source).await.expect("a transaction");
        let new = NewSubscription {
            type_id: SubscriptionTypeId(types[0]["id"].as_i64().expect("an id")),
            customer: None,
            span: (now, now.plus_months(12).expect("a year")),
        };
        let SubscriptionId(free) = tx.add_subscription(&new, now).await.expect("a subscription").id;
        tx.commit().await.expect("a commit");

        let invited = post.tenant.invite_with(json!({ "subscriptionId": free })).await;
        let guest = Guest::new(&world.base);
        let check = guest.reach_check(&invited, "082 123 4567").await;
        // Somebody else takes the subscription: the customer is written, and then all of it undone.
        let body = json!({
            "customer": { "name": "A", "surname": "B", "mobile": "+27821234599" }, "subscriptionId": free,
        });
        post.tenant.post("/customers", &body).await.expect(201);
        assert_eq!(unlike(&post.carry().await, "SIGNUP_STEP_SAVED"), ["CREATED_CUSTOMER", "SIGNUP_STARTED", "SUBSCRIPTION_UPDATED"]);
        guest.submit(&check, &[], "finish").await;
        let came = post.carry().await;
        assert_eq!(events(&came), ["SIGNUP_FAILED"]);
        assert_eq!(came[0].json["session"]["errorCode"], "subscription_unavailable");

        // The same over the API: nothing is made, nothing is told.
        let body = json!({
            "customer": { "name": "A", "surname": "B", "mobile": "+27821234588" }, "subscriptionId": free,
        });
        post.tenant.post("/customers", &body).await.problem(409, "subscription_unavailable");
        assert!(post.carry().await.is_empty());
        assert_eq!(post.tenant.count_customers().await, 1);
    }

    async fn the_outbox_tells_nothing_by_itself(world) {
        let post = Post::with(&world, "Acme", json!({
            "includeProfile": true, "headers": { "X-Key": "header-canary" },
        })).await;
        post.customer("+27821234567").await;
        if world.engine == crate::harness::Engine::Sqlite {
            let file = std::fs::read(world.directory.path().join("enrol.db")).expect("the database");
            let wal = std::fs::read(world.directory.path().join("enrol.db-wal")).unwrap_or_default();
            for canary in ["Mokoena", "header-canary", "/hook?key", "whsec_"] {
                let found = |bytes: &[u8]| bytes.windows(canary.len()).any(|part| part == canary.as_bytes());
                assert!(!found(&file) && !found(&wal), "{canary}");
            }
        }
        assert_eq!(post.carry().await.len(), 1);
    }

    async fn letters_that_have_had_their_time_are_removed(world) {
        let post = Post::of(&world, "Acme").await;
        post.ping().await;
        assert_eq!(post.carry().await.len(), 1);
        world.pass(29 * 86_400);
        let tenant = post.tenant.renewed().await;
        enrol::worker::maintenance::round(&world.app).await.expect("the chores");
        let list = tenant.get("/notifiers/deliveries").await.expect(200);
        assert_eq!(list["deliveries"].as_array().map(Vec::len), Some(1));
        world.pass(2 * 86_400);
        let tenant = tenant.renewed().await;
        enrol::worker::maintenance::round(&world.app).await.expect("the chores");
        assert_eq!(tenant.get("/notifiers/deliveries").await.expect(200)["deliveries"], json!([]));
    }

    async fn a_letter_that_waits_is_never_removed_however_old(world) {
        let post = Post::of(&world, "Acme").await;
        let done = post.ping().await["id"].clone();
        assert_eq!(post.carry().await.len(), 1);
        let parked = post.ping().await["id"].clone();
        post.receiver.answer(crate::harness::Answer::status(410));
        assert_eq!(post.carry().await.len(), 1);
        post.receiver.answer(crate::harness::Answer::status(200));
        let waiting = post.ping().await["id"].clone();

        world.pass(31 * 86_400);
        enrol::worker::maintenance::round(&world.app).await.expect("the chores");
        let post = Post { tenant: post.tenant.renewed().await, ..post };
        let left: Vec<_> = post.deliveries().await.iter().map(|delivery| delivery["id"].clone()).collect();
        assert_eq!(left, std::slice::from_ref(&waiting), "{done} and {parked} have had their time");
        assert_eq!(post.carry().await.len(), 1);
        assert_eq!(post.delivery(&waiting).await["status"], "delivered");
    }
}
