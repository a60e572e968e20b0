//! A collector of traces and numbers: takes what a server sends it by OTLP, and shows what that says.

use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue, any_value};
use opentelemetry_proto::tonic::metrics::v1::Metric;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;

use super::{Answer, Receiver};

/// A running collector; it stops when it is dropped.
pub struct Collector {
    receiver: Receiver,
}

impl Collector {
    /// One that takes everything.
    pub async fn start() -> Self {
        let receiver = Receiver::start().await;
        receiver.answer(Answer { body: Vec::new(), ..Answer::status(200) });
        Self { receiver }
    }

    /// Its address, for `OTEL_EXPORTER_OTLP_ENDPOINT`.
    pub fn url(&self) -> String {
        self.receiver.url.split("/hook").next().expect("an origin").to_owned()
    }

    /// All that was sent until now, as it came.
    pub fn bytes(&self) -> Vec<u8> {
        let came = self.receiver.came();
        came.iter().flat_map(|came| [format!("{:?}", came.headers).as_bytes(), &came.body].concat()).collect()
    }

    /// A header of each thing that was sent.
    pub fn headers(&self, name: &str) -> Vec<String> {
        self.receiver.came().iter().map(|came| came.header(name).to_owned()).collect()
    }

    /// What the senders say of themselves.
    pub fn senders(&self) -> Vec<Vec<(String, String)>> {
        self.requests()
            .into_iter()
            .flat_map(|request| request.resource_spans)
            .map(|of| attributes(&of.resource.expect("a sender").attributes))
            .collect()
    }

    /// The numbers that were sent until now, where nothing else was.
    pub fn numbers(&self) -> Vec<Metric> {
        let came = self.receiver.came();
        let all = came.iter().map(|came| ExportMetricsServiceRequest::decode(&*came.body).expect("numbers"));
        all.flat_map(|request| request.resource_metrics)
            .flat_map(|of| of.scope_metrics)
            .flat_map(|of| of.metrics)
            .collect()
    }

    /// The spans that were sent until now, where nothing else was.
    pub fn spans(&self) -> Vec<Span> {
        self.requests()
            .into_iter()
            .flat_map(|request| request.resource_spans)
            .flat_map(|of| of.scope_spans)
            .flat_map(|of| of.spans)
            .collect()
    }

    fn requests(&self) -> Vec<ExportTraceServiceRequest> {
        let came = self.receiver.came();
        came.iter().map(|came| ExportTraceServiceRequest::decode(&*came.body).expect("traces")).collect()
    }
}

/// Attributes as text.
pub fn attributes(of: &[KeyValue]) -> Vec<(String, String)> {
    let text = |value: &Option<AnyValue>| match value.as_ref().and_then(|value| value.value.clone()) {
        Some(any_value::Value::StringValue(text)) => text,
        Some(any_value::Value::IntValue(number)) => number.to_string(),
        other => format!("{other:?}"),
    };
    of.iter().map(|attribute| (attribute.key.clone(), text(&attribute.value))).collect()
}
