//! Text messages in the outbox: handed to the gateway, tried again while they are of use, and nothing of them kept.

use std::time::Duration;

use enrol::domain::ids::DeliveryId;
use enrol::domain::text_message::TextMessage;
use enrol::worker::dispatch::Dispatcher;
use serde_json::json;

use super::{Post, carry};
use crate::harness::{Answer, GATEWAY_TOKEN, Gateway, Invited, Tenant, World};

/// For how many seconds the messages here are of use.
const USE: i64 = 600;

/// Writes a message to the person of a session, as the code of somebody who proves a number.
async fn enqueue(world: &World, tenant: &Tenant, invited: &Invited, text: &str) -> DeliveryId {
    let now = world.app.now();
    let message = TextMessage { to: "+27821234567".to_owned(), text: text.to_owned() };
    let until = now.plus_seconds(USE).expect("a time");
    let mut tx = world.app.store.write(tenant.source).await.expect("a transaction");
    let id = DeliveryId(uuid::Uuid::new_v4());
    let signup = invited.id.parse().expect("an id");
    tx.enqueue_text((id, signup), &message, now, until).await.expect("a message");
    tx.commit().await.expect("a commit");
    id
}

/// How many messages there are of which anything is kept.
async fn sealed(world: &World) -> String {
    let sql = "select cast(count(*) as text) from delivery where channel = 'sms' and length(sealed_body) > 0";
    world.select(sql).await.concat().concat()
}

fn dispatcher(world: &World) -> Dispatcher {
    Dispatcher::new(world.app.clone()).expect("a courier")
}

