//! Subscriptions: their types, made, read, renewed, cancelled, shared, linked.

use enrol::domain::ids::{CustomerId, SubscriptionId};
use enrol::domain::moment::Moment;
use enrol::error::Error;
use reqwest::Method;
use serde_json::{Value, json};

use super::{Furnished, asked, count_sessions, customer, only_wrong, person, types, wrong};
use crate::harness::{Reply, Tenant, send};

async fn make(tenant: &Tenant, body: &Value) -> Value {
    tenant.post("/subscriptions", body).await.expect(201)
}

async fn read(tenant: &Tenant, id: &Value) -> Value {
    tenant.get(&format!("/subscriptions/{id}")).await.expect(200)
}

async fn cancel(tenant: &Tenant, id: &Value) -> Reply {
    send(tenant.request(Method::DELETE, &format!("/subscriptions/{id}"))).await
}

async fn put(tenant: &Tenant, id: &Value, body: Value) -> Reply {
    tenant.put(&format!("/subscriptions/{id}"), &body).await
}

/// Asks for the subscriptions of a customer so many times in one moment.
async fn read_often(tenant: &Tenant, customer: &Value, times: usize) -> Reply {
    let path = format!("/customers/{customer}/subscriptions");
    for _ in 1..times {
        tenant.get(&path).await.expect(200);
    }
    tenant.get(&path).await
}

