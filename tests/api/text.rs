//! Text that no field may take, in every field: never a 500, never a changed row.

use enrol::domain::profile::{Field, Kind, api_fields};
use reqwest::Method;
use serde_json::{Value, json};

use super::{asked, count_sessions, customer_with, location, only_wrong, raw};
use crate::harness::{Reply, Tenant};

/// Characters that hide, turn or break what stands beside them; the last of them stand for bytes
/// that were not UTF-8.
const BAD: &[&str] = &[
    "a\0b",
    "\0",
    "a\u{1b}[31m",
    "a\u{7}",
    "a\u{7f}",
    "\u{85}x\u{85}y",
    "a\u{202E}b",
    "\u{2066}a\u{2069}",
    "a\u{200E}b",
    "a\u{061C}",
    "a\u{E0041}",
    "a\u{FDD0}",
    "a\u{FFFF}",
    "a\u{10FFFE}",
    "e\u{316}\u{317}\u{318}\u{319}",
    "a\u{FFFD}b",
];

/// What is no UTF-8, or no Unicode, between two quotes.
const BROKEN: &[&[u8]] = &[
    b"\xff",
    b"a\xc3",
    b"\xc0\xaf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\\ud800",
    b"\\udc00x",
    b"\\ud83d\\u0041",
    b"a\x00b",
    b"a\nb",
    b"\\x41",
    b"\\u00",
];

/// What looks like code, and is only text.
const HARMLESS: &[&str] = &[
    "'; drop table customer; --",
    "\" or 1=1",
    "<script>alert(1)</script>",
    "{{7*7}} ${7*7} #{7}",
    "%00%0d%0a",
    "\\u0000 \\0",
    "../../etc/passwd",
    "null",
    "👩‍🚒 李 ǀXam",
];

fn texts() -> impl Iterator<Item = &'static Field> {
    api_fields().filter(|field| field.kind != Kind::YesNo)
}

/// For how many characters a field has room, when it takes any.
fn room(field: &Field) -> Option<usize> {
    match field.kind {
        Kind::Line(most) | Kind::Text(most) | Kind::ChoiceOrText(_, most) | Kind::Plate(most) => Some(most),
        _ => None,
    }
}

async fn put(tenant: &Tenant, path: &str, name: &str, value: &str) -> Reply {
    tenant.put(path, &json!({ "customer": { name: value } })).await
}

/// A tenant with one customer: its path and what it reads.
async fn known(tenant: &Tenant) -> (String, Value) {
    let id = customer_with(tenant, 1, json!({ "medicalOther": "as it was" })).await;
    (format!("/customers/{id}"), tenant.customer(&id).await)
}

fn refused(reply: &Reply, pointer: &str) {
    let code = only_wrong(reply, pointer);
    assert!(["characters", "unreadable"].contains(&code), "{code}");
}

