//! Return addresses: what people try to be sent elsewhere by, as sessions are opened.

use reqwest::Method;
use serde_json::{Value, json};

use super::{count_sessions, only_wrong, raw};
use crate::harness::{Guest, Tenant};

async fn open(tenant: &Tenant, url: Value) -> crate::harness::Reply {
    tenant.post("/customer-signup/sessions", &json!({ "returnUrl": url })).await
}

/// Below a registered address, in its plain spelling: `https://tenant.example/app`,
/// `http://127.0.0.1:9/back` and `acme-app://return` are.
const GOOD: &[(&str, &str)] = &[
    ("https://tenant.example/app", "https://tenant.example/app"),
    ("https://tenant.example/app/", "https://tenant.example/app/"),
    ("https://tenant.example/app?a=1&b=%26", "https://tenant.example/app?a=1&b=%26"),
    ("HTTPS://TENANT.example/app/x", "https://tenant.example/app/x"),
    ("https://tenant.example:443/app/x", "https://tenant.example/app/x"),
    ("https://tenant.example/app/a/../b", "https://tenant.example/app/b"),
    ("https://tenant.example/app//x", "https://tenant.example/app//x"),
    ("http://127.0.0.1:9/back/here", "http://127.0.0.1:9/back/here"),
    ("acme-app://return", "acme-app://return"),
    ("acme-app://return/done", "acme-app://return/done"),
    ("https://tenant.example/app#", "https://tenant.example/app#"),
    ("https://tenant.example/app?a=1#/done?status=own", "https://tenant.example/app?a=1#/done?status=own"),
    ("acme-app://return#x", "acme-app://return#x"),
];

/// Everything else that people try.
const EVIL: &[&str] = &[
    "",
    " ",
    "/",
    "/app",
    "app",
    "?x",
    "#x",
    "tenant.example/app",
    // no scheme, or half a scheme
    "//evil.example",
    "//tenant.example/app",
    "///tenant.example/app",
    "https:evil.example",
    "https:tenant.example/app",
    "https:/tenant.example/app",
    "https:///tenant.example/app",
    "https://",
    "https:",
    "://tenant.example/app",
    // backslashes
    "https://tenant.example\\app",
    "https://tenant.example/app\\x",
    "https://tenant.example/ap\tp",
    "\\\\evil.example",
    "/\\evil.example",
    "https:\\\\tenant.example\\app",
    "https://tenant.example\\@evil.example/app",
    "https://tenant.example\\.evil.example/app",
    "https://evil.example\\https://tenant.example/app",
    // user names
    "https://tenant.example@evil.example/app",
    "https://tenant.example:pw@evil.example/app",
    "https://me@tenant.example/app",
    "https://me:pw@tenant.example/app",
    "https://@tenant.example/app",
    "https://:@tenant.example/app",
    "https://evil.example#@tenant.example/app",
    "https://evil.example?@tenant.example/app",
    // white space and controls
    "ht\ttps://tenant.example/app",
    "https\t://tenant.example/app",
    "https:\t//tenant.example/app",
    "https://tenant\t.example/app",
    "https://tenant.example/app\n",
    "\u{a0}https://tenant.example/app",
    " https://tenant.example/app",
    "https://tenant.example/app ",
    "https://tenant.example/app\0",
    "\u{1}https://tenant.example/app",
    "https://tenant.example/app\r\nLocation: https://evil.example",
    "\u{feff}https://tenant.example/app",
    "java\tscript:alert(1)",
    // other hosts
    "https://evil.example/app",
    "https://evil.example/https://tenant.example/app",
    "https://tenant.example.evil.example/app",
    "https://eviltenant.example/app",
    "https://tenant.example./app",
    "https://.tenant.example/app",
    "https://example/app",
    "https://sub.tenant.example/app",
    "https://tenant.exampl/app",
    "https://tenant.example%2eevil.example/app",
    "https://tenant.example%00.evil.example/app",
    "https://tenant.example;.evil.example/app",
    "https://tenant.example,evil.example/app",
    // look-alikes
    "https://tеnant.example/app",
    "https://tenant.exаmple/app",
    "https://tenant。evil.example/app",
    "https://xn--tnant-mua.example/app",
    "https://tenant.example／app",
    "https://tenant.example⁄app",
    "https://tenant.example\u{202e}/app",
    // this machine by other names
    "http://localhost:9/back",
    "http://[::1]:9/back",
    "http://127.0.0.2:9/back",
    "http://0.0.0.0:9/back",
    "http://127.0.0.1.evil.example:9/back",
    // other ports and schemes
    "https://tenant.example:444/app",
    "https://tenant.example:80/app",
    "http://tenant.example/app",
    "http://tenant.example:443/app",
    "http://127.0.0.1/back",
    "http://127.0.0.1:99/back",
    "https://127.0.0.1:9/back",
    "ftp://tenant.example/app",
    "wss://tenant.example/app",
    "javascript:alert(1)",
    "javascript://tenant.example/app%0aalert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "data://tenant.example/app",
    "vbscript:x",
    "blob:https://tenant.example/app",
    "file:///app",
    "file://tenant.example/app",
    "about:blank",
    "view-source:https://tenant.example/app",
    "intent://tenant.example/app#Intent;end",
    "mailto:me@tenant.example",
    // other paths
    "https://tenant.example",
    "https://tenant.example/",
    "https://tenant.example/ap",
    "https://tenant.example/apple",
    "https://tenant.example/APP",
    "https://tenant.example/app/../evil",
    "https://tenant.example/app/..",
    "https://tenant.example/app/%2e%2e/evil",
    "https://tenant.example/app/.%2E/evil",
    "https://tenant.example/app%2f..%2fevil",
    "https://tenant.example//app",
    "https://tenant.example/app;x",
    "https://tenant.example?/app",
    "https://tenant.example/x?u=https://tenant.example/app",
    // apps
    "acme-app:return",
    "acme-app:/return",
    "acme-app:///return",
    "acme-app://other",
    "acme-app://returned",
    "acme-app://return:1/",
    "acme-app2://return",
    "acme-app://me@return",
    "other-app://return",
    // fragments that hide something, and our own parameters
    "https://evil.example/#https://tenant.example/app",
    "https://tenant.example/#/app",
    "https://tenant.example/app#\\x",
    "https://tenant.example/app?status=1#x",
    "https://tenant.example/app?status=completed",
    "https://tenant.example/app?a=1&customerId=2",
    "https://tenant.example/app?signupSession%49d=1",
    "https://tenant.example/app?state=",
    "https://tenant.example/app?error_code=x",
    "https://tenant.example/app?siteId=1",
];

