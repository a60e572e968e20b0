//! What only the server says: sent in, it is ignored, or refused by name when the caller is strict.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Furnished, asked, location, person, types, wrong};
use crate::harness::{Tenant, send};

const OF_CUSTOMERS: &[&str] = &[
    "id",
    "customerId",
    "customerSourceId",
    "fixedLocationIds",
    "createdAt",
    "updatedAt",
    "version",
    "deletedAt",
    "hasVehicle",
    "medicalConsent",
];
const OF_SESSIONS: &[&str] = &[
    "sessionId",
    "id",
    "status",
    "customerId",
    "url",
    "tenantReturnUrl",
    "siteId",
    "errorCode",
    "progress",
    "createdAt",
    "expiresAt",
    "startedAt",
    "completedAt",
    "customerSourceId",
];
const OF_SUBSCRIPTIONS: &[&str] =
    &["id", "CancelledDate", "cancelledDate", "dependents", "createdAt", "updatedAt", "customerSourceId"];
const OF_LOCATIONS: &[&str] = &["id", "customerSourceId", "createdAt", "updatedAt"];

/// Values that would show if they were taken.
fn claimed(name: &str) -> Value {
    match name {
        "status" => json!("completed"),
        "progress" => json!({ "answered": ["personal"], "total": 1 }),
        "fixedLocationIds" | "dependents" => json!([77]),
        "url" | "tenantReturnUrl" => json!("https://evil.example/"),
        "errorCode" => json!("duplicate_customer"),
        name if name.ends_with("At") || name.ends_with("Date") => json!("2001-01-01T00:00:00Z"),
        _ => json!(77),
    }
}

fn with(mut body: Value, names: &[&str]) -> Value {
    for name in names {
        body[*name] = claimed(name);
    }
    body
}

/// Holds that none of these values was taken: what is made is as it is without them.
fn untouched(made: &Value, names: &[&str]) {
    for name in names {
        assert_ne!(made.get(name), Some(&claimed(name)), "{name} was taken");
    }
}

async fn strictly(tenant: &Tenant, method: Method, path: &str, body: &Value, below: &str, names: &[&str]) {
    let reply = send(tenant.request(method, path).header("prefer", "handling=strict").json(body)).await;
    reply.problem(400, "invalid_request");
    let mut pointers: Vec<String> = names.iter().map(|name| format!("{below}/{name}")).collect();
    pointers.sort();
    assert_eq!(wrong(&reply), pointers, "{path}");
}

both! {
    async fn of_a_customer(world) {
        let own = Furnished::new(&world, "Acme").await;
        let before = own.snapshot().await;
        let path = own.path("/customers/{customerId}");
        let nothing = json!({ "customer": with(json!({}), OF_CUSTOMERS) });
        let new = json!({ "customer": with(person(2), OF_CUSTOMERS) });
        strictly(&own.tenant, Method::POST, "/customers", &new, "/customer", OF_CUSTOMERS).await;
        strictly(&own.tenant, Method::PUT, &path, &nothing, "/customer", OF_CUSTOMERS).await;
        assert_eq!(own.snapshot().await, before);
        let made = own.tenant.post("/customers", &new).await.expect(201)["customer"].clone();
        untouched(&made, OF_CUSTOMERS);
        assert_eq!(made["fixedLocationIds"], json!([]));
        untouched(&own.tenant.put(&path, &nothing).await.expect(200)["customer"], OF_CUSTOMERS);
        assert_eq!(own.tenant.customer(&own.customer).await["id"], own.customer);
    }

    async fn of_a_session(world) {
        let tenant = world.tenant("Acme").await;
        let body = with(asked(&json!({})), OF_SESSIONS);
        strictly(&tenant, Method::POST, "/customer-signup/sessions", &body, "", OF_SESSIONS).await;
        let made = tenant.post("/customer-signup/sessions", &body).await.expect(201);
        untouched(&made, OF_SESSIONS);
        assert_eq!((&made["status"], &made["customerId"]), (&json!("pending"), &Value::Null));
        // What is prefilled cannot smuggle in more than a profile.
        let body = asked(&json!({ "customer": with(json!({}), OF_CUSTOMERS) }));
        strictly(&tenant, Method::POST, "/customer-signup/sessions", &body, "/customer", OF_CUSTOMERS).await;
    }

    async fn of_a_subscription(world) {
        let own = Furnished::new(&world, "Acme").await;
        let (single, _) = types(&own.tenant).await;
        let body = with(json!({ "subscriptionTypeId": single }), OF_SUBSCRIPTIONS);
        strictly(&own.tenant, Method::POST, "/subscriptions", &body, "", OF_SUBSCRIPTIONS).await;
        let made = own.tenant.post("/subscriptions", &body).await.expect(201);
        untouched(&made, OF_SUBSCRIPTIONS);
        assert_eq!(made["CancelledDate"], Value::Null);
        // What cannot be changed any more is not changed along with what can.
        let names: Vec<&str> =
            [OF_SUBSCRIPTIONS, &["customerId", "subscriptionTypeId", "validFrom"]].concat();
        let path = format!("/subscriptions/{}", made["id"]);
        let body = with(json!({ "validTo": "2099-01-01" }), &names);
        strictly(&own.tenant, Method::PUT, &path, &body, "", &names).await;
        let changed = own.tenant.put(&path, &body).await.expect(200)["subscription"][0].clone();
        let mut expected = made.clone();
        expected["validTo"] = json!("2099-01-01T00:00:00Z");
        expected["updatedAt"] = changed["updatedAt"].clone();
        assert_eq!(changed, expected);
    }

    async fn of_a_location(world) {
        let own = Furnished::new(&world, "Acme").await;
        let body = with(location("S-2"), OF_LOCATIONS);
        strictly(&own.tenant, Method::POST, "/predefinedLocations", &body, "", OF_LOCATIONS).await;
        untouched(&own.tenant.post("/predefinedLocations", &body).await.expect(201), OF_LOCATIONS);
        let path = own.path("/predefinedLocations/{locationId}");
        let nothing = with(json!({}), OF_LOCATIONS);
        strictly(&own.tenant, Method::PUT, &path, &nothing, "", OF_LOCATIONS).await;
        let changed = own.tenant.put(&path, &nothing).await.expect(200);
        untouched(&changed, OF_LOCATIONS);
        assert_eq!(changed["id"], own.location);
    }
}
