//! What a person may ask of a tenant: their consents, all that is held of them, and its end.

use enrol::domain::language::Language;
use enrol::i18n::Catalog;
use serde_json::{Value, json};

use super::{asked, customer, location, mobile, types};
use crate::harness::{Guest, Tenant, World};

const MARK: &str = "penicillin-canary";

/// Somebody who told of an allergy, with consent; returns the customer's id and the session's.
async fn consenting(world: &World, tenant: &Tenant) -> (Value, String) {
    let invited =
        tenant.invite_with(asked(&json!({ "customerReferenceId": "R-1", "email": "t@example.com" }))).await;
    let guest = Guest::new(&world.base);
    let medical = guest.reach(&invited, "medical", "0821230001").await;
    let version = &Catalog::of(Language::English).consent("Acme").version;
    let inputs = [("allergies", MARK), ("medicalConsent", version)];
    let kin = guest.submit(&medical, &inputs, "continue").await.location();
    let check = guest.answer(&kin, &[]).await;
    let check = guest.get(&check).await.expect(200);
    guest.submit(&check, &[], "finish").await.location();
    let session = tenant.session(&invited.id).await;
    (session["customerId"].clone(), invited.id)
}

async fn ledger(tenant: &Tenant, customer: &Value) -> Vec<Value> {
    let entries = tenant.get(&format!("/customers/{customer}/consents")).await.expect(200);
    entries.as_array().expect("an array").clone()
}