both! {
    async fn whatever_lies_below_a_registered_address_is_taken(world) {
        let tenant = world.tenant("Acme").await;
        for (url, kept) in GOOD {
            let session = open(&tenant, json!(url)).await;
            assert_eq!(session.status, 201, "{url}: {}", session.text);
            assert_eq!(session.json["tenantReturnUrl"], *kept);
            assert!(session.json["returnUrl"].as_str().is_some_and(|link| link.starts_with(&world.base)));
        }
    }

    async fn a_fragment_stays_behind_what_is_added(world) {
        let tenant = world.tenant("Acme").await;
        let body = json!({ "returnUrl": "https://tenant.example/app?a=1#/done?b", "state": "s" });
        let invited = tenant.invite_with(body).await;
        let back = Guest::new(&world.base).sign_up(&invited, "082 123 4567").await;
        assert!(back.starts_with("https://tenant.example/app?a=1&status=completed&"), "{back}");
        assert!(back.ends_with("&state=s#/done?b"), "{back}");
    }

    async fn nothing_else_is(world) {
        let tenant = world.tenant("Acme").await;
        for url in EVIL {
            let reply = open(&tenant, json!(url)).await;
            assert_eq!(reply.status, 400, "{url:?}: {}", reply.text);
            assert_eq!(only_wrong(&reply, "/returnUrl"), "invalid_return_url", "{url:?}");
            assert!(!reply.text.contains("evil"), "the value must not be repeated: {}", reply.text);
        }
        let long = format!("https://tenant.example/app/{}", "x".repeat(2048));
        assert_eq!(only_wrong(&open(&tenant, json!(long)).await, "/returnUrl"), "invalid_return_url");
        for (value, code) in [(json!(null), "required"), (json!(1), "type"), (json!(["https://tenant.example/app"]), "type")] {
            assert_eq!(only_wrong(&open(&tenant, value).await, "/returnUrl"), code);
        }
        // The same characters, written as JSON escapes.
        let body = r#"{"returnUrl":"https://tenant.example\u005c@evil.example/app"}"#;
        let reply = raw(&tenant, Method::POST, "/customer-signup/sessions", body).await;
        assert_eq!(only_wrong(&reply, "/returnUrl"), "invalid_return_url");
        assert_eq!(count_sessions(&tenant).await, 0);
    }

    async fn where_new_links_are_made_is_checked_alike(world) {
        let tenant = world.tenant("Acme").await;
        let open = async |url: Value| {
            let body = json!({ "returnUrl": "https://tenant.example/app", "refreshUrl": url });
            tenant.post("/customer-signup/sessions", &body).await
        };
        for (url, kept) in GOOD {
            let session = open(json!(url)).await.expect(201);
            assert_eq!(session["refreshUrl"], *kept);
            let id = session["sessionId"].as_str().expect("an id");
            assert_eq!(tenant.session(id).await["refreshUrl"], *kept);
        }
        assert_eq!(open(json!(null)).await.expect(201)["refreshUrl"], json!(null));
        let opened = count_sessions(&tenant).await;
        for url in EVIL {
            let reply = open(json!(url)).await;
            assert_eq!(only_wrong(&reply, "/refreshUrl"), "invalid_return_url", "{url:?}");
            assert!(!reply.text.contains("evil"), "the value must not be repeated: {}", reply.text);
        }
        assert_eq!(only_wrong(&open(json!(1)).await, "/refreshUrl"), "type");
        assert_eq!(count_sessions(&tenant).await, opened);
    }

    async fn another_sources_address_is_not_ones_own(world) {
        let tenant = world.tenant("Acme").await;
        let urls = ["https://other.example/app".to_owned()];
        let described = enrol::actions::access::SourceDescription { name: "Other", return_urls: &urls, payment_urls: &[], region: "ZA", token_seconds: 60 };
        enrol::actions::access::create_source(&world.app, &described).await.expect("a source");
        let reply = open(&tenant, json!("https://other.example/app")).await;
        assert_eq!(only_wrong(&reply, "/returnUrl"), "invalid_return_url");
    }
}
