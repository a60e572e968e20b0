//! The document's examples: each body is sent as it stands, and each answer and webhook is what comes,
//! but for times, secrets and random ids.

use std::collections::BTreeMap;
use std::{env, fs};

use enrol::domain::language::Language;
use enrol::i18n::Catalog;
use image::ImageFormat;
use serde_json::{Map, Value, json};

use super::audit::audited;
use super::document::{self, Operation};
use super::schemas::conforms;
use super::{logo, person};
use crate::harness::{Engine, Guest, Invited, Reply, Tenant, World, send};
use crate::worker::Post;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/api/openapi/recorded.json");

/// Every call, in an order in which each does what it is for.
const TOUR: &[(&str, &str)] = &[
    ("takeToken", "/oauth/token"),
    ("readSource", "/source"),
    ("registerNotifier", "/notifiers"),
    ("readNotifier", "/notifiers"),
    ("listSubscriptionTypes", "/subscriptions/subscriptionTypes"),
    ("createCustomer", "/customers"),
    ("readCustomer", "/customers/3"),
    ("updateCustomer", "/customers/3"),
    ("listCustomers", "/customers?externalReferenceId=C-1001"),
    ("createSubscription", "/subscriptions"),
    ("readSubscription", "/subscriptions/3"),
    ("listSubscriptions", "/subscriptions?active=true&limit=1"),
    ("renewSubscription", "/subscriptions/3"),
    ("listSubscriptionsOfCustomer", "/customers/1/subscriptions"),
    ("createLocation", "/predefinedLocations"),
    ("readLocation", "/predefinedLocations/2"),
    ("updateLocation", "/predefinedLocations/2"),
    ("listLocations", "/predefinedLocations?limit=1"),
    ("openSession", "/customer-signup/sessions"),
    ("renewLink", "/customer-signup/sessions/{sessionId}/link"),
    ("readSession", "/customer-signup/sessions/{sessionId}"),
    ("listSessions", "/customer-signup/sessions?customerReferenceId=C-1002"),
    ("cancelSession", "/customer-signup/sessions/{otherId}/cancel"),
    ("tellPayment", "/customer-signup/sessions/{paidId}/payment"),
    ("readFunnel", "/signup-form/funnel"),
    ("listEvents", "/events?types=CREATED_CUSTOMER,SIGNUP_COMPLETED&limit=4"),
    ("testNotifier", "/notifiers/test"),
    ("listDeliveries", "/notifiers/deliveries?status=pending&limit=1"),
    ("readDelivery", "/notifiers/deliveries/{deliveryId}"),
    ("resendDelivery", "/notifiers/deliveries/{deliveryId}/resend"),
    ("rotateNotifierSecret", "/notifiers/secret"),
    ("removeNotifier", "/notifiers"),
    ("cancelSubscription", "/subscriptions/3"),
    ("deleteLocation", "/predefinedLocations/2"),
    ("listConsents", "/customers/1/consents"),
    ("exportCustomer", "/customers/1/export"),
    ("withdrawConsent", "/customers/1/consents/medical/withdraw"),
    ("deleteCustomer", "/customers/3/delete"),
    ("eraseCustomer", "/customers/3/erase"),
    ("replaceForm", "/signup-form"),
    ("readForm", "/signup-form"),
    ("setLogo", "/signup-form/logo"),
    ("removeLogo", "/signup-form/logo"),
    ("previewForm", "/signup-form/preview"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_is_what_is_sent_and_what_comes() {
    let world = World::on(Engine::Sqlite).await;
    // With the limits that the document tells of.
    let world = world.with(|settings| settings.session_rate = 6000).await;
    // The first source of a new server: the ids of the examples are those of its first records.
    let back = ["https://app.example/signup".to_owned()];
    let tenant = world.tenant_with("Acme", &back, &["https://pay.example/checkout".to_owned()]).await;
    furnish(&tenant).await;
    super::agree(&world, &json!(1)).await;
    let document = document::of(&tenant).await;
    let operations = document::operations(&document);
    assert_eq!(TOUR.len(), operations.len());

    let (mut answers, mut ids) = (Map::new(), BTreeMap::new());
    for (id, path) in TOUR {
        if *id == "readSession" {
            sign_up(&world, &ids).await;
            ids.insert(
                "otherId",
                tenant.invite_with(json!({ "returnUrl": "https://app.example/signup/done" })).await.id,
            );
        }
        if *id == "tellPayment" {
            ids.insert("paidId", send_to_pay(&world, &tenant).await);
        }
        if *id == "readFunnel" {
            enrol::actions::funnel::flush(&world.app).await.expect("the counts");
        }
        let operation = operations.iter().find(|operation| operation.id == *id).expect(id);
        let path =
            ids.iter().fold((*path).to_owned(), |path, (name, id)| path.replace(&format!("{{{name}}}"), id));
        let reply = ask(&tenant, &document, operation, &path).await;
        remember(&mut ids, id, &reply);
        let changes = operation.method != "GET" && !["takeToken", "previewForm"].contains(id);
        let told = audited(&world, &reply).await;
        assert_eq!(told.len(), usize::from(changes), "{id} in the audit: {told:?}");
        assert!(told.iter().all(|row| row.starts_with(&format!("tenant {} ", tenant.client_id))), "{told:?}");
        let request = format!("{} {path}", operation.method);
        answers.insert((*id).to_owned(), json!({ "request": request, "body": reply.json }));
    }
    let problem = json!({ "customer": { "name": "Thandi", "mobile": "082 12", "dateOfBirth": "7/3/1985" } });
    let problem = tenant.post("/customers", &problem).await;
    conforms(&document, &json!({ "$ref": "#/components/schemas/Problem" }), &problem.json);
    let webhooks = webhooks(&document).await;

    let recorded = json!({ "answers": answers, "webhooks": webhooks, "problem": problem.json });
    let text = steady(&serde_json::to_string_pretty(&recorded).expect("text"), &tenant.base) + "\n";
    if env::var_os("ENROL_WRITE_EXAMPLES").is_some() {
        fs::write(FILE, &text).expect("the file of the examples");
    }
    assert!(
        text == fs::read_to_string(FILE).expect("the file"),
        "the examples are not what comes now; look at what ENROL_WRITE_EXAMPLES=1 scripts/test every_example changes"
    );
}

/// Two customers, a family subscription that is still nobody's, and a location, all of them number 1
/// of their kind.
async fn furnish(tenant: &Tenant) {
    for number in [1, 2] {
        let made = tenant.post("/customers", &json!({ "customer": person(number) })).await.expect(201);
        assert_eq!(made["customer"]["id"], number);
    }
    let family = json!({ "subscriptionTypeId": 2 });
    assert_eq!(tenant.post("/subscriptions", &family).await.expect(201)["id"], 1);
    let location = super::location("S-1");
    assert_eq!(tenant.post("/predefinedLocations", &location).await.expect(201)["id"], 1);
}

/// Sends an operation's example, and holds the answer to what the document says of it.
async fn ask(tenant: &Tenant, document: &Value, operation: &Operation, path: &str) -> Reply {
    let mut request = tenant.request(operation.method.clone(), path);
    if let Some(body) = &operation.body {
        let example = &body["examples"][0];
        assert!(example.is_object(), "{} has no example", operation.id);
        // Unknown members would be refused, so none is there for nothing.
        request = request.header("prefer", "handling=strict").json(&own(path, example, tenant));
    }
    if let Some(media) = operation.media.first() {
        request = request.header("content-type", media).body(logo::picture(960, 320, 11, ImageFormat::Png));
    }
    let reply = send(request).await;
    assert_eq!(reply.status.as_u16(), operation.status, "{}: {}", operation.id, reply.text);
    conforms(document, &operation.answer, &reply.json);
    operation.has_its_headers(document, &reply);
    reply
}

/// The example itself, but for credentials: nobody can know those before they are made.
fn own(path: &str, example: &Value, tenant: &Tenant) -> Value {
    if path != "/oauth/token" {
        return example.clone();
    }
    let mut example = example.clone();
    let own = json!({ "clientId": tenant.client_id, "clientSecret": tenant.client_secret });
    for (name, value) in own.as_object().expect("members") {
        let shown = example[name].as_str().expect("text");
        assert_eq!(Some(shown.len()), value.as_str().map(str::len), "{name} looks like a real one");
        example[name] = value.clone();
    }
    example
}

/// Keeps what later paths need.
fn remember(ids: &mut BTreeMap<&str, String>, id: &str, reply: &Reply) {
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    match id {
        "openSession" => drop(ids.insert("sessionId", text(&reply.json["sessionId"]))),
        "renewLink" => drop(ids.insert("link", text(&reply.json["url"]))),
        "testNotifier" => drop(ids.insert("deliveryId", text(&reply.json["delivery"]["id"]))),
        _ => {}
    }
}

/// The person of the example's session signs up.
async fn sign_up(world: &World, ids: &BTreeMap<&str, String>) {
    let invited = Invited { id: ids["sessionId"].clone(), link: ids["link"].clone() };
    finish(&Guest::new(&world.base), &invited, &[]).await;
}

/// Somebody else answers all and is sent to pay; the session's id.
async fn send_to_pay(world: &World, tenant: &Tenant) -> String {
    let invited = tenant
        .invite_with(json!({
            "returnUrl": "https://app.example/signup/done", "flows": ["payment"],
            "payment": { "url": "https://pay.example/checkout/7" },
        }))
        .await;
    let guest = Guest::new(&world.base);
    let check = guest.reach_check(&invited, "084 123 4567").await;
    guest.submit(&check, &[], "finish").await.location();
    invited.id
}

async fn finish(guest: &Guest, invited: &Invited, medical: &[(&str, &str)]) {
    let mut path = guest.start(invited).await;
    for inputs in [&[][..], &[("hasVehicle", "no")], medical, &[]] {
        path = guest.answer(&path, inputs).await;
    }
    let check = guest.get(&path).await.expect(200);
    guest.submit(&check, &[], "finish").await.location();
}

/// A webhook of each event, as it came.
async fn webhooks(document: &Value) -> BTreeMap<String, Value> {
    let world = World::on(Engine::Sqlite).await;
    let post = Post::of(&world, "Acme").await;
    let (tenant, example) =
        (&post.tenant, |name: &str| document["components"]["schemas"][name]["examples"][0].clone());
    tenant.post("/customers", &example("NewCustomer")).await.expect(201);
    tenant.put("/customers/1", &example("CustomerChange")).await.expect(200);
    tenant.put("/subscriptions/1", &json!({ "validTo": "2100-01-01" })).await.expect(200);
    let mut came = post.carry().await;
    tenant.post("/customers/1/delete", &json!({})).await.expect(200);
    came.extend(post.carry().await);
    tenant.post("/customers/1/erase", &json!({})).await.expect(200);

    let mut session = example("NewSession");
    session.as_object_mut().expect("members").remove("returnUrl");
    session.as_object_mut().expect("members").remove("refreshUrl");
    let agreed = [
        ("allergies", "Penicillin"),
        ("medicalConsent", &Catalog::of(Language::English).consent("Acme").version),
    ];
    let finished = tenant.invite_with(session.clone()).await;
    finish(&Guest::new(&world.base), &finished, &agreed).await;
    let customer = tenant.session(&finished.id).await["customerId"].clone();
    tenant.post(&format!("/customers/{customer}/consents/medical/withdraw"), &json!({})).await.expect(200);
    let cancelled = tenant.invite_with(session.clone()).await;
    tenant.post(&format!("/customer-signup/sessions/{}/cancel", cancelled.id), &json!({})).await.expect(200);
    came.extend(post.carry().await);

    // What was to be linked is cancelled meanwhile.
    let gone =
        tenant.post("/subscriptions", &json!({ "subscriptionTypeId": 1 })).await.expect(201)["id"].clone();
    session["customer"]["mobile"] = json!("083 123 4568");
    session.as_object_mut().expect("members").remove("subscription");
    let expired = tenant.invite_with(session.clone()).await;
    session["subscriptionId"] = gone.clone();
    let failed = tenant.invite_with(session).await;
    tenant.delete(&format!("/subscriptions/{gone}")).await.expect(200);
    finish(&Guest::new(&world.base), &failed, &[]).await;
    Guest::new(&world.base).start(&expired).await;
    post.ping().await;
    came.extend(post.carry().await);
    world.pass(1900);
    enrol::worker::maintenance::round(&world.app).await.expect("the chores");
    world.pass(2 * 86_400);
    enrol::worker::maintenance::round(&world.app).await.expect("the chores");
    came.extend(post.carry().await);

    // Several are of one kind; which of them comes first is anybody's guess.
    came.sort_by_key(|came| came.json["revision"].as_i64());
    let mut webhooks = BTreeMap::new();
    for came in came {
        let schema = &document["webhooks"][came.event()]["post"]["requestBody"]["content"]["application/json"]
            ["schema"];
        conforms(document, schema, &came.json);
        webhooks.entry(came.event().to_owned()).or_insert(came.json);
    }
    let told: Vec<&String> = document["webhooks"].as_object().expect("webhooks").keys().collect();
    let missing: Vec<_> = told.into_iter().filter(|event| !webhooks.contains_key(*event)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    webhooks
}

/// Puts what is always the same in place of times, secrets, tokens, ids that are drawn, and our address.
fn steady(text: &str, base: &str) -> String {
    const TIMES: [(&str, &str); 8] = [
        ("expiresAt", "2026-11-24T08:00:00.123456Z"),
        ("startedAt", "2026-11-23T08:05:00.654321Z"),
        ("completedAt", "2026-11-23T08:08:00.987654Z"),
        ("createdAt", "2026-11-23T08:00:00.123456Z"),
        ("updatedAt", "2026-11-23T08:00:00.123456Z"),
        ("validFrom", "2026-11-23T08:00:00.123456Z"),
        ("validTo", "2027-11-23T08:00:00.123456Z"),
        ("", "2026-11-23T08:30:00.5Z"),
    ];
    let mut seen: Vec<String> = Vec::new();
    let mut lines = Vec::new();
    for line in text.replace(base, "https://signup.example").lines() {
        let name = line.trim_start().split('"').nth(1).unwrap_or_default();
        let value = line.split("\": \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let new = match name {
            "accessToken" => "eyJhbGciOiJIUzI1NiIs...".to_owned(),
            "secret" => "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=".to_owned(),
            "nextCursor" => "oOZ1V5Vw1Fz3u8Jk0dS2pQ".to_owned(),
            "url" if value.contains("/preview/") => {
                "https://signup.example/preview/AAAAAAAAAAEAAAAAAAAAAQAAAABrE5wA3Wf8pQm0Yk7sVbT2cHnJxLrGdUzE1oI9aSqM5wKv4Xg".to_owned()
            }
            "from" | "to" | "day" if value.len() == 10 => "2026-11-23".to_owned(),
            "requestId" => "4bf92f3577b34da6a3ce929d0e0e4736".to_owned(),
            "returnUrl" | "url" if value.contains("/signup/") && value.contains("signup.example") => {
                "https://signup.example/signup/JX3kq0vT9mYb2LZ8cWfR5uNaHdEoPs1g7iVxQtK4rMw".to_owned()
            }
            _ if value.len() >= 20
                && value.ends_with('Z')
                && !value.contains("T00:00:00Z")
                && value.contains('T') =>
            {
                let time = TIMES.iter().find(|(known, _)| name == *known || known.is_empty());
                time.expect("the last fits all").1.to_owned()
            }
            _ => value.to_owned(),
        };
        let mut line = if value.is_empty() { line.to_owned() } else { line.replace(value, &new) };
        if name == "medianSeconds" && !line.contains("null") {
            "            \"medianSeconds\": 24".clone_into(&mut line);
        }
        if name == "revision" && line.len() > 30 {
            "      \"revision\": 1795420800123456,".clone_into(&mut line);
        }
        for at in 0..line.len().saturating_sub(35) {
            let Some(id) = line.get(at..at + 36).filter(|id| uuid::Uuid::try_parse(id).is_ok()) else {
                continue;
            };
            let id = id.to_owned();
            let known = seen.iter().position(|known| *known == id).unwrap_or_else(|| {
                seen.push(id.clone());
                seen.len() - 1
            });
            line = line
                .replace(&id, &format!("019ac0f3-5a80-7c3e-9f21-{:012x}", 0x4d5a_6b7c + known * 0x11_2233));
        }
        lines.push(line);
    }
    lines.join("\n")
}
