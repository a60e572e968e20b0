//! How often a backend may be wrong, and open sessions.

use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

use crate::harness::{Guest, Reply, Tenant, World, send};

/// An instance that lets a client be wrong ten times a minute, and that believes a proxy on this machine.
async fn limited(world: &World) -> World {
    world.hold();
    let proxies = vec!["127.0.0.0/8".parse().expect("a network")];
    world.with(|settings| (settings.token_failures, settings.trusted_proxies) = (10, proxies)).await
}

/// Asks for a token, from this address as the proxy tells it.
async fn take(tenant: &Tenant, id: &str, secret: &str, from: &str) -> Reply {
    let body = json!({ "clientId": id, "clientSecret": secret });
    from_address(Client::new().post(tenant.url("/oauth/token")).json(&body), from).await
}

async fn from_address(request: RequestBuilder, from: &str) -> Reply {
    send(request.header("x-forwarded-for", from)).await
}

/// The seconds of `Retry-After`, which must be some.
fn wait(reply: &Reply) -> u64 {
    let seconds = reply.header("retry-after").and_then(|text| text.parse().ok()).expect("Retry-After");
    assert!((1..=60).contains(&seconds), "{seconds}");
    seconds
}

both! {
    async fn after_ten_wrong_secrets_a_client_waits_at_that_address_and_nowhere_else(world) {
        let world = limited(&world).await;
        let (tenant, other) = (world.tenant("Acme").await, world.tenant("Other").await);
        let (id, secret) = (tenant.client_id.as_str(), tenant.client_secret.as_str());
        for _ in 0..10 {
            take(&tenant, id, "wrong", "203.0.113.9").await.problem(401, "unauthorized");
        }
        for secret in ["wrong", secret] {
            let refused = take(&tenant, id, secret, "203.0.113.9").await;
            refused.problem(429, "too_many_requests");
            wait(&refused);
        }
        // No stranger can lock a tenant out, and no tenant another.
        take(&tenant, id, secret, "203.0.113.10").await.expect(200);
        take(&tenant, &other.client_id, &other.client_secret, "203.0.113.9").await.expect(200);
        world.pass(60);
        take(&tenant, id, secret, "203.0.113.9").await.expect(200);
    }

    async fn a_client_of_rfc_6749_is_told_in_its_own_form(world) {
        let world = limited(&world).await;
        let tenant = world.tenant("Acme").await;
        let ask = async || {
            let form = [("grant_type", "client_credentials"), ("client_id", &tenant.client_id), ("client_secret", "wrong")];
            from_address(Client::new().post(format!("{}/oauth2/token", tenant.base)).form(&form), "203.0.113.9").await
        };
        for _ in 0..10 {
            assert_eq!(ask().await.expect(401)["error"], "invalid_client");
        }
        let refused = ask().await;
        wait(&refused);
        assert_eq!(refused.header("ratelimit"), Some("\"token_failures\";r=0;t=6"));
        assert_eq!(refused.expect(429)["error"], "slow_down");
        // The three addresses count as one.
        take(&tenant, &tenant.client_id, &tenant.client_secret, "203.0.113.9").await.problem(429, "too_many_requests");
    }

    async fn what_is_right_never_counts(world) {
        let world = limited(&world).await;
        let tenant = world.tenant("Acme").await;
        for _ in 0..10 {
            for _ in 0..3 {
                take(&tenant, &tenant.client_id, &tenant.client_secret, "203.0.113.9").await.expect(200);
            }
            take(&tenant, &tenant.client_id, "wrong", "203.0.113.9").await.problem(401, "unauthorized");
        }
        take(&tenant, &tenant.client_id, "wrong", "203.0.113.9").await.problem(429, "too_many_requests");
    }

    async fn a_header_that_no_trusted_proxy_wrote_changes_nothing(world) {
        world.hold();
        let world = world.with(|settings| settings.token_failures = 10).await;
        let tenant = world.tenant("Acme").await;
        let mut statuses = Vec::new();
        for number in 0..1000 {
            let forged = format!("198.51.{}.{}", number / 250, number % 250);
            statuses.push(take(&tenant, &tenant.client_id, "wrong", &forged).await.status.as_u16());
        }
        assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 10);
        assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 990);
    }

    async fn a_source_opens_so_many_sessions_a_minute(world) {
        world.hold();
        let world = world.with(|settings| settings.session_rate = 5).await;
        let (tenant, other) = (world.tenant("Acme").await, world.tenant("Other").await);
        let open = async |tenant: &Tenant, body: Value| tenant.post("/customer-signup/sessions", &body).await;
        let right = json!({ "returnUrl": "https://tenant.example/app" });
        for _ in 0..20 {
            open(&tenant, json!({})).await.problem(400, "invalid_request");
        }
        for _ in 0..5 {
            open(&tenant, right.clone()).await.expect(201);
        }
        let refused = open(&tenant, right.clone()).await;
        refused.problem(429, "too_many_requests");
        wait(&refused);
        assert_eq!(refused.header("ratelimit-policy"), Some("\"sessions\";q=5;w=60"));
        assert_eq!(refused.header("ratelimit"), Some("\"sessions\";r=0;t=12"));
        let opened = open(&other, right.clone()).await;
        assert_eq!(opened.header("ratelimit"), Some("\"sessions\";r=4;t=12"));
        // What was opened goes on.
        let (invited, guest) = (other.invite().await, Guest::new(&world.base));
        assert!(guest.sign_up(&invited, "0821234567").await.contains("status=completed"));
        world.pass(60);
        open(&tenant, right).await.expect(201);
    }

    async fn zero_switches_a_limit_off(world) {
        let tenant = world.tenant("Acme").await;
        for _ in 0..20 {
            take(&tenant, &tenant.client_id, "wrong", "203.0.113.9").await.problem(401, "unauthorized");
        }
    }
}
