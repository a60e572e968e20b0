//! Where traces and numbers go: a collector, by OTLP over HTTP, as the usual `OTEL_…` settings say.

use std::env;
use std::time::Duration;

use async_trait::async_trait;
use opentelemetry::KeyValue;
use opentelemetry::metrics::MeterProvider;
use opentelemetry::trace::TracerProvider;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{MetricExporter, SpanExporter, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::resource::{EnvResourceDetector, TelemetryResourceDetector};
use opentelemetry_sdk::trace::SdkTracerProvider;
use tokio::runtime::Handle;

use super::{TRACER, numbers};

/// How long a collector may take for one batch, whatever else is set.
const TIMEOUT: Duration = Duration::from_secs(10);

/// What is called so unless the settings have another name.
const NAME: &str = "enrol";

/// What goes to a collector, until it is stopped.
#[derive(Debug)]
pub struct Export {
    traces: Option<SdkTracerProvider>,
    numbers: Option<SdkMeterProvider>,
}

/// Sends traces and numbers to a collector from now on, if a setting names one.
///
/// # Errors
/// A setting that cannot be done, by its name and with what to do.
pub fn start() -> Result<Export, String> {
    let mut export = Export { traces: None, numbers: None };
    if is_disabled() {
        return Ok(export);
    }
    if is_wanted("TRACES")? {
        let exporter = SpanExporter::builder().with_http().with_http_client(Collector::new()?).build();
        let exporter = exporter.map_err(|_| unfit("TRACES"))?;
        let provider =
            SdkTracerProvider::builder().with_resource(resource()).with_batch_exporter(exporter).build();
        // An error means that they went somewhere before, in this process.
        let _ = TRACER.set(provider.tracer(NAME));
        export.traces = Some(provider);
    }
    if is_wanted("METRICS")? {
        let exporter = MetricExporter::builder().with_http().with_http_client(Collector::new()?).build();
        let exporter = exporter.map_err(|_| unfit("METRICS"))?;
        let provider =
            SdkMeterProvider::builder().with_resource(resource()).with_periodic_exporter(exporter).build();
        numbers::begin(provider.meter(NAME));
        export.numbers = Some(provider);
    }
    Ok(export)
}

impl Export {
    /// Sends what waits, and ends.
    pub async fn stop(self) {
        let Self { traces, numbers } = self;
        super::tell_new_numbers();
        // They wait on threads of their own for the collector, which is asked on this runtime.
        let stopped = tokio::task::spawn_blocking(move || {
            let traces = traces.map_or(Ok(()), |traces| traces.shutdown());
            numbers.map_or(Ok(()), |numbers| numbers.shutdown()).and(traces)
        });
        if let Ok(Err(cause)) = stopped.await {
            tracing::warn!(%cause, "the collector did not take the last traces or numbers");
        }
    }
}

fn is_disabled() -> bool {
    set("OTEL_SDK_DISABLED").is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

/// A variable that is set; empty is as if it were not.
fn set(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// The variable for this signal, or that for all, whichever is set.
fn either(signal: &str, name: &str) -> Option<(String, String)> {
    [format!("OTEL_EXPORTER_OTLP_{signal}_{name}"), format!("OTEL_EXPORTER_OTLP_{name}")]
        .into_iter()
        .find_map(|name| set(&name).map(|value| (name, value)))
}

/// Whether a signal is to be sent: there is an address, and nothing says otherwise.
fn is_wanted(signal: &str) -> Result<bool, String> {
    if either(signal, "ENDPOINT").is_none() {
        return Ok(false);
    }
    let exporter = format!("OTEL_{signal}_EXPORTER");
    match set(&exporter).as_deref() {
        Some("none") => return Ok(false),
        None | Some("otlp") => {}
        Some(other) => return Err(format!("{exporter}: {other:?} is neither otlp nor none")),
    }
    match either(signal, "PROTOCOL") {
        Some((name, protocol)) if protocol != "http/protobuf" => Err(format!(
            "{name}: {protocol:?} is not spoken here, only http/protobuf: name the collector's HTTP port (mostly 4318)"
        )),
        _ => Ok(true),
    }
}

/// The library's words would quote the value, which may hold a password.
fn unfit(signal: &str) -> String {
    let name = either(signal, "ENDPOINT").map_or_else(String::new, |(name, _)| name);
    format!(
        "{name}: is not an address such as http://localhost:4318, or OTEL_EXPORTER_OTLP_COMPRESSION is not gzip"
    )
}

/// Who says all this: the settings' own attributes go before ours.
fn resource() -> Resource {
    let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
    let resource = Resource::builder_empty()
        .with_service_name(NAME)
        .with_attribute(version)
        .with_detector(Box::new(TelemetryResourceDetector))
        .with_detector(Box::new(EnvResourceDetector::new()));
    match set("OTEL_SERVICE_NAME") {
        Some(name) => resource.with_service_name(name).build(),
        None => resource.build(),
    }
}

/// Asks a collector from the runtime: batches are put together on threads of their own, which have none.
#[derive(Debug)]
struct Collector {
    client: reqwest::Client,
    runtime: Handle,
}

impl Collector {
    fn new() -> Result<Self, String> {
        let client = reqwest::Client::builder()
            .user_agent(concat!("Enrol/", env!("CARGO_PKG_VERSION")))
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(TIMEOUT)
            .build();
        let client = client.map_err(|error| format!("no HTTP client for the collector: {error}"))?;
        Ok(Self { client, runtime: Handle::current() })
    }
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (client, request) = (self.client.clone(), request.try_into()?);
        let asked = self.runtime.spawn(async move {
            let response = client.execute(request).await?;
            let (status, headers) = (response.status(), response.headers().clone());
            let mut answer = Response::new(response.bytes().await?);
            (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
            Ok::<_, reqwest::Error>(answer)
        });
        Ok(asked.await??)
    }
}
