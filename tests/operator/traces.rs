//! What a collector hears by OpenTelemetry, and that a trace goes on to the webhooks.

use std::collections::BTreeMap;

use enrol::domain::hex::hex;
use opentelemetry_proto::tonic::metrics::v1::metric::Data;
use opentelemetry_proto::tonic::metrics::v1::number_data_point::Value;
use opentelemetry_proto::tonic::metrics::v1::{Metric, NumberDataPoint};
use opentelemetry_proto::tonic::trace::v1::Span;
use reqwest::Method;
use serde_json::json;

use crate::harness::{
    Collector, Engine, Guest, Program, Receiver, Tenant, attributes, free_address, send, until,
};

/// A trace that a proxy began.
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT: &str = "00f067aa0ba902b7";

async fn notified(program: &Program) -> (Tenant, Receiver) {
    let (tenant, receiver) = (program.tenant("Acme").await, Receiver::start().await);
    let notifier = json!({ "url": receiver.url, "events": ["CREATED_CUSTOMER"], "method": "webhook" });
    tenant.post("/notifiers", &notifier).await.expect(201);
    (tenant, receiver)
}

/// A backend whose request is a part of the proxy's trace.
async fn create(tenant: &Tenant, mobile: &str, traceparent: Option<&str>) {
    let customer = json!({ "customer": { "name": "A", "surname": "B", "mobile": mobile } });
    let request = tenant.request(Method::POST, "/customers").json(&customer);
    let request = match traceparent {
        Some(traceparent) => request.header("traceparent", traceparent).header("tracestate", "q9state7x=1"),
        None => request,
    };
    send(request).await.expect(201);
}

fn attribute(span: &Span, name: &str) -> Option<String> {
    attributes(&span.attributes).into_iter().collect::<BTreeMap<_, _>>().remove(name)
}

#[track_caller]
fn named<'a>(spans: &'a [Span], name: &str) -> &'a Span {
    let names: Vec<&str> = spans.iter().map(|span| &*span.name).collect();
    spans.iter().find(|span| span.name == name).unwrap_or_else(|| panic!("no {name} in {names:?}"))
}

async fn program(engine: Engine) -> Program {
    Program::on(engine).await.set("ENROL_ALLOW_PRIVATE_TARGETS", "yes")
}

