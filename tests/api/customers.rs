//! Customers: made, read, changed, deleted.

use enrol::domain::profile::{Kind, api_fields};
use reqwest::Method;
use serde_json::{Value, json};

use super::{asked, customer, customer_with, location, mobile, only_wrong, person, types, wrong};
use crate::harness::{Guest, Tenant, send};

/// Every member with a value, as it is sent and as it is kept.
const WHOLE: &[(&str, &str, &str)] = &[
    ("name", "  Zo\u{65}\u{301} ", "Zoé"),
    ("surname", "van der Merwe", "van der Merwe"),
    ("mobile", "082 123-4567", "+27821234567"),
    ("email", "zoe@home.example", "zoe@home.example"),
    ("dateOfBirth", "1985-02-28", "1985-02-28"),
    ("gender", "Female", "female"),
    ("externalReferenceId", "E-1", "E-1"),
    ("businessName", "Ḓuvha & Co", "Ḓuvha & Co"),
    ("duressCode", "blue", "blue"),
    ("vehicleMake", "Toyota", "Toyota"),
    ("vehicleModel", "Hilux", "Hilux"),
    ("vehicleColour", "white", "white"),
    ("vehicleLicensePlate", "ca 123-456", "CA123456"),
    ("medicalConditions", "asthma\r\npump", "asthma\npump"),
    ("medications", "none", "none"),
    ("allergies", "bees", "bees"),
    ("medicalOther", "李", "李"),
    ("bloodtype", "ab-", "AB-"),
    ("medicalAidScheme", "Discovery", "Discovery"),
    ("medicalAidNumber", "123", "123"),
    ("medicalAidPlan", "Core", "Core"),
    ("familyDoctorName", "Dr Naidoo", "Dr Naidoo"),
    ("familyDoctorPhoneNumber", "0117654321", "+27117654321"),
    ("nextOfKinName", "Sipho", "Sipho"),
    ("nextOfKinNumber", "+44 20 7946 0018", "+442079460018"),
];

fn whole() -> Value {
    let mut profile = json!({ "hasMedicalAid": true });
    for (name, sent, _) in WHOLE {
        profile[*name] = json!(sent);
    }
    profile
}

async fn put(tenant: &Tenant, id: &Value, profile: Value) -> crate::harness::Reply {
    tenant.put(&format!("/customers/{id}"), &json!({ "customer": profile })).await
}

