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
}