both! {
    async fn a_consent_is_read_with_its_exact_words_and_withdrawn_with_what_it_covers(world) {
        let tenant = world.tenant("Acme").await;
        let (customer, session) = consenting(&world, &tenant).await;
        let consent = Catalog::of(Language::English).consent("Acme");
        let entries = ledger(&tenant, &customer).await;
        let given = json!({
            "purpose": "medical", "decision": "given", "by": "person", "text": consent.text,
            "textVersion": consent.version, "locale": "en", "sessionId": session, "at": entries[0]["at"],
        });
        assert_eq!(entries, std::slice::from_ref(&given));

        let path = format!("/customers/{customer}/consents/medical/withdraw");
        let before = tenant.customer(&customer).await;
        assert_eq!(before["allergies"], MARK);
        tenant.post(&path, &json!({})).await.expect(200);
        let after = tenant.customer(&customer).await;
        assert_eq!((&after["allergies"], &after["name"]), (&Value::Null, &before["name"]));
        let sections = "select section from customer_section order by section";
        assert!(!world.select(sections).await.concat().contains(&"medical".to_owned()));
        let entries = ledger(&tenant, &customer).await;
        assert_eq!((entries.len(), &entries[1]), (2, &given));
        assert_eq!(
            (&entries[0]["decision"], &entries[0]["by"], &entries[0]["sessionId"]),
            (&json!("withdrawn"), &json!("tenant"), &Value::Null)
        );
        assert_eq!(entries[0]["textVersion"], given["textVersion"]);

        // What is withdrawn stays so, and nothing more is written.
        tenant.post(&path, &json!({})).await.expect(200);
        assert_eq!(ledger(&tenant, &customer).await, entries);
        assert_eq!(tenant.customer(&customer).await, after);
        for nothing in ["marketing", "Medical", "%ff", "medical%20"] {
            let path = format!("/customers/{customer}/consents/{nothing}/withdraw");
            tenant.post(&path, &json!({})).await.problem(404, "not_found");
        }
    }

    async fn what_nobody_agreed_to_cannot_be_withdrawn(world) {
        let tenant = world.tenant("Acme").await;
        let customer = customer(&tenant, 1).await;
        assert_eq!(ledger(&tenant, &customer).await, Vec::<Value>::new());
        tenant.post(&format!("/customers/{customer}/consents/medical/withdraw"), &json!({})).await.problem(404, "not_found");
    }

    async fn all_that_is_held_of_a_person_is_exported_until_it_is_erased(world) {
        let tenant = world.tenant("Acme").await;
        let (customer, session) = consenting(&world, &tenant).await;
        let (single, _) = types(&tenant).await;
        let subscription = json!({ "customerId": customer, "subscriptionTypeId": single });
        let subscription = tenant.post("/subscriptions", &subscription).await.expect(201);
        let mut site = location("S-1");
        site["customerId"] = customer.clone();
        let site = tenant.post("/predefinedLocations", &site).await.expect(201);
        let path = format!("/customers/{customer}/export");
        let held = tenant.get(&path).await.expect(200);
        assert_eq!(held["customer"], tenant.customer(&customer).await);
        assert_eq!(held["deletedAt"], Value::Null);
        assert_eq!(held["consents"], json!(ledger(&tenant, &customer).await));
        assert_eq!(held["subscriptions"][0]["id"], subscription["id"]);
        assert_eq!(held["locations"][0]["id"], site["id"]);
        assert_eq!(held["sessions"], json!([tenant.session(&session).await]));

        tenant.post(&format!("/customers/{customer}/delete"), &json!({})).await.expect(200);
        let held = tenant.get(&path).await.expect(200);
        assert_eq!(held["customer"]["allergies"], MARK, "it is held until it is erased");
        assert!(held["deletedAt"].is_string());
        tenant.post(&format!("/customers/{customer}/erase"), &json!({})).await.expect(200);
        tenant.get(&path).await.problem(404, "not_found");
    }

    async fn of_an_erased_customer_stay_ids_times_the_outcome_and_the_ledger(world) {
        let tenant = world.tenant("Acme").await;
        let (customer, session) = consenting(&world, &tenant).await;
        let before = tenant.session(&session).await;
        let erase = format!("/customers/{customer}/erase");
        tenant.post(&erase, &json!({})).await.expect(200);
        tenant.get(&format!("/customers/{customer}")).await.problem(404, "not_found");
        let after = tenant.session(&session).await;
        for (name, gone) in [("email", true), ("customerReferenceId", true), ("tenantReturnUrl", true), ("customerId", false), ("status", false), ("completedAt", false), ("createdAt", false)] {
            assert!(!before[name].is_null(), "{name}");
            assert_eq!(after[name], if gone { Value::Null } else { before[name].clone() }, "{name}");
        }
        let list = tenant.get("/customer-signup/sessions?customerReferenceId=R-1").await.expect(200);
        assert_eq!(list["sessions"], json!([]));
        let entries = ledger(&tenant, &customer).await;
        assert_eq!((entries.len(), &entries[0]["sessionId"]), (1, &Value::Null));
        let nothing = "select cast(count(*) as text) from customer_section";
        assert_eq!(world.select(nothing).await.concat(), ["0"]);
        let recognised = "select cast(count(*) as text) from customer where length(mobile_fingerprint) > 0 or reference_fingerprint is not null";
        assert_eq!(world.select(recognised).await.concat(), ["0"]);

        // Again it changes nothing, and the mobile is free.
        let rows = world.rows().await;
        tenant.post(&erase, &json!({})).await.expect(200);
        assert_eq!(world.rows().await, rows);
        let again = json!({ "customer": { "name": "A", "surname": "B", "mobile": mobile(1) } });
        tenant.post("/customers", &again).await.expect(201);
    }

    async fn erasing_ends_what_is_open_and_forgets_what_was_answered(world) {
        let tenant = world.tenant("Acme").await;
        let key = |request: reqwest::RequestBuilder| request.header("idempotency-key", "k-1");
        let body = json!({ "customer": { "name": "A", "surname": "B", "mobile": mobile(1), "externalReferenceId": "R-1" } });
        let create = || key(tenant.request(reqwest::Method::POST, "/customers")).json(&body);
        let made = crate::harness::send(create()).await.expect(201);
        assert_eq!(crate::harness::send(create()).await.expect(201), made);
        let open = tenant.invite_with(asked(&json!({ "customerReferenceId": "R-1" }))).await;
        tenant.post(&format!("/customers/{}/erase", made["customer"]["id"]), &json!({})).await.expect(200);
        let session = tenant.session(&open.id).await;
        assert_eq!((&session["status"], &session["customerReferenceId"]), (&json!("cancelled"), &Value::Null));
        let guest = Guest::new(&world.base);
        let page = guest.get(&open.link).await.expect(200);
        assert!(page.link("Return to").is_none(), "nobody knows where to any more: {}", page.text());
        // The answer is forgotten, so this is a new customer.
        let anew = crate::harness::send(create()).await.expect(201);
        assert_ne!(anew["customer"]["id"], made["customer"]["id"]);
    }
}
