//! What the tenant gave: answers to check, answers that stay, and the subscription to come.

use enrol::app::App;
use enrol::domain::ids::{SourceId, SubscriptionId, SubscriptionTypeId};
use enrol::store::NewSubscription;
use serde_json::json;

use crate::harness::{Guest, Tenant};

/// A subscription of this source that is nobody's yet.
async fn unlinked(app: &App, source: SourceId, kind: i64) -> SubscriptionId {
    let mut tx = app.store.write(source).await.expect("a transaction");
    let now = app.now();
    let span = (now, now.plus_months(12).expect("a year later"));
    let new = NewSubscription { type_id: SubscriptionTypeId(kind), customer: None, span };
    let made = tx.add_subscription(&new, now).await.expect("a subscription");
    tx.commit().await.expect("a commit");
    made.id
}

async fn first_type(tenant: &Tenant) -> i64 {
    tenant.get("/subscriptions/subscriptionTypes").await.expect(200)[0]["id"].as_i64().expect("an id")
}

both! {
    async fn given_answers_are_shown_and_changeable_and_locked_ones_stay(world) {
        let tenant = world.tenant("Acme").await;
        let invited = tenant
            .invite_with(json!({
                "customer": {
                    "name": "Given", "surname": "Locked", "mobile": "0821234567", "dateOfBirth": "1985-03-07",
                    "businessName": "Acme Ltd", "vehicleMake": "Toyota", "vehicleColour": "red", "nextOfKinName": "Sipho",
                    "nextOfKinNumber": "083 123 4567",
                },
                "locked": ["surname", "mobile", "dateOfBirth", "vehicleMake", "nextOfKinName"],
            }))
            .await;
        let guest = Guest::new(&world.base);
        let start = guest.get(&invited.link).await;
        assert!(start.text().contains("Acme has already filled in some answers"));
        for given in ["Given", "Locked", "4567", "Toyota", "Sipho"] {
            assert!(!start.html.contains(given), "the link alone shows {given}");
        }

        let path = guest.start(&invited).await;
        let personal = guest.get(&path).await.expect(200);
        assert_eq!(personal.value("name").as_deref(), Some("Given"));
        let first = "Acme filled in: First name, Surname, Mobile number, Date of birth. Check them.";
        assert_eq!(personal.texts(".filled-in")[0], first);
        assert_eq!(personal.texts(".from"), ["From Acme"; 4]);
        assert_eq!(personal.texts("dl.given dd.value"), ["Locked", "+27 82 123 4567", "7 March 1985"]);
        for locked in ["surname", "mobile", "dateOfBirth-day"] {
            assert!(!personal.has_input(locked), "{locked}");
        }
        let forged = [
            ("name", "Changed"),
            ("surname", "Forged"),
            ("mobile", "0829999999"),
            ("dateOfBirth-day", "1"),
            ("dateOfBirth-month", "1"),
            ("dateOfBirth-year", "2000"),
            ("businessName", "Forged Ltd"),
        ];
        let vehicle = guest.submit(&personal, &forged, "continue").await.location();
        let vehicle = guest.get(&vehicle).await.expect(200);
        assert!(!vehicle.has_input("hasVehicle") && !vehicle.has_input("vehicleMake"));
        assert_eq!(vehicle.value("vehicleColour").as_deref(), Some("red"));
        let forged = [("hasVehicle", "no"), ("vehicleMake", "Forged"), ("vehicleColour", "")];
        let medical = guest.submit(&vehicle, &forged, "continue").await.location();
        let kin = guest.answer(&medical, &[]).await;
        let check = guest.answer(&kin, &[("nextOfKinName", "Forged")]).await;
        let check = guest.get(&check).await.expect(200);
        assert!(!check.html.contains("Forged") && !check.html.contains("0829999999"));
        assert_eq!(check.texts(".rows dd .note").len(), 5, "each locked answer says whose it is");
        assert!(check.text().contains("From Acme"));
        guest.submit(&check, &[], "finish").await.location();

        let customer = tenant.customer(&tenant.session(&invited.id).await["customerId"]).await;
        for (member, value) in [
            ("name", json!("Changed")),
            ("surname", json!("Locked")),
            ("mobile", json!("+27821234567")),
            ("dateOfBirth", json!("1985-03-07")),
            ("businessName", json!("Acme Ltd")),
            ("vehicleMake", json!("Toyota")),
            ("vehicleColour", json!(null)),
            ("nextOfKinName", json!("Sipho")),
            ("nextOfKinNumber", json!("+27831234567")),
        ] {
            assert_eq!(customer[member], value, "{member}");
        }
    }

    async fn a_broken_post_does_not_shake_what_is_locked(world) {
        let tenant = world.tenant("Acme").await;
        let invited =
            tenant.invite_with(json!({ "customer": { "surname": "Locked" }, "locked": ["surname"] })).await;
        let guest = Guest::new(&world.base);
        let path = guest.start(&invited).await;
        let page = guest.get(&path).await;
        let refused =
            guest.submit(&page, &[("surname", "Forged"), ("mobile", "1")], "continue").await.expect(422);
        let refused_names: Vec<_> = refused.errors().into_iter().map(|(id, _)| id).collect();
        assert_eq!(refused_names, ["name", "mobile"]);
        assert_eq!(refused.texts("dl.given dd.value"), ["Locked"]);
        let again = guest.get(&path).await;
        assert_eq!(again.texts("dl.given dd.value"), ["Locked"]);
        assert!(!again.html.contains("Forged"));
    }

    async fn back_from_an_untouched_step_leaves_nothing_behind(world) {
        let tenant = world.tenant("Acme").await;
        let invited = tenant
            .invite_with(json!({
                "customer": { "nextOfKinName": "Sipho", "vehicleMake": "Toyota" },
                "locked": ["nextOfKinName", "vehicleMake"],
            }))
            .await;
        let guest = Guest::new(&world.base);
        let path = guest.start(&invited).await;
        let vehicle = guest.answer(&path, &[("name", "A"), ("surname", "B"), ("mobile", "0821234567")]).await;
        let before = world.rows().await;
        let page = guest.get(&vehicle).await;
        assert!(guest.submit(&page, &[], "back").await.location().ends_with("/personal"));
        assert_eq!(world.rows().await, before, "the vehicle step");
        let medical = guest.answer(&vehicle, &[]).await;
        let kin = guest.answer(&medical, &[]).await;
        let before = world.rows().await;
        let page = guest.get(&kin).await;
        assert!(guest.submit(&page, &[], "back").await.location().ends_with("/medical"));
        assert_eq!(world.rows().await, before, "the next of kin");
        assert!(guest.get(&kin).await.errors().is_empty(), "nothing was typed that could be wrong");
    }

    async fn a_subscription_that_is_there_is_linked(world) {
        let tenant = world.tenant("Acme").await;
        let id = unlinked(&world.app, tenant.source, first_type(&tenant).await).await;
        let invited = tenant.invite_with(json!({ "subscriptionId": id })).await;
        assert_eq!(tenant.session(&invited.id).await["subscriptionId"], json!(id));
        Guest::new(&world.base).sign_up(&invited, "0821234567").await;
        let session = tenant.session(&invited.id).await;
        assert_eq!(session["subscriptionId"], json!(id));
        let path = format!("/customers/{}/subscriptions", session["customerId"]);
        let subscriptions = tenant.get(&path).await.expect(200);
        assert_eq!(subscriptions.as_array().map(Vec::len), Some(1));
        assert_eq!(subscriptions[0]["id"], json!(id));
        assert_eq!(subscriptions[0]["customerId"], session["customerId"]);
    }

    async fn a_subscription_that_is_gone_fails_the_session(world) {
        let tenant = world.tenant("Acme").await;
        let id = unlinked(&world.app, tenant.source, first_type(&tenant).await).await;
        let body = json!({ "subscriptionId": id, "state": "7", "returnUrl": "https://tenant.example/app" });
        let (one, two) = (tenant.invite_with(body.clone()).await, tenant.invite_with(body).await);
        let late = Guest::new(&world.base);
        let check = late.reach_check(&two, "0827654321").await;
        Guest::new(&world.base).sign_up(&one, "0821234567").await;

        let back = late.submit(&check, &[], "finish").await.location();
        let id = &two.id;
        assert_eq!(
            back,
            format!(
                "https://tenant.example/app?status=failed&error_code=subscription_unavailable&signupSessionId={id}&state=7"
            )
        );
        let session = tenant.session(id).await;
        assert_eq!(
            (&session["status"], &session["errorCode"]),
            (&json!("failed"), &json!("subscription_unavailable"))
        );
        assert_eq!(session["customerId"], json!(null));
        assert_eq!(tenant.count_customers().await, 1);
        assert_eq!(world.count("signup_step").await, 0, "the answers are gone with the session");
        let done = late.visit(&format!("/s/{id}/check")).await.expect(200);
        assert_eq!(done.heading(), "This signup could not be completed");
        assert_eq!(done.attribute("main a.button", "href"), Some(back));
    }

    async fn a_subscription_that_lapsed_meanwhile_fails_the_session(world) {
        let tenant = world.tenant("Acme").await;
        let (kind, until) = (first_type(&tenant).await, world.app.now().plus_seconds(600));
        let wanted = json!({ "subscriptionTypeId": kind, "validTo": until });
        let invited = tenant.invite_with(json!({ "subscription": wanted })).await;
        let guest = Guest::new(&world.base);
        let check = guest.reach_check(&invited, "0821234567").await;
        world.pass(601);
        let back = guest.submit(&check, &[], "finish").await.location();
        assert!(back.contains("error_code=subscription_unavailable"), "{back}");
        assert_eq!(tenant.count_customers().await, 0);
    }
}
