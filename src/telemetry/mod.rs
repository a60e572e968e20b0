//! Traces and numbers by OpenTelemetry: what a request and a delivery took, and of which trace they are a part (W3C Trace
//! Context).
//!
//! Nothing is recorded until an operator says where to (`export`). A `traceparent` that came along is passed on all the
//! same. A span says what a log line may say: route templates, words of ours and texts of statements, never a path, a
//! query, an answer or a secret. Of `tracestate`, in which anybody may have written anything, nothing is kept.

mod export;
mod numbers;

use std::sync::OnceLock;
use std::time::Instant;

use axum::http::HeaderMap;
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::{FutureExt, SpanBuilder, SpanKind, Status, TraceContextExt, TraceId, Tracer};
use opentelemetry::{Context, KeyValue, StringValue};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracer, Span};

pub use export::{Export, start};
pub use numbers::{are_numbers_sent, tell_new_numbers};

/// Something that is asked of the database, until it is answered.
pub type Asked = Span;

/// By what a trace is continued from one server to the next.
pub const TRACEPARENT: &str = "traceparent";

/// What makes spans, once somebody takes them.
static TRACER: OnceLock<SdkTracer> = OnceLock::new();

/// A piece of work and the trace that it is a part of; nothing where none came along and nobody takes any.
#[derive(Debug, Default)]
pub struct Traced {
    context: Option<Context>,
    /// When it began and what it is, where somebody wants to know how long it takes.
    measured: Option<(Instant, Vec<KeyValue>)>,
}

impl Traced {
    /// A request to a route of ours.
    #[must_use]
    pub fn request(headers: &HeaderMap, method: &'static str, route: Option<&str>) -> Self {
        let came = parent(headers);
        let attributes = || {
            let route = route.map(|route| KeyValue::new("http.route", route.to_owned()));
            [KeyValue::new("http.request.method", method)].into_iter().chain(route).collect()
        };
        let measured = are_numbers_sent().then(|| (Instant::now(), attributes()));
        let Some(tracer) = TRACER.get() else { return Self { context: came, measured } };
        let name = route.map_or_else(|| method.to_owned(), |route| format!("{method} {route}"));
        let builder = tracer.span_builder(name).with_kind(SpanKind::Server);
        Self { measured, ..Self::begin(tracer, builder, attributes(), came) }
    }

    /// A try to deliver a message, such as a webhook about an event, of which the work that wrote it left its `traceparent`.
    #[must_use]
    pub fn delivery(
        channel: &'static str,
        event: &str,
        id: &impl ToString,
        attempt: i64,
        traceparent: Option<&str>,
    ) -> Self {
        let came = traceparent.and_then(continued);
        let Some(tracer) = TRACER.get() else { return Self { context: came, measured: None } };
        let builder = tracer.span_builder(format!("{channel} {event}")).with_kind(SpanKind::Client);
        let attributes = vec![
            KeyValue::new("http.request.method", "POST"),
            KeyValue::new("http.request.resend_count", attempt - 1),
            KeyValue::new("enrol.delivery.id", id.to_string()),
        ];
        Self::begin(tracer, builder, attributes, came)
    }

    fn begin(
        tracer: &SdkTracer,
        builder: SpanBuilder,
        attributes: Vec<KeyValue>,
        came: Option<Context>,
    ) -> Self {
        let parent = came.unwrap_or_default();
        let span = tracer.build_with_context(builder.with_attributes(attributes), &parent);
        Self { context: Some(parent.with_span(span)), measured: None }
    }

    /// By what others continue its trace.
    #[must_use]
    pub fn traceparent(&self) -> Option<String> {
        let span = self.context.as_ref()?.span();
        let (known, sampled) = (span.span_context(), u8::from(span.span_context().is_sampled()));
        Some(format!("00-{}-{}-{sampled:02x}", known.trace_id(), known.span_id()))
    }

    /// Its trace, for the log.
    #[must_use]
    pub fn id(&self) -> Option<TraceId> {
        self.context.as_ref().map(|context| context.span().span_context().trace_id())
    }

    /// Does the work; statements on the way are parts of it.
    pub async fn scope<F: Future>(&self, work: F) -> F::Output {
        match &self.context {
            Some(context) if context.span().is_recording() => work.with_context(context.clone()).await,
            _ => work.await,
        }
    }

    /// Ends it with the status of its answer, if there was one, and why it failed, if it did.
    pub fn end(self, status: Option<u16>, error: Option<&str>) {
        if let (Some((began, mut attributes)), Some(status)) = (self.measured, status) {
            attributes.push(KeyValue::new("http.response.status_code", i64::from(status)));
            numbers::took(&attributes, began.elapsed());
        }
        let Some(context) = self.context else { return };
        let span = context.span();
        if let Some(status) = status {
            span.set_attribute(KeyValue::new("http.response.status_code", i64::from(status)));
        }
        if let Some(error) = error {
            span.set_attribute(KeyValue::new("error.type", error.to_owned()));
            span.set_status(Status::error(""));
        }
        span.end();
    }
}

/// A statement, or another thing that is asked of the database, as a part of the work that is being done; it ends when it
/// is dropped. The text is a constant and holds no values.
#[must_use]
pub fn asked(system: &'static str, text: &'static str) -> Option<Span> {
    let tracer = TRACER.get()?;
    let current = Context::current();
    if !current.span().is_recording() {
        return None;
    }
    let operation = text.split_whitespace().next().unwrap_or_default();
    let attributes = vec![
        KeyValue::new("db.system.name", system),
        KeyValue::new("db.query.text", StringValue::from(text)),
    ];
    let builder = tracer.span_builder(operation).with_kind(SpanKind::Client).with_attributes(attributes);
    Some(tracer.build_with_context(builder, &current))
}

/// The trace that a request says it is a part of: in exactly one header.
fn parent(headers: &HeaderMap) -> Option<Context> {
    let mut values = headers.get_all(TRACEPARENT).iter();
    match (values.next(), values.next()) {
        (Some(only), None) => continued(only.to_str().ok()?),
        _ => None,
    }
}

/// The trace that a `traceparent` names, unless it is none.
fn continued(traceparent: &str) -> Option<Context> {
    /// The one header that is read.
    struct Parent<'a>(&'a str);

    impl Extractor for Parent<'_> {
        fn get(&self, key: &str) -> Option<&str> {
            (key == TRACEPARENT).then_some(self.0)
        }

        fn keys(&self) -> Vec<&str> {
            vec![TRACEPARENT]
        }
    }

    let context = TraceContextPropagator::new().extract_with_context(&Context::new(), &Parent(traceparent));
    context.has_active_span().then_some(context)
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEIRS: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    fn passed_on(values: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(TRACEPARENT, axum::http::HeaderValue::from_static(value));
        }
        Traced::request(&headers, "GET", None).traceparent()
    }

    #[test]
    fn what_came_is_passed_on_as_the_standard_has_it() {
        assert_eq!(passed_on(&[THEIRS]).as_deref(), Some(THEIRS));
        assert_eq!(passed_on(&[]), None);
        assert_eq!(passed_on(&[THEIRS, THEIRS]), None, "which one is it?");
        for wrong in [
            "",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-q9person7x-00f067aa0ba902b7-01",
        ] {
            assert_eq!(passed_on(&[wrong]), None, "{wrong}");
        }
    }

    #[test]
    fn nothing_is_asked_where_nothing_is_recorded() {
        assert!(asked("sqlite", "select 1").is_none());
    }
}
