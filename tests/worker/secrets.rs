//! Signatures and secrets.

use serde_json::json;
use standardwebhooks::Webhook;

use super::Post;

both! {
    async fn the_published_library_takes_our_letters_and_no_others(world) {
        let post = Post::of(&world, "Acme").await;
        post.ping().await;
        let delivery = post.carry().await.remove(0);
        let hook = Webhook::new(&post.secret).expect("a secret");
        hook.verify(&delivery.body, &delivery.headers).expect("it is ours");

        assert!(hook.verify(b"{}", &delivery.headers).is_err());
        for (name, value) in [
            ("webhook-id", "another"),
            ("webhook-timestamp", "1"),
            ("webhook-signature", "v1,AAAA"),
            ("webhook-signature", ""),
        ] {
            let mut headers = delivery.headers.clone();
            headers.insert(name, value.parse().expect("a value"));
            assert!(hook.verify(&delivery.body, &headers).is_err(), "{name}");
        }
        let other = Webhook::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("a secret");
        assert!(other.verify(&delivery.body, &delivery.headers).is_err());
        assert_eq!(delivery.event(), "TEST");
    }

    async fn two_secrets_sign_for_a_day_and_then_the_new_one(world) {
        let post = Post::of(&world, "Acme").await;
        let (old, body) = (&post.secret, json!({}));
        let fresh = post.tenant.post("/notifiers/secret", &body).await.expect(201);
        let new = fresh["notifier"]["secret"].as_str().expect("a secret").to_owned();
        assert_ne!(&new, old);
        assert_eq!(fresh["notifier"]["id"], post.tenant.get("/notifiers").await.expect(200)["notifier"]["id"]);
        post.ping().await;
        let delivery = post.carry().await.remove(0);
        for secret in [old, &new] {
            Webhook::new(secret).expect("a secret").verify(&delivery.body, &delivery.headers).expect("ours");
        }
        assert_eq!(delivery.header("webhook-signature").split(' ').count(), 2);
        post.tenant.post("/notifiers/secret", &body).await.problem(409, "two_secrets");

        world.pass(86_401);
        let tenant = post.tenant.renewed().await;
        tenant.post("/notifiers/test", &body).await.expect(202);
        let delivery = post.carry().await.remove(0);
        assert!(delivery.is_signed_by(&new) && !delivery.is_signed_by(old));
        assert_eq!(delivery.header("webhook-signature").split(' ').count(), 1);

        let third = tenant.post("/notifiers/secret", &body).await.expect(201);
        let third = third["notifier"]["secret"].as_str().expect("a secret");
        tenant.post("/notifiers/test", &body).await.expect(202);
        let delivery = post.carry().await.remove(0);
        assert!(delivery.is_signed_by(&new) && delivery.is_signed_by(third));
    }

    async fn test_letters_are_not_a_way_to_flood_somebody(world) {
        let post = Post::of(&world, "Acme").await;
        for _ in 0..10 {
            post.ping().await;
        }
        let reply = post.tenant.post("/notifiers/test", &json!({})).await;
        reply.problem(429, "too_many_requests");
        assert!(reply.header("retry-after").is_some());
        assert_eq!(post.deliveries().await.len(), 10);
    }
}
