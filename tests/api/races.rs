//! Many at once: what must be there once is there once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use enrol::actions::transaction;
use enrol::domain::ids::CustomerId;
use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use super::{customer, customer_with, location, mobile, person, types};
use crate::harness::{Engine, Guest, Reply, Tenant, World};

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

/// So many pairs of calls at once, each pair about records of its own.
const PAIRS: u32 = 30;

/// Sends both calls of every pair at the same moment; what comes of each pair must be one of these.
async fn pairs<A, B>(pairs: Vec<(A, B)>, allowed: &[(u16, u16)])
where
    A: Future<Output = Reply> + Send + 'static,
    B: Future<Output = Reply> + Send + 'static,
{
    let barrier = Arc::new(Barrier::new(pairs.len()));
    let mut running = JoinSet::new();
    for (one, other) in pairs {
        let barrier = barrier.clone();
        running.spawn(async move {
            barrier.wait().await;
            tokio::join!(one, other)
        });
    }
    for (one, other) in running.join_all().await {
        let statuses = (one.status.as_u16(), other.status.as_u16());
        assert!(allowed.contains(&statuses), "{statuses:?}: {} {}", one.text, other.text);
    }
}

fn put(tenant: &Tenant, path: String, body: Value) -> impl Future<Output = Reply> + Send + use<> {
    let tenant = tenant.clone();
    async move { tenant.put(&path, &body).await }
}

fn post(tenant: &Tenant, path: String) -> impl Future<Output = Reply> + Send + use<> {
    let tenant = tenant.clone();
    async move { tenant.post(&path, &json!({})).await }
}

/// Makes so many customers, each with a subscription of its own, and returns the ids of both.
async fn subscribers(tenant: &Tenant) -> Vec<(Value, Value)> {
    let (_, family) = types(tenant).await;
    let mut made = Vec::new();
    for number in 1..=PAIRS {
        let body = json!({
            "customer": person(number), "subscription": { "subscriptionTypeId": family },
        });
        let reply = tenant.post("/customers", &body).await.expect(201);
        made.push((reply["customer"]["id"].clone(), reply["subscription"]["id"].clone()));
    }
    made
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_database_undid_is_done_again() {
    let world = World::on(Engine::Postgres).await;
    let tenant = world.tenant("Acme").await;
    let mut ids = Vec::new();
    for number in 1..=2 {
        ids.push(CustomerId(customer(&tenant, number).await.as_i64().expect("an id")));
    }
    let (both_hold_one, attempts) = (&Barrier::new(2), &AtomicUsize::new(0));
    let hold = |first, second| {
        transaction::run(&world.app, tenant.source, move |mut tx, _| async move {
            let attempt = attempts.fetch_add(1, Ordering::Relaxed);
            tx.lock_customer(first).await?;
            if attempt < 2 {
                both_hold_one.wait().await;
            }
            tx.lock_customer(second).await?;
            Ok((tx, ()))
        })
    };
    let (one, other) = tokio::join!(hold(ids[0], ids[1]), hold(ids[1], ids[0]));
    one.expect("done");
    other.expect("done");
    assert_eq!(attempts.load(Ordering::Relaxed), 3);
}

both! {
    async fn a_subscription_changes_while_its_customer_is_deleted(world) {
        let tenant = world.tenant("Acme").await;
        let shares = customer(&tenant, 9000).await;
        let made = subscribers(&tenant).await;
        let change = json!({ "validTo": "2099-01-01", "dependantCustomerIds": [shares] });
        let calls = made.iter().map(|(customer, subscription)| {
            (
                put(&tenant, format!("/subscriptions/{subscription}"), change.clone()),
                post(&tenant, format!("/customers/{customer}/delete")),
            )
        });
        pairs(calls.collect(), &[(200, 200), (409, 200)]).await;
        for (_, subscription) in made {
            let read = tenant.get(&format!("/subscriptions/{subscription}")).await.expect(200);
            assert!(read["CancelledDate"].is_string(), "{read}");
        }
    }

    async fn a_location_changes_while_its_customer_is_deleted(world) {
        let tenant = world.tenant("Acme").await;
        let mut calls = Vec::new();
        for number in 1..=PAIRS {
            let id = customer(&tenant, number).await;
            let mut body = location(&format!("S-{number}"));
            body["customerId"] = id.clone();
            let made = tenant.post("/predefinedLocations", &body).await.expect(201)["id"].clone();
            // Named or kept: either way it is held.
            let change = if number.is_multiple_of(2) { json!({ "customerId": id }) } else { json!({ "w3w": "a.b.c" }) };
            calls.push((
                put(&tenant, format!("/predefinedLocations/{made}"), change),
                post(&tenant, format!("/customers/{id}/delete")),
            ));
        }
        pairs(calls, &[(200, 200), (400, 200)]).await;
        let list = tenant.get("/predefinedLocations?limit=100").await.expect(200);
        let list = list["predefinedLocations"].as_array().expect("a list").clone();
        assert_eq!(list.len(), PAIRS as usize);
        assert!(list.iter().all(|location| location["customerId"].is_null()), "{list:?}");
    }

    async fn a_person_finishes_while_the_customer_of_the_same_mobile_is_deleted(world) {
        let tenant = world.tenant("Acme").await;
        let mut calls = Vec::new();
        for number in 1..=8 {
            let reference = json!({ "externalReferenceId": format!("R-{number}") });
            let id = customer_with(&tenant, number, reference).await;
            let invited = tenant.invite_with(json!({ "customerReferenceId": format!("R-{number}") })).await;
            let guest = Guest::new(&world.base);
            let check = guest.reach_check(&invited, &mobile(number)).await;
            let (deleting, session) = (post(&tenant, format!("/customers/{id}/delete")), tenant.clone());
            calls.push((
                async move {
                    let page = guest.submit(&check, &[], "finish").await;
                    assert!([303, 422].contains(&page.status.as_u16()), "{}", page.status);
                    // Finished with the mobile that was freed, or ended with the customer.
                    session.get(&format!("/customer-signup/sessions/{}", invited.id)).await
                },
                deleting,
            ));
        }
        pairs(calls, &[(200, 200)]).await;
    }

    async fn two_customers_of_one_reference_are_deleted_with_its_sessions(world) {
        let tenant = world.tenant("Acme").await;
        let mut calls = Vec::new();
        for number in 1..=PAIRS {
            let reference = json!({ "externalReferenceId": format!("R-{number}") });
            let one = customer_with(&tenant, number, reference.clone()).await;
            let other = customer_with(&tenant, 5000 + number, reference).await;
            for _ in 0..3 {
                tenant.invite_with(json!({ "customerReferenceId": format!("R-{number}") })).await;
            }
            let delete = |id: Value| post(&tenant, format!("/customers/{id}/delete"));
            calls.push((delete(one), delete(other)));
        }
        pairs(calls, &[(200, 200)]).await;
        let open = tenant.get("/customer-signup/sessions?status=pending").await.expect(200);
        assert_eq!(open["sessions"], json!([]));
    }

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
