//! The tenant API as a backend meets it: each call by its contract.

mod audit;
mod courtesy;
mod customers;
mod docs;
mod document;
mod envelope;
mod events;
mod examples;
mod filters;
mod forms;
mod funnel;
mod guide;
mod idempotency;
mod isolation;
mod limits;
mod lists;
mod locations;
pub(crate) mod logo;
mod oauth2;
pub(crate) mod payment;
mod payment_races;
mod privacy;
mod races;
mod readonly;
mod return_urls;
mod schemas;
mod sealed;
mod sessions;
mod subscriptions;
mod text;
mod tokens;
mod unreadable;

use reqwest::header::CONTENT_TYPE;
use reqwest::{Body, Method};
use serde_json::{Value, json};

use crate::harness::{Reply, Tenant, World, send};

/// The least that a customer's profile needs; `number` tells them apart.
fn person(number: u32) -> Value {
    json!({ "name": "Thandi", "surname": "Mokoena", "mobile": mobile(number) })
}

/// A mobile as it is stored.
fn mobile(number: u32) -> String {
    format!("+2782123{number:04}")
}

/// Writes down that a customer agreed to have medical answers kept, on a form, long ago.
async fn agree(world: &World, customer: &Value) {
    let agreed = format!(
        "insert into consent_text (version, purpose, locale, wording, first_used_at)
            select 'v-0', 'medical', 'en', 'I agree.', created_at from customer where id = {customer}
            on conflict do nothing;
         insert into consent_event (source_id, customer_id, purpose, decision, decided_by, text_version, at)
            select source_id, id, 'medical', 'given', 'person', 'v-0', created_at from customer where id = {customer}"
    );
    world.run(&agreed).await;
}

/// Makes a customer and returns its id.
async fn customer(tenant: &Tenant, number: u32) -> Value {
    customer_with(tenant, number, json!({})).await
}

/// Makes a customer with these members besides the needed ones.
async fn customer_with(tenant: &Tenant, number: u32, more: Value) -> Value {
    let mut profile = person(number);
    for (name, value) in more.as_object().expect("members") {
        profile[name] = value.clone();
    }
    tenant.post("/customers", &json!({ "customer": profile })).await.expect(201)["customer"]["id"].clone()
}

/// The ids of the single and of the family type.
async fn types(tenant: &Tenant) -> (Value, Value) {
    let types = tenant.get("/subscriptions/subscriptionTypes").await.expect(200);
    let id = |name: &str| {
        let types = types.as_array().expect("an array");
        types.iter().find(|kind| kind["name"] == name).expect(name)["id"].clone()
    };
    (id("WEB_SIGNUP_SINGLE"), id("WEB_SIGNUP_FAMILY"))
}

/// What opens a session, with these members besides.
fn asked(more: &Value) -> Value {
    let mut body = json!({ "returnUrl": "https://tenant.example/app/done" });
    for (name, value) in more.as_object().expect("members") {
        body[name] = value.clone();
    }
    body
}

/// How many sessions a tenant has, up to 100.
async fn count_sessions(tenant: &Tenant) -> usize {
    let list = tenant.get("/customer-signup/sessions?limit=100").await.expect(200);
    list["sessions"].as_array().expect("a list").len()
}

/// Sends a body that need not be JSON, and says that it is.
async fn raw(tenant: &Tenant, method: Method, path: &str, body: impl Into<Body>) -> Reply {
    let request = tenant.request(method, path).header(CONTENT_TYPE, "application/json");
    send(request.body(body)).await
}

/// Sends JSON with one more header.
async fn post_with(tenant: &Tenant, path: &str, body: &Value, header: (&str, &str)) -> Reply {
    send(tenant.request(Method::POST, path).json(body).header(header.0, header.1)).await
}

/// The pointers of the wrong members, sorted: the contract does not promise an order.
fn wrong(reply: &Reply) -> Vec<String> {
    let mut pointers: Vec<String> = reply.pointers().into_iter().map(str::to_owned).collect();
    pointers.sort();
    pointers
}

/// The code of the one wrong member.
#[track_caller]
fn only_wrong<'a>(reply: &'a Reply, pointer: &str) -> &'a str {
    reply.problem(400, "invalid_request");
    assert_eq!(reply.pointers(), [pointer], "{}", reply.text);
    let error = &reply.json["errors"][0];
    assert_eq!(error["field"], pointer.rsplit('/').next().expect("a name"));
    assert!(error["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
    error["code"].as_str().expect("a code")
}

/// A tenant that has one of each.
struct Furnished {
    tenant: Tenant,
    session: String,
    customer: Value,
    subscription: Value,
    location: Value,
    delivery: String,
}

impl Furnished {
    async fn new(world: &World, name: &str) -> Self {
        let tenant = world.tenant(name).await;
        let (single, _) = types(&tenant).await;
        let body = json!({ "customer": person(1), "subscription": { "subscriptionTypeId": single } });
        let made = tenant.post("/customers", &body).await.expect(201);
        let (customer, subscription) = (made["customer"]["id"].clone(), made["subscription"]["id"].clone());
        agree(world, &customer).await;
        let location = tenant.post("/predefinedLocations", &location("S-1")).await.expect(201)["id"].clone();
        tenant.put("/signup-form", &json!({ "displayName": name })).await.expect(200);
        let session = tenant.invite().await.id;
        let notifier =
            json!({ "url": "http://127.0.0.1:9/events", "events": ["SIGNUP_STARTED"], "method": "webhook" });
        tenant.post("/notifiers", &notifier).await.expect(201);
        let delivery = tenant.post("/notifiers/test", &json!({})).await.expect(202);
        let delivery = delivery["delivery"]["id"].as_str().expect("an id").to_owned();
        Self { tenant, session, customer, subscription, location, delivery }
    }

    /// A route's path with this tenant's ids in it.
    fn path(&self, route: &str) -> String {
        route
            .replace("{sessionId}", &self.session)
            .replace("{customerId}", &self.customer.to_string())
            .replace("{purpose}", "medical")
            .replace("{subscriptionId}", &self.subscription.to_string())
            .replace("{locationId}", &self.location.to_string())
            .replace("{deliveryId}", &self.delivery)
    }

    /// Everything it has, as it reads it.
    async fn snapshot(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for route in [
            "/customer-signup/sessions/{sessionId}",
            "/customers/{customerId}",
            "/subscriptions/{subscriptionId}",
            "/predefinedLocations/{locationId}",
            "/notifiers/deliveries/{deliveryId}",
            "/signup-form",
        ] {
            all.push(self.tenant.get(&self.path(route)).await.expect(200));
        }
        all
    }
}

/// A location with what it needs.
fn location(reference: &str) -> Value {
    json!({
        "externalReferenceId": reference,
        "locationIdentifier": "Main gate",
        "latitude": "-33.9249",
        "longitude": "18.4241",
    })
}
