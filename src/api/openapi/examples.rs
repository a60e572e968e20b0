//! Examples: of every body that a call takes, of made-up people, sent as it stands by a test; of every
//! answer and webhook, as they came in that test.
//!
//! They fit together: on a new server that gives its first source the two usual kinds of
//! subscription, they are of its first customers.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::domain::profile::{Section, Together};
use crate::domain::webhook::event::Event;

/// Answers and webhooks as they came in a test, which holds them equal to what comes now but for times,
/// secrets and random ids. `ENROL_WRITE_EXAMPLES=1 scripts/test examples` writes them anew.
#[derive(Deserialize)]
struct Recorded {
    answers: BTreeMap<String, Answer>,
    webhooks: BTreeMap<String, Value>,
    problem: Value,
}

static RECORDED: LazyLock<Option<Recorded>> =
    LazyLock::new(|| serde_json::from_str(include_str!("recorded.json")).ok());

/// An answer, and what was asked for.
#[derive(Deserialize)]
pub struct Answer {
    /// Method and path, such as `GET /customers/1`.
    pub request: String,
    /// The body.
    pub body: Value,
}

/// The example of the answer to this operation.
pub fn answer(operation: &str) -> Option<&'static Answer> {
    RECORDED.as_ref()?.answers.get(operation)
}

/// The example of an error.
pub fn problem() -> Option<&'static Value> {
    Some(&RECORDED.as_ref()?.problem)
}

/// The example of the body that tells this event.
pub fn webhook(event: Event) -> Option<&'static Value> {
    RECORDED.as_ref()?.webhooks.get(event.as_str())
}

/// An example of each request's body by the name of its schema.
#[expect(clippy::too_many_lines, reason = "a table")]
pub fn all() -> [(&'static str, Value); 11] {
    let thandi = json!({
        "name": "Thandi", "surname": "Mokoena", "mobile": "082 123 4567", "email": "thandi@mail.example",
        "dateOfBirth": "1985-02-28", "gender": "female", "externalReferenceId": "C-1001",
        "vehicleMake": "Toyota", "vehicleModel": "Corolla", "vehicleColour": "white", "vehicleLicensePlate": "CA 123-456",
        "allergies": "Penicillin", "bloodtype": "O+", "hasMedicalAid": false,
        "nextOfKinName": "Sipho Mokoena", "nextOfKinNumber": "+27821234568",
    });
    let credentials = json!({
        "clientId": "src_00112233445566778899aabbccddeeff",
        "clientSecret": "enrol_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG",
    });
    let session = json!({
        "returnUrl": "https://app.example/signup/done", "refreshUrl": "https://app.example/signup/done/new-link",
        "email": "lerato@mail.example", "customerReferenceId": "C-1002",
        "siteDetails": { "siteName": "Main gate", "siteReferenceId": "S-1001" },
        "customer": { "name": "Lerato", "surname": "Dlamini", "mobile": "083 123 4567" },
        "prefill": { "name": "confirm", "surname": "suggested" }, "locked": ["mobile"],
        "subscription": { "subscriptionTypeId": 1 },
        "locale": "en", "expiresIn": 86_400, "state": "f81d4fae", "metadata": { "campaign": "autumn" },
    });
    let subscription = json!({
        "subscriptionTypeId": 2, "customerId": 1, "dependantCustomerIds": [2],
        "validFrom": "2026-01-01", "validTo": "2099-01-01T00:00:00Z",
    });
    let location = json!({
        "externalReferenceId": "S-1001", "locationIdentifier": "Main gate", "latitude": "-33.9249", "longitude": "18.4241",
        "customerId": 1, "formattedAddress": "1 Long Street, Cape Town", "locationDescription": "Green gate, ring twice",
    });
    let notifier = json!({
        "url": "https://app.example/enrol-events", "events": ["SIGNUP_COMPLETED", "CREATED_CUSTOMER"], "method": "webhook",
        "headers": { "X-Tenant": "app" }, "includeProfile": false,
    });
    // All but what needs consent.
    let sections = Section::ALL.iter().filter(|section| section.together() != Together::Consented);
    let sections: Vec<String> = sections.map(|section| section.member()).collect();
    let form = json!({
        "displayName": "Acme Armed Response", "shortName": "Acme", "emergencyNumber": "0861 123 456", "accentColour": "#0b4f91",
        "support": { "phone": "+27117654321", "email": "help@app.example" }, "privacyUrl": "https://app.example/privacy",
        "sections": sections,
        "fields": { "dateOfBirth": "required", "gender": "hidden" },
        "texts": { "en": { "confirmation": "We call you within a day.", "returnButton": "Back to Acme" } },
    });
    [
        ("Credentials", credentials),
        ("NewForm", form),
        ("NewSession", session),
        ("PaymentWord", json!({ "status": "succeeded", "reference": "PAY-1001" })),
        ("NewCustomer", json!({ "customer": thandi, "subscription": { "subscriptionTypeId": 1 } })),
        (
            "CustomerChange",
            json!({ "customer": { "surname": "Nkosi", "vehicleColour": "red", "allergies": null } }),
        ),
        ("NewSubscription", subscription),
        ("SubscriptionChange", json!({ "validTo": "2100-01-01", "dependantCustomerIds": [2] })),
        ("NewLocation", location),
        (
            "LocationChange",
            json!({ "locationIdentifier": "Back gate", "latitude": -33.925, "locationDescription": null }),
        ),
        ("NewNotifier", notifier),
    ]
}
