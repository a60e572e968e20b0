//! What holds for every call, whatever it is about: addresses, methods, bodies, request ids.

use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Method};
use serde_json::{Value, json};

use super::{Furnished, asked, location, only_wrong, person, post_with, raw, wrong};
use crate::harness::{Tenant, send};

/// Every address, and what its `Allow` says.
const ADDRESSES: &[(&str, &str)] = &[
    ("/oauth/token", "POST"),
    ("/customer-signup/sessions", "GET,HEAD,POST"),
    ("/customer-signup/sessions/{sessionId}", "GET,HEAD"),
    ("/customer-signup/sessions/{sessionId}/cancel", "POST"),
    ("/customer-signup/sessions/{sessionId}/link", "POST"),
    ("/customer-signup/sessions/{sessionId}/payment", "POST"),
    ("/customers", "GET,HEAD,POST"),
    ("/customers/{customerId}", "GET,HEAD,PUT"),
    ("/customers/{customerId}/delete", "POST"),
    ("/customers/{customerId}/subscriptions", "GET,HEAD"),
    ("/source", "GET,HEAD"),
    ("/subscriptions", "GET,HEAD,POST"),
    ("/subscriptions/subscriptionTypes", "GET,HEAD"),
    ("/subscriptions/{subscriptionId}", "DELETE,GET,HEAD,PUT"),
    ("/predefinedLocations", "GET,HEAD,POST"),
    ("/predefinedLocations/{locationId}", "DELETE,GET,HEAD,PUT"),
];

/// Every call that takes a body.
const BODIES: &[(Method, &str)] = &[
    (Method::POST, "/oauth/token"),
    (Method::POST, "/customer-signup/sessions"),
    (Method::POST, "/customer-signup/sessions/{sessionId}/payment"),
    (Method::POST, "/customers"),
    (Method::PUT, "/customers/{customerId}"),
    (Method::POST, "/subscriptions"),
    (Method::PUT, "/subscriptions/{subscriptionId}"),
    (Method::POST, "/predefinedLocations"),
    (Method::PUT, "/predefinedLocations/{locationId}"),
];

fn sorted(allow: &str) -> Vec<String> {
    let mut methods: Vec<String> = allow.split(',').map(|method| method.trim().to_owned()).collect();
    methods.sort();
    methods
}

/// Members enough for every call.
fn anything(tenant: &Tenant) -> Value {
    let mut body = asked(&location("S-2"));
    body["clientId"] = json!(tenant.client_id);
    body["clientSecret"] = json!(tenant.client_secret);
    body
}

