//! Trying again, giving up, sending again.

use serde_json::{Value, json};

use super::Post;
use crate::harness::{Answer, World};

/// Lets time pass until a delivery is due again; says how many seconds that were.
async fn wait_for(world: &World, post: &Post, id: &Value) -> i64 {
    let mut tx = world.app.store.read(post.tenant.source);
    let id = id.as_str().expect("an id").parse().expect("an id");
    let due = tx.delivery(id).await.expect("a delivery").next_attempt_at;
    let seconds = (due.micros() - world.app.now().micros()).div_euclid(1_000_000) + 1;
    world.pass(seconds.max(0));
    seconds
}

both! {
    async fn a_receiver_that_is_down_for_hours_gets_its_delivery(world) {
        let mut post = Post::of(&world, "Acme").await;
        let id = post.ping().await["id"].clone();
        post.receiver.answer(Answer::status(503));
        let (mut down, mut tries) = (0, 0);
        while down < 5 * 3600 {
            assert_eq!(post.round().await, 1);
            assert_eq!(post.round().await, 0, "not before its time");
            tries += 1;
            down += wait_for(&world, &post, &id).await;
        }
        post.receiver.answer(Answer::status(200));
        assert_eq!(post.round().await, 1);
        let came = post.receiver.take();
        assert_eq!(came.len(), tries + 1);
        let seen = |name: &str| came.iter().map(|came| came.header(name)).collect::<std::collections::BTreeSet<_>>();
        assert_eq!(seen("webhook-id").into_iter().collect::<Vec<_>>(), [id.as_str().expect("an id")]);
        assert_eq!(seen("webhook-timestamp").len(), tries + 1, "each try has its own time");
        assert!(came.iter().all(|try_| try_.body == came[0].body && try_.is_signed_by(&post.secret)));
        post.tenant = post.tenant.renewed().await;
        let delivery = post.delivery(&id).await;
        assert_eq!(delivery["status"], "delivered");
        assert_eq!(delivery["attempts"], tries + 1);
        assert_eq!(delivery["lastStatus"], 200);
        assert_eq!((&delivery["lastError"], &delivery["nextAttemptAt"]), (&Value::Null, &Value::Null));
        world.pass(4 * 86_400);
        assert_eq!(post.round().await, 0);
    }

    async fn after_three_days_a_letter_is_parked_and_can_be_sent_again(world) {
        let mut post = Post::of(&world, "Acme").await;
        let id = post.ping().await["id"].clone();
        post.receiver.answer(Answer::status(500));
        let (mut waited, mut tries) = (0, 0);
        while post.round().await == 1 {
            tries += 1;
            waited += wait_for(&world, &post, &id).await.max(0);
            assert!(tries < 50);
        }
        assert!((14..=20).contains(&tries), "{tries}");
        assert!((3 * 86_400 - 5..=3 * 86_400 + 60).contains(&waited), "{waited}");
        post.tenant = post.tenant.renewed().await;
        let parked = post.delivery(&id).await;
        assert_eq!((&parked["status"], &parked["lastError"]), (&json!("parked"), &json!("status")));
        assert_eq!((&parked["attempts"], &parked["lastStatus"]), (&json!(tries), &json!(500)));
        assert!(parked["parkedAt"].is_string());
        world.pass(86_400);
        post.tenant = post.tenant.renewed().await;
        assert_eq!(post.round().await, 0);

        let path = format!("/notifiers/deliveries/{}/resend", id.as_str().expect("an id"));
        let again = post.tenant.post(&path, &json!({})).await.expect(200);
        assert_eq!(again["delivery"]["status"], "pending");
        assert_eq!(post.round().await, 1);
        assert_eq!(post.delivery(&id).await["status"], "pending", "it has all its tries again");
        post.receiver.answer(Answer::status(204));
        wait_for(&world, &post, &id).await;
        assert_eq!(post.round().await, 1);
        assert_eq!(post.delivery(&id).await["status"], "delivered");

        // What was taken can be sent again too, under the same id.
        post.receiver.take();
        post.tenant.post(&path, &json!({})).await.expect(200);
        assert_eq!(post.carry().await[0].header("webhook-id"), id.as_str().expect("an id"));
    }

    async fn a_receiver_is_left_alone_for_as_long_as_it_asks(world) {
        let post = Post::of(&world, "Acme").await;
        for (asked, least, most) in [("3600", 3600, 4500), ("99999999", 21_600, 27_000), ("0", 5, 7)] {
            let id = post.ping().await["id"].clone();
            post.receiver.answer(Answer::status(429).header("retry-after", asked));
            let before = world.app.now();
            assert_eq!(post.round().await, 1);
            let after = world.app.now();
            let mut tx = world.app.store.read(post.tenant.source);
            let key = id.as_str().expect("an id").parse().expect("an id");
            let due = tx.delivery(key).await.expect("a delivery").next_attempt_at;
            assert!(due.since(before).as_secs() >= least, "{asked}: {due} at {before}");
            assert!(due.since(after).as_secs() <= most, "{asked}: {due} at {after}");
        }
    }

    async fn a_receiver_that_is_gone_is_not_asked_again(world) {
        let post = Post::of(&world, "Acme").await;
        let id = post.ping().await["id"].clone();
        post.receiver.answer(Answer::status(410));
        assert_eq!(post.round().await, 1);
        let delivery = post.delivery(&id).await;
        assert_eq!((&delivery["status"], &delivery["lastError"]), (&json!("parked"), &json!("gone")));
    }

    async fn deliveries_are_listed_by_status_and_page(world) {
        let post = Post::of(&world, "Acme").await;
        for _ in 0..3 {
            post.ping().await;
        }
        assert_eq!(post.carry().await.len(), 3);
        post.receiver.answer(Answer::status(410));
        post.ping().await;
        post.carry().await;
        post.receiver.answer(Answer::status(500));
        post.ping().await;
        post.carry().await;
        for (status, count) in [("delivered", 3), ("parked", 1), ("pending", 1)] {
            let list = post.tenant.get(&format!("/notifiers/deliveries?status={status}")).await.expect(200);
            let list = list["deliveries"].as_array().expect("a list");
            assert_eq!(list.len(), count, "{status}");
            assert!(list.iter().all(|delivery| delivery["status"] == status && delivery["event"] == "TEST"));
        }
        let mut path = "/notifiers/deliveries?limit=2".to_owned();
        let mut seen = Vec::new();
        loop {
            let page = post.tenant.get(&path).await.expect(200);
            seen.extend(page["deliveries"].as_array().expect("a list").clone());
            let Some(cursor) = page["nextCursor"].as_str() else { break };
            path = format!("/notifiers/deliveries?limit=2&cursor={cursor}");
        }
        assert_eq!(seen, post.deliveries().await);
        for (query, pointer) in [("status=lost", "/status"), ("limit=0", "/limit"), ("cursor=x", "/cursor")] {
            let reply = post.tenant.get(&format!("/notifiers/deliveries?{query}")).await;
            reply.problem(400, "invalid_request");
            assert_eq!(reply.pointers(), [pointer]);
        }
    }
}
