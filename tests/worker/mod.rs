//! What is done unasked, as the tenant's receiver meets it.

mod broken;
mod clock;
mod contents;
mod delivery_errors;
mod erasure;
mod keys;
mod left;
mod outbox;
mod registering;
mod retries;
mod samples;
mod secrets;
mod sharing;
mod targets;
mod text_messages;

use enrol::worker::dispatch::Dispatcher;
use serde_json::{Value, json};

use crate::harness::{Came, Receiver, Tenant, World};

/// Every event that a notifier can ask for.
const ALL: [&str; 16] = [
    "CREATED_CUSTOMER",
    "UPDATED_CUSTOMER",
    "DELETED_CUSTOMER",
    "CUSTOMER_ERASED",
    "CONSENT_GIVEN",
    "CONSENT_WITHDRAWN",
    "SUBSCRIPTION_CREATED",
    "SUBSCRIPTION_UPDATED",
    "SUBSCRIPTION_CANCELLED",
    "SIGNUP_STARTED",
    "SIGNUP_STEP_SAVED",
    "SIGNUP_ABANDONED",
    "SIGNUP_COMPLETED",
    "SIGNUP_CANCELLED",
    "SIGNUP_EXPIRED",
    "SIGNUP_FAILED",
];

/// A tenant with a receiver that is told everything, and a worker that carries when it is told to.
pub(crate) struct Post {
    pub(crate) tenant: Tenant,
    receiver: Receiver,
    secret: String,
    dispatcher: Dispatcher,
}

impl Post {
    pub(crate) async fn of(world: &World, name: &str) -> Self {
        Self::with(world, name, json!({})).await
    }

    /// The same, its notifier having these members besides.
    async fn with(world: &World, name: &str, mut body: Value) -> Self {
        let (tenant, receiver) = (world.tenant(name).await, Receiver::start().await);
        body["url"] = json!(receiver.url);
        if body.get("events").is_none() {
            body["events"] = json!(ALL);
        }
        let answer = tenant.post("/notifiers", &body).await.expect(201);
        let secret = answer["notifier"]["secret"].as_str().expect("a secret").to_owned();
        let dispatcher = Dispatcher::new(world.app.clone()).expect("a courier");
        Self { tenant, receiver, secret, dispatcher }
    }

    /// Carries whatever is due, and returns what came of it.
    pub(crate) async fn carry(&self) -> Vec<Came> {
        carry(&self.dispatcher).await;
        self.receiver.take()
    }

    /// One round; how many deliveries were carried.
    async fn round(&self) -> usize {
        self.dispatcher.round().await.expect("a round")
    }

    async fn customer(&self, mobile: &str) -> Value {
        let body = json!({ "customer": { "name": "Thandi", "surname": "Mokoena", "mobile": mobile } });
        self.tenant.post("/customers", &body).await.expect(201)["customer"].clone()
    }

    pub(crate) async fn ping(&self) -> Value {
        self.tenant.post("/notifiers/test", &json!({})).await.expect(202)["delivery"].clone()
    }

    /// All deliveries that the tenant sees, newest first.
    async fn deliveries(&self) -> Vec<Value> {
        let list = self.tenant.get("/notifiers/deliveries?limit=100").await.expect(200);
        list["deliveries"].as_array().expect("a list").clone()
    }

    async fn delivery(&self, id: &Value) -> Value {
        let id = id.as_str().expect("an id");
        self.tenant.get(&format!("/notifiers/deliveries/{id}")).await.expect(200)["delivery"].clone()
    }
}

/// Carries whatever is due, however many rounds that takes; how many deliveries that were.
async fn carry(dispatcher: &Dispatcher) -> usize {
    let mut carried = 0;
    loop {
        match dispatcher.round().await.expect("a round") {
            0 => return carried,
            more => carried += more,
        }
    }
}

/// The events of deliveries but for one kind, sorted.
fn unlike<'a>(came: &'a [Came], kind: &str) -> Vec<&'a str> {
    events(came).into_iter().filter(|event| *event != kind).collect()
}

/// The events of deliveries, sorted.
fn events(came: &[Came]) -> Vec<&str> {
    let mut events: Vec<&str> = came.iter().map(Came::event).collect();
    events.sort_unstable();
    events
}
