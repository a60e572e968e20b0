//! Nobody learns of, or touches, what is not theirs: every route that takes an id.

use std::fs;

use reqwest::Method;
use serde_json::{Value, json};

use super::{Furnished, customer, location, mobile, types};
use crate::harness::{Guest, Reply, Tenant, send};

/// Every call with an id in its address, in an order in which all of them can succeed.
const MATRIX: &[(Method, &str)] = &[
    (Method::GET, "/customer-signup/sessions/{sessionId}"),
    (Method::POST, "/customer-signup/sessions/{sessionId}/link"),
    (Method::POST, "/customer-signup/sessions/{sessionId}/payment"),
    (Method::POST, "/customer-signup/sessions/{sessionId}/cancel"),
    (Method::GET, "/customers/{customerId}"),
    (Method::PUT, "/customers/{customerId}"),
    (Method::GET, "/customers/{customerId}/subscriptions"),
    (Method::GET, "/subscriptions/{subscriptionId}"),
    (Method::PUT, "/subscriptions/{subscriptionId}"),
    (Method::DELETE, "/subscriptions/{subscriptionId}"),
    (Method::GET, "/predefinedLocations/{locationId}"),
    (Method::PUT, "/predefinedLocations/{locationId}"),
    (Method::DELETE, "/predefinedLocations/{locationId}"),
    (Method::GET, "/customers/{customerId}/consents"),
    (Method::GET, "/customers/{customerId}/export"),
    (Method::POST, "/customers/{customerId}/consents/{purpose}/withdraw"),
    (Method::POST, "/customers/{customerId}/delete"),
    (Method::POST, "/customers/{customerId}/erase"),
    (Method::GET, "/notifiers/deliveries/{deliveryId}"),
    (Method::POST, "/notifiers/deliveries/{deliveryId}/resend"),
];

/// What can be asked of a customer that is deleted, too.
const AFTER_DELETION: [&str; 3] = ["/consents", "/export", "/erase"];

/// What is nobody's id in any route.
const MALFORMED: &[&str] = &[
    "0",
    "-1",
    "x",
    "1.0",
    "1e0",
    "0x1",
    "%201",
    "1%20",
    "1%00",
    "%ff",
    "null",
    "NaN",
    "*",
    "%2e%2e%2f",
    "1;2",
    "1,2",
    "٣",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999999",
    "00000000-0000-0000-0000-000000000000",
    "019aae0c-4a2e-7c3d-8e4f-5a6b7c8d9e0f",
    "019aae0c-4a2e-7c3d-8e4f-5a6b7c8d9e0fx",
];

/// A body that is good for every route with this tenant's own id.
fn body() -> Value {
    json!({
        "customer": { "name": "Changed" }, "validTo": "2099-01-01", "locationIdentifier": "Changed", "status": "failed",
    })
}

/// Calls under a request id of our own, so that equal answers are equal to the byte.
async fn call(tenant: &Tenant, method: &Method, path: &str) -> Reply {
    let request = tenant.request(method.clone(), path).header("x-request-id", "the-same");
    send(if *method == Method::GET { request } else { request.json(&body()) }).await
}

/// Other ways to write an own id.
fn respelt(id: &str) -> Vec<String> {
    if id.contains('-') {
        vec![id.to_uppercase(), id.replace('-', ""), format!("%7B{id}%7D"), format!("urn:uuid:{id}")]
    } else {
        vec![format!("0{id}"), format!("+{id}"), format!("%2B{id}"), format!("{id}.0"), format!("{id}%0a")]
    }
}

/// The own id that a route takes.
fn own_id<'a>(own: &'a Furnished, route: &str) -> (&'a str, String) {
    for (name, id) in [
        ("{sessionId}", own.session.clone()),
        ("{customerId}", own.customer.to_string()),
        ("{subscriptionId}", own.subscription.to_string()),
        ("{locationId}", own.location.to_string()),
        ("{deliveryId}", own.delivery.clone()),
    ] {
        if route.contains(name) {
            return (name, id);
        }
    }
    panic!("no id in {route}")
}

