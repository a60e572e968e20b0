//! Payments that meet something else: other words at the same time, a number that is taken, a subscription that is gone.

use serde_json::json;
use tokio::task::JoinSet;

use super::payment::{DAY, PAGE, SESSIONS, cashier, invite, paid, sent_to_pay, tell};
use super::{customer, mobile, types};
use crate::harness::Guest;

both! {
    async fn answers_that_hold_no_longer_make_no_customer(world) {
        let tenant = cashier(&world).await;
        let today = world.app.now().to_string()[..10].to_owned();
        let born = json!({ "customer": { "dateOfBirth": today } });
        let (invited, guest) = sent_to_pay(&world, &tenant, 1, born).await;
        // A clock that is put right may turn a birthday into one to come.
        world.jump(-3 * 86_400);
        let tenant = tenant.renewed().await;
        let told = tell(&tenant, &invited, paid()).await;
        told.problem(409, "paid_in_vain");
        assert!(told.text.contains("answers_invalid"), "{}", told.text);
        let session = tenant.session(&invited.id).await;
        assert_eq!((&session["status"], &session["errorCode"]), (&json!("failed"), &json!("answers_invalid")));
        assert_eq!((&session["customerId"], &session["payment"]["status"]), (&json!(null), &json!("succeeded")));
        assert_eq!(tenant.count_customers().await, 0);
        // Told again it is the same, and the person is told that nobody was signed up.
        tell(&tenant, &invited, paid()).await.problem(409, "paid_in_vain");
        let outcome = guest.visit(&format!("/s/{}/payment?success=true", invited.id)).await.expect(200);
        assert_eq!(outcome.heading(), "This signup could not be completed");
    }

    async fn who_pays_in_vain_is_told_to_the_tenant(world) {
        let tenant = cashier(&world).await;
        let (invited, guest) = sent_to_pay(&world, &tenant, 1, json!({})).await;
        customer(&tenant, 1).await;
        let told = tell(&tenant, &invited, paid()).await;
        told.problem(409, "paid_in_vain");
        let detail = told.json["detail"].as_str().expect("a sentence");
        assert!(detail.contains("duplicate_customer") && detail.contains("You have the money"), "{detail}");
        let session = tenant.session(&invited.id).await;
        assert_eq!((&session["status"], &session["errorCode"]), (&json!("failed"), &json!("duplicate_customer")));
        assert_eq!((&session["payment"]["status"], &session["payment"]["reference"]), (&json!("succeeded"), &json!("PAY-1")));
        let before = world.rows().await;
        tell(&tenant, &invited, paid()).await.problem(409, "paid_in_vain");
        tell(&tenant, &invited, json!({ "status": "failed" })).await.problem(409, "session_ended");
        assert_eq!((world.rows().await, tenant.count_customers().await), (before, 1));
        let outcome = guest.visit(&format!("/s/{}/payment?success=true", invited.id)).await.expect(200);
        assert_eq!(outcome.heading(), "This signup could not be completed");

        let (single, _) = types(&tenant).await;
        let free = tenant.post("/subscriptions", &json!({ "subscriptionTypeId": single })).await.expect(201)["id"].clone();
        let (invited, _) = sent_to_pay(&world, &tenant, 2, json!({ "subscriptionId": free })).await;
        tenant.delete(&format!("/subscriptions/{free}")).await.expect(200);
        let told = tell(&tenant, &invited, paid()).await;
        told.problem(409, "paid_in_vain");
        assert!(told.text.contains("subscription_unavailable"));
        assert_eq!(tenant.session(&invited.id).await["errorCode"], "subscription_unavailable");
        assert_eq!(tenant.count_customers().await, 1);
    }

    async fn many_words_at_once_have_one_outcome(world) {
        let mut tenant = cashier(&world).await;
        for number in 1..=12 {
            let (invited, guest) = sent_to_pay(&world, &tenant, number, json!({ "expiresIn": DAY })).await;
            let cancel = guest.get(&format!("/s/{}/cancel", invited.id)).await.expect(200);
            let mut running: JoinSet<u16> = JoinSet::new();
            let told = [paid(), paid(), json!({ "status": "failed" }), json!({ "status": "failed", "final": true }), paid()];
            for word in told {
                let (tenant, invited) = (tenant.clone(), invited.clone());
                running.spawn(async move { tell(&tenant, &invited, word).await.status.as_u16() });
            }
            running.spawn(async move { guest.submit(&cancel, &[], "cancel").await.status.as_u16() });
            let (other, path) = (tenant.clone(), format!("{SESSIONS}/{}/cancel", invited.id));
            running.spawn(async move { other.post(&path, &json!({})).await.status.as_u16() });
            if number % 3 == 0 {
                // Time is up meanwhile, and that is written down.
                world.pass(DAY);
                let app = world.app.clone();
                running.spawn(async move {
                    enrol::actions::signup::tenant::expire_due(&app, app.now()).await.expect("chores");
                    200
                });
            }
            for status in running.join_all().await {
                assert!([200, 303, 401, 409].contains(&status), "{status}");
            }
            tenant = tenant.renewed().await;
            let session = tenant.session(&invited.id).await;
            let ends = "select cast(count(*) as text) from event where kind like 'SIGNUP_%' and kind <> 'SIGNUP_STARTED'";
            let made = world.select(ends).await;
            assert_eq!(made[0][0], number.to_string(), "one outcome each: {session}");
            let has_customer = session["customerId"].is_number();
            assert_eq!(session["status"] == "completed", has_customer, "{session}");
        }
        let completed = world.select("select cast(count(*) as text) from signup where status = 'completed'").await;
        assert_eq!(completed[0][0], world.count("customer").await.to_string());
    }

    async fn two_words_for_one_number_sign_up_one(world) {
        let tenant = cashier(&world).await;
        let mut all = Vec::new();
        for _ in 0..6 {
            all.push(sent_to_pay(&world, &tenant, 1, json!({})).await.0);
        }
        let mut running = JoinSet::new();
        for invited in all {
            let tenant = tenant.clone();
            running.spawn(async move { tell(&tenant, &invited, paid()).await });
        }
        let replies = running.join_all().await;
        for reply in replies.iter().filter(|reply| reply.status != 200) {
            reply.problem(409, "paid_in_vain");
        }
        assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
        assert_eq!(tenant.count_customers().await, 1);
    }

    async fn nobody_is_sent_to_pay_for_what_cannot_be_had(world) {
        let tenant = cashier(&world).await;
        customer(&tenant, 1).await;
        let (invited, guest) = (invite(&tenant, json!({})).await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, &mobile(1)).await;
        let taken = guest.submit(&check, &[], "finish").await.expect(422);
        assert_eq!(taken.heading(), "This mobile number cannot be signed up here");
        assert_eq!(tenant.session(&invited.id).await["awaiting"], json!(null));
        let personal = guest.get(&taken.link("Change the number").expect("a way on")).await.expect(200);
        let next = guest.submit(&personal, &[("mobile", &mobile(2))], "continue").await.location();
        let check = guest.get(&next).await.expect(200);
        assert!(guest.submit(&check, &[], "finish").await.location().starts_with(PAGE));
        // The page of the number that was taken is still open somewhere: leaving by it ends nothing now.
        assert_eq!(guest.submit(&taken, &[], "leave").await.location(), format!("/s/{}/payment", invited.id));
        assert_eq!(tell(&tenant, &invited, paid()).await.expect(200)["status"], "completed");

        let (single, _) = types(&tenant).await;
        let free = tenant.post("/subscriptions", &json!({ "subscriptionTypeId": single })).await.expect(201)["id"].clone();
        let invited = invite(&tenant, json!({ "subscriptionId": free })).await;
        let check = guest.reach_check(&invited, &mobile(3)).await;
        tenant.delete(&format!("/subscriptions/{free}")).await.expect(200);
        let back = guest.submit(&check, &[], "finish").await.location();
        assert!(back.contains("status=failed&error_code=subscription_unavailable"), "{back}");
    }
}
