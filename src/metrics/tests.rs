//! What the text says, and in which words.

use super::*;

#[test]
fn every_metric_has_a_meaning_and_a_name_by_the_conventions() {
    let metrics = Metrics::default();
    metrics.request("GET", "/s/{id}/{page}", 200, Duration::from_millis(3));
    metrics.request("GET", "/panic-api/v2/customers/", 200, Duration::from_millis(3));
    let text = metrics.text();
    let name =
        |line: &str, kind| line.strip_prefix(kind).and_then(|rest| rest.split(' ').next()).map(str::to_owned);
    let told: Vec<_> = text.lines().filter_map(|line| name(line, "# HELP ")).collect();
    let typed: Vec<_> = text.lines().filter_map(|line| name(line, "# TYPE ")).collect();
    assert_eq!(told, typed);
    for line in text.lines().filter(|line| line.starts_with("# TYPE ")) {
        assert!(line.starts_with("# TYPE enrol_"), "{line}");
        assert_eq!(line.ends_with(" counter"), line.contains("_total "), "{line}");
    }
    for line in [
        "enrol_http_requests_total{method=\"GET\",route=\"/s/{id}/{page}\",status=\"200\"} 1",
        "enrol_http_requests_total{method=\"GET\",route=\"/panic-api/v2/customers\",status=\"200\"} 1",
        "enrol_http_request_duration_seconds_bucket{method=\"GET\",route=\"/s/{id}/{page}\",le=\"0.005\"} 1",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
}
