//! Who changed what is written down with the change, and nothing of what was said. Every call is gone through in
//! `examples`.

use enrol::actions::audit;
use enrol::domain::audit::Fault;
use reqwest::Method;
use serde_json::json;

use super::{customer, mobile, person, types};
use crate::harness::{Guest, Reply, World, send};

/// What the audit has of a request: the kind of who did it, who, what, and which records.
pub(super) async fn audited(world: &World, reply: &Reply) -> Vec<String> {
    of_request(world, reply.header("x-request-id").expect("an id")).await
}

async fn of_request(world: &World, id: &str) -> Vec<String> {
    let sql = format!(
        "select kind || ' ' || who || ' ' || action || ': ' || records from audit where request_id = '{id}' order by id"
    );
    world.select(&sql).await.concat()
}

async fn rows(world: &World) -> Vec<String> {
    world
        .select("select kind || ' ' || who || ' ' || action || ': ' || records from audit order by id")
        .await
        .concat()
}

both! {
    async fn a_change_is_written_down_with_who_what_and_the_request(world) {
        let tenant = world.tenant("Acme").await;
        let who = format!("tenant {} ", tenant.client_id);
        let create = tenant.request(Method::POST, "/customers").header("x-request-id", "request-7");
        let made = send(create.json(&json!({ "customer": person(1) }))).await.expect(201)["customer"]["id"].clone();
        assert_eq!(of_request(&world, "request-7").await, [format!("{who}POST /panic-api/v2/customers: customer {made}")]);
        let invited = tenant.post("/customer-signup/sessions", &json!({ "returnUrl": "https://tenant.example/app" })).await;
        let id = invited.json["sessionId"].as_str().expect("an id").to_owned();
        let opened = format!("{who}POST /panic-api/v2/customer-signup/sessions: session {id}");
        assert_eq!(audited(&world, &invited).await, [opened]);
        let deleted = tenant.post(&format!("/customers/{made}/delete"), &json!({})).await;
        let route = "POST /panic-api/v2/customers/{customerId}/delete";
        assert_eq!(audited(&world, &deleted).await, [format!("{who}{route}: customer {made}")]);
    }

    async fn what_a_deletion_changes_besides_is_written_down_with_it(world) {
        let tenant = world.tenant("Acme").await;
        let (single, family) = types(&tenant).await;
        let (id, other) = (customer(&tenant, 1).await, customer(&tenant, 2).await);
        let make = async |body| tenant.post("/subscriptions", &body).await.expect(201)["id"].clone();
        let own = make(json!({ "subscriptionTypeId": single, "customerId": id })).await;
        let shared =
            make(json!({ "subscriptionTypeId": family, "customerId": other, "dependantCustomerIds": [id] })).await;
        let deleted = tenant.post(&format!("/customers/{id}/delete"), &json!({})).await;
        let rows = audited(&world, &deleted).await;
        assert!(rows[0].ends_with(&format!(": customer {id}, subscription {own}, subscription {shared}")), "{rows:?}");
    }

    async fn what_changes_nothing_is_not_written_down(world) {
        let tenant = world.tenant("Acme").await;
        let id = customer(&tenant, 1).await;
        let once = async || {
            let request = tenant.request(Method::POST, "/customers").header("idempotency-key", "once");
            send(request.json(&json!({ "customer": person(2) }))).await
        };
        once().await.expect(201);
        let before = rows(&world).await;
        assert_eq!(before.len(), 2, "{before:?}");
        once().await.expect(201);
        tenant.get(&format!("/customers/{id}")).await.expect(200);
        tenant.get(&format!("/customers/{id}/subscriptions")).await.expect(200);
        tenant.post("/customers", &json!({ "customer": { "mobile": mobile(3) } })).await.expect(400);
        tenant.post("/customers", &json!({ "customer": person(1) })).await.expect(409);
        tenant.post("/customers/999/delete", &json!({})).await.expect(404);
        assert_eq!(rows(&world).await, before);
    }

    async fn of_a_person_the_end_is_written_down_and_no_word_that_they_typed(world) {
        let tenant = world.tenant("Acme").await;
        let (finished, left) = (tenant.invite().await, tenant.invite().await);
        let before = rows(&world).await.len();
        let (one, two) = (Guest::new(&world.base), Guest::new(&world.base));
        let check = one.reach_check(&finished, "+27821234567").await;
        let other = two.reach_check(&left, "+27821234568").await;
        assert_eq!(rows(&world).await.len(), before, "a step is no change");
        one.submit(&check, &[], "finish").await.expect(303);
        let cancel = two.get(&other.link("Cancel").expect("a way out")).await.expect(200);
        two.submit(&cancel, &[], "cancel").await.expect(303);
        let rows = rows(&world).await;
        let person = |id: &str| format!("person {id} POST /s/{{id}}/{{page}}: ");
        assert!(rows[before].starts_with(&person(&finished.id)), "{rows:?}");
        assert!(rows[before].contains("customer ") && rows[before].contains(&format!("session {}", finished.id)), "{rows:?}");
        assert_eq!(rows[before + 1], format!("{}session {}", person(&left.id), left.id));
        assert_eq!(rows.len(), before + 2);
        let all = rows.concat();
        for typed in ["Thandi", "Mokoena", "1234567", "Acme"] {
            assert!(!all.contains(typed), "{typed}: {all}");
        }
    }

    async fn rows_are_chained_and_cannot_be_changed_or_removed(world) {
        let tenant = world.tenant("Acme").await;
        for number in 1..=5 {
            customer(&tenant, number).await;
        }
        let verified = audit::verify(&world.app, None).await.expect("a check");
        assert_eq!((verified.last.position, verified.unchained, verified.faults.len()), (0, 5, 0));
        assert_eq!(audit::chain(&world.app).await.expect("a chain"), 5);
        assert_eq!(audit::chain(&world.app).await.expect("a chain"), 0);
        // Two instances at once give each row one place.
        let other = world.another_instance().await;
        for number in 6..=9 {
            customer(&tenant, number).await;
        }
        let (one, two) = tokio::join!(audit::chain(&world.app), audit::chain(&other.app));
        assert_eq!(one.expect("a chain") + two.expect("a chain"), 4);
        let checkpoint = audit::checkpoint(&world.app).await.expect("a checkpoint");
        assert_eq!(checkpoint.position, 9);
        let verified = audit::verify(&world.app, Some(checkpoint.clone())).await.expect("a check");
        assert_eq!((verified.last.position, verified.unchained, verified.faults), (9, 0, Vec::new()));

        for change in [
            "update audit set who = 'nobody'",
            "update audit set position = 100 where position = 9",
            "update audit set position = null, hash = null",
            "delete from audit where position = 3",
        ] {
            assert!(world.refuses(change).await, "{change}");
        }
        // Whoever takes the guards away is found.
        world.unguard_audit().await;
        world.run("update audit set records = 'customer 77' where position = 2; delete from audit where position = 5").await;
        let found = audit::verify(&world.app, None).await.expect("a check").faults;
        assert_eq!(found, [Fault::Changed(2), Fault::Missing(5, 5)]);
        world.run("delete from audit where position > 7").await;
        let found = audit::verify(&world.app, None).await.expect("a check").faults;
        assert_eq!(found.last(), Some(&Fault::Truncated(8, 9)), "{found:?}");
        let moved = "update audit_head set position = 7, hash = (select hash from audit where position = 7) where id = 1";
        world.run(moved).await;
        let found = audit::verify(&world.app, Some(checkpoint)).await.expect("a check").faults;
        assert_eq!(found.last(), Some(&Fault::Truncated(8, 9)), "{found:?}");
    }
}
