//! Signup sessions: opened, read, cancelled, given a new link.

use enrol::domain::moment::Moment;
use reqwest::Method;
use serde_json::{Map, Value, json};

use super::{asked, count_sessions, only_wrong, person, post_with, types, wrong};
use crate::harness::{Guest, Reply, Tenant, send};

const SESSIONS: &str = "/customer-signup/sessions";

async fn open(tenant: &Tenant, more: Value) -> Reply {
    tenant.post(SESSIONS, &asked(&more)).await
}

fn moment(value: &Value) -> Moment {
    let text = value.as_str().expect("a time");
    assert!(text.ends_with('Z'), "{text} is not in UTC");
    Moment::parse(text).expect("a time")
}

/// Everything that a session can say.
fn everything() -> Value {
    json!({
        "email": "thandi@home.example",
        "customerReferenceId": "A-1",
        "siteDetails": { "siteName": "Head office", "siteReferenceId": "S-1" },
        "customer": { "name": "Thandi", "mobile": "082 123 4567", "bloodType": "ab-", "gender": null },
        "locked": ["name", "mobile"],
        "flows": [],
        "locale": "zu-ZA",
        "expiresIn": 3600,
        "state": "s&t=1",
        "metadata": { "branch": "7" },
    })
}

both! {
    async fn it_is_opened_and_reads_as_the_contract_shows_it(world) {
        let tenant = world.tenant("Acme").await;
        let reply = open(&tenant, everything()).await;
        let location = reply.header("location").expect("a location").to_owned();
        let session = reply.expect(201);
        let id = session["sessionId"].as_str().expect("an id");
        assert_eq!(location, format!("/panic-api/v2{SESSIONS}/{id}"));
        let link = session["url"].as_str().expect("a link");
        let secret = link.strip_prefix(&format!("{}/signup/", world.base)).expect("a link to us");
        assert!(secret.len() >= 43 && !secret.contains(id), "256 random bits");
        let created = moment(&session["createdAt"]);
        assert_eq!(moment(&session["expiresAt"]), created.plus_seconds(3600).expect("a time"));
        let mut shape = json!({
            "sessionId": id, "id": id, "status": "pending", "customerId": null,
            "customerReferenceId": "A-1", "email": "thandi@home.example",
            "returnUrl": link, "url": link, "tenantReturnUrl": "https://tenant.example/app/done",
            "refreshUrl": null, "flows": [], "awaiting": null, "payment": null, "consents": [], "formVersion": 0, "siteDetails": { "siteName": "Head office", "siteReferenceId": "S-1" },
            "subscriptionId": null, "siteId": null, "errorCode": null,
            "prefill": { "bloodtype": "suggested", "mobile": "locked", "name": "locked" }, "disputed": [],
            "progress": { "answered": [], "total": 4 },
            "createdAt": session["createdAt"], "expiresAt": session["expiresAt"],
            "startedAt": null, "completedAt": null, "locale": "zu-ZA", "metadata": { "branch": "7" },
        });
        assert_eq!(session, shape);
        // Afterwards nobody knows the link.
        (shape["returnUrl"], shape["url"]) = (Value::Null, Value::Null);
        assert_eq!(tenant.session(id).await, shape);
        let list = tenant.get(SESSIONS).await.expect(200);
        assert_eq!(list, json!({ "sessions": [shape], "nextCursor": null }));
    }

    async fn a_return_address_is_enough(world) {
        let tenant = world.tenant("Acme").await;
        let session = open(&tenant, json!({})).await.expect(201);
        let week = moment(&session["createdAt"]).plus_seconds(604_800).expect("a time");
        assert_eq!(moment(&session["expiresAt"]), week);
        for member in ["customerReferenceId", "email", "siteDetails", "subscriptionId"] {
            assert_eq!(session[member], Value::Null, "{member}");
        }
        assert_eq!(session["metadata"], json!({}));
        // `null` says as little as nothing.
        let mut nothing: Value = everything();
        for value in nothing.as_object_mut().map(Map::values_mut).expect("members") {
            *value = Value::Null;
        }
        open(&tenant, nothing).await.expect(201);
        let reply = tenant.post(SESSIONS, &json!({})).await;
        assert_eq!(only_wrong(&reply, "/returnUrl"), "required");
    }

    async fn all_mistakes_are_told_at_once(world) {
        let tenant = world.tenant("Acme").await;
        let body = json!({
            "returnUrl": 7, "email": "me@home", "customerReferenceId": "x".repeat(256), "state": "x".repeat(513),
            "locale": "not a language", "expiresIn": 299, "siteDetails": { "siteName": 1, "siteReferenceId": "x".repeat(256) },
            "customer": { "name": 1, "bloodtype": "C+" }, "locked": ["name", 7], "flows": ["callout"],
            "subscription": { "validFrom": "yesterday" }, "metadata": { "a": 1 },
        });
        let reply = tenant.post(SESSIONS, &body).await;
        reply.problem(400, "invalid_request");
        assert_eq!(wrong(&reply), [
            "/customer/bloodtype", "/customer/name", "/customerReferenceId", "/email", "/expiresIn", "/flows/0",
            "/locale", "/locked/0", "/locked/1", "/metadata/a", "/returnUrl", "/siteDetails/siteName",
            "/siteDetails/siteReferenceId", "/state", "/subscription/subscriptionTypeId", "/subscription/validFrom",
        ]);
        assert_eq!(count_sessions(&tenant).await, 0);
    }

    async fn every_member_has_its_type_and_its_limit(world) {
        let tenant = world.tenant("Acme").await;
        let wide = |length: usize| "é".repeat(length);
        let pairs = |count: usize| (0..count).map(|at| (format!("k{at}"), json!("v"))).collect::<Map<_, _>>();
        let email = format!("me@{}.example", vec!["x".repeat(58); 4].join("."));
        for (member, good) in [
            ("customerReferenceId", json!(wide(255))), ("state", json!(wide(512))), ("expiresIn", json!(300)),
            ("expiresIn", json!(1_814_400)), ("metadata", Value::Object(pairs(20))), ("locale", json!("en")),
            ("metadata", json!({ wide(40): wide(500) })), ("siteDetails", json!({ "siteName": wide(255) })),
            ("email", json!(&email)), ("subscription", Value::Null), ("flows", json!([])),
        ] {
            let reply = open(&tenant, json!({ member: good })).await;
            assert_eq!(reply.status, 201, "{member} {good}: {}", reply.text);
        }
        let before = count_sessions(&tenant).await;
        for (member, bad) in [
            ("customerReferenceId", json!(wide(256))), ("customerReferenceId", json!(7)), ("state", json!(wide(513))),
            ("state", json!(["a"])), ("expiresIn", json!(1_814_401)), ("expiresIn", json!("3600")),
            ("expiresIn", json!(3600.5)), ("expiresIn", json!(-300)), ("metadata", Value::Object(pairs(21))),
            ("metadata", json!([])), ("locale", json!("no language")), ("locale", json!(1)), ("siteDetails", json!("Head office")),
            ("email", json!("me")), ("email", json!(format!("x{email}.{}", wide(10)))), ("email", json!(true)), ("customer", json!([])), ("locked", json!("name")),
            ("flows", json!({})), ("subscription", json!(1)), ("subscriptionId", json!("1")), ("returnUrl", json!(null)),
        ] {
            let reply = open(&tenant, json!({ member: bad })).await;
            only_wrong(&reply, &format!("/{member}"));
        }
        for (name, value) in [(wide(41), json!("v")), ("k".to_owned(), json!(wide(501))), ("k".to_owned(), json!(null))] {
            let reply = open(&tenant, json!({ "metadata": { &name: value } })).await;
            only_wrong(&reply, &format!("/metadata/{name}"));
        }
        assert_eq!(count_sessions(&tenant).await, before);
    }

    async fn only_what_is_given_can_be_locked(world) {
        let tenant = world.tenant("Acme").await;
        for locked in ["surname", "externalReferenceId", "hasVehicle", "nothing", "customerId"] {
            let given = json!({ "name": "Thandi", "externalReferenceId": "E-1" });
            let reply = open(&tenant, json!({ "customer": given, "locked": ["name", locked] })).await;
            assert_eq!(only_wrong(&reply, "/locked/1"), "not_given", "{locked}");
        }
    }

    async fn a_new_or_an_existing_subscription_never_both(world) {
        let tenant = world.tenant("Acme").await;
        let (single, _) = types(&tenant).await;
        let free = tenant.post("/subscriptions", &json!({ "subscriptionTypeId": single })).await.expect(201);
        let new = json!({ "subscriptionTypeId": single });
        let both = json!({ "subscription": new, "subscriptionId": free["id"] });
        assert_eq!(only_wrong(&open(&tenant, both).await, "/subscriptionId"), "exclusive");
        let session = open(&tenant, json!({ "subscriptionId": free["id"] })).await.expect(201);
        assert_eq!(session["subscriptionId"], free["id"]);
        let session = open(&tenant, json!({ "subscription": new })).await.expect(201);
        assert_eq!(session["subscriptionId"], Value::Null);
        let unknown = json!({ "subscription": { "subscriptionTypeId": 999_999 } });
        assert_eq!(only_wrong(&open(&tenant, unknown).await, "/subscription/subscriptionTypeId"), "unknown_subscription_type");
        let empty = json!({ "subscription": { "subscriptionTypeId": single, "validFrom": "2027-01-02", "validTo": "2027-01-02" } });
        assert_eq!(only_wrong(&open(&tenant, empty).await, "/subscription/validTo"), "empty_span");
        assert_eq!(count_sessions(&tenant).await, 2);
    }

    async fn a_cancelled_session_has_ended_for_good(world) {
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite().await;
        let path = format!("{SESSIONS}/{}", invited.id);
        let mut before = tenant.session(&invited.id).await;
        let cancelled = send(tenant.request(Method::POST, &format!("{path}/cancel"))).await.expect(200);
        before["status"] = json!("cancelled");
        assert_eq!(cancelled, before);
        for verb in ["cancel", "link"] {
            tenant.post(&format!("{path}/{verb}"), &json!({})).await.problem(409, "session_ended");
        }
        assert_eq!(tenant.session(&invited.id).await, before);
        let page = Guest::new(&world.base).visit(&invited.link).await;
        assert!(!page.has_input("token"), "{}", page.text());
    }

    async fn a_new_link_ends_the_old_one(world) {
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite().await;
        let mut before = tenant.session(&invited.id).await;
        let again = send(tenant.request(Method::POST, &format!("{SESSIONS}/{}/link", invited.id))).await.expect(200);
        let link = again["url"].as_str().expect("a link").to_owned();
        assert_ne!(link, invited.link);
        (before["url"], before["returnUrl"]) = (json!(link), json!(link));
        assert_eq!(again, before);
        let guest = Guest::new(&world.base);
        assert_eq!(guest.get(&invited.link).await.status, 404);
        guest.get(&link).await.expect(200);
    }

    async fn what_is_overdue_has_expired(world) {
        let tenant = world.tenant("Acme").await;
        let session = open(&tenant, json!({ "expiresIn": 900 })).await.expect(201);
        let id = session["id"].as_str().expect("an id");
        world.pass(800);
        assert_eq!(tenant.session(id).await["status"], "pending");
        world.pass(100);
        let expired = tenant.session(id).await;
        assert_eq!(expired["status"], "expired");
        assert_eq!(expired["customerId"], Value::Null);
        for verb in ["cancel", "link"] {
            tenant.post(&format!("{SESSIONS}/{id}/{verb}"), &json!({})).await.problem(409, "session_ended");
        }
        assert_eq!(tenant.session(id).await, expired);
        let list = tenant.get(&format!("{SESSIONS}?status=expired")).await.expect(200);
        assert_eq!(list["sessions"], json!([expired]));
    }

    async fn progress_names_steps_and_holds_nothing_personal(world) {
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite().await;
        let guest = Guest::new(&world.base);
        let personal = guest.start(&invited).await;
        let started = tenant.session(&invited.id).await;
        assert_eq!(started["status"], "in_progress");
        assert!(moment(&started["startedAt"]) >= moment(&started["createdAt"]));
        assert_eq!(started["progress"]["answered"], json!([]));
        let answers = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "082 123 4567")];
        guest.answer(&personal, &answers).await;
        let reply = tenant.get(&format!("{SESSIONS}/{}", invited.id)).await;
        assert_eq!(reply.json["progress"]["answered"], json!(["personal"]));
        assert!(!reply.text.contains("Mokoena") && !reply.text.contains("1234567"), "{}", reply.text);
    }

    async fn what_was_given_is_not_read_back(world) {
        let tenant = world.tenant("Acme").await;
        let body = asked(&json!({ "customer": person(1), "state": "secret-state" }));
        let reply = post_with(&tenant, SESSIONS, &body, ("prefer", "handling=strict")).await;
        assert_eq!(reply.status, 201);
        assert!(!reply.text.contains("Mokoena") && !reply.text.contains("secret-state"), "{}", reply.text);
    }
}
