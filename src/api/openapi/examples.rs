//! An example of every body that a call takes: of made-up people, and sent as it stands by a test.
//!
//! They fit together: on a new server that gives its first source the two usual kinds of
//! subscription, they are of its first customers.

use serde_json::{Value, json};

/// An example of each body by the name of its schema.
pub fn all() -> [(&'static str, Value); 9] {
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
        "returnUrl": "https://app.example/signup/done", "email": "thandi@mail.example", "customerReferenceId": "C-1001",
        "siteDetails": { "siteName": "Main gate", "siteReferenceId": "S-1001" },
        "customer": { "name": "Thandi", "surname": "Mokoena", "mobile": "082 123 4567" }, "locked": ["mobile"],
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
    [
        ("Credentials", credentials),
        ("NewSession", session),
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
