//! What whoever watches reads at `/metrics`, and that the dashboard and the alerts in `deploy/` name what is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use reqwest::Client;
use serde_json::json;

use crate::harness::{Answer, Engine, Guest, Outside, Program, Proxy, Receiver, free_address, send, until};

/// What a server with these settings tells.
pub(super) async fn scrape(program: &Program) -> String {
    let client = Client::builder().no_proxy().build().expect("a client");
    let address = program.setting("ENROL_METRICS_LISTEN");
    let reply = send(client.get(format!("http://{address}/metrics"))).await;
    assert_eq!(reply.header("content-type"), Some("text/plain; version=0.0.4; charset=utf-8"));
    assert_eq!(reply.status, 200);
    reply.text
}

/// The value of a series, which must be there.
#[track_caller]
fn value(text: &str, series: &str) -> f64 {
    let found = text.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    found.and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("{series} is not in\n{text}"))
}

async fn watched(engine: Engine) -> Program {
    Program::on(engine)
        .await
        .set("ENROL_METRICS_LISTEN", &free_address())
        .set("ENROL_ALLOW_PRIVATE_TARGETS", "yes")
}

on_both! {
    async fn what_happens_is_counted(engine) {
        let program = watched(engine).await.set("ENROL_LINK_FAILURES", "1");
        let _server = program.serve().await;
        let (tenant, receiver) = (program.tenant("Acme").await, Receiver::start().await);
        let notifier = json!({ "url": receiver.url, "events": ["SIGNUP_COMPLETED", "SIGNUP_CANCELLED"], "method": "webhook" });
        tenant.post("/notifiers", &notifier).await.expect(201);
        let finished = tenant.invite().await;
        Guest::new(&program.base()).sign_up(&finished, "+27821234567").await;
        let parked = async || tenant.get("/notifiers/deliveries?status=parked").await.expect(200)["deliveries"].clone();
        until("delivered", async || receiver.came().len() == 1).await;
        receiver.answer(Answer::status(410));
        let cancelled = tenant.invite().await;
        tenant.post(&format!("/customer-signup/sessions/{}/cancel", cancelled.id), &json!({})).await.expect(200);
        until("parked", async || parked().await.as_array().is_some_and(|all| all.len() == 1)).await;
        let stranger = Guest::new(&program.base());
        for status in [404, 429, 429] {
            stranger.get("/signup/nobodyslink").await.expect(status);
        }

        let text = scrape(&program).await;
        for (series, expected) in [
            ("enrol_signup_sessions_opened_total", 2.0),
            ("enrol_events_total{event=\"SIGNUP_STARTED\"}", 1.0),
            ("enrol_events_total{event=\"SIGNUP_COMPLETED\"}", 1.0),
            ("enrol_events_total{event=\"SIGNUP_CANCELLED\"}", 1.0),
            ("enrol_events_total{event=\"CREATED_CUSTOMER\"}", 1.0),
            ("enrol_delivery_attempts_total{channel=\"webhook\",outcome=\"delivered\"}", 1.0),
            ("enrol_delivery_attempts_total{channel=\"webhook\",outcome=\"parked\"}", 1.0),
            ("enrol_deliveries{channel=\"webhook\",state=\"waiting\"}", 0.0),
            ("enrol_deliveries{channel=\"webhook\",state=\"parked\"}", 1.0),
            ("enrol_delivery_oldest_age_seconds{channel=\"webhook\"}", 0.0),
            ("enrol_http_requests_total{method=\"GET\",route=\"/signup/{secret}\",status=\"404\"}", 1.0),
            ("enrol_http_requests_total{method=\"GET\",route=\"/signup/{secret}\",status=\"429\"}", 2.0),
            ("enrol_http_requests_total{method=\"POST\",route=\"/s/{id}/{page}\",status=\"303\"}", 5.0),
            ("enrol_http_request_duration_seconds_count{method=\"POST\",route=\"/panic-api/v2/customer-signup/sessions\"}", 2.0),
            ("enrol_http_requests_in_flight", 0.0),
            ("enrol_rate_limited_total{limit=\"link_failures\"}", 2.0),
            ("enrol_encryption_keys{id=\"1\",state=\"seals\"}", 1.0),
            ("enrol_database_up", 1.0),
        ] {
            assert!((value(&text, series) - expected).abs() < 1e-9, "{series} is not {expected}:\n{text}");
        }
        for series in ["enrol_database_statements_total", "enrol_database_connections_max", "enrol_http_connections"] {
            assert!(value(&text, series) > 0.0, "{series}:\n{text}");
        }
        let commits = value(&text, "enrol_database_commit_batch_count");
        assert_eq!(commits > 0.0, engine == Engine::Sqlite, "{commits}");
        assert!(!text.contains("nobodyslink"), "a path is no label: {text}");
    }

    async fn whoever_watches_sees_a_server_that_has_no_room(engine) {
        let program = watched(engine).await.set("ENROL_MAX_REQUESTS", "1");
        let _server = program.serve().await;
        let tenant = program.tenant("Acme").await;
        let (mut outside, guest) = (Outside::of(&program).await, Guest::new(&program.base()));
        let lock = if engine == Engine::Sqlite { "begin immediate" } else { "begin; lock table customer in exclusive mode" };
        let mut mobile = 821_234_560;
        let creating = loop {
            outside.run(lock).await;
            mobile += 1;
            let customer = json!({ "customer": { "name": "Thandi", "surname": "Mokoena", "mobile": format!("0{mobile}") } });
            let theirs = tenant.clone();
            let creating = tokio::spawn(async move { theirs.post("/customers", &customer).await });
            until("a request is in flight", async || {
                value(&scrape(&program).await, "enrol_http_requests_in_flight") > 0.5
            })
            .await;
            let told = guest.get("/signup/nobodyslink").await;
            if told.status == 503 {
                assert_eq!(told.header("retry-after"), Some("3"));
                break creating;
            }
            // The server was writing something of its own, and the request waits behind that without a place.
            outside.run("rollback").await;
            creating.await.expect("a task").expect(201);
        };
        for monitor in ["/healthz", "/readyz"] {
            guest.get(monitor).await.expect(200);
        }
        let text = scrape(&program).await;
        for series in [
            "enrol_rate_limited_total{limit=\"requests\"}",
            "enrol_http_requests_total{method=\"GET\",route=\"/signup/{secret}\",status=\"503\"}",
            "enrol_http_requests_in_flight",
        ] {
            assert!((value(&text, series) - 1.0).abs() < 1e-9, "{series} is not 1:\n{text}");
        }
        // Whoever was let in is served.
        outside.run("rollback").await;
        creating.await.expect("a task").expect(201);
    }

    async fn what_strangers_write_makes_no_series(engine) {
        let program = watched(engine).await;
        let _server = program.serve().await;
        let client = Client::builder().no_proxy().build().expect("a client");
        for number in 0..20 {
            let method = reqwest::Method::from_bytes(format!("Q9METHOD{number}").as_bytes()).expect("a method");
            send(client.request(method, format!("{}/q9path{number}?q9={number}", program.base()))).await;
            send(client.get(format!("{}/panic-api/v2/q9path{number}", program.base()))).await;
        }
        let text = scrape(&program).await;
        assert!(!text.to_lowercase().contains("q9"), "{text}");
        let series = text.lines().filter(|line| line.starts_with("enrol_http_requests_total"));
        assert!(series.count() < 6, "{text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_waits_for_the_disk_keeps_nobody_out() {
    let program = watched(Engine::Sqlite).await.set("ENROL_MAX_REQUESTS", "1");
    let _server = program.serve().await;
    let tenant = program.tenant("Acme").await;
    let (guest, invited, another) =
        (Guest::new(&program.base()), tenant.invite().await, tenant.invite().await);
    let personal = guest.start(&invited).await;
    let page = guest.get(&personal).await.expect(200);
    let mut outside = Outside::of(&program).await;
    outside.run("begin immediate").await;
    let saving = tokio::spawn(async move {
        guest
            .submit(
                &page,
                &[("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "0821234567")],
                "continue",
            )
            .await
    });
    until("it is being saved", async || {
        value(&scrape(&program).await, "enrol_http_requests_in_flight") > 0.5
    })
    .await;
    let other = Guest::new(&program.base());
    other.get(&another.link).await.expect(200);
    outside.run("rollback").await;
    assert!(saving.await.expect("a task").location().ends_with("/vehicle"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_listens_unless_told_to_and_visitors_have_no_metrics() {
    let program = watched(Engine::Sqlite).await;
    let _server = program.serve().await;
    let client = Client::builder().no_proxy().build().expect("a client");
    assert_eq!(send(client.get(format!("{}/metrics", program.base()))).await.status, 404);
    let metrics = format!("http://{}", program.setting("ENROL_METRICS_LISTEN"));
    assert_eq!(send(client.get(format!("{metrics}/readyz"))).await.status, 404);
    let taken = program.set("ENROL_LISTEN", &free_address()).run(&["serve"]).await.expect(1).err;
    assert!(taken.contains("ENROL_METRICS_LISTEN: cannot listen on"), "{taken}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_away_is_told_and_nothing_is_made_up() {
    let program = watched(Engine::Postgres).await;
    let mut proxy = Proxy::to(program.setting("ENROL_DATABASE_URL")).await;
    let program = program.set("ENROL_DATABASE_URL", &proxy.url);
    let _server = program.serve().await;
    assert!(value(&scrape(&program).await, "enrol_database_up") > 0.5);
    proxy.cut().await;
    until("noticed", async || scrape(&program).await.contains("enrol_database_up 0")).await;
    assert!(!scrape(&program).await.contains("enrol_deliveries{"), "what is not known is not told");
}

/// The names of metrics in a text: `enrol_…`, as far as a name goes.
fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
    words.filter(|word| word.starts_with("enrol_")).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dashboard_and_alerts_name_what_is_there() {
    let program = watched(Engine::Sqlite).await;
    let _server = program.serve().await;
    Guest::new(&program.base()).get("/nothing").await.expect(404);
    let text = scrape(&program).await;
    let histogram = |line: &str| line.strip_prefix("# TYPE ")?.strip_suffix(" histogram").map(str::to_owned);
    let histograms = text.lines().filter_map(histogram);
    let parts = histograms.flat_map(|name| ["_bucket", "_sum", "_count"].map(|part| format!("{name}{part}")));
    let mut there: BTreeSet<String> = parts.collect();
    there.extend(
        text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next()).map(str::to_owned),
    );
    let mut named = BTreeSet::new();
    for file in ["grafana.json", "alerts.yaml"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy").join(file);
        let text = fs::read_to_string(path).expect("a file");
        named.extend(names(&text));
        let events = text.split("event=").skip(1).filter_map(|rest| rest.split('"').nth(1));
        for event in events.map(|event| event.trim_end_matches('\\')) {
            assert!(enrol::domain::webhook::event::Event::parse(event).is_some(), "{event} in {file}");
        }
    }
    assert!(named.len() > 12, "{named:?}");
    let missing: Vec<_> = named.difference(&there).collect();
    assert!(missing.is_empty(), "nobody tells {missing:?}");
}
