//! Lists: pages that stay true while records come and go, limits, filters, newest first.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Furnished, asked, customer, location, only_wrong, types, wrong};
use crate::harness::{Tenant, send};

/// A call of each kind.
const CALLS: [(Method, &str); 9] = [
    (Method::GET, "/customers/{customerId}"),
    (Method::GET, "/customers/{customerId}/subscriptions"),
    (Method::GET, "/subscriptions/subscriptionTypes"),
    (Method::POST, "/customers"),
    (Method::PUT, "/predefinedLocations/{locationId}"),
    (Method::DELETE, "/subscriptions/{subscriptionId}"),
    (Method::POST, "/customer-signup/sessions/{sessionId}/cancel"),
    (Method::POST, "/notifiers/test"),
    (Method::GET, "/notifiers/deliveries"),
];

/// The lists, and what their records are called.
const LISTS: [(&str, &str); 4] = [
    ("/customers", "customers"),
    ("/customer-signup/sessions", "sessions"),
    ("/predefinedLocations", "predefinedLocations"),
    ("/subscriptions", "subscriptions"),
];

/// Makes one record of a list and returns its id.
pub(super) async fn make(tenant: &Tenant, list: &str, number: u32) -> Value {
    match list {
        "/customers" => customer(tenant, number).await,
        "/predefinedLocations" => {
            tenant.post(list, &location(&format!("S-{number}"))).await.expect(201)["id"].clone()
        }
        "/subscriptions" => subscription(tenant, &json!({})).await,
        _ => tenant.post(list, &asked(&json!({}))).await.expect(201)["id"].clone(),
    }
}

/// Makes a subscription of a family with these members and returns its id.
pub(super) async fn subscription(tenant: &Tenant, more: &Value) -> Value {
    let mut body = json!({ "subscriptionTypeId": types(tenant).await.1 });
    for (name, value) in more.as_object().expect("members") {
        body[name] = value.clone();
    }
    tenant.post("/subscriptions", &body).await.expect(201)["id"].clone()
}

pub(super) fn ids(page: &Value, members: &str) -> Vec<Value> {
    page[members].as_array().expect("a list").iter().map(|record| record["id"].clone()).collect()
}

pub(super) async fn page(tenant: &Tenant, list: &str, query: &str) -> Value {
    tenant.get(&format!("{list}?{query}")).await.expect(200)
}

pub(super) fn cursor(page: &Value) -> &str {
    page["nextCursor"].as_str().expect("a next page")
}

/// The ids that a filter finds.
pub(super) async fn found(tenant: &Tenant, list: &str, query: &str) -> Vec<Value> {
    let members = LISTS.iter().find(|(path, _)| *path == list).expect("a list").1;
    ids(&page(tenant, list, query).await, members)
}