both! {
    async fn the_least_that_is_needed_makes_one(world) {
        let tenant = world.tenant("Acme").await;
        let reply = tenant.post("/customers", &json!({ "customer": person(1) })).await;
        let location = reply.header("location").expect("a location").to_owned();
        let made = reply.expect(201);
        let id = made["customer"]["id"].clone();
        assert!(id.is_i64() && location == format!("/panic-api/v2/customers/{id}"));
        let mut shape = json!({
            "id": id, "customerId": id, "customerSourceId": tenant.source.0, "fixedLocationIds": [],
            "createdAt": made["customer"]["createdAt"], "updatedAt": made["customer"]["createdAt"],
        });
        for field in api_fields() {
            shape[field.name] = person(1).get(field.name).cloned().unwrap_or_default();
        }
        assert_eq!(made, json!({ "message": "Customer created.", "customer": shape }));
        let read = tenant.get(&format!("/customers/{id}")).await.expect(200);
        assert_eq!(read, json!({ "message": "Customer found.", "customer": shape }));
        let list = tenant.get("/customers").await.expect(200);
        assert_eq!(list, json!({ "customers": [shape], "nextCursor": null }));
    }

    async fn every_member_is_kept_in_its_one_spelling(world) {
        let tenant = world.tenant("Acme").await;
        assert_eq!(api_fields().count(), WHOLE.len() + 1, "a field is missing here");
        let made = tenant.post("/customers", &json!({ "customer": whole() })).await.expect(201);
        let read = tenant.customer(&made["customer"]["id"]).await;
        assert_eq!(read, made["customer"]);
        for (name, _, kept) in WHOLE {
            assert_eq!(read[*name], *kept, "{name}");
        }
        assert_eq!(read["hasMedicalAid"], true);
        assert!(read.get("bloodType").is_none(), "read, never written");
    }

    async fn with_a_subscription_in_one_transaction(world) {
        let tenant = world.tenant("Acme").await;
        let (single, _) = types(&tenant).await;
        let body = json!({ "customer": person(1), "subscription": { "subscriptionTypeId": single } });
        let made = tenant.post("/customers", &body).await.expect(201);
        let id = &made["customer"]["id"];
        assert_eq!(made["subscription"]["customerId"], *id);
        let subscriptions = tenant.get(&format!("/customers/{id}/subscriptions")).await.expect(200);
        assert_eq!(subscriptions, json!([made["subscription"]]));
        let free = tenant.post("/subscriptions", &json!({ "subscriptionTypeId": single })).await.expect(201);
        let body = json!({ "customer": person(2), "subscriptionId": free["id"] });
        let linked = tenant.post("/customers", &body).await.expect(201);
        assert_eq!(linked["subscription"]["id"], free["id"]);
        assert_eq!(linked["subscription"]["customerId"], linked["customer"]["id"]);
        // Neither of the two is made when one cannot be.
        let new = json!({ "subscriptionTypeId": single });
        for (more, pointer) in [
            (json!({ "subscription": new, "subscriptionId": free["id"] }), "/subscriptionId"),
            (json!({ "subscription": { "subscriptionTypeId": 999_999 } }), "/subscription/subscriptionTypeId"),
            (json!({ "subscription": { "subscriptionTypeId": single, "validTo": "2001-01-01" } }), "/subscription/validTo"),
        ] {
            let mut body = more.clone();
            body["customer"] = person(3);
            only_wrong(&tenant.post("/customers", &body).await, pointer);
        }
        assert_eq!(tenant.count_customers().await, 2);
    }

    async fn all_mistakes_are_told_at_once(world) {
        let tenant = world.tenant("Acme").await;
        let profile: Value = api_fields().map(|field| (field.name.to_owned(), json!([1]))).collect();
        let body = json!({ "customer": profile, "subscription": 1, "subscriptionId": "x" });
        let reply = tenant.post("/customers", &body).await;
        reply.problem(400, "invalid_request");
        let mut all: Vec<String> = api_fields().map(|field| format!("/customer/{}", field.name)).collect();
        all.extend(["/subscription".to_owned(), "/subscriptionId".to_owned()]);
        all.sort();
        assert_eq!(wrong(&reply), all);
        let reply = tenant.post("/customers", &json!({ "customer": {} })).await;
        assert_eq!(reply.pointers(), ["/customer/name", "/customer/surname", "/customer/mobile"]);
        for body in [json!({}), json!({ "customer": null }), json!({ "customer": [] }), json!({ "customer": "x" })] {
            only_wrong(&tenant.post("/customers", &body).await, "/customer");
        }
        assert_eq!(tenant.count_customers().await, 0);
    }

    async fn a_value_of_another_type_is_wrong_not_converted(world) {
        let tenant = world.tenant("Acme").await;
        let id = customer(&tenant, 1).await;
        let before = tenant.customer(&id).await;
        for field in api_fields() {
            let pointer = format!("/customer/{}", field.name);
            for value in [json!(1), json!(1.5), json!([]), json!({}), json!(true), json!("true")] {
                let fits = match field.kind {
                    Kind::YesNo => value.is_boolean(),
                    Kind::Line(_) | Kind::Text(_) | Kind::Plate(_) | Kind::ChoiceOrText(..) => value.is_string(),
                    _ => false,
                };
                if !fits {
                    only_wrong(&put(&tenant, &id, json!({ field.name: value })).await, &pointer);
                }
            }
        }
        assert_eq!(tenant.customer(&id).await, before);
    }

    async fn two_spellings_of_one_member_must_agree(world) {
        let tenant = world.tenant("Acme").await;
        for (one, other) in [(json!("A+"), json!("A-")), (json!("A+"), Value::Null), (Value::Null, json!("O-"))] {
            let mut profile = person(1);
            (profile["bloodtype"], profile["bloodType"]) = (one, other);
            let reply = tenant.post("/customers", &json!({ "customer": profile })).await;
            assert_eq!(only_wrong(&reply, "/customer/bloodType"), "contradictory");
            let reply = tenant.post("/customer-signup/sessions", &asked(&json!({ "customer": profile }))).await;
            assert_eq!(only_wrong(&reply, "/customer/bloodType"), "contradictory");
        }
        let mut profile = person(1);
        (profile["bloodtype"], profile["bloodType"]) = (json!("C"), json!("D"));
        let reply = tenant.post("/customers", &json!({ "customer": profile })).await;
        assert_eq!(wrong(&reply), ["/customer/bloodType", "/customer/bloodtype"]);
        (profile["bloodtype"], profile["bloodType"]) = (json!("A+"), json!(" a+ "));
        let made = tenant.post("/customers", &json!({ "customer": profile })).await.expect(201);
        assert_eq!(made["customer"]["bloodtype"], "A+");
        assert_eq!(tenant.count_customers().await, 1);
    }

    async fn a_date_of_birth_may_come_with_a_midnight(world) {
        let tenant = world.tenant("Acme").await;
        let id = customer(&tenant, 1).await;
        for sent in ["1988-03-07T00:00:00", "1988-03-07T00:00:00Z", "1988-03-07T00:00:00.0000000+02:00"] {
            put(&tenant, &id, json!({ "dateOfBirth": null })).await.expect(200);
            let kept = put(&tenant, &id, json!({ "dateOfBirth": sent })).await.expect(200);
            assert_eq!(kept["customer"]["dateOfBirth"], "1988-03-07", "{sent}");
        }
        // Moved to UTC this would be the day before.
        for sent in ["1988-03-06T22:00:00Z", "1988-03-07T12:00:00", "1988-03-07T00:00", "07/03/1988", "1988-02-30"] {
            let reply = put(&tenant, &id, json!({ "dateOfBirth": sent })).await;
            assert_eq!(only_wrong(&reply, "/customer/dateOfBirth"), "format", "{sent}");
            assert_eq!(reply.json["message"], "dateOfBirth must be YYYY-MM-DD, such as 1988-03-07.");
        }
    }

    async fn who_has_no_medical_aid_has_no_details_of_one(world) {
        let tenant = world.tenant("Acme").await;
        let details = ["medicalAidScheme", "medicalAidNumber", "medicalAidPlan"];
        let told = |yes: Value| json!({ "hasMedicalAid": yes, "medicalAidScheme": "A", "medicalAidNumber": "1", "medicalAidPlan": "B" });
        let id = customer_with(&tenant, 1, told(json!(false))).await;
        let kept = tenant.customer(&id).await;
        assert_eq!(kept["hasMedicalAid"], false);
        assert!(details.iter().all(|name| kept[*name].is_null()), "{kept}");
        // What is said last holds.
        let kept = put(&tenant, &id, json!({ "medicalAidScheme": "C" })).await.expect(200)["customer"].clone();
        assert_eq!((&kept["hasMedicalAid"], &kept["medicalAidScheme"]), (&json!(true), &json!("C")));
        put(&tenant, &id, told(json!(true))).await.expect(200);
        let kept = put(&tenant, &id, json!({ "hasMedicalAid": false })).await.expect(200)["customer"].clone();
        assert!(details.iter().all(|name| kept[*name].is_null()), "{kept}");
        assert_eq!(tenant.customer(&id).await, kept);
        // The contract lets either half of the next of kin be absent.
        put(&tenant, &id, json!({ "nextOfKinName": "Sipho" })).await.expect(200);
        // A session is told the same.
        let body = asked(&json!({ "customer": told(json!(false)), "locked": ["hasMedicalAid"] }));
        tenant.post("/customer-signup/sessions", &body).await.expect(201);
        let body = asked(&json!({ "customer": told(json!(false)), "locked": ["medicalAidScheme"] }));
        let reply = tenant.post("/customer-signup/sessions", &body).await;
        assert_eq!(only_wrong(&reply, "/locked/0"), "not_given");
    }

    async fn a_change_touches_what_it_mentions(world) {
        let tenant = world.tenant("Acme").await;
        let made = tenant.post("/customers", &json!({ "customer": whole() })).await.expect(201)["customer"].clone();
        let id = &made["id"];
        world.pass(60);
        let reply = put(&tenant, id, json!({ "vehicleMake": "Ford", "email": null, "bloodType": "o+" })).await;
        let changed = reply.expect(200);
        let mut expected = made.clone();
        expected["vehicleMake"] = json!("Ford");
        expected["email"] = Value::Null;
        expected["bloodtype"] = json!("O+");
        assert_ne!(changed["customer"]["updatedAt"], made["updatedAt"]);
        expected["updatedAt"] = changed["customer"]["updatedAt"].clone();
        assert_eq!(changed, json!({ "message": "Customer updated.", "customer": expected }));
        assert_eq!(tenant.customer(id).await, expected);
        // Every optional member can be cleared, none that is needed.
        for field in api_fields() {
            let reply = put(&tenant, id, json!({ field.name: null })).await;
            if field.required {
                assert_eq!(only_wrong(&reply, &format!("/customer/{}", field.name)), "required");
            } else {
                assert_eq!(reply.expect(200)["customer"][field.name], Value::Null, "{}", field.name);
            }
        }
        for name in ["name", "surname", "mobile"] {
            assert_eq!(only_wrong(&put(&tenant, id, json!({ name: "  " })).await, &format!("/customer/{name}")), "required");
        }
        let left = tenant.customer(id).await;
        assert_eq!(left["name"], "Zoé");
        assert_eq!(tenant.put(&format!("/customers/{id}"), &json!({})).await.pointers(), ["/customer"]);
    }

    async fn a_mobile_is_unique_in_every_spelling(world) {
        let tenant = world.tenant("Acme").await;
        let (one, two) = (customer(&tenant, 1).await, customer(&tenant, 2).await);
        for spelling in ["+27821230001", "0821230001", "082 123 0001", "0027821230001", "+27 (82) 123-0001", "٠٨٢١٢٣٠٠٠١"] {
            let mut twin = person(1);
            twin["mobile"] = json!(spelling);
            tenant.post("/customers", &json!({ "customer": twin })).await.problem(409, "duplicate_mobile");
            put(&tenant, &two, json!({ "mobile": spelling, "name": "X" })).await.problem(409, "duplicate_mobile");
            // One's own number is no other's.
            put(&tenant, &one, json!({ "mobile": spelling })).await.expect(200);
        }
        assert_eq!(tenant.customer(&two).await["name"], "Thandi");
        assert_eq!(tenant.count_customers().await, 2);
        // Another source's customer may have it; so may a next of kin or a doctor.
        let other = world.tenant("Other").await;
        customer(&other, 1).await;
        put(&tenant, &two, json!({ "nextOfKinNumber": mobile(1), "familyDoctorPhoneNumber": mobile(1) })).await.expect(200);
        put(&tenant, &one, json!({ "mobile": mobile(3) })).await.expect(200);
        put(&tenant, &two, json!({ "mobile": mobile(1) })).await.expect(200);
    }

    async fn a_number_with_missing_or_added_digits_is_told_how_many_it_needs(world) {
        let tenant = world.tenant("Acme").await;
        for (number, code, detail) in [
            ("0823456", "too_short", "is too short: it has 7 of the 10 digits it needs."),
            ("+27 82 123 456", "too_short", "is too short: it has 10 of the 11 digits it needs."),
            ("082 123 45678", "too_long", "is too long: it has 11 digits and needs only 10."),
            ("098 765 4321", "format", "must be a phone number with its country code, such as"),
        ] {
            for member in ["mobile", "nextOfKinNumber", "familyDoctorPhoneNumber"] {
                let mut profile = person(1);
                profile[member] = json!(number);
                let reply = tenant.post("/customers", &json!({ "customer": profile })).await;
                assert_eq!(only_wrong(&reply, &format!("/customer/{member}")), code, "{number}");
                let told = reply.json["errors"][0]["detail"].as_str().expect("a sentence");
                assert!(told.starts_with(&format!("{member} {detail}")), "{told}");
            }
            let given = json!({ "customer": { "mobile": number }, "returnUrl": "https://tenant.example/app" });
            let reply = tenant.post("/customer-signup/sessions", &given).await;
            assert_eq!(only_wrong(&reply, "/customer/mobile"), code, "{number}");
        }
        assert_eq!(tenant.count_customers().await, 0);
    }

    async fn a_deleted_customer_is_gone_with_what_it_had(world) {
        let tenant = world.tenant("Acme").await;
        let id = customer_with(&tenant, 1, json!({ "externalReferenceId": "A-1" })).await;
        let (single, _) = types(&tenant).await;
        let subscription = json!({ "customerId": id, "subscriptionTypeId": single });
        let subscription = tenant.post("/subscriptions", &subscription).await.expect(201)["id"].clone();
        let mut site = location("S-1");
        site["customerId"] = id.clone();
        let site = tenant.post("/predefinedLocations", &site).await.expect(201)["id"].clone();
        let open = tenant.invite_with(json!({ "customerReferenceId": "A-1" })).await;
        let started = tenant.invite_with(json!({ "customerReferenceId": "A-1" })).await;
        Guest::new(&world.base).start(&started).await;
        let others = tenant.invite_with(json!({ "customerReferenceId": "A-2" })).await;
        assert_eq!(tenant.customer(&id).await["fixedLocationIds"], json!([site]));

        let path = format!("/customers/{id}");
        let deleted = send(tenant.request(Method::POST, &format!("{path}/delete"))).await.expect(200);
        assert_eq!(deleted, json!({ "message": "Customer deleted." }));
        tenant.get(&path).await.problem(404, "not_found");
        put(&tenant, &id, json!({ "name": "X" })).await.problem(404, "not_found");
        tenant.post(&format!("{path}/delete"), &json!({})).await.problem(404, "not_found");
        tenant.get(&format!("{path}/subscriptions")).await.problem(404, "not_found");
        assert_eq!(tenant.count_customers().await, 0);
        let subscription = tenant.get(&format!("/subscriptions/{subscription}")).await.expect(200);
        assert!(subscription["CancelledDate"].is_string());
        let site = tenant.get(&format!("/predefinedLocations/{site}")).await.expect(200);
        assert_eq!(site["customerId"], Value::Null);
        assert_eq!(tenant.session(&open.id).await["status"], "cancelled");
        assert_eq!(tenant.session(&started.id).await["status"], "cancelled");
        assert_eq!(tenant.session(&others.id).await["status"], "pending");
        let new = json!({ "customerId": id, "subscriptionTypeId": single });
        assert_eq!(only_wrong(&tenant.post("/subscriptions", &new).await, "/customerId"), "unknown_customer");
        // The number is free again, and it is another customer.
        assert_ne!(customer(&tenant, 1).await, id);
    }
}
