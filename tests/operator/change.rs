//! What operators change: sources, sessions, deliveries, kinds of subscription.

use serde_json::{Value, json};

use crate::harness::{Answer, Guest, Program, Receiver, Tenant, until};

/// The one object that a command prints with `--json`.
async fn one(program: &Program, words: &[&str]) -> Value {
    program.run(&[words, &["--json"]].concat()).await.expect(0).json()
}

/// The one line in which a command says why it does nothing.
async fn refusal(program: &Program, words: &[&str]) -> String {
    let refused = program.run(words).await.expect(1);
    assert_eq!((refused.out.as_str(), refused.err.lines().count()), ("", 1), "{}", refused.err);
    refused.err
}

/// What the API says to a session with this return address.
async fn open(tenant: &Tenant, url: &str) -> u16 {
    let reply = tenant.post("/customer-signup/sessions", &json!({ "returnUrl": url })).await;
    reply.status.as_u16()
}

on_both! {
    async fn of_a_source_changes_what_is_named_and_nothing_else(engine) {
        let program = Program::on(engine).await;
        let words = ["source", "create", "--name", "Acme", "--return-url", "https://tenant.example/app"];
        let made = one(&program, &words).await;
        let source = made["id"].to_string();
        let _server = program.serve().await;
        let tenant = program.sign_in(&made).await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&program.base()));
        let mut expected = json!({
            "id": made["id"], "clientId": made["clientId"], "name": "Acme", "returnUrls": ["https://tenant.example/app"], "paymentUrls": [],
            "region": "ZA", "tokenSeconds": 3600, "disabledAt": null, "secrets": 1,
        });
        assert_eq!(one(&program, &["source", "show", &source]).await, expected);

        let update = ["source", "update", &source, "--name", "Acme & Söhne", "--token-seconds", "60"];
        (expected["name"], expected["tokenSeconds"]) = (json!("Acme & Söhne"), json!(60));
        assert_eq!(one(&program, &update).await, expected);
        assert_eq!(one(&program, &["source", "show", &source]).await, expected);
        let told = tenant.get("/source").await.expect(200);
        assert_eq!((&told["name"], &told["tokenSeconds"]), (&json!("Acme & Söhne"), &json!(60)));

        let update = ["source", "update", &source, "--region", "gb", "--return-url", "https://b.example", "acme://x"];
        (expected["region"], expected["returnUrls"]) = (json!("GB"), json!(["https://b.example", "acme://x"]));
        assert_eq!(one(&program, &update).await, expected);
        assert_eq!(open(&tenant, "https://tenant.example/app").await, 400);
        assert_eq!(open(&tenant, "https://b.example/done").await, 201);
        // Whoever was invited before goes back to where it was said then.
        let back = guest.sign_up(&invited, "+27821234567").await;
        assert!(back.starts_with("https://tenant.example/app/"), "{back}");

        one(&program, &["source", "rotate-secret", &source]).await;
        one(&program, &["source", "disable", &source]).await;
        let shown = program.run(&["source", "show", &source]).await.expect(0).out;
        for told in ["Acme & Söhne", "secrets        2 good", "https://b.example acme://x", "disabled since 20"] {
            assert!(shown.contains(told), "{told}: {shown}");
        }
        assert!(!shown.contains("enrol_"), "{shown}");
    }

    async fn a_session_is_ended_or_given_a_new_link(engine) {
        let program = Program::on(engine).await;
        let _server = program.serve().await;
        let (tenant, other) = (program.tenant("Acme").await, program.tenant("Other").await);
        let (invited, foreign) = (tenant.invite().await, other.invite().await);
        let (guest, source) = (Guest::new(&program.base()), tenant.source.0.to_string());
        let link = ["sessions", "link", "--source", &source, &invited.id];
        let cancel = ["sessions", "cancel", "--source", &source, &invited.id];

        let printed = one(&program, &link).await;
        assert_eq!(printed["id"], json!(invited.id));
        guest.get(&invited.link).await.expect(404);
        guest.get(printed["url"].as_str().expect("a link")).await.expect(200);
        let words = program.run(&link).await.expect(0).out;
        assert!(words.contains("shown this once"), "{words}");
        let newest = words.lines().next().expect("a link");
        guest.get(newest).await.expect(200);
        guest.get(printed["url"].as_str().expect("a link")).await.expect(404);

        assert_eq!(one(&program, &cancel).await["status"], "cancelled");
        let read = tenant.session(&invited.id).await;
        assert_eq!(read["status"], "cancelled");
        for words in [link, cancel] {
            assert_eq!(refusal(&program, &words).await, "enrol: the session is over and cannot change any more\n");
        }
        for verb in ["link", "cancel"] {
            for id in [foreign.id.as_str(), "q9typed7x"] {
                let why = refusal(&program, &["sessions", verb, "--source", &source, id]).await;
                assert!(why.starts_with("enrol: there is no such session"), "{why}");
            }
        }
        guest.get(&foreign.link).await.expect(200);
    }

    async fn a_parked_delivery_is_sent_again(engine) {
        let program = Program::on(engine).await.set("ENROL_ALLOW_PRIVATE_TARGETS", "yes");
        let _server = program.serve().await;
        let (tenant, receiver) = (program.tenant("Acme").await, Receiver::start().await);
        let notifier = json!({ "url": receiver.url, "events": ["SIGNUP_CANCELLED"], "method": "webhook" });
        tenant.post("/notifiers", &notifier).await.expect(201);
        receiver.answer(Answer::status(410));
        let invited = tenant.invite().await;
        tenant.post(&format!("/customer-signup/sessions/{}/cancel", invited.id), &json!({})).await.expect(200);
        let delivery = async || tenant.get("/notifiers/deliveries").await.expect(200)["deliveries"][0].clone();
        until("parked", async || delivery().await["status"] == "parked").await;
        let (source, id) = (tenant.source.0.to_string(), delivery().await["id"].clone());
        let resend = ["deliveries", "resend", "--source", &source, id.as_str().expect("an id")];

        receiver.answer(Answer::status(204));
        let printed = one(&program, &resend).await;
        assert_eq!((&printed["id"], &printed["parkedAt"]), (&id, &Value::Null));
        until("delivered", async || delivery().await["status"] == "delivered").await;

        let why = refusal(&program, &["deliveries", "resend", "--source", &source, "q9typed7x"]).await;
        assert!(why.starts_with("enrol: there is no such delivery"), "{why}");
        tenant.delete("/notifiers").await.expect(200);
        let why = refusal(&program, &resend).await;
        assert_eq!(why, format!("enrol: source {source} has no notifier that it could be sent to\n"));
    }

    async fn a_kind_of_subscription_changes_for_those_who_subscribe_from_then_on(engine) {
        let program = Program::on(engine).await;
        let _server = program.serve().await;
        let tenant = program.tenant("Acme").await;
        let source = tenant.source.0.to_string();
        let types = tenant.get("/subscriptions/subscriptionTypes").await.expect(200);
        let (id, before) = (types[0]["id"].to_string(), types[0].clone());
        let new = json!({ "subscriptionTypeId": types[0]["id"] });
        let subscribed = tenant.post("/subscriptions", &new).await.expect(201);

        let update = ["subscription-type", "update", "--source", &source, &id];
        let changed = one(&program, &[&update[..], &["--months", "3", "--description", "A quarter"]].concat()).await;
        assert_eq!(changed, json!({
            "id": before["id"], "name": before["name"], "description": "A quarter", "isFamily": false, "months": 3,
        }));
        assert_eq!(tenant.get("/subscriptions/subscriptionTypes").await.expect(200)[0], changed);
        let path = format!("/subscriptions/{}", subscribed["id"]);
        assert_eq!(tenant.get(&path).await.expect(200)["validTo"], subscribed["validTo"]);
        let later = tenant.post("/subscriptions", &new).await.expect(201);
        assert!(later["validTo"].as_str() < subscribed["validTo"].as_str(), "{later}");

        assert_eq!(one(&program, &[&update[..], &["--name", "QUARTER"]].concat()).await["name"], "QUARTER");
        one(&program, &[&update[..], &["--name", "QUARTER", "--months", "4"]].concat()).await;
        let taken = refusal(&program, &[&update[..], &["--name", "WEB_SIGNUP_FAMILY"]].concat()).await;
        assert!(taken.contains("already has a type WEB_SIGNUP_FAMILY"), "{taken}");
        let unknown = ["subscription-type", "update", "--source", &source, "999", "--months", "3"];
        assert!(refusal(&program, &unknown).await.contains("has no type 999"));
    }
}
