//! Many at once: what must be there once is there once.

use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{customer, customer_with, location, person, types};
use crate::harness::{Reply, Tenant};

/// Posts all of these at once.
async fn at_once(tenant: &Tenant, path: &'static str, bodies: Vec<Value>) -> Vec<Reply> {
    let mut running = JoinSet::new();
    for body in bodies {
        let tenant = tenant.clone();
        running.spawn(async move { tenant.post(path, &body).await });
    }
    running.join_all().await
}

/// Holds that one of them was made and all others met this conflict.
fn one_made(replies: &[Reply], code: &str) {
    let made = replies.iter().filter(|reply| reply.status == 201).count();
    for reply in replies.iter().filter(|reply| reply.status != 201) {
        reply.problem(409, code);
    }
    assert_eq!(made, 1);
}

both! {
    async fn one_mobile_makes_one_customer(world) {
        let tenant = world.tenant("Acme").await;
        let spellings = ["+27821230001", "082 123 0001"];
        let body = |at: usize| json!({ "customer": { "name": format!("N{at}"), "surname": "S", "mobile": spellings[at % 2] } });
        let replies = at_once(&tenant, "/customers", (0..50).map(body).collect()).await;
        one_made(&replies, "duplicate_mobile");
        assert_eq!(tenant.count_customers().await, 1);
    }

    async fn one_customer_has_one_active_subscription(world) {
        let tenant = world.tenant("Acme").await;
        let id = customer(&tenant, 1).await;
        let (single, family) = types(&tenant).await;
        let body = |at: usize| json!({ "customerId": id, "subscriptionTypeId": if at.is_multiple_of(2) { &single } else { &family } });
        let replies = at_once(&tenant, "/subscriptions", (0..20).map(body).collect()).await;
        one_made(&replies, "active_subscription");
        let all = tenant.get(&format!("/customers/{id}/subscriptions")).await.expect(200);
        assert_eq!(all.as_array().map(Vec::len), Some(1));
    }

    async fn one_free_subscription_goes_to_one_customer(world) {
        let tenant = world.tenant("Acme").await;
        let (single, _) = types(&tenant).await;
        let free = tenant.post("/subscriptions", &json!({ "subscriptionTypeId": single })).await.expect(201)["id"].clone();
        let bodies = (1..=20).map(|number| json!({ "customer": person(number), "subscriptionId": free })).collect();
        one_made(&at_once(&tenant, "/customers", bodies).await, "subscription_unavailable");
        assert_eq!(tenant.count_customers().await, 1);
    }

    async fn one_reference_makes_one_location(world) {
        let tenant = world.tenant("Acme").await;
        let replies = at_once(&tenant, "/predefinedLocations", vec![location("S-1"); 20]).await;
        one_made(&replies, "duplicate_location");
    }

    async fn changes_at_once_all_count(world) {
        let tenant = world.tenant("Acme").await;
        let id = customer_with(&tenant, 1, json!({ "email": "old@home.example" })).await;
        let fields = ["vehicleMake", "vehicleModel", "vehicleColour", "allergies", "medications", "duressCode", "businessName", "gender"];
        let mut running = JoinSet::new();
        for field in fields {
            let (tenant, path) = (tenant.clone(), format!("/customers/{id}"));
            running.spawn(async move { tenant.put(&path, &json!({ "customer": { field: "new" } })).await.expect(200) });
        }
        running.join_all().await;
        let read = tenant.customer(&id).await;
        for field in fields {
            assert_eq!(read[field], "new", "{field} was lost");
        }
        assert_eq!(read["email"], "old@home.example");
    }
}