both! {
    async fn a_source_starts_with_two_types(world) {
        let tenant = world.tenant("Acme").await;
        let types = tenant.get("/subscriptions/subscriptionTypes").await.expect(200);
        let shape = |at: usize, name: &str, family: bool| {
            json!({ "id": types[at]["id"], "name": name, "description": types[at]["description"], "isFamily": family, "months": 12 })
        };
        assert_eq!(types, json!([shape(0, "WEB_SIGNUP_SINGLE", false), shape(1, "WEB_SIGNUP_FAMILY", true)]));
        assert!(types[0]["id"].is_i64() && types[0]["description"].is_string());
    }

    async fn one_is_made_for_somebody_or_for_nobody_yet(world) {
        let tenant = world.tenant("Acme").await;
        let (single, _) = types(&tenant).await;
        let id = customer(&tenant, 1).await;
        let span = json!({ "subscriptionTypeId": single, "customerId": id, "validFrom": "2026-01-31T10:00:00+02:00" });
        let reply = tenant.post("/subscriptions", &span).await;
        let location = reply.header("location").expect("a location").to_owned();
        let made = reply.expect(201);
        assert_eq!(location, format!("/panic-api/v2/subscriptions/{}", made["id"]));
        assert_eq!(made, json!({
            "id": made["id"], "subscriptionTypeId": single, "customerId": id, "dependents": [],
            "validFrom": "2026-01-31T08:00:00Z", "validTo": "2027-01-31T08:00:00Z", "CancelledDate": null,
            "createdAt": made["createdAt"], "updatedAt": made["createdAt"],
        }));
        assert_eq!(read(&tenant, &made["id"]).await, made);
        // A time without an offset is in UTC.
        let span = json!({ "subscriptionTypeId": single, "validFrom": "2026-01-31T08:00:00", "validTo": "2026-03-01T00:00:00.0000000" });
        let made = make(&tenant, &span).await;
        assert_eq!((&made["validFrom"], &made["validTo"]), (&json!("2026-01-31T08:00:00Z"), &json!("2026-03-01T00:00:00Z")));
        let free = make(&tenant, &json!({ "subscriptionTypeId": single, "customerId": null, "validTo": "2099-01-01" })).await;
        assert_eq!((&free["customerId"], &free["validTo"]), (&Value::Null, &json!("2099-01-01T00:00:00Z")));
        assert_eq!(free["validFrom"], free["createdAt"]);
    }

    async fn mistakes_are_told_where_they_are(world) {
        let tenant = world.tenant("Acme").await;
        let (single, _) = types(&tenant).await;
        let body = json!({ "customerId": "1", "subscriptionTypeId": 1.5, "validFrom": "soon", "validTo": 7, "dependantCustomerIds": [1, "2"] });
        let reply = tenant.post("/subscriptions", &body).await;
        assert_eq!(wrong(&reply), ["/customerId", "/dependantCustomerIds/1", "/subscriptionTypeId", "/validFrom", "/validTo"]);
        for (body, pointer, code) in [
            (json!({}), "/subscriptionTypeId", "required"),
            (json!({ "subscriptionTypeId": 999_999 }), "/subscriptionTypeId", "unknown_subscription_type"),
            (json!({ "subscriptionTypeId": -1 }), "/subscriptionTypeId", "unknown_subscription_type"),
            (json!({ "subscriptionTypeId": single, "customerId": 999_999 }), "/customerId", "unknown_customer"),
            (json!({ "subscriptionTypeId": single, "validTo": "2001-01-01" }), "/validTo", "empty_span"),
            (json!({ "subscriptionTypeId": single, "validFrom": "2027-01-01", "validTo": "2027-01-01" }), "/validTo", "empty_span"),
            (json!({ "subscriptionTypeId": single, "validFrom": "9999-06-01" }), "/validTo", "empty_span"),
            (json!({ "subscriptionTypeId": single, "validFrom": "2026-02-30" }), "/validFrom", "format"),
        ] {
            let reply = tenant.post("/subscriptions", &body).await;
            assert_eq!(only_wrong(&reply, pointer), code, "{body}");
        }
        let made = make(&tenant, &json!({ "subscriptionTypeId": single })).await;
        for (body, pointer, code) in [
            (json!({}), "/validTo", "required"),
            (json!({ "validTo": null }), "/validTo", "required"),
            (json!({ "validTo": "later" }), "/validTo", "format"),
            (json!({ "validTo": made["validFrom"] }), "/validTo", "empty_span"),
            (json!({ "validTo": "2099-01-01", "dependantCustomerIds": {} }), "/dependantCustomerIds", "type"),
        ] {
            assert_eq!(only_wrong(&put(&tenant, &made["id"], body.clone()).await, pointer), code, "{body}");
        }
        assert_eq!(read(&tenant, &made["id"]).await, made);
    }

    async fn a_customer_has_one_active_one_at_a_time(world) {
        let tenant = world.tenant("Acme").await;
        let (single, family) = types(&tenant).await;
        let id = customer(&tenant, 1).await;
        let of = |more: Value| {
            let mut body = json!({ "subscriptionTypeId": family, "customerId": id });
            more.as_object().expect("members").iter().for_each(|(name, value)| body[name] = value.clone());
            body
        };
        // One that has lapsed is in nobody's way.
        make(&tenant, &of(json!({ "validFrom": "2001-01-01", "validTo": "2002-01-01" }))).await;
        let first = make(&tenant, &json!({ "subscriptionTypeId": single, "customerId": id })).await;
        for more in [json!({}), json!({ "validTo": "2099-01-01" })] {
            tenant.post("/subscriptions", &of(more)).await.problem(409, "active_subscription");
        }
        cancel(&tenant, &first["id"]).await.expect(200);
        let second = make(&tenant, &of(json!({}))).await;
        let all = tenant.get(&format!("/customers/{id}/subscriptions")).await.expect(200);
        assert_eq!(all.as_array().map(Vec::len), Some(3));
        assert_eq!(all[2], second);
    }

    async fn one_may_begin_where_another_ends(world) {
        let tenant = world.tenant("Acme").await;
        let (single, _) = types(&tenant).await;
        let id = customer(&tenant, 1).await;
        let of = |from: &str, to: &str| {
            json!({ "subscriptionTypeId": single, "customerId": id, "validFrom": from, "validTo": to })
        };
        let middle = make(&tenant, &of("2091-01-01", "2092-01-01")).await;
        for (from, to) in [("2091-12-31T23:59:59.999999Z", "2093-01-01"), ("2090-01-01", "2091-01-01T00:00:00.000001Z")] {
            tenant.post("/subscriptions", &of(from, to)).await.problem(409, "active_subscription");
        }
        make(&tenant, &of("2092-01-01", "2093-01-01")).await;
        make(&tenant, &of("2090-01-01", "2091-01-01")).await;
        let beyond = json!({ "validTo": "2092-01-01T00:00:00.000001Z" });
        put(&tenant, &middle["id"], beyond).await.problem(409, "active_subscription");
        put(&tenant, &middle["id"], json!({ "validTo": "2092-01-01" })).await.expect(200);
    }

    async fn at_the_moment_when_it_ends_it_has_ended(world) {
        let tenant = world.tenant("Acme").await;
        let (single, _) = types(&tenant).await;
        let made = make(&tenant, &json!({ "subscriptionTypeId": single, "validTo": "2091-01-01" })).await;
        let id = SubscriptionId(made["id"].as_i64().expect("an id"));
        let person = CustomerId(customer(&tenant, 1).await.as_i64().expect("an id"));
        let end = Moment::parse("2091-01-01").expect("a time");
        let before = Moment::from_micros(end.micros() - 1).expect("a time");
        let later = Moment::parse("2099-01-01").expect("a time");
        let mut tx = world.app.store.write(tenant.source).await.expect("a transaction");
        let renewed = tx.renew_subscription(id, end, before).await.expect("it still runs");
        // Two changes in one moment are two versions.
        let again = tx.renew_subscription(id, end, before).await.expect("it still runs");
        assert_eq!((renewed.version, again.version), (1, 2));
        assert!(again.is_free(before) && !again.is_free(end));
        let refused = tx.link_subscription(id, person, end).await;
        assert!(matches!(refused, Err(Error::SubscriptionUnavailable)), "{refused:?}");
        let refused = tx.renew_subscription(id, later, end).await;
        assert!(matches!(refused, Err(Error::SubscriptionEnded)), "{refused:?}");
    }

    async fn it_is_renewed_while_it_runs(world) {
        let tenant = world.tenant("Acme").await;
        let (single, _) = types(&tenant).await;
        let made = make(&tenant, &json!({ "subscriptionTypeId": single })).await;
        world.pass(60);
        let reply = put(&tenant, &made["id"], json!({ "validTo": "2099-01-01T00:00:00Z" })).await.expect(200);
        let mut expected = made.clone();
        expected["validTo"] = json!("2099-01-01T00:00:00Z");
        expected["updatedAt"] = reply["subscription"][0]["updatedAt"].clone();
        assert_ne!(expected["updatedAt"], made["updatedAt"]);
        assert_eq!(reply, json!({ "links": [], "subscription": [expected] }));
        assert_eq!(read(&tenant, &made["id"]).await, expected);
    }

    async fn what_has_ended_is_not_revived(world) {
        let tenant = world.tenant("Acme").await;
        let (single, _) = types(&tenant).await;
        let lapsed = make(&tenant, &json!({ "subscriptionTypeId": single, "validFrom": "2001-01-01", "validTo": "2002-01-01" })).await;
        let running = make(&tenant, &json!({ "subscriptionTypeId": single })).await;
        let gone = cancel(&tenant, &running["id"]).await.expect(200);
        assert_eq!(gone, json!({ "message": "Subscription cancelled." }));
        let cancelled = read(&tenant, &running["id"]).await;
        assert!(cancelled["CancelledDate"].is_string());
        world.pass(60);
        for ended in [&lapsed, &cancelled] {
            let reply = put(&tenant, &ended["id"], json!({ "validTo": "2099-01-01" })).await;
            reply.problem(409, "subscription_ended");
            assert_eq!(read(&tenant, &ended["id"]).await, *ended);
        }
        // A second time nothing changes.
        cancel(&tenant, &running["id"]).await.expect(200);
        assert_eq!(read(&tenant, &running["id"]).await, cancelled);
    }

    async fn only_a_family_is_shared(world) {
        let tenant = world.tenant("Acme").await;
        let (single, family) = types(&tenant).await;
        let mut ids = Vec::new();
        for number in 1..=4 {
            ids.push(customer(&tenant, number).await);
        }
        let body = json!({ "subscriptionTypeId": family, "customerId": ids[0], "dependantCustomerIds": [ids[2], ids[1], ids[2]] });
        let made = make(&tenant, &body).await;
        assert_eq!(made["dependents"], json!([{ "customerId": ids[1] }, { "customerId": ids[2] }]));
        assert_eq!(read(&tenant, &made["id"]).await, made);
        let shared = tenant.get(&format!("/customers/{}/subscriptions", ids[1])).await.expect(200);
        assert_eq!(shared, json!([made]));
        // The list replaces the whole set, and nothing else.
        let changed = put(&tenant, &made["id"], json!({ "dependantCustomerIds": [ids[3]] })).await.expect(200);
        let changed = &changed["subscription"][0];
        assert_eq!((&changed["dependents"], &changed["validTo"]), (&json!([{ "customerId": ids[3] }]), &made["validTo"]));
        let shared = tenant.get(&format!("/customers/{}/subscriptions", ids[1])).await.expect(200);
        assert_eq!(shared, json!([]));
        let before = read(&tenant, &made["id"]).await;
        let deleted = customer(&tenant, 9).await;
        tenant.post(&format!("/customers/{deleted}/delete"), &json!({})).await.expect(200);
        let other = Furnished::new(&world, "Other").await;
        for (dependants, code) in [
            (json!([ids[1], ids[0]]), "not_shareable"),
            (json!([ids[1], 999_999]), "unknown_customer"),
            (json!([ids[1], deleted]), "unknown_customer"),
            (json!([other.customer.as_i64().expect("an id") + 1000]), "unknown_customer"),
        ] {
            let reply = put(&tenant, &made["id"], json!({ "dependantCustomerIds": dependants, "validTo": "2098-01-01" })).await;
            assert_eq!(only_wrong(&reply, "/dependantCustomerIds"), code);
            assert_eq!(read(&tenant, &made["id"]).await, before);
        }
        let reply = tenant.post("/subscriptions", &json!({ "subscriptionTypeId": single, "dependantCustomerIds": [ids[1]] })).await;
        assert_eq!(only_wrong(&reply, "/dependantCustomerIds"), "not_shareable");
        // A deleted customer shares nothing, an empty list shares with nobody.
        tenant.post(&format!("/customers/{}/delete", ids[3]), &json!({})).await.expect(200);
        assert_eq!(read(&tenant, &made["id"]).await["dependents"], json!([]));
        let emptied = put(&tenant, &made["id"], json!({ "dependantCustomerIds": [] })).await.expect(200);
        assert_eq!(emptied["subscription"][0]["dependents"], json!([]));
    }

    async fn deleting_who_shares_one_makes_a_new_version(world) {
        let tenant = world.tenant("Acme").await;
        let (_, family) = types(&tenant).await;
        let (own, shares) = (customer(&tenant, 1).await, customer(&tenant, 2).await);
        let body = json!({ "subscriptionTypeId": family, "customerId": own, "dependantCustomerIds": [shares] });
        let running = make(&tenant, &body).await;
        let (other, ended) = (customer(&tenant, 3).await, json!({ "validTo": "2098-01-01" }));
        let body = json!({ "subscriptionTypeId": family, "customerId": other, "dependantCustomerIds": [shares] });
        let cancelled = make(&tenant, &body).await;
        cancel(&tenant, &cancelled["id"]).await.expect(200);
        let apart = make(&tenant, &json!({ "subscriptionTypeId": family })).await;
        let path = |made: &Value| format!("/subscriptions/{}", made["id"]);
        let version = async |made| tenant.get(&path(made)).await.header("etag").expect("a version").to_owned();
        let before = [version(&running).await, version(&cancelled).await, version(&apart).await];
        let events = world.count("event").await;

        world.pass(1);
        tenant.post(&format!("/customers/{shares}/delete"), &json!({})).await.expect(200);
        for made in [&running, &cancelled] {
            let read = read(&tenant, &made["id"]).await;
            assert_eq!(read["dependents"], json!([]));
            assert_ne!(read["updatedAt"], made["updatedAt"]);
        }
        let after = [version(&running).await, version(&cancelled).await, version(&apart).await];
        assert!(before[0] != after[0] && before[1] != after[1] && before[2] == after[2], "{before:?} {after:?}");
        assert_eq!(world.count("event").await, events + 3, "one for the customer, one for each of the two");
        let change = tenant.request(Method::PUT, &path(&running)).json(&ended);
        send(change.header("if-match", &before[0])).await.problem(412, "changed");
    }

    async fn only_a_free_one_can_be_linked(world) {
        let tenant = world.tenant("Acme").await;
        let (single, _) = types(&tenant).await;
        let other = world.tenant("Other").await;
        let theirs = make(&other, &json!({ "subscriptionTypeId": types(&other).await.0 })).await;
        let owner = customer(&tenant, 1).await;
        let taken = make(&tenant, &json!({ "subscriptionTypeId": single, "customerId": owner })).await;
        let cancelled = make(&tenant, &json!({ "subscriptionTypeId": single })).await;
        cancel(&tenant, &cancelled["id"]).await.expect(200);
        let lapsed = make(&tenant, &json!({ "subscriptionTypeId": single, "validFrom": "2001-01-01", "validTo": "2002-01-01" })).await;
        for id in [&theirs["id"], &taken["id"], &cancelled["id"], &lapsed["id"], &json!(999_999), &json!(0), &json!(-1)] {
            let body = json!({ "customer": person(2), "subscriptionId": id });
            tenant.post("/customers", &body).await.problem(409, "subscription_unavailable");
            let body = asked(&json!({ "subscriptionId": id }));
            tenant.post("/customer-signup/sessions", &body).await.problem(409, "subscription_unavailable");
        }
        assert_eq!((tenant.count_customers().await, count_sessions(&tenant).await), (1, 0));
        assert_eq!(read(&other, &theirs["id"]).await, theirs);
        let free = make(&tenant, &json!({ "subscriptionTypeId": single })).await;
        let made = tenant.post("/customers", &json!({ "customer": person(2), "subscriptionId": free["id"] })).await.expect(201);
        assert_eq!(read(&tenant, &free["id"]).await, made["subscription"]);
        let body = json!({ "customer": person(3), "subscriptionId": free["id"] });
        tenant.post("/customers", &body).await.problem(409, "subscription_unavailable");
    }

    async fn fifty_reads_in_ten_seconds_are_enough(world) {
        let tenant = world.tenant("Acme").await;
        let id = customer(&tenant, 1).await;
        let second = world.another_instance().await;
        let mut there = tenant.clone();
        there.base.clone_from(&second.base);
        // The limit is the source's, wherever it asks and for whichever customer.
        read_often(&tenant, &id, 25).await.expect(200);
        world.pass(4);
        read_often(&there, &customer(&tenant, 2).await, 25).await.expect(200);
        for tenant in [&tenant, &there] {
            let refused = read_often(tenant, &id, 1).await;
            refused.problem(429, "too_many_requests");
            let wait: i64 = refused.header("retry-after").and_then(|wait| wait.parse().ok()).expect("seconds");
            assert!((1..=10).contains(&wait), "{wait}");
        }
        // Nobody else waits, nor does any other call.
        let other = world.tenant("Other").await;
        read_often(&other, &customer(&other, 1).await, 1).await.expect(200);
        tenant.get(&format!("/customers/{id}")).await.expect(200);
        world.pass(10);
        read_often(&tenant, &id, 50).await.expect(200);
    }
}
