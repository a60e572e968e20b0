//! The numbers of `/metrics` for a collector: the same names, labels and values, read from the same text.
//!
//! A histogram's buckets are not in it: how long requests take is measured once more, by the name that OpenTelemetry has
//! for it.

use std::collections::BTreeSet;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use opentelemetry::KeyValue;
use opentelemetry::metrics::{AsyncInstrument, Histogram, Meter};

use crate::metrics::{DURATIONS, METRICS};

/// What is sent, once somebody takes it.
static NUMBERS: OnceLock<Numbers> = OnceLock::new();

/// The numbers that a collector is told.
#[derive(Debug)]
pub(super) struct Numbers {
    meter: Meter,
    durations: Histogram<f64>,
    known: Mutex<BTreeSet<String>>,
}

/// Tells them from now on by this meter.
pub(super) fn begin(meter: Meter) {
    let durations = meter
        .f64_histogram("http.server.request.duration")
        .with_unit("s")
        .with_description("How long requests took, from the head to the answer's head")
        .with_boundaries(DURATIONS.to_vec())
        .build();
    // An error means that they went somewhere before, in this process.
    let _ = NUMBERS.set(Numbers { meter, durations, known: Mutex::default() });
}

/// Whether they are sent to anybody, who must then be kept up to date.
#[must_use]
pub fn are_numbers_sent() -> bool {
    NUMBERS.get().is_some()
}

/// Has those told too that have come to be since this was asked last: a number that never was anything has no series.
pub fn tell_new_numbers() {
    let Some(numbers) = NUMBERS.get() else { return };
    let mut known = numbers.known.lock().unwrap_or_else(PoisonError::into_inner);
    for (name, kind) in families(&METRICS.text()) {
        if !known.insert(name.clone()) {
            continue;
        }
        // The collector gives a counter its ending.
        let plain = name.trim_end_matches("_total").to_owned();
        let told = move |observer: &dyn AsyncInstrument<f64>| {
            for (labels, value) in series(&METRICS.text(), &name) {
                observer.observe(value, &labels);
            }
        };
        match kind {
            Kind::Counter => drop(numbers.meter.f64_observable_counter(plain).with_callback(told).build()),
            Kind::Gauge => drop(numbers.meter.f64_observable_gauge(plain).with_callback(told).build()),
        }
    }
}

/// A request took so long.
pub(super) fn took(attributes: &[KeyValue], time: Duration) {
    if let Some(numbers) = NUMBERS.get() {
        numbers.durations.record(time.as_secs_f64(), attributes);
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Counter,
    Gauge,
}

/// The counters and gauges of a text, by the names of their series.
fn families(text: &str) -> Vec<(String, Kind)> {
    let family = |line: &str| {
        let (name, kind) = line.strip_prefix("# TYPE ")?.split_once(' ')?;
        match kind {
            "counter" => Some((format!("{}_total", name.trim_end_matches("_total")), Kind::Counter)),
            "gauge" => Some((name.to_owned(), Kind::Gauge)),
            _ => None,
        }
    };
    text.lines().filter_map(family).collect()
}

/// The series of this name: labels and value. No label of ours holds a quotation mark.
fn series(text: &str, name: &str) -> Vec<(Vec<KeyValue>, f64)> {
    let one = |line: &str| {
        let (labels, value) = line.strip_prefix(name)?.rsplit_once(' ')?;
        let labels = match labels.strip_prefix('{') {
            Some(labels) => labels.strip_suffix("\"}")?.split("\",").collect(),
            None if labels.is_empty() => Vec::new(),
            // Another name that begins so.
            None => return None,
        };
        let label = |label: &str| {
            label.split_once("=\"").map(|(name, value)| KeyValue::new(name.to_owned(), value.to_owned()))
        };
        Some((labels.into_iter().filter_map(label).collect(), value.parse().ok()?))
    };
    text.lines().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# HELP enrol_http_requests_total Requests.
# TYPE enrol_http_requests_total counter
enrol_http_requests_total{method=\"GET\",route=\"/s/{id}/{page}\",status=\"200\"} 7
# TYPE enrol_database_up gauge
enrol_database_up 1
# TYPE enrol_database_up_since gauge
enrol_database_up_since 2.5
# TYPE enrol_took_seconds histogram
enrol_took_seconds_bucket{le=\"0.5\"} 3
";

    #[test]
    fn each_series_is_read_with_its_labels() {
        let found = families(TEXT);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[0], ("enrol_http_requests_total".to_owned(), Kind::Counter));
        let labels = [("method", "GET"), ("route", "/s/{id}/{page}"), ("status", "200")];
        let labels = labels.map(|(name, value)| KeyValue::new(name, value)).to_vec();
        assert_eq!(series(TEXT, "enrol_http_requests_total"), [(labels, 7.0)]);
        assert_eq!(series(TEXT, "enrol_database_up"), [(Vec::new(), 1.0)]);
    }

    #[test]
    fn all_that_is_counted_is_found() {
        METRICS.request("GET", "/s/{id}/{page}", 200, Duration::from_millis(1));
        let text = METRICS.text();
        for (name, _) in families(&text) {
            assert!(!series(&text, &name).is_empty(), "{name} in\n{text}");
        }
    }
}