both! {
    async fn every_address_allows_its_methods_and_names_them(world) {
        let own = Furnished::new(&world, "Acme").await;
        for (route, allow) in ADDRESSES {
            for slash in ["", "/"] {
                let path = own.path(route) + slash;
                let reply = send(own.tenant.request(Method::PATCH, &path)).await;
                reply.problem(405, "method_not_allowed");
                assert_eq!(sorted(reply.header("allow").expect("Allow")), sorted(allow), "{path}");
                if allow.contains("GET") {
                    let reply = own.tenant.get(&path).await;
                    assert_eq!(reply.status, 200, "{path}: {}", reply.text);
                    assert_eq!(reply.header("content-type"), Some("application/json"));
                }
            }
        }
    }

    async fn a_trailing_slash_creates_all_the_same(world) {
        let tenant = world.tenant("Acme").await;
        tenant.post("/customers/", &json!({ "customer": person(1) })).await.expect(201);
        tenant.post("/customer-signup/sessions/", &asked(&json!({}))).await.expect(201);
        tenant.post("/predefinedLocations/", &location("S-1")).await.expect(201);
    }

    async fn nothing_else_is_there(world) {
        let tenant = world.tenant("Acme").await;
        for path in ["", "/", "/nothing", "/customers/1/nothing", "/customers//", "/Customers", "/customers/1/2/3"] {
            let reply = tenant.get(path).await;
            reply.problem(404, "not_found");
            assert!(reply.json.get("errors").is_none(), "{path}");
        }
        for path in ["/panic-api", "/panic-api/v1/customers", "/panic-api/v3"] {
            let reply = send(Client::new().get(format!("{}{path}", tenant.base))).await;
            assert_eq!(reply.status, 404, "{path}");
        }
    }

    async fn nobody_comes_in_without_a_token(world) {
        let own = Furnished::new(&world, "Acme").await;
        let before = own.snapshot().await;
        for (route, allow) in ADDRESSES.iter().skip(1) {
            for method in allow.split(',').filter(|method| *method != "HEAD") {
                let method: Method = method.parse().expect("a method");
                let request = Client::new().request(method, own.tenant.url(&own.path(route))).body("{broken");
                let reply = send(request).await;
                reply.problem(401, "unauthorized");
                assert_eq!(reply.header("www-authenticate"), Some("Bearer"), "{route}");
            }
        }
        assert_eq!(own.snapshot().await, before);
    }

    async fn what_does_not_say_it_is_json_is_refused(world) {
        let own = Furnished::new(&world, "Acme").await;
        let before = own.snapshot().await;
        for (method, route) in BODIES {
            for media in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "text/json", ""] {
                let request = own.tenant.request(method.clone(), &own.path(route)).header(CONTENT_TYPE, media);
                send(request.body("{}")).await.problem(415, "unsupported_media_type");
            }
            let request = own.tenant.request(method.clone(), &own.path(route)).body("{}");
            send(request).await.problem(415, "unsupported_media_type");
            let packed = own.tenant.request(method.clone(), &own.path(route)).json(&json!({}));
            send(packed.header("content-encoding", "gzip")).await.problem(415, "encoded_body");
        }
        assert_eq!(own.snapshot().await, before);
        for media in ["application/json; charset=utf-8", "Application/JSON", "application/merge-patch+json"] {
            let request = own.tenant.request(Method::POST, "/customers").header(CONTENT_TYPE, media);
            send(request.body("{}")).await.problem(400, "invalid_request");
        }
    }

    async fn what_is_too_large_is_refused(world) {
        let own = Furnished::new(&world, "Acme").await;
        let megabyte = json!({ "padding": "x".repeat(1_000_000) }).to_string();
        for (method, route) in BODIES {
            let reply = raw(&own.tenant, method.clone(), &own.path(route), megabyte.clone()).await;
            reply.problem(413, "body_too_large");
        }
        // Exactly 64 KiB is not too large: members that nobody knows are ignored.
        let mut body = json!({ "customer": person(2), "padding": "" });
        let room = 64 * 1024 - body.to_string().len();
        body["padding"] = json!("x".repeat(room));
        own.tenant.post("/customers", &body).await.expect(201);
        body["padding"] = json!("x".repeat(room + 1));
        own.tenant.post("/customers", &body).await.problem(413, "body_too_large");
    }

    async fn what_is_no_json_object_is_refused(world) {
        let own = Furnished::new(&world, "Acme").await;
        let before = own.snapshot().await;
        let deep = format!("{{\"customer\":{}{}}}", "[".repeat(5000), "]".repeat(5000));
        let bodies: &[&[u8]] = &[
            b"", b"{", b"{'a':1}", b"{\"a\":1,}", b"{} {}", b"{\"a\":01}", b"{\"a\":NaN}", b"{\"a\":1e999}",
            b"\xef\xbb{}", b"{}\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf{}", b"{\"a\":\"\xff\"}", b"{\"a\":\"\\ud800\"}", b"{\"a\":\"\n\"}",
            b"[]", b"[{}]", b"null", b"\"text\"", b"1", b"true", deep.as_bytes(),
        ];
        for (method, route) in BODIES {
            for body in bodies {
                let reply = raw(&own.tenant, method.clone(), &own.path(route), body.to_vec()).await;
                reply.problem(400, "malformed_json");
            }
        }
        assert_eq!(own.snapshot().await, before);
    }

    async fn a_byte_order_mark_is_no_part_of_the_body(world) {
        let own = Furnished::new(&world, "Acme").await;
        for (method, route) in BODIES {
            let plain = raw(&own.tenant, method.clone(), &own.path(route), "{}").await;
            let marked = raw(&own.tenant, method.clone(), &own.path(route), "\u{feff}{}").await;
            assert_eq!((marked.status, marked.pointers()), (plain.status, plain.pointers()), "{route}");
        }
        // With it or without, it is the same request.
        let body = json!({ "customer": person(2) }).to_string();
        let keyed = |body: String| {
            let request = own.tenant.request(Method::POST, "/customers").header("idempotency-key", "k");
            send(request.header(CONTENT_TYPE, "application/json").body(body))
        };
        let (first, again) = (keyed(format!("\u{feff}{body}")).await, keyed(body).await);
        assert_eq!((first.status.as_u16(), &first.text), (201, &again.text));
    }

    async fn what_has_no_end_is_refused_in_few_words(world) {
        let own = Furnished::new(&world, "Acme").await;
        let many = |count: usize| (0..count).map(|at| (format!("m{at}"), json!(1))).collect::<serde_json::Map<_, _>>();
        for (method, route) in BODIES {
            let request = |body: Value| {
                let request = own.tenant.request(method.clone(), &own.path(route)).json(&body);
                send(request.header("prefer", "handling=strict"))
            };
            request(Value::Object(many(1001))).await.problem(400, "too_many_values");
            request(json!({ "a": vec![0; 1000] })).await.problem(400, "too_many_values");
            if *route == "/oauth/token" {
                continue;
            }
            let known = request(json!({})).await.pointers().len();
            let reply = request(Value::Object(many(900))).await;
            reply.problem(400, "invalid_request");
            assert_eq!(reply.pointers().len(), known + 20, "{route}");
            assert_eq!(reply.json["errorsOmitted"], 880, "{route}");
            assert!(reply.text.len() < 8 * 1024, "{route}: {}", reply.text.len());
            // A name of any length is not repeated either.
            let reply = request(json!({ "x".repeat(60_000): 1 })).await;
            assert!(reply.text.len() < 4 * 1024 && reply.pointers().contains(&""), "{route}");
        }
    }

    async fn every_known_member_is_told_however_many_others_are_wrong(world) {
        let own = Furnished::new(&world, "Acme").await;
        let mut customer: serde_json::Map<_, _> =
            enrol::domain::profile::api_fields().map(|field| (field.name.to_owned(), json!([]))).collect();
        let known = customer.len();
        customer.extend((0..500).map(|at| (format!("m{at}"), json!(1))));
        let body = json!({ "customer": customer, "locked": vec![json!(1); 400], "email": 1, "state": 1 });
        let reply = post_with(&own.tenant, "/customer-signup/sessions", &body, ("prefer", "handling=strict")).await;
        let pointers = reply.pointers();
        for field in enrol::domain::profile::api_fields() {
            assert!(pointers.contains(&&*format!("/customer/{}", field.name)), "{}", field.name);
        }
        assert!(["/returnUrl", "/email", "/state"].iter().all(|known| pointers.contains(known)));
        assert_eq!(pointers.len(), known + 3 + 20);
        assert_eq!(reply.json["errorsOmitted"], 880);
    }

    async fn the_message_is_the_first_mistake_in_its_own_words(world) {
        let own = Furnished::new(&world, "Acme").await;
        let message = |reply: &crate::harness::Reply| reply.json["message"].as_str().expect("words").to_owned();
        let mut profile = person(2);
        profile["dateOfBirth"] = json!("07/03/1988");
        let reply = own.tenant.post("/customers", &json!({ "customer": profile })).await;
        reply.problem(400, "invalid_request");
        assert_eq!(message(&reply), "dateOfBirth must be YYYY-MM-DD, such as 1988-03-07.");
        profile["email"] = json!("me");
        profile["surname"] = json!("");
        let reply = own.tenant.post("/customers", &json!({ "customer": profile })).await;
        let first = reply.json["errors"][0]["detail"].as_str().expect("words");
        assert_eq!(message(&reply), format!("{first} Also wrong: email, dateOfBirth."));
        assert!(first.starts_with("surname is required"), "{first}");
        let many: serde_json::Map<_, _> = (0..30).map(|at| (format!("m{at}"), json!(1))).collect();
        let reply = post_with(&own.tenant, "/customers", &Value::Object(many), ("prefer", "handling=strict")).await;
        assert!(message(&reply).ends_with("m9, 20 more."), "{}", message(&reply));
    }

    async fn a_member_given_twice_is_refused(world) {
        let own = Furnished::new(&world, "Acme").await;
        let before = own.snapshot().await;
        for (method, route) in BODIES {
            let twice = r#"{"customer":{"name":"A","nested":{"name":"B","name":"C"}}}"#;
            let reply = raw(&own.tenant, method.clone(), &own.path(route), twice).await;
            assert_eq!(only_wrong(&reply, "/name"), "repeated");
            // Also when it is the same name in another spelling of JSON.
            let reply = raw(&own.tenant, method.clone(), &own.path(route), r#"{"x":1,"\u0078":2}"#).await;
            assert_eq!(only_wrong(&reply, "/x"), "repeated");
        }
        assert_eq!(own.snapshot().await, before);
    }

    async fn unknown_members_are_ignored_or_refused_by_name(world) {
        let own = Furnished::new(&world, "Acme").await;
        let mut body = asked(&json!({ "nobodyKnows": 1, "siteDetails": { "siteName": "A", "colour/x": 1 } }));
        own.tenant.post("/customer-signup/sessions", &body).await.expect(201);
        body["customer"] = json!({ "shoeSize": 43 });
        for prefer in ["handling=strict", "respond-async, handling=strict", "Handling=\"strict\"; x"] {
            let reply = post_with(&own.tenant, "/customer-signup/sessions", &body, ("prefer", prefer)).await;
            reply.problem(400, "invalid_request");
            assert_eq!(wrong(&reply), ["/customer/shoeSize", "/nobodyKnows", "/siteDetails/colour~1x"]);
            for error in reply.json["errors"].as_array().expect("errors") {
                assert_eq!(error["code"], "unknown_member");
            }
        }
        post_with(&own.tenant, "/customer-signup/sessions", &body, ("prefer", "handling=lenient")).await.expect(201);
        for (method, route) in &BODIES[1..] {
            let request = own.tenant.request(method.clone(), &own.path(route)).header("prefer", "handling=strict");
            let reply = send(request.json(&json!({ "nobodyKnows": 1 }))).await;
            reply.problem(400, "invalid_request");
            assert!(reply.pointers().contains(&"/nobodyKnows"), "{route}: {}", reply.text);
        }
    }

    async fn every_answer_names_its_request(world) {
        let own = Furnished::new(&world, "Acme").await;
        let calls = [
            (Method::GET, "/customers/{customerId}", 200),
            (Method::GET, "/customers/999999", 404),
            (Method::GET, "/nothing", 404),
            (Method::PATCH, "/customers", 405),
            (Method::POST, "/customers", 400),
            (Method::POST, "/oauth/token", 200),
        ];
        for (method, route, status) in calls {
            let request = |id: &str| {
                let request = own.tenant.request(method.clone(), &own.path(route)).json(&anything(&own.tenant));
                send(request.header("x-request-id", id.to_owned()))
            };
            let reply = request("My-own.id_1").await;
            assert_eq!((reply.status.as_u16(), reply.header("x-request-id")), (status, Some("My-own.id_1")));
            // What could forge a line of the log is replaced.
            for odd in ["a b", "<script>", "", &"x".repeat(129)] {
                let reply = request(odd).await;
                let made = reply.header("x-request-id").expect("an id");
                assert!(made != odd && made.len() == 32, "{made}");
            }
        }
        let (one, two) = (own.tenant.get("/customers").await, own.tenant.get("/customers").await);
        assert_ne!(one.header("x-request-id"), two.header("x-request-id"));
    }
}
