//! Whole journeys, with real keys and clicks, with script and without, to a real page of the tenant.

use serde_json::{Value, json};

use crate::harness::{Invited, Landing, Person, Tenant, World};

/// What one person answers, and what the tenant reads of it.
struct Answers {
    inputs: Vec<(&'static str, String)>,
    mobile: &'static str,
}

fn person(name: &str, surname: &str, typed: &str, mobile: &'static str) -> Answers {
    let inputs = [("name", name), ("surname", surname), ("mobile", typed)];
    Answers { inputs: inputs.map(|(name, value)| (name, value.to_owned())).to_vec(), mobile }
}

fn people() -> [Answers; 4] {
    let long = "Abcdé".repeat(40);
    [
        person("Siobhán", "O'Brien", "082 123 4567", "+27821234567"),
        person("Ṋḓivhuwo", "Mukwevho-Ṱhovhele", "+27 82 123 4568", "+27821234568"),
        person("李", "明", "0027 82 123-4569", "+27821234569"),
        person(&long, "van der Merwe", "(0)82 123 4570", "+27821234570"),
    ]
}

/// Everything else, filled in by the first of them.
const REST: [(&str, &[(&str, &str)]); 3] = [
    (
        "vehicle",
        &[
            ("hasVehicle", "yes"),
            ("vehicleMake", "Citroën"),
            ("vehicleModel", "C3"),
            ("vehicleColour", "Silver"),
            ("vehicleLicensePlate", "ca 123-456"),
        ],
    ),
    (
        "medical",
        &[
            ("medicalConsent", "on"),
            ("medicalConditions", "Asthma\nHay fever"),
            ("allergies", "Penicillin & \"bees\" <all>"),
            ("bloodtype", "O-"),
            ("hasMedicalAid", "yes"),
            ("medicalAidScheme", "Discovery"),
            ("familyDoctorName", "Dr. D'Souza"),
            ("familyDoctorPhoneNumber", "021 987 6543"),
        ],
    ),
    ("next-of-kin", &[("nextOfKinName", "Zoë Mokoena"), ("nextOfKinNumber", "083 765 4321")]),
];

const PERSONAL: &[(&str, &str)] = &[
    ("email", "siobhan@example.com"),
    ("dateOfBirth-day", "28"),
    ("dateOfBirth-month", "feb"),
    ("dateOfBirth-year", "1985"),
    ("gender", "own"),
    ("gender-own", "agender"),
];

both! {
    async fn everything_is_filled_in_with_script(world) {
        everything(&world, Person::new().await, true).await;
    }

    async fn everything_is_filled_in_without_script(world) {
        everything(&world, Person::without_script().await, false).await;
    }
}

async fn everything(world: &World, person: Person, script: bool) {
    let [first, second, third, fourth] = people();
    let people = if script { vec![first, second, fourth] } else { vec![first, third] };
    for (at, answers) in people.iter().enumerate() {
        let landing = Landing::new().await;
        let tenant = world.tenant_at("Acme Armed Response", &[landing.url("/back")]).await;
        let types = tenant.get("/subscriptions/subscriptionTypes").await.expect(200);
        let wanted = json!({ "subscriptionTypeId": types[0]["id"] });
        let invited = invite(&tenant, &landing, json!({ "subscription": wanted })).await;
        go_all_the_way(&person, &invited, answers, at == 0).await;
        assert_eq!(person.heading().await, "Welcome back");
        // The tenant's page has a script of its own, which tells whether the browser runs any.
        assert_eq!(person.text("#script").await, if script { "on" } else { "off" });
        arrived(&landing, &tenant, &invited, answers, at == 0).await;
    }
}

async fn invite(tenant: &Tenant, landing: &Landing, mut body: Value) -> Invited {
    body["returnUrl"] = json!(landing.url("/back?from=enrol"));
    body["state"] = json!("s&t");
    tenant.invite_with(body).await
}

async fn go_all_the_way(person: &Person, invited: &Invited, answers: &Answers, all: bool) {
    person.start(invited).await;
    assert_eq!(person.page().await, "personal");
    let inputs: Vec<_> = answers.inputs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    person.fill(&inputs).await;
    if all {
        person.fill(PERSONAL).await;
    }
    person.press("Continue").await;
    for (page, inputs) in REST {
        assert_eq!(person.page().await, page);
        let enough = if page == "vehicle" { &[("hasVehicle", "no")][..] } else { &[] };
        person.fill(if all { inputs } else { enough }).await;
        person.press("Continue").await;
    }
    assert_eq!(person.heading().await, "Check your answers");
    let shown = person.text("main").await;
    for (name, value) in inputs {
        assert!(name == "mobile" || shown.contains(value), "{value}: {shown}");
    }
    person.press("Finish signing up").await;
}

async fn arrived(landing: &Landing, tenant: &Tenant, invited: &Invited, answers: &Answers, all: bool) {
    let session = tenant.session(&invited.id).await;
    assert_eq!(session["status"], "completed");
    let id = &session["customerId"];
    let expected = [
        ("from", "enrol"),
        ("status", "completed"),
        ("signupSessionId", &invited.id),
        ("customerId", &id.to_string()),
        ("state", "s&t"),
    ];
    assert_eq!(landing.returned(), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));

    let customer = tenant.customer(id).await;
    assert_eq!(customer["name"], answers.inputs[0].1);
    assert_eq!(customer["surname"], answers.inputs[1].1);
    assert_eq!(customer["mobile"], answers.mobile);
    if all {
        assert_eq!(customer["email"], "siobhan@example.com");
        assert_eq!(customer["dateOfBirth"], "1985-02-28");
        assert_eq!(customer["gender"], "agender");
        assert_eq!(customer["vehicleMake"], "Citroën");
        assert_eq!(customer["medicalConditions"], "Asthma\nHay fever");
        assert_eq!(customer["allergies"], "Penicillin & \"bees\" <all>");
        assert_eq!(customer["bloodtype"], "O-");
        assert_eq!(customer["nextOfKinNumber"], "+27837654321");
    }
    let subscriptions = tenant.get(&format!("/customers/{id}/subscriptions")).await.expect(200);
    assert_eq!(subscriptions[0]["id"], session["subscriptionId"]);
}
