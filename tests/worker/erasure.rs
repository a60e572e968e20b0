//! What is kept no longer is erased, and its receivers are told.

use enrol::worker::maintenance;
use serde_json::{Value, json};

use super::{Post, events, unlike};
use crate::harness::{Guest, Tenant, World};

const DAY: i64 = 86_400;

/// The clock has run steadily for so long that it is believed.
const SETTLED: i64 = 901;

async fn erase(world: &World) {
    assert!(maintenance::erase(&world.app).await.expect("the chores"), "by a clock that is believed");
}

async fn retain(tenant: &Tenant, sessions: u32, customers: u32) {
    let form = json!({ "retention": { "endedSessionsDays": sessions, "deletedCustomersDays": customers } });
    tenant.put("/signup-form", &form).await.expect(200);
}

async fn make(tenant: &Tenant, mobile: &str) -> Value {
    let profile =
        json!({ "name": "Thandi", "surname": "Mokoena", "mobile": mobile, "externalReferenceId": mobile });
    tenant.post("/customers", &json!({ "customer": profile })).await.expect(201)["customer"]["id"].clone()
}

both! {
    async fn a_deleted_customer_is_erased_when_its_days_are_over_and_no_other(world) {
        let (post, other) = (Post::of(&world, "Acme").await, world.tenant("Other").await);
        retain(&post.tenant, 90, 10).await;
        let [gone, kept, others] = [
            make(&post.tenant, "+27821230001").await,
            make(&post.tenant, "+27821230002").await,
            make(&other, "+27821230003").await,
        ];
        for (tenant, id) in [(&post.tenant, &gone), (&other, &others)] {
            tenant.post(&format!("/customers/{id}/delete"), &json!({})).await.expect(200);
        }
        post.carry().await;
        let sections = async || world.select("select cast(count(*) as text) from customer_section").await.concat();
        world.pass(9 * DAY);
        erase(&world).await;
        assert_eq!(sections().await, ["3"], "nothing is over yet");
        world.pass(DAY + 60);
        erase(&world).await;
        assert_eq!(sections().await, ["2"], "the other source keeps its own for thirty days");
        let came = post.carry().await;
        assert_eq!(events(&came), ["CUSTOMER_ERASED"]);
        assert_eq!(came[0].json["customer"], json!({ "id": gone, "customerId": gone, "customerSourceId": post.tenant.source }));
        let (tenant, other) = (post.tenant.renewed().await, other.renewed().await);
        tenant.get(&format!("/customers/{gone}/export")).await.problem(404, "not_found");
        tenant.get(&format!("/customers/{kept}")).await.expect(200);
        other.get(&format!("/customers/{others}/export")).await.expect(200);
        erase(&world).await;
        assert_eq!(events(&post.carry().await), Vec::<&str>::new(), "once");
    }

    async fn an_ended_session_is_erased_when_its_days_are_over(world) {
        let tenant = world.tenant("Acme").await;
        retain(&tenant, 5, 30).await;
        let invited = tenant.invite_with(json!({
            "returnUrl": "https://tenant.example/app", "email": "thandi@example.com", "metadata": { "policy": "P-1" },
        })).await;
        let open = tenant.invite_with(json!({ "returnUrl": "https://tenant.example/app", "email": "a@example.com", "expiresIn": 1_814_400 })).await;
        let guest = Guest::new(&world.base);
        guest.sign_up(&invited, "0821230001").await;
        world.pass(5 * DAY - 60);
        erase(&world).await;
        let tenant = tenant.renewed().await;
        assert_eq!(tenant.session(&invited.id).await["email"], "thandi@example.com");
        world.pass(SETTLED);
        erase(&world).await;
        let session = tenant.renewed().await.session(&invited.id).await;
        assert_eq!((&session["status"], &session["email"], &session["metadata"]), (&json!("completed"), &Value::Null, &json!({})));
        let tenant = tenant.renewed().await;
        assert_eq!(tenant.customer(&session["customerId"]).await["name"], "Thandi", "the customer is another thing");
        assert_eq!(tenant.session(&open.id).await["email"], "a@example.com", "what is open stays");
        let page = guest.get(&invited.link).await.expect(200);
        assert!(page.link("Return to").is_none(), "{}", page.text());
    }

    async fn nothing_is_erased_by_a_clock_in_doubt(world) {
        let tenant = world.tenant("Acme").await;
        let id = make(&tenant, "+27821230001").await;
        tenant.post(&format!("/customers/{id}/delete"), &json!({})).await.expect(200);
        world.pass(SETTLED);
        erase(&world).await;
        world.jump(40 * DAY);
        assert!(!maintenance::erase(&world.app).await.expect("the chores"));
        world.jump(-40 * DAY);
        tenant.get(&format!("/customers/{id}/export")).await.expect(200);
    }

    async fn consents_are_told_without_a_word_of_what_they_cover(world) {
        use enrol::{domain::language::Language, i18n::Catalog};
        let post = Post::with(&world, "Acme", json!({ "includeProfile": true })).await;
        let invited = post.tenant.invite().await;
        let guest = Guest::new(&world.base);
        let medical = guest.reach(&invited, "medical", "0821230001").await;
        let version = &Catalog::of(Language::English).consent("Acme").version;
        let kin = guest.submit(&medical, &[("allergies", "penicillin-canary"), ("medicalConsent", version)], "continue").await.location();
        let check = guest.answer(&kin, &[]).await;
        let check = guest.get(&check).await.expect(200);
        guest.submit(&check, &[], "finish").await.location();
        let customer = post.tenant.session(&invited.id).await["customerId"].clone();
        // Nothing was carried yet: what waits with the profile goes with the consent.
        post.tenant.post(&format!("/customers/{customer}/consents/medical/withdraw"), &json!({})).await.expect(200);
        let came = post.carry().await;
        assert_eq!(unlike(&came, "SIGNUP_STEP_SAVED"), ["CONSENT_GIVEN", "CONSENT_WITHDRAWN", "SIGNUP_COMPLETED", "SIGNUP_STARTED", "UPDATED_CUSTOMER"]);
        for (delivery, decision, by, session) in [
            (&came.iter().find(|came| came.event() == "CONSENT_GIVEN").expect("one"), "given", "person", json!(invited.id)),
            (&came.iter().find(|came| came.event() == "CONSENT_WITHDRAWN").expect("one"), "withdrawn", "tenant", Value::Null),
        ] {
            let consent = &delivery.json["consent"];
            assert_eq!(consent["customerId"], customer);
            assert_eq!(
                (&consent["purpose"], &consent["decision"], &consent["by"], &consent["sessionId"]),
                (&json!("medical"), &json!(decision), &json!(by), &session)
            );
            assert_eq!(consent["textVersion"], **version);
        }
        assert!(came.iter().all(|came| !String::from_utf8_lossy(&came.body).contains("canary")));
    }
}
