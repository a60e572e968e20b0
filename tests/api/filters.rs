//! What lists can be asked by, and what `GET /source` tells.

use reqwest::Method;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::offset;

use super::lists::{cursor, found, ids, make, page, subscription};
use super::{customer, customer_with, location, mobile, only_wrong};
use crate::harness::{Guest, send};

both! {
    async fn customers_are_found_by_mobile_or_by_reference(world) {
        let tenant = world.tenant("Acme").await;
        let one = customer_with(&tenant, 1, json!({ "externalReferenceId": "Zo\u{e9} & 1" })).await;
        let two = customer_with(&tenant, 2, json!({ "externalReferenceId": "Zo\u{e9} & 1" })).await;
        customer_with(&tenant, 3, json!({ "nextOfKinNumber": mobile(1) })).await;
        for spelling in ["%2B27821230001", "+27821230001", "0821230001", "082%20123%200001", "27821230001"] {
            assert_eq!(found(&tenant, "/customers", &format!("mobile={spelling}")).await, std::slice::from_ref(&one), "{spelling}");
        }
        assert!(found(&tenant, "/customers", "mobile=0821239999").await.is_empty());
        for reference in ["Zo%C3%A9%20%26%201", "Zo%C3%A9+%26+1", "%20Zoe%CC%81%20%26%201"] {
            let query = format!("externalReferenceId={reference}");
            assert_eq!(found(&tenant, "/customers", &query).await, [two.clone(), one.clone()]);
        }
        let first = page(&tenant, "/customers", "externalReferenceId=Zo%C3%A9%20%26%201&limit=1").await;
        let query = format!("externalReferenceId=Zo%C3%A9%20%26%201&cursor={}", cursor(&first));
        assert_eq!(found(&tenant, "/customers", &query).await, std::slice::from_ref(&one));
        assert!(found(&tenant, "/customers", "externalReferenceId=Zo").await.is_empty());
        let reply = tenant.get("/customers?mobile=0821230001&externalReferenceId=A").await;
        assert_eq!(only_wrong(&reply, "/mobile"), "exclusive");
        for wrong in ["12", "x", "%2B", "%25"] {
            assert_eq!(only_wrong(&tenant.get(&format!("/customers?mobile={wrong}")).await, "/mobile"), "format");
        }
    }

    async fn customers_are_found_by_when_they_changed(world) {
        let tenant = world.tenant("Acme").await;
        let mut made = Vec::new();
        for number in 1..=4 {
            made.push(customer(&tenant, number).await);
            world.pass(60);
        }
        let changed = json!({ "customer": { "name": "Zanele" } });
        let changed = tenant.put(&format!("/customers/{}", made[1]), &changed).await.expect(200);
        tenant.post(&format!("/customers/{}/delete", made[3]), &json!({})).await.expect(200);
        let all = [made[0].clone(), made[2].clone(), made[1].clone()];
        assert_eq!(found(&tenant, "/customers", "updatedSince=2001-01-01").await, all, "oldest change first");
        // The moment itself counts, in any offset, also where nobody escaped the plus sign.
        let at = changed["customer"]["updatedAt"].as_str().expect("a time");
        let local = OffsetDateTime::parse(at, &Rfc3339).expect("a time");
        let local = local.to_offset(offset!(+2)).format(&Rfc3339);
        for since in [at, &local.expect("a time")] {
            assert_eq!(found(&tenant, "/customers", &format!("updatedSince={since}")).await, [made[1].clone()]);
        }
        assert!(found(&tenant, "/customers", "updatedSince=2999-01-01").await.is_empty());
        let mut pages = Vec::new();
        let mut query = "updatedSince=2001-01-01&limit=1".to_owned();
        loop {
            let page = page(&tenant, "/customers", &query).await;
            pages.extend(ids(&page, "customers"));
            let Some(next) = page["nextCursor"].as_str() else { break };
            query = format!("updatedSince=2001-01-01&limit=1&cursor={next}");
        }
        assert_eq!(pages, all);
        let other = page(&tenant, "/customers", "limit=1").await;
        let reply = tenant.get(&format!("/customers?updatedSince=2001-01-01&cursor={}", cursor(&other))).await;
        assert_eq!(only_wrong(&reply, "/cursor"), "unknown_cursor", "of the list in another order");
        assert_eq!(only_wrong(&tenant.get("/customers?updatedSince=yesterday").await, "/updatedSince"), "format");
        let reply = tenant.get("/customers?updatedSince=2001-01-01&externalReferenceId=A").await;
        assert_eq!(only_wrong(&reply, "/externalReferenceId"), "exclusive");
    }

    async fn subscriptions_are_found_by_customer_and_by_whether_they_are_active(world) {
        let tenant = world.tenant("Acme").await;
        let (one, two) = (customer(&tenant, 1).await, customer(&tenant, 2).await);
        let lapsed = subscription(&tenant, &json!({ "customerId": one, "validFrom": "2001-01-01", "validTo": "2002-01-01" })).await;
        let shared = subscription(&tenant, &json!({ "customerId": one, "dependantCustomerIds": [two] })).await;
        let cancelled = subscription(&tenant, &json!({})).await;
        send(tenant.request(Method::DELETE, &format!("/subscriptions/{cancelled}"))).await.expect(200);
        let later = subscription(&tenant, &json!({ "validFrom": "2998-01-01", "validTo": "2999-01-01" })).await;
        for (query, expected) in [
            ("limit=50".to_owned(), vec![&later, &cancelled, &shared, &lapsed]),
            (format!("customerId={one}"), vec![&shared, &lapsed]),
            // Whose it is, not who shares it.
            (format!("customerId={two}"), vec![]),
            ("customerId=999999".to_owned(), vec![]),
            ("active=true".to_owned(), vec![&shared]),
            ("active=false".to_owned(), vec![&later, &cancelled, &lapsed]),
            (format!("customerId={one}&active=false"), vec![&lapsed]),
        ] {
            let found = found(&tenant, "/subscriptions", &query).await;
            assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{query}");
        }
        let listed = page(&tenant, "/subscriptions", "active=true").await["subscriptions"][0].clone();
        assert_eq!(listed, tenant.get(&format!("/subscriptions/{shared}")).await.expect(200), "with who shares it");
        let first = page(&tenant, "/subscriptions", "active=false&limit=2").await;
        let rest = page(&tenant, "/subscriptions", &format!("active=false&limit=2&cursor={}", cursor(&first))).await;
        assert_eq!((ids(&rest, "subscriptions"), &rest["nextCursor"]), (vec![lapsed], &Value::Null));
        assert_eq!(only_wrong(&tenant.get("/subscriptions?active=yes").await, "/active"), "choice");
        for wrong in ["0", "01", "x", "-1", "1.5"] {
            assert_eq!(only_wrong(&tenant.get(&format!("/subscriptions?customerId={wrong}")).await, "/customerId"), "format");
        }
    }

    async fn locations_are_found_by_customer_and_by_reference(world) {
        let tenant = world.tenant("Acme").await;
        let list = "/predefinedLocations";
        let owner = customer(&tenant, 1).await;
        let mut linked = Vec::new();
        for number in 1..=3 {
            let mut body = location(&format!("S-{number}"));
            body["customerId"] = owner.clone();
            linked.insert(0, tenant.post(list, &body).await.expect(201)["id"].clone());
        }
        let free = make(&tenant, list, 4).await;
        assert_eq!(found(&tenant, list, &format!("customerId={owner}")).await, linked);
        let first = page(&tenant, list, &format!("customerId={owner}&limit=2")).await;
        let rest = format!("customerId={owner}&limit=2&cursor={}", cursor(&first));
        assert_eq!(found(&tenant, list, &rest).await, linked[2..]);
        assert_eq!(found(&tenant, list, "externalReferenceId=S-4").await, [free]);
        assert_eq!(found(&tenant, list, &format!("externalReferenceId=S-1&customerId={owner}")).await, linked[2..]);
        for nothing in ["externalReferenceId=S", "customerId=999999", &format!("externalReferenceId=S-4&customerId={owner}")] {
            assert!(found(&tenant, list, nothing).await.is_empty(), "{nothing}");
        }
        assert_eq!(only_wrong(&tenant.get(&format!("{list}?customerId=x")).await, "/customerId"), "format");
    }

    async fn a_token_says_whose_it_is(world) {
        let tenant = world.tenant("Acme").await;
        let told = tenant.get("/source").await.expect(200);
        assert_eq!(told, json!({
            "id": tenant.source, "name": "Acme", "region": "ZA", "tokenSeconds": 3600,
            "returnUrls": ["https://tenant.example/app", "http://127.0.0.1:9/back", "acme-app://return"],
            "paymentUrls": [],
        }));
    }

    async fn sessions_are_found_by_status_reference_and_email(world) {
        let tenant = world.tenant("Acme").await;
        let list = "/customer-signup/sessions";
        let about = json!({ "customerReferenceId": "A-1", "email": "Me@home.example" });
        let pending = tenant.invite_with(about.clone()).await;
        let started = tenant.invite_with(about).await;
        Guest::new(&world.base).start(&started).await;
        let cancelled = tenant.invite_with(json!({ "customerReferenceId": "A-2" })).await;
        tenant.post(&format!("{list}/{}/cancel", cancelled.id), &json!({})).await.expect(200);
        let completed = tenant.invite().await;
        Guest::new(&world.base).sign_up(&completed, "082 123 4567").await;
        let (pending, started) = (json!(pending.id), json!(started.id));
        for (query, expected) in [
            ("status=pending", vec![&pending]),
            ("status=in_progress", vec![&started]),
            ("status=cancelled", vec![&json!(cancelled.id)]),
            ("status=completed", vec![&json!(completed.id)]),
            ("status=expired", vec![]),
            ("status=failed", vec![]),
            ("customerReferenceId=A-1", vec![&started, &pending]),
            ("customerReferenceId=A-1&status=pending", vec![&pending]),
            ("customerReferenceId=a-1", vec![]),
            ("email=Me@home.example", vec![&started, &pending]),
            ("email=Me%40home.example&status=in_progress", vec![&started]),
            ("email=you@home.example", vec![]),
            ("email=%20Me@home.example%20", vec![&started, &pending]),
            ("customerReferenceId=A-1%20", vec![&started, &pending]),
        ] {
            assert_eq!(found(&tenant, list, query).await.iter().collect::<Vec<_>>(), expected, "{query}");
        }
        for status in ["Pending", "open", "1", "pending,expired"] {
            assert_eq!(only_wrong(&tenant.get(&format!("{list}?status={status}")).await, "/status"), "choice");
        }
        let reply = tenant.get(&format!("{list}?email=a@b.example&customerReferenceId=A")).await;
        assert_eq!(only_wrong(&reply, "/email"), "exclusive");
        world.pass(604_800);
        let tenant = { let mut tenant = tenant; tenant.token = tenant.take_token().await; tenant };
        assert_eq!(found(&tenant, list, "status=expired").await, [started, pending]);
        assert!(found(&tenant, list, "status=pending").await.is_empty());
    }
}