both! {
    async fn only_the_own_id_opens_a_route(world) {
        let foreign = Furnished::new(&world, "Other").await;
        let own = Furnished::new(&world, "Acme").await;
        let gone = customer(&own.tenant, 7).await;
        own.tenant.post(&format!("/customers/{gone}/delete"), &json!({})).await.expect(200);
        let site = own.tenant.post("/predefinedLocations", &location("S-7")).await.expect(201)["id"].clone();
        send(own.tenant.request(Method::DELETE, &format!("/predefinedLocations/{site}"))).await.expect(200);
        let before = (own.snapshot().await, foreign.snapshot().await);

        let unknown = call(&own.tenant, &Method::GET, "/customers/999999").await;
        unknown.problem(404, "not_found");
        for (method, route) in MATRIX {
            let (name, id) = own_id(&own, route);
            let mut others: Vec<String> = MALFORMED.iter().map(|id| (*id).to_owned()).collect();
            others.extend(respelt(&id));
            others.extend([own_id(&foreign, route).1, "999999".to_owned()]);
            let outlives = AFTER_DELETION.iter().any(|end| route.ends_with(end));
            others.extend((route.contains("{customerId}") && !outlives).then(|| gone.to_string()));
            others.extend(route.contains("{locationId}").then(|| site.to_string()));
            for other in others {
                let path = route.replace(name, &other).replace("{purpose}", "medical");
                let reply = call(&own.tenant, method, &path).await;
                assert_eq!((reply.status.as_u16(), &reply.text), (404, &unknown.text), "{method} {route} with {other}");
            }
        }
        assert_eq!((own.snapshot().await, foreign.snapshot().await), before);
        for (method, route) in MATRIX {
            let reply = call(&own.tenant, method, &own.path(route)).await;
            // Nobody has finished that session yet.
            let expected = if route.ends_with("/payment") { 409 } else { 200 };
            assert_eq!(reply.status, expected, "{method} {route}: {}", reply.text);
        }
        assert_eq!(foreign.snapshot().await, before.1);
    }

    async fn lists_show_only_the_own(world) {
        let own = Furnished::new(&world, "Acme").await;
        let empty = world.tenant("Other").await;
        for (list, members) in [
            ("/customer-signup/sessions", "sessions"),
            ("/customers", "customers"),
            ("/predefinedLocations", "predefinedLocations"),
            ("/subscriptions", "subscriptions"),
        ] {
            assert_eq!(empty.get(list).await.expect(200)[members], json!([]), "{list}");
            assert_eq!(own.tenant.get(list).await.expect(200)[members].as_array().map(Vec::len), Some(1));
        }
        let name = async |tenant: &Tenant| tenant.get("/signup-form").await.expect(200)["form"]["displayName"].clone();
        assert_eq!((name(&own.tenant).await, name(&empty).await), (json!("Acme"), json!(null)));
        let (ours, theirs) = (types(&own.tenant).await, types(&empty).await);
        assert!(ours.0 != theirs.0 && ours.1 != theirs.1);
        let number = mobile(1).replace('+', "%2B");
        for query in [format!("mobile={number}"), "updatedSince=2001-01-01".to_owned()] {
            assert_eq!(empty.get(&format!("/customers?{query}")).await.expect(200)["customers"], json!([]), "{query}");
        }
        for list in ["subscriptions", "predefinedLocations"] {
            let theirs = empty.get(&format!("/{list}?customerId={}", own.customer)).await.expect(200);
            assert_eq!(theirs[list], json!([]));
        }
        let site = empty.get("/predefinedLocations?externalReferenceId=S-1").await.expect(200);
        assert_eq!(site["predefinedLocations"], json!([]));
        let events = empty.get("/events").await.expect(200)["events"].clone();
        assert_eq!(events, json!([]));
        assert!(own.tenant.get("/events").await.expect(200)["events"].as_array().is_some_and(|events| !events.is_empty()));
        Guest::new(&world.base).start(&own.tenant.invite().await).await;
        enrol::actions::funnel::flush(&world.app).await.expect("the counts");
        assert_eq!(empty.get("/signup-form/funnel").await.expect(200)["funnel"], json!([]));
        assert!(own.tenant.get("/signup-form/funnel").await.expect(200)["funnel"][0]["started"] == 1);
        assert_eq!(empty.get("/source").await.expect(200)["name"], "Other");
    }

    async fn ids_in_bodies_are_only_the_own_too(world) {
        let foreign = Furnished::new(&world, "Other").await;
        let own = Furnished::new(&world, "Acme").await;
        let before = (own.snapshot().await, foreign.snapshot().await);
        let (single, family) = types(&own.tenant).await;
        let (their_type, _) = types(&foreign.tenant).await;
        let mut site = location("S-9");
        site["customerId"] = foreign.customer.clone();
        let calls = [
            ("/subscriptions", json!({ "subscriptionTypeId": their_type }), "unknown_subscription_type"),
            ("/subscriptions", json!({ "subscriptionTypeId": single, "customerId": foreign.customer }), "unknown_customer"),
            ("/subscriptions", json!({ "subscriptionTypeId": family, "dependantCustomerIds": [foreign.customer] }), "unknown_customer"),
            ("/predefinedLocations", site, "unknown_customer"),
        ];
        for (path, body, code) in calls {
            let reply = own.tenant.post(path, &body).await;
            reply.problem(400, "invalid_request");
            assert_eq!(reply.json["errors"][0]["code"], code, "{body}");
        }
        let path = own.path("/predefinedLocations/{locationId}");
        own.tenant.put(&path, &json!({ "customerId": foreign.customer })).await.problem(400, "invalid_request");
        assert_eq!((own.snapshot().await, foreign.snapshot().await), before);
    }
}

/// A route with an id that the matrix does not know is a route that nobody has tried.
#[test]
fn the_matrix_has_every_route_with_an_id() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/api/routes.rs");
    let source = fs::read_to_string(file).expect("the routes");
    let mut seen = 0;
    for call in source.split("call(Method::").skip(1) {
        let (method, rest) = call.split_once(',').expect("a method");
        let path = rest.split('"').nth(1).expect("a path");
        if path.contains('{') {
            let known = MATRIX.iter().any(|(known, at)| known.as_str() == method && *at == path);
            assert!(known, "{method} {path} is not in the matrix");
            seen += 1;
        }
    }
    assert_eq!(seen, MATRIX.len(), "the matrix knows routes that are not there");
}