both! {
    async fn no_field_takes_characters_that_mislead(world) {
        let tenant = world.tenant("Acme").await;
        let (path, before) = known(&tenant).await;
        for field in texts() {
            for bad in BAD {
                refused(&put(&tenant, &path, field.name, bad).await, &format!("/customer/{}", field.name));
            }
        }
        assert_eq!(tenant.get(&path).await.expect(200)["customer"], before);
        // All fields of a new customer at once.
        for bad in BAD {
            let profile: Value = texts().map(|field| (field.name.to_owned(), json!(bad))).collect();
            let reply = tenant.post("/customers", &json!({ "customer": profile })).await;
            reply.problem(400, "invalid_request");
            assert_eq!(reply.pointers().len(), texts().count(), "{bad:?}: {}", reply.text);
            assert!(!reply.text.contains(bad), "the value must not be repeated");
        }
        assert_eq!(tenant.count_customers().await, 1);
    }

    async fn what_is_no_unicode_is_no_json(world) {
        let tenant = world.tenant("Acme").await;
        let (path, before) = known(&tenant).await;
        for field in texts() {
            for broken in BROKEN {
                let body = [format!("{{\"customer\":{{\"{}\":\"", field.name).as_bytes(), broken, b"\"}}"].concat();
                raw(&tenant, Method::PUT, &path, body).await.problem(400, "malformed_json");
            }
        }
        for broken in BROKEN {
            let body = [&b"{\"customer\":{\"name\":\"A\",\"surname\":\"B\",\"mobile\":\"0821230002\",\""[..], broken, b"\":1}}"];
            raw(&tenant, Method::POST, "/customers", body.concat()).await.problem(400, "malformed_json");
        }
        assert_eq!(tenant.get(&path).await.expect(200)["customer"], before);
        assert_eq!(tenant.count_customers().await, 1);
    }

    async fn every_field_has_room_for_so_many_characters(world) {
        let tenant = world.tenant("Acme").await;
        let (path, before) = known(&tenant).await;
        for field in texts() {
            let pointer = format!("/customer/{}", field.name);
            let Some(most) = room(field) else {
                let reply = put(&tenant, &path, field.name, &"0".repeat(5000)).await;
                assert!(["format", "too_long", "choice"].contains(&only_wrong(&reply, &pointer)), "{}", reply.text);
                continue;
            };
            // Characters, not bytes nor UTF-16 units.
            for letter in ["É", "李", "𠮷"] {
                let reply = put(&tenant, &path, field.name, &letter.repeat(most + 1)).await;
                assert_eq!(only_wrong(&reply, &pointer), "too_long");
            }
        }
        assert_eq!(tenant.get(&path).await.expect(200)["customer"], before);
        for field in texts() {
            let Some(most) = room(field) else { continue };
            for letter in ["É", "𠮷"] {
                let long = letter.repeat(most);
                let kept = put(&tenant, &path, field.name, &format!("  {long} ")).await.expect(200);
                assert_eq!(kept["customer"][field.name], long, "{}", field.name);
            }
        }
    }

    async fn what_looks_like_code_is_only_text(world) {
        let tenant = world.tenant("Acme").await;
        let (path, _) = known(&tenant).await;
        for field in texts().filter(|field| matches!(field.kind, Kind::Line(_) | Kind::Text(_) | Kind::ChoiceOrText(..))) {
            for harmless in HARMLESS {
                put(&tenant, &path, field.name, harmless).await.expect(200);
                let read = tenant.get(&path).await.expect(200);
                assert_eq!(read["customer"][field.name], *harmless, "{}", field.name);
            }
        }
    }

    async fn sessions_take_no_such_text_either(world) {
        let tenant = world.tenant("Acme").await;
        for bad in BAD {
            for (more, pointer) in [
                (json!({ "email": bad }), "/email"),
                (json!({ "customerReferenceId": bad }), "/customerReferenceId"),
                (json!({ "state": bad }), "/state"),
                (json!({ "locale": bad }), "/locale"),
                (json!({ "siteDetails": { "siteName": bad } }), "/siteDetails/siteName"),
                (json!({ "siteDetails": { "siteReferenceId": bad } }), "/siteDetails/siteReferenceId"),
                (json!({ "customer": { "name": bad } }), "/customer/name"),
                (json!({ "metadata": { "note": bad } }), "/metadata/note"),
                (json!({ "locked": [bad] }), "/locked/0"),
            ] {
                only_wrong(&tenant.post("/customer-signup/sessions", &asked(&more)).await, pointer);
            }
            let name = json!({ "metadata": { *bad: "x" } });
            only_wrong(&tenant.post("/customer-signup/sessions", &asked(&name)).await, &format!("/metadata/{bad}"));
        }
        assert_eq!(count_sessions(&tenant).await, 0);
    }

    async fn locations_take_no_such_text_either(world) {
        let tenant = world.tenant("Acme").await;
        let made = tenant.post("/predefinedLocations", &location("S-1")).await.expect(201);
        let path = format!("/predefinedLocations/{}", made["id"]);
        for name in [
            "externalReferenceId", "locationIdentifier", "latitude", "longitude", "locationDescription",
            "locationAdditionalInformation", "formattedAddress", "w3w",
        ] {
            for bad in BAD.iter().copied().chain([&*"x".repeat(2001)]) {
                only_wrong(&tenant.put(&path, &json!({ name: bad })).await, &format!("/{name}"));
            }
        }
        assert_eq!(tenant.get(&path).await.expect(200), made);
    }

    async fn addresses_take_no_such_text_either(world) {
        let tenant = world.tenant("Acme").await;
        for bad in ["%00", "%ff", "%c3", "%ed%a0%80", "%E2%80%AE", "%0d%0a", "%27%20or%201=1", "%2e%2e%2f", "1%00", "%31%ff"] {
            for path in ["/customers", "/customer-signup/sessions", "/subscriptions", "/predefinedLocations"] {
                tenant.get(&format!("{path}/{bad}")).await.problem(404, "not_found");
            }
            for (list, filters) in [
                ("/customers", &["mobile", "externalReferenceId", "cursor", "limit"][..]),
                ("/customer-signup/sessions", &["status", "customerReferenceId", "email", "cursor", "limit"]),
                ("/predefinedLocations", &["cursor", "limit"]),
            ] {
                for filter in filters {
                    let reply = tenant.get(&format!("{list}?{filter}={bad}")).await;
                    let free = ["externalReferenceId", "customerReferenceId", "email"].contains(filter);
                    let right = if free { [200, 400].contains(&reply.status.as_u16()) } else { reply.status == 400 };
                    assert!(right, "{list}?{filter}={bad}: {}", reply.text);
                }
            }
        }
    }
}
