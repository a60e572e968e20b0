//! The word about a payment: who may tell what and when, and what comes of it, once.

use reqwest::Method;
use serde_json::{Value, json};

use super::{mobile, only_wrong, post_with, types};
use crate::harness::{Guest, Invited, Reply, Tenant, World, send};

pub(super) const SESSIONS: &str = "/customer-signup/sessions";
pub(super) const PAGE: &str = "https://pay.example/checkout";
pub(super) const DAY: i64 = 86_400;

/// A tenant whose people may be sent to pay.
pub(crate) async fn cashier(world: &World) -> Tenant {
    let back = ["https://tenant.example/app".to_owned()];
    world.tenant_with("Acme", &back, &[PAGE.to_owned()]).await
}

/// A session to be paid for, with these members besides.
pub(crate) async fn invite(tenant: &Tenant, mut more: Value) -> Invited {
    more["flows"] = json!(["payment"]);
    more["payment"] = json!({ "url": format!("{PAGE}/7?cart=a%20b") });
    tenant.invite_with(more).await
}

/// A session whose person has finished and was sent to pay.
pub(crate) async fn sent_to_pay(
    world: &World,
    tenant: &Tenant,
    number: u32,
    more: Value,
) -> (Invited, Guest) {
    let (invited, guest) = (invite(tenant, more).await, Guest::new(&world.base));
    let check = guest.reach_check(&invited, &mobile(number)).await;
    let there = guest.submit(&check, &[], "finish").await.location();
    assert!(there.starts_with(PAGE), "{there}");
    (invited, guest)
}

pub(crate) async fn tell(tenant: &Tenant, invited: &Invited, word: Value) -> Reply {
    tenant.post(&format!("{SESSIONS}/{}/payment", invited.id), &word).await
}

pub(super) fn paid() -> Value {
    json!({ "status": "succeeded", "reference": "PAY-1" })
}

/// The events of all sessions and customers, sorted.
async fn events(world: &World) -> Vec<String> {
    let mut kinds = world.select("select kind from event").await.concat();
    kinds.sort_unstable();
    kinds
}

/// Whether it is told that it has ended and nothing is done.
async fn comes_too_late(world: &World, tenant: &Tenant, invited: &Invited, words: &[Value]) {
    let before = world.rows().await;
    for word in words {
        tell(tenant, invited, word.clone()).await.problem(409, "session_ended");
    }
    assert_eq!(world.rows().await, before, "nothing is done");
}

