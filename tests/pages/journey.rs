//! The main way: a tenant invites, a person signs up, the customer exists.

use serde_json::json;

use crate::harness::Guest;

both! {
    async fn a_person_signs_up_and_the_customer_exists(world) {
        let tenant = world.tenant("Acme Armed Response").await;
        let types = tenant.get("/subscriptions/subscriptionTypes").await.expect(200);
        let invited = tenant
            .invite_with(json!({
                "customerReferenceId": "A-1",
                "state": "s&t",
                "subscription": { "subscriptionTypeId": types[0]["id"] },
            }))
            .await;
        let guest = Guest::new(&world.base);
        let back = guest.sign_up(&invited, "082 123 4567").await;

        let session = tenant.session(&invited.id).await;
        assert_eq!(session["status"], "completed");
        let id = &session["customerId"];
        assert_eq!(
            back,
            format!(
                "https://tenant.example/app/done?from=enrol&status=completed&signupSessionId={}&customerId={id}&state=s%26t",
                invited.id
            )
        );
        let customer = tenant.customer(id).await;
        assert_eq!(customer["mobile"], "+27821234567");
        assert_eq!(customer["externalReferenceId"], "A-1");
        let subscriptions = tenant.get(&format!("/customers/{id}/subscriptions")).await.expect(200);
        assert_eq!(subscriptions[0]["id"], session["subscriptionId"]);
        assert_eq!(subscriptions[0]["CancelledDate"], serde_json::Value::Null);
    }

    async fn the_last_button_of_a_step_that_checks_is_the_one_that_sends_it(world) {
        let tenant = world.tenant("Acme").await;
        for step in ["personal", "vehicle", "medical", "next-of-kin"] {
            let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
            let page = guest.reach(&invited, step, "0821234567").await;
            // By this a program that fills in forms as a browser does knows it from those that leave the page.
            let buttons = page.attributes("form button:not([formnovalidate])", "value");
            assert_eq!(buttons.last().map(String::as_str), Some("continue"), "{step}");
        }
    }

    async fn a_post_to_the_check_page_does_not_finish_what_is_not_answered(world) {
        let tenant = world.tenant("Acme").await;
        for (answered, step) in ["personal", "vehicle", "medical", "next-of-kin"].into_iter().enumerate() {
            let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
            let page = guest.reach(&invited, step, "0821234567").await;
            let before = world.rows().await;
            // The form of a check page that was never shown, right in all but that.
            let form = [
                ("token", page.value("token").expect("a token")),
                ("revision", answered.to_string()),
                ("action", "finish".to_owned()),
            ];
            let form = form.map(|(name, value)| (name.to_owned(), value));
            let next = guest.post(&format!("/s/{}/check", invited.id), &form).await.location();
            assert_eq!(next, format!("/s/{}/{step}?return=check", invited.id));
            assert_eq!(world.rows().await, before, "{step}");
            assert_eq!(tenant.session(&invited.id).await["status"], "in_progress");
        }
        assert_eq!(tenant.count_customers().await, 0);
    }

    async fn a_step_that_became_a_draft_again_is_not_finished_over(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, "0821234567").await;
        let medical = guest.get(&format!("/s/{}/medical", invited.id)).await.expect(200);
        guest.submit(&medical, &[("allergies", "nuts")], "continue").await.expect(422);
        let revision = check.value("revision").expect("a revision").parse::<i64>().expect("a number") + 1;
        let next = guest.submit(&check, &[("revision", &revision.to_string())], "finish").await.location();
        assert_eq!(next, format!("/s/{}/medical?return=check", invited.id));
        assert_eq!(tenant.count_customers().await, 0);
    }
}