on_both! {
    async fn a_trace_goes_through_to_the_webhook(engine) {
        let collector = Collector::start().await;
        let program = program(engine)
            .await
            .set("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url())
            .set("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20q9collector7x")
            .set("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test")
            .set("OTEL_METRICS_EXPORTER", "none");
        let server = program.serve().await;
        let (tenant, receiver) = notified(&program).await;
        create(&tenant, "+27821234567", Some(&format!("00-{TRACE}-{PARENT}-01"))).await;
        until("delivered", async || receiver.came().len() == 1).await;
        Guest::new(&program.base()).get("/signup/q9nobodyslink7x").await.expect(404);
        let log = server.log();
        assert_eq!(server.stop().await, Some(0), "what waits is sent at the end");

        let spans = collector.spans();
        let request = named(&spans, "POST /panic-api/v2/customers");
        assert_eq!((hex(&request.trace_id), hex(&request.parent_span_id)), (TRACE.to_owned(), PARENT.to_owned()));
        assert_eq!(attribute(request, "http.response.status_code").as_deref(), Some("201"));
        let delivery = named(&spans, "webhook CREATED_CUSTOMER");
        assert_eq!((&delivery.trace_id, &delivery.parent_span_id), (&request.trace_id, &request.span_id));
        assert_eq!(attribute(delivery, "http.response.status_code").as_deref(), Some("204"));
        let came = receiver.came().remove(0);
        assert_eq!(came.header("traceparent"), format!("00-{TRACE}-{}-01", hex(&delivery.span_id)));
        assert!(came.headers.get("tracestate").is_none() && came.json["message"] == "CREATED_CUSTOMER", "{came:?}");
        let statements = spans.iter().filter(|span| span.parent_span_id == request.span_id);
        let texts: Vec<String> = statements.filter_map(|span| attribute(span, "db.query.text")).collect();
        assert!(texts.iter().any(|text| text.contains("insert into customer")), "{texts:?}");
        assert!(log.contains(TRACE), "the log says of which trace a request was: {log}");
        named(&spans, "GET /signup/{secret}");
        assert!(!spans.iter().any(|span| span.name.contains("healthz")), "monitors would drown the others");

        let all = String::from_utf8_lossy(&collector.bytes()).into_owned();
        assert!(!all.contains("q9nobodyslink7x") && !all.contains("q9state7x"), "{all}");
        assert!(collector.headers("authorization").iter().all(|value| value == "Bearer q9collector7x"));
        let sender: BTreeMap<_, _> = collector.senders().remove(0).into_iter().collect();
        assert_eq!(sender["service.name"], "enrol");
        assert_eq!(sender["service.version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(sender["deployment.environment.name"], "test");
    }

    async fn without_a_collector_a_trace_is_passed_on_as_it_came(engine) {
        let program = program(engine).await;
        let _server = program.serve().await;
        let (tenant, receiver) = notified(&program).await;
        create(&tenant, "+27821234567", Some(&format!("00-{TRACE}-{PARENT}-00"))).await;
        until("delivered", async || receiver.came().len() == 1).await;
        create(&tenant, "+27821234568", None).await;
        create(&tenant, "+27821234569", Some("00-q9wrong7x-q9-01")).await;
        until("delivered", async || receiver.came().len() == 3).await;
        let came = receiver.came();
        assert_eq!(came[0].header("traceparent"), format!("00-{TRACE}-{PARENT}-00"));
        assert!(came[1..].iter().all(|came| came.headers.get("traceparent").is_none()), "{came:?}");
        assert!(came.iter().all(|came| came.json["message"] == "CREATED_CUSTOMER"), "{came:?}");
    }
}

/// The points of a number, each with its attributes and its value or count.
fn points(numbers: &[Metric], name: &str) -> Vec<(Vec<(String, String)>, f64)> {
    let metric = numbers.iter().rfind(|number| number.name == name);
    let names: Vec<&str> = numbers.iter().map(|number| &*number.name).collect();
    let data =
        metric.and_then(|metric| metric.data.clone()).unwrap_or_else(|| panic!("no {name} in {names:?}"));
    let value = |point: NumberDataPoint| {
        let value = match point.value {
            Some(Value::AsDouble(value)) => value,
            other => panic!("{other:?}"),
        };
        (attributes(&point.attributes), value)
    };
    match data {
        Data::Gauge(gauge) => gauge.data_points.into_iter().map(value).collect(),
        Data::Sum(sum) => sum.data_points.into_iter().map(value).collect(),
        Data::Histogram(histogram) => {
            let count = |count: u64| u32::try_from(count).map(f64::from).expect("a few");
            histogram
                .data_points
                .into_iter()
                .map(|it| (attributes(&it.attributes), count(it.count)))
                .collect()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_numbers_of_metrics_are_sent_too() {
    let collector = Collector::start().await;
    let program = Program::on(Engine::Sqlite)
        .await
        .set("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url())
        .set("OTEL_TRACES_EXPORTER", "none");
    let server = program.serve().await;
    let tenant = program.tenant("Acme").await;
    create(&tenant, "+27821234567", None).await;
    assert_eq!(server.stop().await, Some(0));
    let numbers = collector.numbers();
    let created = points(&numbers, "enrol_events");
    let created = created.iter().find(|(labels, _)| labels[0].1 == "CREATED_CUSTOMER").expect("the event");
    assert!((created.1 - 1.0).abs() < 1e-9, "{created:?}");
    assert!((points(&numbers, "enrol_database_up")[0].1 - 1.0).abs() < 1e-9);
    let took = points(&numbers, "http.server.request.duration");
    let route = ("http.route".to_owned(), "/panic-api/v2/customers".to_owned());
    let of_route: Vec<_> = took.iter().filter(|(attributes, _)| attributes.contains(&route)).collect();
    assert!(matches!(of_route[..], [(_, count)] if (count - 1.0).abs() < 1e-9), "{took:?}");
}

#[tokio::test]
async fn the_usual_settings_hold() {
    let collector = Collector::start().await;
    let program = Program::on(Engine::Sqlite)
        .await
        .set("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", &format!("{}/here", collector.url()))
        .set("OTEL_SERVICE_NAME", "signup")
        .set("OTEL_TRACES_SAMPLER", "parentbased_always_off");
    let server = program.serve().await;
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let get = || client.get(format!("{}/.well-known/security.txt", program.base()));
    send(get()).await.expect(404);
    send(get().header("traceparent", format!("00-{TRACE}-{PARENT}-01"))).await.expect(404);
    assert_eq!(server.stop().await, Some(0));
    let spans = collector.spans();
    assert_eq!(spans.len(), 1, "the one whose parent is recorded: {spans:?}");
    assert_eq!(hex(&spans[0].trace_id), TRACE);
    let sender: BTreeMap<_, _> = collector.senders().remove(0).into_iter().collect();
    assert_eq!(sender["service.name"], "signup");
}

#[tokio::test]
async fn a_collector_that_is_away_harms_nobody() {
    let away = format!("http://{}", free_address());
    let program = Program::on(Engine::Sqlite)
        .await
        .set("OTEL_EXPORTER_OTLP_ENDPOINT", &away)
        .set("OTEL_EXPORTER_OTLP_TIMEOUT", "200");
    let server = program.serve().await;
    let tenant = program.tenant("Acme").await;
    create(&tenant, "+27821234567", None).await;
    assert_eq!(server.stop().await, Some(0));
}

#[tokio::test]
async fn a_setting_that_cannot_be_done_is_told_by_its_name() {
    for (name, value, told) in [
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "OTEL_EXPORTER_OTLP_PROTOCOL: \"grpc\" is not spoken here"),
        ("OTEL_TRACES_EXPORTER", "jaeger", "OTEL_TRACES_EXPORTER: \"jaeger\" is neither otlp nor none"),
        (
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://u:q9secret7x@ there",
            "OTEL_EXPORTER_OTLP_ENDPOINT: is not an address",
        ),
    ] {
        let program =
            Program::on(Engine::Sqlite).await.set("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318");
        let ended = program.set(name, value).run(&["serve"]).await.expect(1);
        assert!(ended.err.contains(told) && !ended.err.contains("q9secret7x"), "{}", ended.err);
    }
    let off = Program::on(Engine::Sqlite)
        .await
        .set("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")
        .set("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
        .set("OTEL_SDK_DISABLED", "true");
    let server = off.serve().await;
    assert_eq!(server.stop().await, Some(0));
}
