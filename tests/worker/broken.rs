//! What is broken at one tenant, or newer than this version, holds up nobody else.

use enrol::worker::maintenance;
use serde_json::{Value, json};

use super::{Post, carry, events};
use crate::harness::World;

/// Longer than sessions live, and long enough for the time to be relied on.
const OVERDUE: i64 = 8 * 86_400;

/// How many sessions have expired, as it is written down.
async fn expired(world: &World) -> String {
    let rows = world.select("select cast(count(*) as text) from signup where status = 'expired'").await;
    rows[0][0].clone()
}

both! {
    async fn a_notifier_that_does_not_open_holds_up_no_other_source(world) {
        let (one, other) = (Post::of(&world, "Broken").await, Post::of(&world, "Acme").await);
        let id = one.ping().await["id"].clone();
        other.ping().await;
        let source = one.tenant.source.0;
        world.run(&format!(
            "create table kept as select sealed_target from notifier where source_id = {source};
             update notifier set sealed_target = sealed_secrets where source_id = {source}"
        )).await;
        assert_eq!(carry(&one.dispatcher).await, 2);
        assert_eq!((one.receiver.take().len(), other.receiver.take().len()), (0, 1));
        let delivery = one.delivery(&id).await;
        assert_eq!((&delivery["status"], &delivery["lastError"]), (&json!("pending"), &json!("sealed")));

        // It is not tried at once again, and it arrives when the notifier can be read.
        other.ping().await;
        assert_eq!(one.round().await, 1);
        world.run(&format!(
            "update notifier set sealed_target = (select sealed_target from kept) where source_id = {source}"
        )).await;
        world.pass(60);
        assert_eq!(carry(&one.dispatcher).await, 1);
        assert_eq!(one.receiver.take().len(), 1);
    }

    async fn sessions_that_do_not_open_keep_no_other_from_expiring(world) {
        let (one, other) = (world.tenant("Broken").await, world.tenant("Acme").await);
        // More than are looked at in one go, and all of them longer overdue.
        for _ in 0..101 {
            one.invite_with(json!({ "expiresIn": 3600 })).await;
        }
        other.invite_with(json!({ "expiresIn": 7200 })).await;
        let source = one.source.0;
        world.run(&format!(
            "create table kept as select id, sealed_invitation from signup where source_id = {source};
             update signup set sealed_invitation = substr(sealed_invitation, 2) where source_id = {source};
             insert into browser (id_fingerprint, sealed_data, expires_at)
                select secret_fingerprint, secret_fingerprint, created_at from signup"
        )).await;
        world.pass(OVERDUE);
        maintenance::round(&world.app).await.expect("the chores");
        assert_eq!(expired(&world).await, "1");
        assert_eq!(world.count("browser").await, 0, "the sweep has been there too");

        world.run(
            "update signup set sealed_invitation = (select sealed_invitation from kept where kept.id = signup.id)
             where id in (select id from kept)",
        ).await;
        maintenance::round(&world.app).await.expect("the chores");
        assert_eq!(expired(&world).await, "102");
    }

    async fn a_customer_whose_profile_does_not_open_can_be_deleted(world) {
        let post = Post::of(&world, "Acme").await;
        for section in ["personal", "medical"] {
            let profile = json!({
                "name": "Thandi", "surname": "Mokoena", "mobile": "+27821234567", "allergies": "Penicillin",
                "externalReferenceId": section,
            });
            let types = post.tenant.get("/subscriptions/subscriptionTypes").await.expect(200);
            let body = json!({ "customer": profile, "subscription": { "subscriptionTypeId": types[0]["id"] } });
            let made = post.tenant.post("/customers", &body).await.expect(201);
            let invited = post.tenant.invite_with(json!({ "customerReferenceId": section })).await;
            post.carry().await;
            let (id, source) = (&made["customer"]["id"], post.tenant.source.0);
            let broken = format!(
                "update customer_section set sealed = substr(sealed, 2) where customer_id = {id} and section = '{section}'"
            );
            world.run(&broken).await;
            post.tenant.get(&format!("/customers/{id}")).await.problem(503, "unreadable");
            let has = post.tenant.get(&format!("/customers/{id}/subscriptions")).await.expect(200);
            assert_eq!(has[0]["id"], made["subscription"]["id"]);

            post.tenant.post(&format!("/customers/{id}/delete"), &json!({})).await.expect(200);
            post.tenant.get(&format!("/customers/{id}")).await.problem(404, "not_found");
            post.tenant.post(&format!("/customers/{id}/delete"), &json!({})).await.problem(404, "not_found");
            let ended = post.tenant.get(&format!("/subscriptions/{}", made["subscription"]["id"])).await.expect(200);
            assert!(ended["CancelledDate"].is_string(), "{ended}");
            assert_eq!(post.tenant.session(&invited.id).await["status"], "cancelled");
            let came = post.carry().await;
            assert_eq!(events(&came), ["DELETED_CUSTOMER", "SIGNUP_CANCELLED", "SUBSCRIPTION_CANCELLED"]);
            let told = came.iter().find(|came| came.event() == "DELETED_CUSTOMER").expect("its delivery");
            assert_eq!(told.json["customer"], json!({ "id": id, "customerId": id, "customerSourceId": source }));
        }
        // Its mobile is free again.
        post.customer("+27821234567").await;
    }

    async fn events_of_a_newer_version_stand_in_nobodys_way(world) {
        let post = Post::of(&world, "Acme").await;
        world.run("update notifier set events = '[\"MOON_ROSE\",\"CREATED_CUSTOMER\"]'").await;
        post.customer("+27821234567").await;
        let notifier = post.tenant.get("/notifiers").await.expect(200);
        assert_eq!(notifier["notifier"]["events"], json!(["MOON_ROSE", "CREATED_CUSTOMER"]));
        assert_eq!(events(&post.carry().await), ["CREATED_CUSTOMER"]);

        // Its deliveries are carried, and told with its words.
        post.customer("+27821234568").await;
        world.run("update delivery set kind = 'MOON_ROSE', last_error = 'moonshine' where delivered_at is null").await;
        let told = &post.deliveries().await[0];
        assert_eq!((&told["event"], &told["lastError"]), (&json!("MOON_ROSE"), &json!("moonshine")));
        assert_eq!(post.carry().await.len(), 1);
        assert_eq!(post.deliveries().await[0]["lastError"], Value::Null);
    }
}