both! {
    async fn the_word_that_it_succeeded_finishes_the_signup(world) {
        let tenant = cashier(&world).await;
        let (single, _) = types(&tenant).await;
        let (invited, _) = sent_to_pay(&world, &tenant, 1, json!({ "subscription": { "subscriptionTypeId": single } })).await;
        let session = tenant.session(&invited.id).await;
        assert_eq!((&session["status"], &session["awaiting"]), (&json!("in_progress"), &json!("payment")));
        assert_eq!(session["payment"], json!({ "url": format!("{PAGE}/7?cart=a%20b"), "status": "awaited", "reference": null }));
        assert_eq!((tenant.count_customers().await, world.count("signup_step").await), (0, 4), "nobody is signed up yet");

        let told = tell(&tenant, &invited, paid()).await.expect(200);
        assert_eq!((&told["status"], &told["awaiting"]), (&json!("completed"), &json!(null)));
        assert_eq!((&told["payment"]["status"], &told["payment"]["reference"]), (&json!("succeeded"), &json!("PAY-1")));
        let profile = tenant.customer(&told["customerId"]).await;
        assert_eq!((&profile["mobile"], &profile["name"]), (&json!(mobile(1)), &json!("Thandi")));
        let held = tenant.get(&format!("/customers/{}/subscriptions", told["customerId"])).await.expect(200);
        assert_eq!(held[0]["id"], told["subscriptionId"]);
        assert_eq!(world.count("signup_step").await, 0);
        assert_eq!(tenant.session(&invited.id).await, told);
        assert_eq!(events(&world).await, ["CREATED_CUSTOMER", "SIGNUP_COMPLETED", "SIGNUP_STARTED", "SUBSCRIPTION_CREATED"]);

        // Told twice: the same, and nothing is written twice. Without its id, too.
        let before = world.rows().await;
        for word in [paid(), json!({ "status": "succeeded" })] {
            assert_eq!(tell(&tenant, &invited, word).await.expect(200), told);
        }
        assert_eq!(world.rows().await, before);
        // Paid twice: the second payment is told apart.
        let again = tell(&tenant, &invited, json!({ "status": "succeeded", "reference": "PAY-2" })).await;
        again.problem(409, "paid_before");
        comes_too_late(&world, &tenant, &invited, &[json!({ "status": "failed" }), json!({ "status": "failed", "final": true })]).await;
        assert_eq!(world.rows().await, before);
    }

    async fn a_payment_that_failed_may_be_tried_again(world) {
        let tenant = cashier(&world).await;
        let (invited, _) = sent_to_pay(&world, &tenant, 1, json!({})).await;
        let failed = json!({ "status": "failed", "reference": "PAY-0" });
        let told = tell(&tenant, &invited, failed.clone()).await.expect(200);
        assert_eq!((&told["status"], &told["awaiting"], &told["payment"]["status"]), (&json!("in_progress"), &json!("payment"), &json!("failed")));
        let before = world.rows().await;
        assert_eq!(tell(&tenant, &invited, failed).await.expect(200), told, "told twice");
        assert_eq!(world.rows().await, before);
        let other = tell(&tenant, &invited, json!({ "status": "failed", "reference": "PAY-00" })).await.expect(200);
        assert_eq!(other["payment"]["reference"], "PAY-00", "the last one counts");
        let told = tell(&tenant, &invited, paid()).await.expect(200);
        assert_eq!((&told["status"], &told["payment"]["reference"]), (&json!("completed"), &json!("PAY-1")));
        assert_eq!(tenant.count_customers().await, 1);
    }

    async fn one_that_failed_for_good_ends_the_session(world) {
        let tenant = cashier(&world).await;
        let (invited, guest) = sent_to_pay(&world, &tenant, 1, json!({ "state": "s 1" })).await;
        let word = json!({ "status": "failed", "final": true, "reference": "PAY-9" });
        let told = tell(&tenant, &invited, word.clone()).await.expect(200);
        assert_eq!((&told["status"], &told["errorCode"], &told["awaiting"]), (&json!("failed"), &json!("payment_failed"), &json!(null)));
        assert_eq!(world.count("signup_step").await, 0, "what was typed is gone");
        let before = world.rows().await;
        for word in [word, json!({ "status": "failed" })] {
            assert_eq!(tell(&tenant, &invited, word).await.expect(200), told);
        }
        comes_too_late(&world, &tenant, &invited, &[paid()]).await;
        assert_eq!(world.rows().await, before);
        assert_eq!(events(&world).await, ["SIGNUP_FAILED", "SIGNUP_STARTED"]);
        let done = guest.visit(&format!("/s/{}/payment", invited.id)).await.expect(200);
        assert_eq!(done.heading(), "This signup could not be completed");
        assert!(done.text().contains("If you did pay, contact Acme."));
        let back = format!(
            "https://tenant.example/app/done?from=enrol&status=failed&error_code=payment_failed&signupSessionId={}&state=s+1",
            invited.id
        );
        assert_eq!(done.attribute("main a.button", "href"), Some(back));
    }

    async fn before_the_person_has_finished_there_is_nothing_to_tell(world) {
        let tenant = cashier(&world).await;
        let (unopened, invited, free) = (invite(&tenant, json!({})).await, invite(&tenant, json!({})).await, tenant.invite().await);
        Guest::new(&world.base).reach_check(&invited, &mobile(1)).await;
        Guest::new(&world.base).reach_check(&free, &mobile(2)).await;
        let before = world.rows().await;
        for session in [&unopened, &invited, &free] {
            for word in [paid(), json!({ "status": "failed" }), json!({ "status": "failed", "final": true })] {
                tell(&tenant, session, word).await.problem(409, "payment_not_awaited");
            }
        }
        assert_eq!(world.rows().await, before);
        assert_eq!(tenant.session(&unopened.id).await["payment"]["status"], json!(null));
        assert_eq!(tenant.session(&free.id).await["payment"], json!(null));
        // One that has ended without a payment has ended.
        let done = Guest::new(&world.base);
        let over = tenant.invite().await;
        done.sign_up(&over, &mobile(3)).await;
        comes_too_late(&world, &tenant, &over, &[paid(), json!({ "status": "failed" })]).await;
    }

    async fn after_the_time_is_up_nothing_is_done(world) {
        let tenant = cashier(&world).await;
        let soon = json!({ "expiresIn": DAY, "email": "thandi@mail.example", "customerReferenceId": "C-1" });
        let (waiting, guest) = sent_to_pay(&world, &tenant, 1, soon.clone()).await;
        let (refused, _) = sent_to_pay(&world, &tenant, 2, soon.clone()).await;
        tell(&tenant, &refused, json!({ "status": "failed" })).await.expect(200);
        let typing = invite(&tenant, soon).await;
        Guest::new(&world.base).reach_check(&typing, &mobile(3)).await;
        world.pass(DAY);
        let tenant = tenant.renewed().await;
        let words = [paid(), json!({ "status": "failed" }), json!({ "status": "failed", "final": true })];
        // Before that is written down and after: never told is as told too late.
        for _ in 0..2 {
            for session in [&waiting, &refused] {
                comes_too_late(&world, &tenant, session, &words).await;
                let read = tenant.session(&session.id).await;
                assert_eq!((&read["status"], &read["errorCode"]), (&json!("failed"), &json!("payment_failed")));
            }
            let read = tenant.session(&typing.id).await;
            assert_eq!((&read["status"], &read["errorCode"]), (&json!("expired"), &json!("session_expired")));
            for about in ["", "&email=thandi@mail.example", "&customerReferenceId=C-1"] {
                for (status, found) in [("failed", 2), ("expired", 1), ("in_progress", 0)] {
                    let list = tenant.get(&format!("{SESSIONS}?status={status}{about}")).await.expect(200);
                    assert_eq!(list["sessions"].as_array().map(Vec::len), Some(found), "{status}{about}");
                }
            }
            let outcome = guest.visit(&format!("/s/{}/payment?success=true", waiting.id)).await.expect(200);
            assert_eq!(outcome.heading(), "This signup could not be completed");
            enrol::worker::maintenance::round(&world.app).await.expect("the chores");
        }
        assert_eq!(events(&world).await, [
            "SIGNUP_EXPIRED", "SIGNUP_FAILED", "SIGNUP_FAILED", "SIGNUP_STARTED", "SIGNUP_STARTED", "SIGNUP_STARTED",
        ]);
        assert_eq!((tenant.count_customers().await, world.count("signup_step").await), (0, 0));
    }

    async fn after_cancelling_nothing_is_done(world) {
        let tenant = cashier(&world).await;
        let (invited, guest) = sent_to_pay(&world, &tenant, 1, json!({})).await;
        let cancel = guest.get(&format!("/s/{}/cancel", invited.id)).await.expect(200);
        assert!(cancel.text().contains("If you have paid already, talk to Acme before you cancel."), "{}", cancel.text());
        guest.submit(&cancel, &[], "cancel").await.location();
        comes_too_late(&world, &tenant, &invited, &[paid(), json!({ "status": "failed" })]).await;
        let (other, _) = sent_to_pay(&world, &tenant, 1, json!({})).await;
        tenant.post(&format!("{SESSIONS}/{}/cancel", other.id), &json!({})).await.expect(200);
        comes_too_late(&world, &tenant, &other, &[paid()]).await;
    }

    async fn a_wrong_body_is_told_whole(world) {
        let tenant = cashier(&world).await;
        let (invited, _) = sent_to_pay(&world, &tenant, 1, json!({})).await;
        let before = world.rows().await;
        for (body, pointer, code) in [
            (json!({}), "/status", "required"),
            (json!({ "status": null }), "/status", "required"),
            (json!({ "status": "paid" }), "/status", "choice"),
            (json!({ "status": "awaited" }), "/status", "choice"),
            (json!({ "status": true }), "/status", "type"),
            (json!({ "status": "succeeded", "reference": 7 }), "/reference", "type"),
            (json!({ "status": "succeeded", "reference": "x".repeat(256) }), "/reference", "too_long"),
            (json!({ "status": "succeeded", "reference": "a\u{0}b" }), "/reference", "characters"),
            (json!({ "status": "failed", "final": "yes" }), "/final", "type"),
            (json!({ "status": "succeeded", "final": true }), "/final", "contradictory"),
        ] {
            assert_eq!(only_wrong(&tell(&tenant, &invited, body.clone()).await, pointer), code, "{body}");
        }
        let strict = post_with(
            &tenant, &format!("{SESSIONS}/{}/payment", invited.id), &json!({ "status": "succeeded", "amount": 7 }),
            ("prefer", "handling=strict"),
        ).await;
        assert_eq!(only_wrong(&strict, "/amount"), "unknown_member");
        assert_eq!(world.rows().await, before);
        let longest = "ж".repeat(255);
        let told = tell(&tenant, &invited, json!({ "status": "succeeded", "reference": longest })).await.expect(200);
        assert_eq!(told["payment"]["reference"], longest);
    }

    async fn the_same_request_under_a_key_is_answered_the_same(world) {
        let tenant = cashier(&world).await;
        let (invited, _) = sent_to_pay(&world, &tenant, 1, json!({})).await;
        let path = format!("{SESSIONS}/{}/payment", invited.id);
        let failed = json!({ "status": "failed" });
        let first = post_with(&tenant, &path, &failed, ("idempotency-key", "k 1")).await;
        assert_eq!(first.status, 200, "{}", first.text);
        let done = post_with(&tenant, &path, &paid(), ("idempotency-key", "k 2")).await;
        assert_eq!(done.json["status"], "completed", "{}", done.text);
        let again = post_with(&tenant, &path, &failed, ("idempotency-key", "k 1")).await;
        assert_eq!((again.status, &again.text), (first.status, &first.text), "the first answer, though much has happened");
        let again = post_with(&tenant, &path, &paid(), ("idempotency-key", "k 2")).await;
        assert_eq!(again.text, done.text);
        post_with(&tenant, &path, &failed, ("idempotency-key", "k 2")).await.problem(422, "idempotency_key_reused");
        // What was refused is not kept.
        post_with(&tenant, &path, &failed, ("idempotency-key", "k 3")).await.problem(409, "session_ended");
        assert_eq!(post_with(&tenant, &path, &paid(), ("idempotency-key", "k 3")).await.expect(200)["status"], "completed");
    }

    async fn the_reference_is_sealed_and_goes_with_the_session(world) {
        let tenant = cashier(&world).await;
        let (invited, _) = sent_to_pay(&world, &tenant, 1, json!({})).await;
        let told = tell(&tenant, &invited, json!({ "status": "succeeded", "reference": "SECRET-REFERENCE" })).await.expect(200);
        let held = world.dump().await.concat();
        assert!(!held.contains("SECRET-REFERENCE") && !held.to_lowercase().contains(&hex("SECRET-REFERENCE")));
        let customer = &told["customerId"];
        let export = tenant.get(&format!("/customers/{customer}/export")).await.expect(200);
        assert_eq!(export["sessions"][0]["payment"]["reference"], "SECRET-REFERENCE");
        tenant.post(&format!("/customers/{customer}/erase"), &json!({})).await.expect(200);
        let session = tenant.session(&invited.id).await;
        assert_eq!(session["payment"], json!({ "url": null, "status": "succeeded", "reference": null }));
        let left = world.select("select cast(count(*) as text) from signup where sealed_payment_reference is not null").await;
        assert_eq!(left[0][0], "0");
    }

    async fn a_session_says_where_its_person_pays(world) {
        let tenant = cashier(&world).await;
        let ask = async |flows: Value, payment: Value| {
            let body = json!({ "returnUrl": "https://tenant.example/app", "flows": flows, "payment": payment });
            tenant.post(SESSIONS, &body).await
        };
        let before = world.rows().await;
        for (flows, payment, pointer, code) in [
            (json!(["payment"]), json!(null), "/payment/url", "required"),
            (json!(["payment"]), json!({}), "/payment/url", "required"),
            (json!(["payment"]), json!({ "url": 7 }), "/payment/url", "type"),
            (json!([]), json!({ "url": PAGE }), "/payment", "contradictory"),
            (json!([]), json!({}), "/payment", "contradictory"),
        ] {
            assert_eq!(only_wrong(&ask(flows, payment.clone()).await, pointer), code, "{payment}");
        }
        for url in [
            "", "pay.example/checkout", "//pay.example/checkout", "http://pay.example/checkout", "https://evil.example/checkout",
            "https://pay.example", "https://pay.example/checkouts", "https://pay.example/checkout/../evil",
            "https://pay.example@evil.example/checkout", "https://user@pay.example/checkout", "https://pay.example:444/checkout",
            "https://pay.example.evil.example/checkout", "https:\\\\pay.example/checkout", "javascript:alert(1)", "acme-app://return",
            "https://tenant.example/app", "https://pay.example/checkout?signupSessionId=1", "https://pay.example/checkout?paymentReturnUrl=x",
            "https://pay.example/checkout\r\nLocation: https://evil.example", "https://pay.example/checkout/%2e%2e/evil",
        ] {
            let reply = ask(json!(["payment"]), json!({ "url": url })).await;
            assert_eq!(only_wrong(&reply, "/payment/url"), "invalid_payment_url", "{url}");
        }
        assert_eq!(world.rows().await, before);
        // The outcome's own parameters mean nothing there.
        ask(json!(["payment"]), json!({ "url": format!("{PAGE}?state=7&status=new") })).await.expect(201);
        // Who registered nothing can send nobody.
        let other = world.tenant("Other").await;
        let body = json!({ "returnUrl": "https://tenant.example/app", "flows": ["payment"], "payment": { "url": PAGE } });
        assert_eq!(only_wrong(&other.post(SESSIONS, &body).await, "/payment/url"), "invalid_payment_url");
        assert_eq!(tenant.get("/source").await.expect(200)["paymentUrls"], json!([PAGE]));
        assert_eq!(other.get("/source").await.expect(200)["paymentUrls"], json!([]));
    }

    async fn another_tenants_payment_is_nobodys(world) {
        let (tenant, other) = (cashier(&world).await, world.tenant("Other").await);
        let (invited, _) = sent_to_pay(&world, &tenant, 1, json!({})).await;
        let before = world.rows().await;
        tell(&other, &invited, paid()).await.problem(404, "not_found");
        let request = other.request(Method::POST, &format!("{SESSIONS}/none/payment")).json(&paid());
        send(request).await.problem(404, "not_found");
        assert_eq!(world.rows().await, before);
    }
}

fn hex(text: &str) -> String {
    text.bytes().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}
