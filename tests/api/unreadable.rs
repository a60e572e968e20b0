//! A row that cannot be read is a matter of its own: every other is there, and no list ends at it.

use serde_json::{Value, json};

use super::{customer, location, mobile};
use crate::harness::{Engine, Guest, Reply, Tenant, World};

/// The ids of a list, read page by page.
async fn ids(tenant: &Tenant, path: &str, members: &str, id: &str) -> Vec<Value> {
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = tenant.get(&format!("{path}?limit=2{cursor}")).await.expect(200);
        ids.extend(page[members].as_array().expect("a list").iter().map(|one| one[id].clone()));
        match page["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return ids,
        }
    }
}

fn is_unreadable(reply: &Reply) {
    reply.problem(503, "unreadable");
    assert!(reply.header("retry-after").is_some());
}

/// Cuts the end off what is sealed in these rows.
async fn damage(world: &World, table: &str, column: &str, rows: &str) {
    world
        .run(&format!("update {table} set {column} = substr({column}, 1, length({column}) - 1) where {rows}"))
        .await;
}

both! {
    async fn a_customer_that_does_not_open_is_passed_over(world) {
        let tenant = world.tenant("Acme").await;
        let mut made = Vec::new();
        for number in 0..6 {
            made.push(customer(&tenant, number).await);
        }
        made.reverse();
        let broken = [made.remove(3), made.remove(2), made.remove(0)];
        for id in &broken {
            damage(&world, "customer_section", "sealed", &format!("section = 'personal' and customer_id = {id}")).await;
        }
        assert_eq!(ids(&tenant, "/customers", "customers", "id").await, made);
        is_unreadable(&tenant.get(&format!("/customers/{}", broken[0])).await);
        let found = tenant.get(&format!("/customers?mobile={}", mobile(5).replace('+', "%2B"))).await.expect(200);
        assert_eq!(found["customers"], json!([]));
        for id in &made {
            tenant.customer(id).await;
        }
        customer(&tenant, 9).await;
    }

    async fn a_location_that_does_not_open_is_passed_over(world) {
        let tenant = world.tenant("Acme").await;
        let mut made = Vec::new();
        for reference in ["S-1", "S-2", "S-3", "S-4"] {
            made.push(tenant.post("/predefinedLocations", &location(reference)).await.expect(201)["id"].clone());
        }
        made.reverse();
        let broken = made.remove(1);
        damage(&world, "location", "sealed_place", &format!("id = {broken}")).await;
        assert_eq!(ids(&tenant, "/predefinedLocations", "predefinedLocations", "id").await, made);
        is_unreadable(&tenant.get(&format!("/predefinedLocations/{broken}")).await);
    }

    async fn a_session_that_does_not_open_is_passed_over(world) {
        let tenant = world.tenant("Acme").await;
        let mut made = Vec::new();
        for reference in ["S-1", "S-2", "S-3", "S-4"] {
            made.push(tenant.invite_with(json!({ "customerReferenceId": reference })).await);
        }
        made.reverse();
        let newest = match world.engine {
            Engine::Sqlite => "id = (select max(id) from signup)",
            Engine::Postgres => "id::text = (select max(id::text) from signup)",
        };
        damage(&world, "signup", "sealed_invitation", newest).await;
        let broken = made.remove(0);
        let left: Vec<Value> = made.iter().map(|invited| json!(invited.id)).collect();
        assert_eq!(ids(&tenant, "/customer-signup/sessions", "sessions", "sessionId").await, left);
        is_unreadable(&tenant.get(&format!("/customer-signup/sessions/{}", broken.id)).await);
        Guest::new(&world.base).get(&broken.link).await.expect(503);
        Guest::new(&world.base).sign_up(&made[0], "0821234567").await;
    }

    async fn a_step_that_does_not_open_is_told_as_our_fault_and_breaks_nothing_else(world) {
        let tenant = world.tenant("Acme").await;
        let (one, other) = (tenant.invite().await, tenant.invite().await);
        let guest = Guest::new(&world.base);
        let page = guest.reach(&one, "vehicle", "0821234567").await;
        damage(&world, "signup_step", "sealed_entry", "section = 'personal'").await;
        guest.get(&page.url.replace("vehicle", "personal")).await.expect(503);
        guest.sign_up(&other, "0821234568").await;
        tenant.post(&format!("/customer-signup/sessions/{}/cancel", one.id), &json!({})).await.expect(200);
    }

    async fn a_browser_that_is_not_recognised_any_more_can_start_again(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let page = guest.reach(&invited, "vehicle", "0821234567").await;
        damage(&world, "browser", "sealed_data", "1 = 1").await;
        guest.get(&page.url).await.expect(401);
        guest.get(&invited.link).await.expect(200);
    }

    async fn words_of_a_newer_version_are_carried(world) {
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite().await;
        tenant.post(&format!("/customer-signup/sessions/{}/cancel", invited.id), &json!({})).await.expect(200);
        world.run("update signup set status = 'failed', failure = 'moon_phase'").await;
        let session = tenant.session(&invited.id).await;
        assert_eq!((&session["status"], &session["errorCode"]), (&json!("failed"), &Value::Null));
        let outcome = Guest::new(&world.base).visit(&invited.link).await.expect(200);
        assert!(!outcome.html.contains("moon_phase"));

        let known = tenant.invite().await;
        world.run("update signup set status = 'pondering' where status = 'failed'").await;
        assert_eq!(ids(&tenant, "/customer-signup/sessions", "sessions", "sessionId").await, [json!(known.id)]);
        is_unreadable(&tenant.get(&format!("/customer-signup/sessions/{}", invited.id)).await);
    }
}
