//! Access tokens: taken in AURA's way and in that of RFC 6749, and what is no token.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use enrol::actions::access::{self, SourceDescription};
use reqwest::{Client, Method};
use serde_json::{Value, json};

use super::{customer, only_wrong, raw};
use crate::harness::{Reply, Tenant, send};

const ADDRESSES: [&str; 4] = [
    "/panic-api/v2/oauth/token",
    "/panic-api/v2/oauth/token/",
    "/panic-api/oauth/token",
    "/panic-api/oauth/token/",
];

/// A name and its value.
type Pair<'a> = (&'a str, &'a str);

async fn aura(tenant: &Tenant, address: &str, body: &Value) -> Reply {
    send(Client::new().post(format!("{}{address}", tenant.base)).json(body)).await
}

/// Asks at the address of RFC 6749 with this form.
async fn rfc(tenant: &Tenant, basic: Option<(&str, &str)>, form: &[(&str, &str)]) -> Reply {
    let request = Client::new().post(format!("{}/oauth2/token", tenant.base)).form(form);
    send(match basic {
        Some((id, secret)) => request.header("authorization", header(id, secret)),
        None => request,
    })
    .await
}

fn header(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

/// What the API answers to this `Authorization`.
async fn read(tenant: &Tenant, authorization: &str) -> Reply {
    send(Client::new().get(tenant.url("/customers")).header("authorization", authorization)).await
}

async fn take(tenant: &Tenant, secret: &str) -> Reply {
    aura(tenant, ADDRESSES[0], &json!({ "clientId": tenant.client_id, "clientSecret": secret })).await
}

/// Four backends take tokens one after the other, each with one of these secrets, and are never refused.
async fn backends(tenant: &Tenant, secrets: &[&str]) {
    let take_many = async |nth: usize| {
        for _ in 0..25 {
            take(tenant, secrets[nth % secrets.len()]).await.expect(200);
        }
    };
    tokio::join!(take_many(0), take_many(1), take_many(2), take_many(3));
}

/// A token with these parts changed, signed as the first was.
fn forged(token: &str, head: Option<Value>, claims: impl FnOnce(&mut Value)) -> String {
    let parts: Vec<&str> = token.split('.').collect();
    let part = |at: usize| -> Value {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[at]).expect("base64")).expect("JSON")
    };
    let mut said = part(1);
    claims(&mut said);
    let head = head.unwrap_or_else(|| part(0));
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{}", encode(&head), encode(&said), parts[2])
}

