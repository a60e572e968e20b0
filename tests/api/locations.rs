//! Fixed locations: made, read, changed, removed, linked to customers and by sessions.

use reqwest::Method;
use serde_json::{Value, json};

use super::{customer, location, only_wrong, wrong};
use crate::harness::{Guest, Reply, Tenant, send};

const LOCATIONS: &str = "/predefinedLocations";

async fn make(tenant: &Tenant, reference: &str, more: Value) -> Reply {
    let mut body = location(reference);
    more.as_object().expect("members").iter().for_each(|(name, value)| body[name] = value.clone());
    tenant.post(LOCATIONS, &body).await
}

async fn read(tenant: &Tenant, id: &Value) -> Value {
    tenant.get(&format!("{LOCATIONS}/{id}")).await.expect(200)
}

async fn put(tenant: &Tenant, id: &Value, body: Value) -> Reply {
    tenant.put(&format!("{LOCATIONS}/{id}"), &body).await
}

both! {
    async fn one_is_made_and_reads_as_the_contract_shows_it(world) {
        let tenant = world.tenant("Acme").await;
        let reply = make(&tenant, "S-1", json!({})).await;
        let at = reply.header("location").expect("a location").to_owned();
        let made = reply.expect(201);
        assert_eq!(at, format!("/panic-api/v2{LOCATIONS}/{}", made["id"]));
        let shape = json!({
            "id": made["id"], "customerSourceId": tenant.source.0, "customerId": null, "externalReferenceId": "S-1",
            "locationIdentifier": "Main gate", "latitude": "-33.9249", "longitude": "18.4241",
            "calloutLocationTypeId": null, "locationDescription": null, "locationAdditionalInformation": null,
            "formattedAddress": null, "w3w": null, "createdAt": made["createdAt"], "updatedAt": made["createdAt"],
        });
        assert!(made["id"].is_i64() && made["createdAt"].is_string());
        assert_eq!(made, shape);
        assert_eq!(read(&tenant, &made["id"]).await, shape);
        let list = tenant.get(LOCATIONS).await.expect(200);
        assert_eq!(list, json!({ "predefinedLocations": [shape], "nextCursor": null }));
    }

    async fn coordinates_come_as_text_or_numbers_and_go_as_text(world) {
        let tenant = world.tenant("Acme").await;
        for (at, (latitude, longitude, north, east)) in [
            (json!("-90"), json!("180"), "-90", "180"),
            (json!(-33.9249), json!(18.4241), "-33.9249", "18.4241"),
            (json!(0), json!(-180), "0", "-180"),
            (json!("+1.50"), json!(" 2 "), "1.50", "2"),
        ].into_iter().enumerate() {
            let made = make(&tenant, &format!("S-{at}"), json!({ "latitude": latitude, "longitude": longitude })).await.expect(201);
            assert_eq!((&made["latitude"], &made["longitude"]), (&json!(north), &json!(east)));
        }
        let before = tenant.get(LOCATIONS).await.expect(200);
        for bad in ["90.1", "-90.00001", "1e1", "NaN", "inf", "1,5", "0x10", "north", "--1", "1.2.3", "33°", "٣", "."] {
            assert_eq!(only_wrong(&make(&tenant, "X", json!({ "latitude": bad })).await, "/latitude"), "out_of_range", "{bad}");
        }
        for bad in [json!(180.5), json!(1e300), json!([1]), json!({}), json!(true), json!("181")] {
            assert_eq!(only_wrong(&make(&tenant, "X", json!({ "longitude": bad })).await, "/longitude"), "out_of_range", "{bad}");
        }
        assert_eq!(tenant.get(LOCATIONS).await.expect(200), before);
    }

    async fn all_mistakes_are_told_at_once(world) {
        let tenant = world.tenant("Acme").await;
        let needed = ["/externalReferenceId", "/latitude", "/locationIdentifier", "/longitude"];
        let reply = tenant.post(LOCATIONS, &json!({})).await;
        reply.problem(400, "invalid_request");
        assert_eq!(wrong(&reply), needed);
        let body = json!({
            "externalReferenceId": 1, "locationIdentifier": "x".repeat(256), "latitude": "91", "longitude": " ", "customerId": "1",
            "calloutLocationTypeId": "x", "locationDescription": "x".repeat(2001), "locationAdditionalInformation": 1,
            "formattedAddress": "x".repeat(501), "w3w": "x".repeat(101),
        });
        let all: Vec<String> = wrong(&tenant.post(LOCATIONS, &body).await);
        let mut names: Vec<String> = body.as_object().expect("members").keys().map(|name| format!("/{name}")).collect();
        names.sort();
        assert_eq!(all, names);
        let made = make(&tenant, "S-1", json!({})).await.expect(201);
        for pointer in needed {
            for blank in [json!(null), json!(""), json!("  ")] {
                let reply = put(&tenant, &made["id"], json!({ pointer[1..]: blank })).await;
                assert_eq!(only_wrong(&reply, pointer), "required", "{blank}");
            }
        }
        assert_eq!(read(&tenant, &made["id"]).await, made);
    }

    async fn a_change_touches_what_it_mentions(world) {
        let tenant = world.tenant("Acme").await;
        let more = json!({
            "calloutLocationTypeId": 3, "locationDescription": "Yard", "locationAdditionalInformation": "Dogs",
            "formattedAddress": "1 Long St", "w3w": "a.b.c",
        });
        let made = make(&tenant, "S-1", more.clone()).await.expect(201);
        world.pass(60);
        let changed = put(&tenant, &made["id"], json!({ "locationIdentifier": "Back gate", "w3w": null })).await.expect(200);
        let mut expected = made.clone();
        expected["locationIdentifier"] = json!("Back gate");
        expected["w3w"] = Value::Null;
        assert_ne!(changed["updatedAt"], made["updatedAt"]);
        expected["updatedAt"] = changed["updatedAt"].clone();
        assert_eq!(changed, expected);
        assert_eq!(read(&tenant, &made["id"]).await, expected);
        for name in more.as_object().expect("members").keys() {
            let cleared = put(&tenant, &made["id"], json!({ name: null })).await.expect(200);
            assert_eq!(cleared[name], Value::Null, "{name}");
        }
    }

    async fn a_reference_is_unique_in_its_source(world) {
        let (tenant, other) = (world.tenant("Acme").await, world.tenant("Other").await);
        let one = make(&tenant, "S-1", json!({})).await.expect(201);
        let two = make(&tenant, "S-2", json!({})).await.expect(201);
        make(&other, "S-1", json!({})).await.expect(201);
        make(&tenant, " S-1 ", json!({})).await.problem(409, "duplicate_location");
        put(&tenant, &two["id"], json!({ "externalReferenceId": "S-1", "w3w": "x" })).await.problem(409, "duplicate_location");
        assert_eq!(read(&tenant, &two["id"]).await, two);
        put(&tenant, &one["id"], json!({ "externalReferenceId": "S-1" })).await.expect(200);
        let gone = send(tenant.request(Method::DELETE, &format!("{LOCATIONS}/{}", one["id"]))).await.expect(200);
        assert_eq!(gone, json!({ "message": "Location deleted." }));
        tenant.get(&format!("{LOCATIONS}/{}", one["id"])).await.problem(404, "not_found");
        let again = make(&tenant, "S-1", json!({})).await.expect(201);
        assert_ne!(again["id"], one["id"], "an id is never given twice");
    }

    async fn it_is_linked_to_a_customer_and_let_go(world) {
        let tenant = world.tenant("Acme").await;
        let id = customer(&tenant, 1).await;
        let one = make(&tenant, "S-1", json!({ "customerId": id })).await.expect(201);
        let two = make(&tenant, "S-2", json!({})).await.expect(201);
        assert_eq!(one["customerId"], id);
        put(&tenant, &two["id"], json!({ "customerId": id })).await.expect(200);
        assert_eq!(tenant.customer(&id).await["fixedLocationIds"], json!([one["id"], two["id"]]));
        put(&tenant, &two["id"], json!({ "customerId": null })).await.expect(200);
        send(tenant.request(Method::DELETE, &format!("{LOCATIONS}/{}", one["id"]))).await.expect(200);
        assert_eq!(tenant.customer(&id).await["fixedLocationIds"], json!([]));
        for unknown in [json!(999_999), json!(0), json!(-1)] {
            assert_eq!(only_wrong(&make(&tenant, "S-3", json!({ "customerId": unknown })).await, "/customerId"), "unknown_customer");
            assert_eq!(only_wrong(&put(&tenant, &two["id"], json!({ "customerId": unknown })).await, "/customerId"), "unknown_customer");
        }
        assert_eq!(read(&tenant, &two["id"]).await["customerId"], Value::Null);
    }

    async fn a_session_links_the_site_it_names(world) {
        let tenant = world.tenant("Acme").await;
        let site = make(&tenant, "S-1", json!({})).await.expect(201);
        let other = world.tenant("Other").await;
        make(&other, "S-2", json!({})).await.expect(201);
        let details = |reference: &str| json!({ "siteDetails": { "siteReferenceId": reference, "siteName": "Head office" } });
        let (known, unknown) = (tenant.invite_with(details("S-1")).await, tenant.invite_with(details("S-2")).await);
        assert_eq!(tenant.session(&known.id).await["siteId"], Value::Null);
        let back = Guest::new(&world.base).sign_up(&known, "082 123 4567").await;
        let session = tenant.session(&known.id).await;
        assert_eq!((&session["status"], &session["siteId"]), (&json!("completed"), &site["id"]));
        assert!(back.contains(&format!("siteId={}", site["id"])), "{back}");
        assert_eq!(read(&tenant, &site["id"]).await["customerId"], session["customerId"]);
        assert_eq!(tenant.customer(&session["customerId"]).await["fixedLocationIds"], json!([site["id"]]));
        // One that is nobody's, or another's, is kept for the tenant.
        let back = Guest::new(&world.base).sign_up(&unknown, "082 123 4568").await;
        let session = tenant.session(&unknown.id).await;
        assert_eq!((&session["status"], &session["siteId"]), (&json!("completed"), &Value::Null));
        assert_eq!(session["siteDetails"]["siteReferenceId"], "S-2");
        assert!(!back.contains("siteId"), "{back}");
        let theirs = other.get(LOCATIONS).await.expect(200);
        assert_eq!(theirs["predefinedLocations"][0]["customerId"], Value::Null);
    }
}
