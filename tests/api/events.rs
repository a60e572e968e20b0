//! The feed of events: in order, nothing passed over, whoever reads and whoever commits late.

use enrol::domain::ids::CustomerId;
use enrol::domain::webhook::event::Event;
use enrol::store::About;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{customer, mobile};
use crate::harness::{Engine, Guest, Tenant, World};

const DAY: i64 = 86_400;

/// A page of the feed: its events and where the next one begins.
async fn page(tenant: &Tenant, query: &str) -> (Vec<Value>, String) {
    let page = tenant.get(&format!("/events?{query}")).await.expect(200);
    let next = page["next"].as_str().expect("where to go on").to_owned();
    (page["events"].as_array().expect("events").clone(), next)
}

/// All events behind a place, so many at a time.
async fn rest(tenant: &Tenant, mut after: String, limit: usize) -> Vec<Value> {
    let mut all = Vec::new();
    loop {
        let (events, next) = page(tenant, &format!("after={after}&limit={limit}")).await;
        assert!(events.len() <= limit);
        all.extend(events);
        if next == after {
            return all;
        }
        after = next;
    }
}

fn kinds(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["event"].as_str().expect("a kind")).collect()
}

both! {
    async fn what_happened_is_read_in_order_without_a_word_of_a_person(world) {
        let tenant = world.tenant("Acme").await;
        assert_eq!(page(&tenant, "limit=10").await, (Vec::new(), "0".to_owned()));
        let invited = tenant.invite_with(json!({ "email": "thandi@example.com" })).await;
        let guest = Guest::new(&world.base);
        guest.sign_up(&invited, "0821234567").await;
        let id = tenant.session(&invited.id).await["customerId"].clone();
        tenant.put(&format!("/customers/{id}"), &json!({ "customer": { "vehicleMake": "Toyota" } })).await.expect(200);
        tenant.post(&format!("/customers/{id}/erase"), &json!({})).await.expect(200);
        let saved = ["SIGNUP_STEP_SAVED"; 4];
        let expected = [
            &["SIGNUP_STARTED"][..], &saved, &["CREATED_CUSTOMER", "SIGNUP_COMPLETED", "UPDATED_CUSTOMER", "DELETED_CUSTOMER", "CUSTOMER_ERASED"],
        ];
        for limit in [1, 3, 100] {
            let events = rest(&tenant, "0".to_owned(), limit).await;
            assert_eq!(kinds(&events), expected.concat(), "{limit} at a time");
            let steps: Vec<_> = events.iter().filter_map(|event| event["step"].as_str()).collect();
            assert_eq!(steps, ["personal", "vehicle", "medical", "next-of-kin"]);
            assert_eq!((&events[0]["sessionId"], &events[6]["sessionId"]), (&json!(invited.id), &json!(invited.id)));
            assert_eq!((&events[5]["customerId"], &events[9]["customerId"]), (&id, &id));
            let text = json!(events).to_string();
            assert!(!["thandi", "821234567", "Mokoena", "Toyota"].iter().any(|word| text.contains(word)), "{text}");
        }
        let (events, next) = page(&tenant, "types=CREATED_CUSTOMER,CUSTOMER_ERASED").await;
        assert_eq!((kinds(&events), &*next), (vec!["CREATED_CUSTOMER", "CUSTOMER_ERASED"], "10"));
        let (events, next) = page(&tenant, "types=CREATED_CUSTOMER&limit=1").await;
        assert_eq!((kinds(&events), &*next), (vec!["CREATED_CUSTOMER"], "6"));
        assert_eq!(page(&tenant, "types=CREATED_CUSTOMER&after=6").await, (Vec::new(), "10".to_owned()));
        // Another tenant has a feed of its own.
        let other = world.tenant("Other").await;
        assert_eq!(page(&other, "").await.0, Vec::<Value>::new());
        customer(&other, 1).await;
        assert_eq!(kinds(&page(&other, "").await.0), ["CREATED_CUSTOMER"]);
        assert_eq!(rest(&tenant, "0".to_owned(), 100).await.len(), 10);
    }

    async fn steps_that_another_instance_saved_are_told_once_it_has_written_them(world) {
        let (tenant, other) = (world.tenant("Acme").await, world.another_instance().await);
        let invited = tenant.invite().await;
        Guest::new(&other.base).reach(&invited, "medical", "0821234567").await;
        assert_eq!(kinds(&page(&tenant, "").await.0), ["SIGNUP_STARTED"]);
        enrol::worker::write_noted(&other.app).await;
        assert_eq!(kinds(&rest(&tenant, "0".to_owned(), 9).await), ["SIGNUP_STARTED", "SIGNUP_STEP_SAVED", "SIGNUP_STEP_SAVED"]);
        // Once, and with the version that the session had by then.
        enrol::worker::write_noted(&other.app).await;
        let events = rest(&tenant, "0".to_owned(), 9).await;
        let revisions: Vec<_> = events.iter().map(|event| event["revision"].as_i64()).collect();
        assert_eq!(revisions.len(), 3);
        assert!(revisions.is_sorted(), "{revisions:?}");
    }

    async fn what_is_no_place_or_no_event_is_refused(world) {
        let tenant = world.tenant("Acme").await;
        customer(&tenant, 1).await;
        for after in ["1", "-1", "x", "%2B0", "9223372036854775807", "9223372036854775808"] {
            let reply = tenant.get(&format!("/events?after={after}")).await;
            if after == "1" {
                reply.expect(200);
                continue;
            }
            assert_eq!(reply.problem(400, "invalid_request")["errors"][0]["code"], "unknown_cursor", "{after}");
        }
        for types in ["TEST", "CREATED_CUSTOMER,", "%25", "NOTHING"] {
            let reply = tenant.get(&format!("/events?types={types}")).await;
            assert_eq!(reply.problem(400, "invalid_request")["errors"][0]["code"], "unknown_event", "{types}");
        }
        tenant.get("/events?limit=101").await.problem(400, "invalid_request");
    }

    async fn many_who_read_and_write_at_once_see_each_event_once_in_one_order(world) {
        let tenant = world.tenant("Acme").await;
        let mut works = JoinSet::new();
        for at in 0..20 {
            let tenant = tenant.clone();
            works.spawn(async move {
                let body = json!({ "customer": { "name": "A", "surname": "B", "mobile": mobile(at) } });
                tenant.post("/customers", &body).await.expect(201);
                Vec::new()
            });
        }
        for _ in 0..8 {
            let tenant = tenant.clone();
            works.spawn(async move {
                let (mut after, mut all) = ("0".to_owned(), Vec::new());
                while all.len() < 20 {
                    let (events, next) = page(&tenant, &format!("after={after}&limit=7")).await;
                    all.extend(events);
                    after = next;
                }
                all
            });
        }
        let read: Vec<_> = works.join_all().await.into_iter().filter(|events| !events.is_empty()).collect();
        assert_eq!(read.len(), 8);
        let ids = |events: &[Value]| events.iter().map(|event| event["customerId"].as_i64()).collect::<Vec<_>>();
        let mut sorted = ids(&read[0]);
        assert!(read.iter().all(|events| ids(events) == sorted), "{read:?}");
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), 20);
    }

    async fn after_thirty_days_the_feed_begins_later(world) {
        let tenant = world.tenant("Acme").await;
        customer(&tenant, 1).await;
        let (_, next) = page(&tenant, "").await;
        world.pass(31 * DAY);
        let tenant = tenant.renewed().await;
        customer(&tenant, 2).await;
        enrol::worker::maintenance::round(&world.app).await.expect("the chores");
        assert_eq!(kinds(&rest(&tenant, "0".to_owned(), 5).await), ["CREATED_CUSTOMER"]);
        assert_eq!(rest(&tenant, next, 5).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_commits_late_is_not_passed_over() {
    let world = World::on(Engine::Postgres).await;
    let tenant = world.tenant("Acme").await;
    let now = world.app.now();
    let mut late = world.app.store.write(tenant.source).await.expect("a transaction");
    late.record(Event::CustomerUpdated, About::CustomerId(CustomerId(77), 1), now).await.expect("an event");
    customer(&tenant, 1).await;
    let (events, next) = page(&tenant, "").await;
    assert_eq!(kinds(&events), ["CREATED_CUSTOMER"]);
    late.commit().await.expect("a commit");
    let (later, end) = page(&tenant, &format!("after={next}")).await;
    assert_eq!((kinds(&later), &later[0]["customerId"]), (vec!["UPDATED_CUSTOMER"], &json!(77)));
    assert!(later[0]["id"].as_i64() < events[0]["id"].as_i64(), "its id was drawn first");
    assert_eq!(page(&tenant, &format!("after={end}")).await, (Vec::new(), end));
}