both! {
    async fn a_message_is_handed_to_the_gateway_once(world) {
        let gateway = Gateway::start().await;
        let world = world.texting(&gateway).await;
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite().await;
        let id = enqueue(&world, &tenant, &invited, "é 123\n@a.example #123456").await;
        let dispatcher = dispatcher(&world);
        assert_eq!(carry(&dispatcher).await, 1);
        let came = gateway.take();
        assert_eq!(came.len(), 1);
        let expected =
            json!({ "to": "+27821234567", "text": "é 123\n@a.example #123456", "messageId": id.to_string() });
        assert_eq!(came[0].json, expected);
        assert_eq!(came[0].header("authorization"), format!("Bearer {GATEWAY_TOKEN}"));
        assert_eq!(came[0].header("content-type"), "application/json");
        for header in ["webhook-id", "webhook-signature", "referer", "cookie"] {
            assert!(came[0].headers.get(header).is_none(), "{header}");
        }
        assert_eq!(carry(&dispatcher).await, 0);
    }

    async fn a_message_is_tried_again_under_its_id_while_it_is_of_use(world) {
        let gateway = Gateway::start().await;
        let world = world.texting(&gateway).await;
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite().await;
        let dispatcher = dispatcher(&world);
        enqueue(&world, &tenant, &invited, "first").await;
        let answers =
            [500, 302, 410, 429].map(|status| Answer::status(status).header("location", "http://127.0.0.1:1/"));
        for answer in answers {
            gateway.answer(answer);
            assert_eq!(carry(&dispatcher).await, 1);
            world.pass(80);
        }
        gateway.answer(Answer::status(202));
        assert_eq!(carry(&dispatcher).await, 1);
        let mut ids: Vec<_> = gateway.take().iter().map(|came| came.json["messageId"].clone()).collect();
        assert_eq!(ids.len(), 5);
        ids.dedup();
        assert_eq!(ids.len(), 1, "a gateway knows it by its id");
        world.pass(86_400);
        assert_eq!(carry(&dispatcher).await, 0);
    }

    async fn a_message_that_is_of_no_use_any_more_is_not_sent(world) {
        let gateway = Gateway::start().await;
        let world = world.texting(&gateway).await;
        // Nothing is given up before the clock is believed.
        world.pass(1000);
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite().await;
        let dispatcher = dispatcher(&world);
        gateway.answer(Answer::status(503));
        enqueue(&world, &tenant, &invited, "refused").await;
        assert_eq!(carry(&dispatcher).await, 1);
        enqueue(&world, &tenant, &invited, "never tried").await;
        gateway.take();
        gateway.answer(Answer::status(200));
        world.pass(USE);
        assert_eq!(carry(&dispatcher).await, 2, "both are given up");
        assert!(gateway.came().is_empty());
        world.pass(86_400);
        assert_eq!(carry(&dispatcher).await, 0);
    }

    async fn no_trouble_with_the_gateway_loses_a_message(world) {
        let gateway = Gateway::start().await;
        let [with, without] = [world.texting(&gateway).await, world];
        let tenant = with.tenant("Acme").await;
        let invited = tenant.invite().await;
        enqueue(&with, &tenant, &invited, "kept").await;
        assert_eq!(carry(&dispatcher(&without)).await, 1, "an instance without a gateway leaves it to others");
        with.pass(10);
        // Longer than a try takes: a person would have it twice, and a gateway knows that by its id.
        gateway.answer(Answer::status(200).after(Duration::from_secs(11)));
        assert_eq!(carry(&dispatcher(&with)).await, 1);
        with.pass(40);
        gateway.answer(Answer::status(200));
        assert_eq!(carry(&dispatcher(&with)).await, 1);
        let came = gateway.take();
        assert_eq!(came.len(), 2);
        assert_eq!(came[0].json, came[1].json);
    }

    async fn a_code_waits_for_no_webhook(world) {
        let gateway = Gateway::start().await;
        let world = world.texting(&gateway).await;
        let post = Post::of(&world, "Acme").await;
        post.receiver.answer(Answer::status(200).after(Duration::from_secs(9)));
        for _ in 0..10 {
            post.ping().await;
        }
        let invited = post.tenant.invite().await;
        let dispatcher = dispatcher(&world);
        let slow = {
            let dispatcher = dispatcher.clone();
            tokio::spawn(async move { dispatcher.round().await })
        };
        while post.receiver.came().len() < 8 {
            tokio::task::yield_now().await;
        }
        enqueue(&world, &post.tenant, &invited, "now").await;
        assert_eq!(dispatcher.round().await.expect("a round"), 1, "all places of the webhooks are taken");
        assert_eq!(gateway.take().len(), 1);
        assert!(!slow.is_finished());
        slow.abort();
    }

    async fn tenants_neither_see_messages_nor_send_them_again(world) {
        let gateway = Gateway::start().await;
        let world = world.texting(&gateway).await;
        let post = Post::of(&world, "Acme").await;
        let invited = post.tenant.invite().await;
        let waiting = enqueue(&world, &post.tenant, &invited, "waiting").await;
        for status in ["", "?status=pending", "?status=delivered", "?status=parked"] {
            let list = post.tenant.get(&format!("/notifiers/deliveries{status}")).await.expect(200);
            assert_eq!(list["deliveries"], json!([]), "{status}");
        }
        let path = format!("/notifiers/deliveries/{waiting}");
        post.tenant.get(&path).await.problem(404, "not_found");
        post.tenant.post(&format!("{path}/resend"), &json!({})).await.problem(404, "not_found");
        assert_eq!(post.carry().await.len(), 0, "the receiver gets none of it");
        assert_eq!(gateway.take().len(), 1);
        let list = post.tenant.get("/notifiers/deliveries").await.expect(200);
        assert_eq!(list["deliveries"], json!([]));
        post.tenant.post(&format!("{path}/resend"), &json!({})).await.problem(404, "not_found");
        assert_eq!(carry(&dispatcher(&world)).await, 0);
    }

    async fn nothing_of_a_message_is_kept_once_it_is_sent_or_given_up(world) {
        let gateway = Gateway::start().await;
        let world = world.texting(&gateway).await;
        // Nothing is given up before the clock is believed.
        world.pass(1000);
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite().await;
        let dispatcher = dispatcher(&world);
        enqueue(&world, &tenant, &invited, "sent").await;
        assert_eq!(sealed(&world).await, "1");
        assert_eq!(carry(&dispatcher).await, 1);
        assert_eq!(sealed(&world).await, "0");
        gateway.answer(Answer::status(500));
        enqueue(&world, &tenant, &invited, "given up").await;
        assert_eq!(carry(&dispatcher).await, 1);
        assert_eq!(sealed(&world).await, "1");
        world.pass(USE);
        assert_eq!(carry(&dispatcher).await, 1);
        assert_eq!(sealed(&world).await, "0");
        // Nobody carries it: the source is disabled, or the worker is away.
        enqueue(&world, &tenant, &invited, "left").await;
        world.pass(USE - 60);
        enrol::worker::maintenance::round(&world.app).await.expect("the chores");
        assert_eq!(sealed(&world).await, "1");
        world.pass(60);
        enrol::worker::maintenance::round(&world.app).await.expect("the chores");
        assert_eq!(sealed(&world).await, "0");
    }
}
