//! The form of a source: read, replaced whole, and kept by the sessions that began with it.

use reqwest::Method;
use reqwest::header::{ETAG, IF_MATCH};
use serde_json::{Value, json};

use super::{asked, wrong};
use crate::harness::{Guest, Reply, Tenant, send};

const FORM: &str = "/signup-form";

async fn put_if(tenant: &Tenant, tag: &str, form: &Value) -> Reply {
    send(tenant.request(Method::PUT, FORM).header(IF_MATCH, tag).json(form)).await
}

/// The labels of the fields that a step asks.
async fn asks(guest: &Guest, path: &str, name: &str) -> bool {
    guest.get(path).await.expect(200).has_input(name)
}

both! {
    async fn a_source_without_a_form_has_the_built_in_one(world) {
        let tenant = world.tenant("Acme").await;
        let read = tenant.get(FORM).await;
        assert_eq!(read.header(ETAG.as_str()), Some("\"0\""));
        let form = &read.expect(200)["form"];
        assert_eq!(form["version"], 0);
        assert_eq!(form["sections"], json!(["personal", "vehicle", "medical", "nextOfKin"]));
        assert_eq!(form["fields"]["mobile"], "required");
        assert_eq!(form["fields"]["email"], "optional");
        assert!(form["fields"].get("duressCode").is_none(), "it is not on the form");
        assert_eq!((&form["locales"], &form["defaultLocale"]), (&json!(["en"]), &json!("en")));
        assert_eq!(form["retention"], json!({ "endedSessionsDays": 90, "deletedCustomersDays": 30 }));
    }

    async fn a_form_is_replaced_whole_and_in_the_version_that_was_read(world) {
        let tenant = world.tenant("Acme").await;
        let first = json!({ "displayName": " Acme Armed ", "accentColour": "#0B4F91",
            "support": { "phone": "011 765 4321" }, "fields": { "gender": "hidden", "dateOfBirth": "required" } });
        let reply = tenant.put(FORM, &first).await;
        assert_eq!(reply.header("etag"), Some("\"1\""));
        let form = reply.expect(200)["form"].clone();
        assert_eq!((&form["version"], &form["displayName"]), (&json!(1), &json!("Acme Armed")));
        assert_eq!((&form["accentColour"], &form["support"]["phone"]), (&json!("#0b4f91"), &json!("+27117654321")));
        assert_eq!((&form["fields"]["gender"], &form["fields"]["email"]), (&json!("hidden"), &json!("optional")));
        assert!(form["accentColourDark"].as_str().is_some_and(|dark| dark != "#0b4f91"));
        // What comes back may be sent as it came, strictly too, and changes nothing.
        let read = tenant.get(FORM).await.expect(200);
        assert_eq!(read["form"], form);
        for again in [&read, &read["form"]] {
            let request = tenant.request(Method::PUT, FORM).header("prefer", "handling=strict").json(again);
            assert_eq!(send(request).await.expect(200)["form"], form);
        }
        // Absent members are as in the built-in form again.
        put_if(&tenant, "\"0\"", &json!({})).await.problem(412, "changed");
        let second = put_if(&tenant, "\"1\"", &json!({ "shortName": "A" })).await.expect(200)["form"].clone();
        assert_eq!((&second["version"], &second["displayName"]), (&json!(2), &json!(null)));
        assert_eq!(second["fields"]["gender"], "optional");
    }

    async fn two_who_replace_the_form_take_turns(world) {
        let tenant = world.tenant("Acme").await;
        let forms: Vec<Value> = (0..8).map(|at| json!({ "shortName": format!("Acme {at}") })).collect();
        let replaced = replace_at_once(&tenant, &forms).await;
        let mut versions: Vec<i64> = replaced.iter().map(|form| form["version"].as_i64().expect("a number")).collect();
        versions.sort_unstable();
        assert_eq!(versions, [1, 2, 3, 4, 5, 6, 7, 8]);
        let now = tenant.get(FORM).await.expect(200);
        assert_eq!(replaced.iter().find(|form| form["version"] == 8).map(|form| &form["shortName"]), Some(&now["form"]["shortName"]));
    }

    async fn every_mistake_is_told_at_once(world) {
        let tenant = world.tenant("Acme").await;
        let reply = tenant.put(FORM, &json!({
            "displayName": "x".repeat(81), "shortName": 7, "emergencyNumber": "help", "accentColour": "#ffdd00",
            "support": { "phone": "082", "email": "me", "url": "http://a.example" },
            "privacyUrl": "nowhere", "termsUrl": "http://a.example",
            "locales": ["en", "tlh"], "defaultLocale": "zu", "sections": ["vehicle", "pets", "vehicle"],
            "fields": { "name": "optional", "allergies": "required", "email": "wished" },
            "consents": ["nextOfKinTold"], "texts": { "en": { "returnButton": "x".repeat(41) } },
            "appLinks": { "ios": "http://a.example" }, "retention": { "endedSessionsDays": 0, "deletedCustomersDays": -1 },
        })).await;
        reply.problem(400, "invalid_request");
        assert_eq!(wrong(&reply), [
            "/accentColour", "/appLinks/ios", "/consents/0", "/defaultLocale", "/displayName", "/emergencyNumber",
            "/fields/allergies", "/fields/email", "/fields/name", "/locales/1", "/privacyUrl",
            "/retention/deletedCustomersDays", "/retention/endedSessionsDays", "/sections", "/sections", "/sections/1",
            "/shortName", "/support/email", "/support/phone", "/support/url", "/termsUrl", "/texts/en/returnButton",
        ]);
        let errors = reply.json["errors"].as_array().expect("errors");
        let contrast = errors.iter().find(|error| error["code"] == "low_contrast").expect("the colour");
        let suggestion = contrast["suggestion"].as_str().expect("a colour");
        assert!(errors.iter().filter(|error| error["code"] != "low_contrast").all(|error| error.get("suggestion").is_none()));
        assert_eq!(tenant.get(FORM).await.expect(200)["form"]["version"], 0, "nothing was kept");
        tenant.put(FORM, &json!({ "accentColour": suggestion })).await.expect(200);
        // Unknown members are told when asked for.
        let request = tenant.request(Method::PUT, FORM).header("prefer", "handling=strict");
        let reply = send(request.json(&json!({ "pets": 1, "fields": { "petName": "hidden" } }))).await;
        assert_eq!(wrong(&reply), ["/fields/petName", "/pets"]);
        let odd = tenant.put(FORM, &json!({ "sections": ["personal", "nextOfKin"],
            "fields": { "nextOfKinName": "hidden", "nextOfKinNumber": "hidden" } })).await;
        assert_eq!(wrong(&odd), ["/fields"]);
    }

    async fn a_session_keeps_the_form_that_it_began_with(world) {
        let tenant = world.tenant("Acme").await;
        let (before, guest) = (tenant.invite().await, Guest::new(&world.base));
        let personal = guest.start(&before).await;
        tenant.put(FORM, &json!({ "sections": ["personal", "nextOfKin"],
            "fields": { "gender": "hidden", "email": "required" } })).await.expect(200);
        let (after, other) = (tenant.invite().await, Guest::new(&world.base));
        let page = guest.get(&personal).await.expect(200);
        assert!(page.has_input("gender") && page.text().contains("Step 1 of 5"));
        let start = other.get(&after.link).await.expect(200);
        assert!(!start.text().contains("vehicle") && start.text().contains("Email address"), "{}", start.text());
        let page = other.get(&other.start(&after).await).await.expect(200);
        assert!(!page.has_input("gender") && page.text().contains("Step 1 of 3"));
        for (invited, version, total) in [(&before, 0, 4), (&after, 1, 2)] {
            let read = tenant.get(&format!("/customer-signup/sessions/{}", invited.id)).await.expect(200);
            assert_eq!((&read["formVersion"], &read["progress"]["total"]), (&json!(version), &json!(total)));
        }
        // An email is needed now, and only there.
        let person = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "0821234567")];
        let refused = other.submit(&page, &person, "continue").await.expect(422);
        assert!(refused.text().contains("Enter your email address"));
        let path = other.submit(&refused, &[("email", "t@mail.example")], "continue").await.location();
        assert!(path.ends_with("/next-of-kin"), "{path}");
        for skipped in ["vehicle", "medical"] {
            let away = other.get(&format!("/s/{}/{skipped}", after.id)).await.location();
            assert!(away.ends_with("/next-of-kin"), "{away}");
        }
        let check = other.get(&other.answer(&path, &[]).await).await.expect(200);
        assert!(!check.text().contains("Your vehicle") && !check.text().contains("Gender"));
        other.submit(&check, &[], "finish").await.location();
        let read = tenant.get(&format!("/customer-signup/sessions/{}", after.id)).await.expect(200);
        assert_eq!((&read["status"], &read["formVersion"]), (&json!("completed"), &json!(1)));
        assert_eq!(guest.answer(&personal, &[person[0], person[1], ("mobile", "0831234567")]).await,
            format!("/s/{}/vehicle", before.id));
    }

    async fn a_session_may_ask_fewer_sections(world) {
        let tenant = world.tenant("Acme").await;
        tenant.put(FORM, &json!({ "sections": ["nextOfKin", "personal", "vehicle"] })).await.expect(200);
        for (sections, pointers) in [
            (json!(["personal", "medical"]), vec!["/sections/1"]),
            (json!(["vehicle", "vehicle"]), vec!["/sections", "/sections/1"]),
            (json!([]), vec!["/sections"]),
            (json!("personal"), vec!["/sections"]),
        ] {
            let reply = tenant.post("/customer-signup/sessions", &asked(&json!({ "sections": sections }))).await;
            reply.problem(400, "invalid_request");
            assert_eq!(wrong(&reply), pointers, "{sections}");
        }
        let invited = tenant.invite_with(json!({ "sections": ["personal", "nextOfKin"],
            "customer": { "vehicleMake": "Toyota" } })).await;
        let guest = Guest::new(&world.base);
        let first = guest.start(&invited).await;
        assert!(first.ends_with("/next-of-kin"), "in the order of the form: {first}");
        let personal = guest.answer(&first, &[]).await;
        let check = guest.answer(&personal, &[("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "0821234567")]).await;
        let check = guest.get(&check).await.expect(200);
        assert!(!check.text().contains("Your vehicle"));
        guest.submit(&check, &[], "finish").await.location();
        let read = tenant.get(&format!("/customer-signup/sessions/{}", invited.id)).await.expect(200);
        assert_eq!(read["progress"], json!({ "answered": ["next-of-kin", "personal"], "total": 2 }));
        let customer = tenant.customer(&read["customerId"]).await;
        assert_eq!(customer["vehicleMake"], "Toyota", "what was not asked is as the tenant gave it");
    }

    async fn what_a_form_hides_or_needs_holds_together(world) {
        let tenant = world.tenant("Acme").await;
        tenant.put(FORM, &json!({ "sections": ["personal", "vehicle", "nextOfKin"], "fields": {
            "vehicleMake": "hidden", "vehicleLicensePlate": "required", "nextOfKinNumber": "hidden",
            "nextOfKinName": "required",
        } })).await.expect(200);
        let guest = Guest::new(&world.base);
        let invited = tenant.invite_with(json!({ "customer": { "vehicleMake": "Toyota" } })).await;
        let path = guest.start(&invited).await;
        let vehicle = guest.answer(&path, &[("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "0821234567")]).await;
        assert!(!asks(&guest, &vehicle, "vehicleMake").await && asks(&guest, &vehicle, "vehicleLicensePlate").await);
        // A plate is needed of those who have a vehicle, and of nobody else.
        let page = guest.get(&vehicle).await.expect(200);
        let refused = guest.submit(&page, &[("hasVehicle", "yes"), ("vehicleColour", "red")], "continue").await.expect(422);
        assert!(refused.text().contains("Licence plate"));
        let kin = guest.answer(&vehicle, &[("hasVehicle", "no"), ("vehicleMake", "Forged"), ("vehicleColour", "")]).await;
        let page = guest.get(&kin).await.expect(200);
        guest.submit(&page, &[], "continue").await.expect(422);
        let check = guest.answer(&kin, &[("nextOfKinName", "Sipho")]).await;
        let check = guest.get(&check).await.expect(200);
        guest.submit(&check, &[], "finish").await.location();
        let read = tenant.get(&format!("/customer-signup/sessions/{}", invited.id)).await.expect(200);
        let customer = tenant.customer(&read["customerId"]).await;
        assert_eq!((&customer["vehicleMake"], &customer["nextOfKinName"]), (&json!(null), &json!("Sipho")),
            "who has no vehicle has no make");
    }
}

/// Replaces the form by each of these at the same time.
async fn replace_at_once(tenant: &Tenant, forms: &[Value]) -> Vec<Value> {
    let tasks: Vec<_> =
        forms.iter().map(|form| tokio::spawn(send(tenant.request(Method::PUT, FORM).json(form)))).collect();
    let mut replaced = Vec::new();
    for task in tasks {
        replaced.push(task.await.expect("an answer").expect(200)["form"].clone());
    }
    replaced
}