both! {
    async fn the_camel_case_way_at_both_addresses(world) {
        let tenant = world.tenant("Acme").await;
        let body = json!({ "clientId": tenant.client_id, "clientSecret": tenant.client_secret });
        for address in ADDRESSES {
            let reply = aura(&tenant, address, &body).await;
            assert_eq!(reply.header("cache-control"), Some("no-store"));
            let token = reply.expect(200);
            assert_eq!(token, json!({ "accessToken": token["accessToken"], "tokenType": "Bearer", "expiresIn": 3600 }));
            let bearer = format!("Bearer {}", token["accessToken"].as_str().expect("a token"));
            read(&tenant, &bearer).await.expect(200);
        }
        assert_ne!(tenant.take_token().await, tenant.take_token().await);
    }

    async fn wrong_credentials_are_401_and_missing_ones_are_told(world) {
        let (tenant, other) = (world.tenant("Acme").await, world.tenant("Other").await);
        let mut answers = Vec::new();
        for (id, secret) in [
            (tenant.client_id.as_str(), "wrong"),
            ("src_nobody", tenant.client_secret.as_str()),
            (&tenant.client_id, &other.client_secret),
            (&tenant.client_id.to_uppercase(), &tenant.client_secret),
            (&tenant.client_id, &tenant.client_secret[..tenant.client_secret.len() - 1]),
        ] {
            let reply = aura(&tenant, ADDRESSES[0], &json!({ "clientId": id, "clientSecret": secret })).await;
            reply.problem(401, "unauthorized");
            assert_eq!(reply.header("www-authenticate"), Some("Bearer"));
            answers.push(reply.json["detail"].clone());
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "nothing tells a known client from an unknown one");
        let reply = aura(&tenant, ADDRESSES[0], &json!({})).await;
        assert_eq!(reply.pointers(), ["/clientId", "/clientSecret"]);
        let reply = aura(&tenant, ADDRESSES[0], &json!({ "clientId": 1, "clientSecret": null })).await;
        assert_eq!(reply.pointers(), ["/clientId", "/clientSecret"]);
        let reply = aura(&tenant, ADDRESSES[0], &json!({ "clientId": "a\u{0}", "clientSecret": "x" })).await;
        assert_eq!(only_wrong(&reply, "/clientId"), "characters");
    }

    async fn what_is_no_token_of_ours_is_401(world) {
        let tenant = world.tenant("Acme").await;
        let other = world.tenant("Other").await;
        let good = &tenant.token;
        let none = json!({ "alg": "none", "typ": "at+jwt" });
        let unsigned = forged(good, Some(none.clone()), |_| ());
        let (head_and_claims, signature) = good.rsplit_once('.').expect("a signature");
        for token in [
            unsigned.clone(),
            unsigned[..=unsigned.rfind('.').expect("a dot")].to_owned(),
            forged(good, Some(json!({ "alg": "NONE", "typ": "at+jwt", "kid": "1" })), |_| ()),
            forged(good, Some(json!({ "alg": "HS256", "typ": "JWT", "kid": "1" })), |_| ()),
            forged(good, Some(json!({ "alg": "HS512", "typ": "at+jwt", "kid": "1" })), |_| ()),
            forged(good, Some(json!({ "alg": "HS256", "typ": "at+jwt", "kid": "../../dev/null" })), |_| ()),
            forged(good, None, |claims| claims["src"] = json!(other.source.0)),
            forged(good, None, |claims| claims["exp"] = json!(99_999_999_999_i64)),
            forged(good, None, |_| ()) + "A",
            format!("{head_and_claims}."),
            format!("{head_and_claims}.{}", signature.chars().rev().collect::<String>()),
            good.replace('.', " "), "x".repeat(5000), "..".to_owned(), "null".to_owned(),
        ] {
            let reply = read(&tenant, &format!("Bearer {token}")).await;
            reply.problem(401, "unauthorized");
            assert_eq!(reply.header("www-authenticate"), Some("Bearer error=\"invalid_token\""), "{token}");
        }
        // The forger above changes nothing when it is told to change nothing.
        read(&tenant, &format!("bearer {good}")).await.expect(200);
        for authorization in [String::new(), good.clone(), format!("Basic {good}"), format!("Token {good}"), "Bearer".to_owned()] {
            let reply = read(&tenant, &authorization).await;
            reply.problem(401, "unauthorized");
            assert_eq!(reply.header("www-authenticate"), Some("Bearer"), "{authorization}");
        }
        let twice = tenant.request(Method::GET, "/customers").header("authorization", format!("Bearer {good}"));
        send(twice).await.problem(401, "unauthorized");
        let reply = send(Client::new().get(tenant.url(&format!("/customers?access_token={good}")))).await;
        reply.problem(401, "unauthorized");
    }

    async fn a_token_ends_when_it_said(world) {
        let mut tenant = world.tenant("Acme").await;
        world.pass(3500);
        tenant.get("/customers").await.expect(200);
        // 30 seconds more for clocks that differ.
        world.pass(130);
        tenant.get("/customers").await.problem(401, "unauthorized");
        tenant.token = tenant.take_token().await;
        tenant.get("/customers").await.expect(200);
    }

    async fn a_source_says_how_long_its_tokens_live(world) {
        let described = SourceDescription { name: "Brief", return_urls: &[], payment_urls: &[], region: "ZA", token_seconds: 60 };
        let made = access::create_source(&world.app, &described).await.expect("a source");
        let mut tenant = world.tenant("Acme").await;
        (tenant.client_id, tenant.client_secret) = (made.client_id, made.client_secret.reveal().clone());
        let reply = take(&tenant, &tenant.client_secret).await.expect(200);
        assert_eq!(reply["expiresIn"], 60);
        tenant.token = reply["accessToken"].as_str().expect("a token").to_owned();
        tenant.get("/customers").await.expect(200);
        world.pass(91);
        tenant.get("/customers").await.problem(401, "unauthorized");
    }

    async fn a_disabled_source_stops_at_once(world) {
        let (tenant, other) = (world.tenant("Acme").await, world.tenant("Other").await);
        access::disable_source(&world.app, tenant.source, true).await.expect("disabled");
        tenant.get("/customers").await.problem(401, "unauthorized");
        raw(&tenant, Method::POST, "/customers", "{").await.problem(401, "unauthorized");
        take(&tenant, &tenant.client_secret).await.problem(401, "unauthorized");
        let form = [("grant_type", "client_credentials")];
        assert_eq!(rfc(&tenant, Some((&tenant.client_id, &tenant.client_secret)), &form).await.status, 401);
        other.get("/customers").await.expect(200);
        access::disable_source(&world.app, tenant.source, false).await.expect("enabled");
        tenant.get("/customers").await.expect(200);
    }

    async fn two_secrets_live_until_the_old_one_is_retired(world) {
        let tenant = world.tenant("Acme").await;
        let second = access::rotate_secret(&world.app, tenant.source).await.expect("a second secret");
        let second = second.client_secret.reveal();
        assert!(access::rotate_secret(&world.app, tenant.source).await.is_err(), "a third secret");
        take(&tenant, &tenant.client_secret).await.expect(200);
        take(&tenant, second).await.expect(200);
        assert_eq!(access::retire_secrets(&world.app, tenant.source).await.expect("retired"), 1);
        take(&tenant, &tenant.client_secret).await.problem(401, "unauthorized");
        take(&tenant, second).await.expect(200);
        access::rotate_secret(&world.app, tenant.source).await.expect("room for one more");
    }

    async fn a_rotation_under_load_refuses_no_backend(world) {
        let tenant = world.tenant("Acme").await;
        let first = tenant.client_secret.clone();
        let only_first = [first.as_str()];
        let ((), second) = tokio::join!(backends(&tenant, &only_first), access::rotate_secret(&world.app, tenant.source));
        let second = second.expect("a second secret");
        let second = second.client_secret.reveal();
        // One backend after the other is told.
        backends(&tenant, &[&first, second]).await;
        let only_second = [second.as_str()];
        let ((), retired) = tokio::join!(backends(&tenant, &only_second), access::retire_secrets(&world.app, tenant.source));
        assert_eq!(retired.expect("retired"), 1);
        take(&tenant, &first).await.problem(401, "unauthorized");
    }

    async fn any_oauth_client_works(world) {
        let tenant = world.tenant("Acme").await;
        let (id, secret) = (tenant.client_id.as_str(), tenant.client_secret.as_str());
        let grant = ("grant_type", "client_credentials");
        for reply in [
            rfc(&tenant, Some((id, secret)), &[grant]).await,
            rfc(&tenant, Some((id, secret)), &[grant, ("scope", "anything")]).await,
            rfc(&tenant, None, &[grant, ("client_id", id), ("client_secret", secret)]).await,
            // Each half is form-encoded first (section 2.3.1).
            rfc(&tenant, Some((&id.replace('_', "%5F"), &secret.replace('_', "%5F"))), &[grant]).await,
        ] {
            assert_eq!(reply.header("cache-control"), Some("no-store"));
            let token = reply.expect(200);
            assert_eq!(token, json!({ "access_token": token["access_token"], "token_type": "Bearer", "expires_in": 3600 }));
            let bearer = format!("Bearer {}", token["access_token"].as_str().expect("a token"));
            read(&tenant, &bearer).await.expect(200);
        }
        // Other sources cannot be named beside the token.
        let other = world.tenant("Other").await;
        customer(&other, 1).await;
        assert_eq!(tenant.count_customers().await, 0);
    }

    async fn the_errors_of_rfc_6749(world) {
        let tenant = world.tenant("Acme").await;
        let (id, secret) = (tenant.client_id.as_str(), tenant.client_secret.as_str());
        let (grant, right) = (("grant_type", "client_credentials"), Some((id, secret)));
        let (own_id, own_secret) = (("client_id", id), ("client_secret", secret));
        let table: &[(Option<Pair<'_>>, &[Pair<'_>], u16, &str)] = &[
            (right, &[], 400, "invalid_request"),
            (right, &[grant, grant], 400, "invalid_request"),
            (right, &[grant, own_id, own_secret], 400, "invalid_request"),
            (right, &[("grant_type", "")], 400, "invalid_request"),
            (right, &[("grant_type", "password"), ("username", "a"), ("password", "b")], 400, "unsupported_grant_type"),
            (right, &[("grant_type", "authorization_code"), ("code", "x")], 400, "unsupported_grant_type"),
            (Some((id, "wrong")), &[grant], 401, "invalid_client"),
            (Some(("nobody", secret)), &[grant], 401, "invalid_client"),
            (Some((id, "%ff")), &[grant], 401, "invalid_client"),
            (None, &[grant], 401, "invalid_client"),
            (None, &[grant, own_id], 401, "invalid_client"),
            (None, &[grant, own_id, ("client_secret", "wrong")], 401, "invalid_client"),
        ];
        for (basic, form, status, error) in table {
            let reply = rfc(&tenant, *basic, form).await;
            assert_eq!((reply.status.as_u16(), reply.json["error"].as_str()), (*status, Some(*error)), "{form:?}");
            assert_eq!(reply.header("content-type"), Some("application/json"));
            assert_eq!(reply.header("cache-control"), Some("no-store"));
            let challenge = reply.header("www-authenticate").unwrap_or_default();
            // A client that used a header is told about that scheme.
            let expected = if *status == 401 { if basic.is_some() { "Basic" } else { "Bearer" } } else { "" };
            assert!(challenge.starts_with(expected) && (*status == 401 || challenge.is_empty()), "{challenge}");
        }
        let address = format!("{}/oauth2/token", tenant.base);
        let json = Client::new().post(&address).json(&json!({ "grant_type": "client_credentials" }));
        assert_eq!(send(json).await.json["error"], "invalid_request");
        let query = format!("{address}?grant_type=client_credentials");
        let query = Client::new().post(query).header("authorization", header(id, secret)).form(&[grant]);
        assert_eq!(send(query).await.json["error"], "invalid_request");
        let reply = send(Client::new().get(&address)).await;
        assert_eq!((reply.status.as_u16(), reply.header("allow")), (405, Some("POST")));
    }
}