both! {
    async fn a_parameter_that_a_call_does_not_have_is_refused_by_name(world) {
        let own = Furnished::new(&world, "Acme").await;
        let tenant = &own.tenant;
        // Reading everybody and taking the first would be the wrong customer.
        let reply = tenant.get("/customers?email=me@home.example").await;
        assert_eq!(only_wrong(&reply, "/email"), "unknown_parameter");
        let detail = "email is no parameter here: there are mobile, externalReferenceId, updatedSince, limit, cursor.";
        assert_eq!(reply.json["message"], detail);
        for (method, route) in CALLS {
            let request = tenant.request(method.clone(), &format!("{}?a~/b=1&Limit=2", own.path(route)));
            let reply = send(request.json(&json!({}))).await;
            reply.problem(400, "invalid_request");
            assert_eq!(wrong(&reply), ["/Limit", "/a~0~1b"], "{method} {route}");
            // Whoever has no token does not learn what there is.
            let mut stranger = tenant.clone();
            "no".clone_into(&mut stranger.token);
            send(stranger.request(method.clone(), &format!("{}?a=1", own.path(route)))).await.problem(401, "unauthorized");
        }
        let credentials = json!({ "clientId": tenant.client_id, "clientSecret": tenant.client_secret });
        let reply = tenant.post("/oauth/token?a=1", &credentials).await;
        assert_eq!(only_wrong(&reply, "/a"), "unknown_parameter");
        assert_eq!(reply.json["message"], "a is no parameter here: this address takes no parameters.");
        let many: Vec<String> = (0..100).map(|at| format!("p{at}=1")).collect();
        let reply = tenant.get(&format!("/customers?{}", many.join("&"))).await;
        assert_eq!((reply.pointers().len(), &reply.json["errorsOmitted"]), (20, &json!(80)));
        let reply = tenant.get(&format!("/customers?{}&q=1", many.join("&"))).await;
        reply.problem(400, "too_many_parameters");
        let reply = tenant.get(&format!("/customers?{}=1", "%01".repeat(2000))).await;
        assert!(only_wrong(&reply, "").contains("unknown") && reply.text.len() < 1024, "{}", reply.text);
    }

    async fn a_parameter_is_given_once_and_is_not_empty(world) {
        let tenant = world.tenant("Acme").await;
        for (list, names) in [
            ("/customers", &["mobile", "externalReferenceId", "updatedSince", "limit", "cursor"][..]),
            ("/customer-signup/sessions", &["status", "customerReferenceId", "email", "limit", "cursor"]),
            ("/predefinedLocations", &["customerId", "externalReferenceId", "limit", "cursor"]),
            ("/subscriptions", &["customerId", "active", "limit", "cursor"]),
            ("/notifiers/deliveries", &["status", "limit", "cursor"]),
        ] {
            for name in names {
                for empty in ["", "=", "=%20", "=+%09"] {
                    let reply = tenant.get(&format!("{list}?{name}{empty}")).await;
                    assert_eq!(only_wrong(&reply, &format!("/{name}")), "empty", "{list} {name}{empty}");
                }
                let reply = tenant.get(&format!("{list}?{name}=1&{name}=1")).await;
                assert_eq!(only_wrong(&reply, &format!("/{name}")), "repeated", "{list} {name}");
            }
        }
        // All at once, in the names as in the values.
        let reply = tenant.get("/customers?limit=1&limit=2&cursor=&colour=red").await;
        assert_eq!(wrong(&reply), ["/colour", "/cursor", "/limit"]);
        let reply = tenant.get("/customer-signup/sessions?limit=x&cursor=x&status=x&email=%00").await;
        assert_eq!(wrong(&reply), ["/cursor", "/email", "/limit", "/status"]);
    }

    async fn pages_follow_each_other_newest_first_whatever_comes_meanwhile(world) {
        let tenant = world.tenant("Acme").await;
        for (list, members) in LISTS {
            let mut made = Vec::new();
            for number in 1..=7 {
                made.insert(0, make(&tenant, list, number).await);
                world.pass(1);
            }
            let first = page(&tenant, list, "limit=3").await;
            assert_eq!(ids(&first, members), made[..3], "{list}");
            make(&tenant, list, 8).await;
            let second = page(&tenant, list, &format!("limit=3&cursor={}", cursor(&first))).await;
            assert_eq!(ids(&second, members), made[3..6], "{list}");
            let third = page(&tenant, list, &format!("limit=3&cursor={}", cursor(&second))).await;
            assert_eq!((ids(&third, members), &third["nextCursor"]), (made[6..].to_vec(), &Value::Null));
            // A cursor is good for more than once, and for pages of another size.
            let again = page(&tenant, list, &format!("limit=4&cursor={}", cursor(&first))).await;
            assert_eq!((ids(&again, members), &again["nextCursor"]), (made[3..].to_vec(), &Value::Null));
        }
    }

    async fn a_page_goes_on_where_a_record_has_gone(world) {
        let tenant = world.tenant("Acme").await;
        let mut made = Vec::new();
        for number in 1..=5 {
            made.insert(0, customer(&tenant, number).await);
        }
        let first = page(&tenant, "/customers", "limit=2").await;
        // The one that the cursor stands on, and the one behind it.
        for gone in [&made[1], &made[2]] {
            tenant.post(&format!("/customers/{gone}/delete"), &json!({})).await.expect(200);
        }
        let rest = page(&tenant, "/customers", &format!("limit=2&cursor={}", cursor(&first))).await;
        assert_eq!((ids(&rest, "customers"), &rest["nextCursor"]), (made[3..].to_vec(), &Value::Null));
    }

    async fn a_cursor_is_good_for_its_owner_and_its_list(world) {
        let (tenant, other) = (world.tenant("Acme").await, world.tenant("Other").await);
        for (list, _) in LISTS {
            for number in 1..=2 {
                make(&tenant, list, number).await;
            }
        }
        let mut cursors = Vec::new();
        for (list, _) in LISTS {
            let first = page(&tenant, list, "limit=1").await;
            cursors.push((list, cursor(&first).to_owned()));
        }
        for (list, cursor) in &cursors {
            let refused = |reply: &crate::harness::Reply| assert_eq!(only_wrong(reply, "/cursor"), "unknown_cursor");
            refused(&other.get(&format!("{list}?cursor={cursor}")).await);
            for (another, _) in cursors.iter().filter(|(another, _)| another != list) {
                refused(&tenant.get(&format!("{another}?cursor={cursor}")).await);
            }
            for forged in ["x", "1", "MQ", "%00", &cursor[1..], &format!("{cursor}A"), &cursor.to_lowercase()] {
                refused(&tenant.get(&format!("{list}?cursor={forged}")).await);
            }
            tenant.get(&format!("{list}?cursor={cursor}")).await.expect(200);
        }
    }

    async fn a_page_has_1_to_100_records_50_unless_told(world) {
        let tenant = world.tenant("Acme").await;
        for number in 1..=51 {
            make(&tenant, "/customer-signup/sessions", number).await;
        }
        for (query, length) in [("", 50), ("&", 50), ("limit=1", 1), ("limit=51", 51), ("limit=100", 51)] {
            let page = page(&tenant, "/customer-signup/sessions", query).await;
            assert_eq!(ids(&page, "sessions").len(), length, "{query}");
            assert_eq!(page["nextCursor"].is_string(), length < 51, "{query}");
        }
        for (list, _) in LISTS {
            for limit in ["0", "101", "-1", "x", "1.5", "1e1", "99999999999999999999", "%2000", "50%20"] {
                let reply = tenant.get(&format!("{list}?limit={limit}")).await;
                assert_eq!(only_wrong(&reply, "/limit"), "out_of_range", "{limit}");
            }
            let reply = tenant.get(&format!("{list}?limit=1&limit=2")).await;
            assert_eq!(only_wrong(&reply, "/limit"), "repeated");
        }
    }
}
