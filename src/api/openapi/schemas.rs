//! The shapes of bodies and answers; the profile comes from the field table.

use serde_json::{Map, Value, json};

use super::examples;
use crate::domain::delivery::Standing;
use crate::domain::event::Event;
use crate::domain::profile::{Field, Kind, spoken};
use crate::domain::signup::Status;

/// Every schema by name.
pub fn all() -> Value {
    let mut schemas = Map::new();
    for (name, schema) in token()
        .into_iter()
        .chain(sessions())
        .chain(customers())
        .chain(subscriptions())
        .chain(locations())
        .chain(notifiers())
    {
        schemas.insert(name.to_owned(), schema);
    }
    schemas.insert("Message".to_owned(), object(&["message"], json!({ "message": text(None) })));
    schemas.insert("Problem".to_owned(), problem());
    for (name, example) in examples::all() {
        schemas[name]["examples"] = json!([example]);
    }
    Value::Object(schemas)
}

/// The states of a session.
pub fn status() -> Value {
    let words: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
    json!({ "type": "string", "enum": words })
}

/// How a delivery stands.
pub fn standing() -> Value {
    let words: Vec<&str> = Standing::ALL.iter().map(|standing| standing.as_str()).collect();
    json!({ "type": "string", "enum": words })
}

fn token() -> [(&'static str, Value); 2] {
    let credentials = json!({ "clientId": text(None), "clientSecret": text(None) });
    let token = json!({ "accessToken": text(None), "tokenType": { "const": "Bearer" }, "expiresIn": { "type": "integer" } });
    [
        ("Credentials", object(&["clientId", "clientSecret"], credentials)),
        ("Token", object(&["accessToken", "tokenType", "expiresIn"], token)),
    ]
}

fn sessions() -> [(&'static str, Value); 3] {
    let new = json!({
        "returnUrl": { "type": "string", "description": "Begins with one of the registered return URLs.", "examples": ["https://app.example/signup/done"] },
        "email": { "type": ["string", "null"], "maxLength": 254 },
        "customerReferenceId": nullable(255),
        "siteDetails": { "type": ["object", "null"], "properties": { "siteName": nullable(255), "siteReferenceId": nullable(255) } },
        "customer": of_null("ProfileChange"),
        "locked": { "type": ["array", "null"], "items": { "type": "string" }, "description": "Names of members of customer that the person may not change." },
        "subscription": of_null("Terms"),
        "subscriptionId": { "type": ["integer", "null"], "description": "One that exists; never beside subscription." },
        "flows": { "type": ["array", "null"], "maxItems": 0 },
        "locale": nullable(35),
        "expiresIn": { "type": ["integer", "null"], "minimum": 300, "maximum": 1_814_400, "default": 604_800 },
        "state": nullable(512),
        "metadata": { "type": ["object", "null"], "maxProperties": 20, "additionalProperties": text(Some(500)) },
    });
    let session = json!({
        "sessionId": text(None), "id": text(None), "status": status(), "customerId": id_or_null(), "customerReferenceId": nullable(255),
        "email": nullable(254), "returnUrl": link(), "url": link(), "tenantReturnUrl": text(None),
        "flows": { "type": "array", "items": { "type": "string" } },
        "siteDetails": { "type": ["object", "null"] }, "subscriptionId": id_or_null(), "siteId": id_or_null(),
        "errorCode": { "type": ["string", "null"], "enum": ["duplicate_customer", "subscription_unavailable", "session_expired", null] },
        "progress": object(&["answered", "total"], json!({ "answered": { "type": "array", "items": { "type": "string" } }, "total": { "type": "integer" } })),
        "createdAt": time(), "expiresAt": time(), "startedAt": time_or_null(), "completedAt": time_or_null(),
        "metadata": { "type": "object", "additionalProperties": { "type": "string" } },
    });
    [
        ("NewSession", object(&["returnUrl"], new)),
        ("Session", whole(session)),
        ("Sessions", list("sessions", "Session")),
    ]
}

fn customers() -> Vec<(&'static str, Value)> {
    let profile: Map<String, Value> = spoken().map(|field| (field.name.to_owned(), member(field))).collect();
    let required: Vec<&str> = spoken().filter(|field| field.required).map(|field| field.name).collect();
    let change: Map<String, Value> = profile
        .iter()
        .filter(|(name, _)| !required.contains(&name.as_str()))
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect();
    let mut change_all = Value::Object(change);
    for name in &required {
        change_all[name] = json!({ "type": "string", "minLength": 1 });
    }
    let mut customer = profile.clone();
    for (name, schema) in [
        ("id", id()),
        ("customerId", id()),
        ("customerSourceId", id()),
        ("fixedLocationIds", json!({ "type": "array", "items": id() })),
        ("createdAt", time()),
        ("updatedAt", time()),
    ] {
        customer.insert(name.to_owned(), schema);
    }
    let new = json!({ "customer": reference("Profile"), "subscription": of_null("Terms"), "subscriptionId": id_or_null() });
    let answer = json!({ "message": text(None), "customer": reference("Customer"), "subscription": reference("Subscription") });
    vec![
        ("Profile", object(&required, Value::Object(profile))),
        ("ProfileChange", object(&[], change_all)),
        ("Customer", whole(Value::Object(customer))),
        ("NewCustomer", object(&["customer"], new)),
        ("CustomerChange", object(&["customer"], json!({ "customer": reference("ProfileChange") }))),
        ("CustomerAnswer", object(&["message", "customer"], answer)),
        ("Customers", list("customers", "Customer")),
    ]
}

/// A field of the table as a schema.
fn member(field: &Field) -> Value {
    let kind = if field.required { json!("string") } else { json!(["string", "null"]) };
    match field.kind {
        Kind::Line(most) | Kind::Text(most) => json!({ "type": kind, "maxLength": most }),
        Kind::OwnWords(words, most) => json!({ "type": kind, "maxLength": most, "examples": words }),
        Kind::Plate(most) => {
            json!({ "type": kind, "description": format!("At most {most} characters, capitals without separators.") })
        }
        Kind::Email => json!({ "type": kind, "maxLength": 254, "description": "An e-mail address." }),
        Kind::Phone => {
            json!({ "type": kind, "description": "Any usual writing in, E.164 out.", "examples": ["+27821234567"] })
        }
        Kind::Date => {
            json!({ "type": kind, "description": "YYYY-MM-DD, from 1900 to today.", "examples": ["1985-02-28"] })
        }
        Kind::YesNo => json!({ "type": ["boolean", "null"] }),
        Kind::Choice(words) => {
            json!({ "type": ["string", "null"], "description": format!("One of {}.", words.join(", ")) })
        }
        Kind::Consent => json!({ "type": ["string", "null"] }),
    }
}

fn subscriptions() -> Vec<(&'static str, Value)> {
    let kind = json!({ "id": id(), "name": text(None), "description": text(None), "isFamily": { "type": "boolean" }, "months": { "type": "integer" } });
    let terms = json!({ "subscriptionTypeId": { "type": "integer" }, "validFrom": moment_in(), "validTo": moment_in() });
    let ids = json!({ "type": ["array", "null"], "items": { "type": "integer" }, "maxItems": 200, "description": "Replaces the whole set; family types only." });
    let mut new = terms.clone();
    new["customerId"] = id_or_null();
    new["dependantCustomerIds"] = ids.clone();
    let one = json!({
        "id": id(), "subscriptionTypeId": id(), "customerId": id_or_null(),
        "dependents": { "type": "array", "items": object(&["customerId"], json!({ "customerId": id() })) },
        "validFrom": time(), "validTo": time(), "CancelledDate": time_or_null(), "createdAt": time(), "updatedAt": time(),
    });
    let changed = json!({ "links": { "type": "array" }, "subscription": array("Subscription") });
    vec![
        ("SubscriptionType", whole(kind)),
        ("SubscriptionTypes", array("SubscriptionType")),
        ("Terms", object(&["subscriptionTypeId"], terms)),
        ("NewSubscription", object(&["subscriptionTypeId"], new)),
        ("SubscriptionChange", object(&[], json!({ "validTo": moment_in(), "dependantCustomerIds": ids }))),
        ("Subscription", whole(one)),
        ("Subscriptions", array("Subscription")),
        ("SubscriptionChanged", whole(changed)),
    ]
}

fn locations() -> Vec<(&'static str, Value)> {
    let degrees = json!({ "type": ["string", "number"], "description": "Degrees in plain decimals." });
    let input = json!({
        "externalReferenceId": text(Some(255)), "locationIdentifier": text(Some(255)), "latitude": degrees, "longitude": degrees,
        "customerId": id_or_null(), "calloutLocationTypeId": { "type": ["integer", "null"] }, "locationDescription": nullable(2000),
        "locationAdditionalInformation": nullable(2000), "formattedAddress": nullable(500), "w3w": nullable(100),
    });
    let mut output = input.clone();
    for (name, schema) in [
        ("latitude", text(None)),
        ("longitude", text(None)),
        ("id", id()),
        ("customerSourceId", id()),
        ("createdAt", time()),
        ("updatedAt", time()),
    ] {
        output[name] = schema;
    }
    let needed = ["externalReferenceId", "locationIdentifier", "latitude", "longitude"];
    vec![
        ("NewLocation", object(&needed, input.clone())),
        ("LocationChange", object(&[], input)),
        ("Location", whole(output)),
        ("Locations", list("predefinedLocations", "Location")),
    ]
}

fn notifiers() -> Vec<(&'static str, Value)> {
    let events: Vec<&str> = Event::ALL
        .iter()
        .map(|event| event.as_str())
        .filter(|word| Event::notifiable(word).is_some())
        .collect();
    let events = json!({ "type": "array", "items": { "type": "string", "enum": events } });
    let new = json!({
        "url": { "type": "string", "description": "https, on the public internet.", "examples": ["https://app.example/enrol-events"] },
        "events": events, "method": { "enum": ["webhook", null] },
        "headers": { "type": ["object", "null"], "additionalProperties": { "type": "string" } },
        "includeProfile": { "type": ["boolean", "null"], "default": false },
    });
    let notifier = json!({
        "id": text(None), "url": text(None), "method": text(None), "events": events,
        "headers": { "type": "object", "additionalProperties": { "type": "string" } },
        "includeProfile": { "type": "boolean" }, "createdAt": time(),
        "secret": { "type": "string", "description": "Only where it was made just now." },
    });
    let delivery = json!({
        "id": text(None), "event": text(None), "status": standing(), "attempts": { "type": "integer" }, "createdAt": time(),
        "nextAttemptAt": time_or_null(), "deliveredAt": time_or_null(), "parkedAt": time_or_null(),
        "lastStatus": id_or_null(), "lastError": { "type": ["string", "null"] },
    });
    let notifier =
        object(&["id", "url", "method", "events", "headers", "includeProfile", "createdAt"], notifier);
    let answer = |member: &str, of: &str| {
        object(&["message", member], json!({ "message": text(None), member: reference(of) }))
    };
    vec![
        ("NewNotifier", object(&["url", "events"], new)),
        ("Notifier", notifier),
        ("NotifierAnswer", answer("notifier", "Notifier")),
        ("Delivery", whole(delivery)),
        ("DeliveryAnswer", answer("delivery", "Delivery")),
        ("Deliveries", list("deliveries", "Delivery")),
    ]
}

fn problem() -> Value {
    let wrong =
        json!({ "pointer": text(None), "field": text(None), "code": text(None), "detail": text(None) });
    let problem = json!({
        "type": text(None), "title": text(None), "status": { "type": "integer" }, "detail": text(None), "message": text(None),
        "error": text(None), "code": text(None), "requestId": text(None), "errors": { "type": "array", "items": whole(wrong) },
        "errorsOmitted": { "type": "integer", "description": "How many mistakes are not listed." },
    });
    object(&["type", "title", "status", "detail", "message", "error", "code", "requestId"], problem)
}

fn object(required: &[&str], properties: Value) -> Value {
    let mut schema = json!({ "type": "object", "required": required });
    schema["properties"] = properties;
    schema
}

/// An object of which every member is always there.
fn whole(properties: Value) -> Value {
    let required: Vec<String> = properties.as_object().into_iter().flat_map(Map::keys).cloned().collect();
    let required: Vec<&str> = required.iter().map(String::as_str).collect();
    object(&required, properties)
}

fn list(member: &str, of: &str) -> Value {
    object(
        &[member, "nextCursor"],
        json!({ member: array(of), "nextCursor": { "type": ["string", "null"] } }),
    )
}

fn array(of: &str) -> Value {
    json!({ "type": "array", "items": reference(of) })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn of_null(name: &str) -> Value {
    json!({ "anyOf": [reference(name), { "type": "null" }] })
}

fn text(most: Option<usize>) -> Value {
    most.map_or_else(|| json!({ "type": "string" }), |most| json!({ "type": "string", "maxLength": most }))
}

fn nullable(most: usize) -> Value {
    json!({ "type": ["string", "null"], "maxLength": most })
}

fn link() -> Value {
    json!({ "type": ["string", "null"], "description": "The hosted link, where it is known: on creation and renewal." })
}

fn id() -> Value {
    json!({ "type": "integer", "minimum": 1 })
}

fn id_or_null() -> Value {
    json!({ "type": ["integer", "null"] })
}

fn time() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

fn time_or_null() -> Value {
    json!({ "type": ["string", "null"], "format": "date-time" })
}

fn moment_in() -> Value {
    json!({ "type": ["string", "null"], "description": "A time (RFC 3339) or a date, which means its midnight in UTC." })
}
