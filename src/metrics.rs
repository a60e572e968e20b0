//! Metrics: every number that operators watch, told once, with its name, its meaning and its labels.
//!
//! Names and units are those of Prometheus' conventions. What a label can say is known beforehand (a word of ours, a
//! status, the template of a route), never what somebody sent: there are few series, and nothing personal in any.

use std::sync::LazyLock;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, prometheus_text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// What the text is, for `Content-Type`.
pub const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// From half a millisecond, in which a page is made, to the ten seconds after which nobody waits.
pub const DURATIONS: [f64; 14] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// How messages are sent.
const CHANNELS: [&str; 2] = ["webhook", "sms"];

/// The limits that can be met.
const LIMITS: [&str; 5] = ["requests", "token_failures", "link_failures", "codes", "sessions"];

/// A label of one name.
type Label = [(&'static str, &'static str); 1];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    method: &'static str,
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct QueueLabels {
    channel: &'static str,
    state: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabels {
    channel: &'static str,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct KeyLabels {
    id: u32,
    state: &'static str,
}

/// The numbers of this process: like its log, there is one set of them.
pub static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::default);

/// Numbers; some are read when somebody asks (`set_…`).
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Family<RouteLabels, Histogram>,
    /// Requests that are being answered.
    pub requests_in_flight: Gauge,
    /// Connections of clients that are held.
    pub connections: Gauge,
    events: Family<Label, Counter>,
    sessions_opened: Counter,
    limited: Family<Label, Counter>,
    attempts: Family<OutcomeLabels, Counter>,
    queue: Family<QueueLabels, Gauge>,
    oldest: Family<Label, Gauge<f64, AtomicU64>>,
    database_up: Gauge,
    database_connections: Family<Label, Gauge>,
    database_connections_max: Gauge,
    database_statements: Counter,
    database_transactions: Counter,
    commit_batch: Histogram,
    keys: Family<KeyLabels, Gauge>,
}

/// What a database says of its connections and its work.
#[derive(Debug, Clone, Copy)]
pub struct DatabaseUse {
    /// Connections that somebody has.
    pub busy: usize,
    /// Open ones that nobody has.
    pub idle: usize,
    /// How many there may be.
    pub most: usize,
    /// Statements since the start.
    pub statements: u64,
    /// Transactions since the start.
    pub transactions: u64,
}

/// How the messages of a channel stand.
#[derive(Debug, Clone, Copy)]
pub struct Messages {
    /// How they are sent, such as `webhook`.
    pub channel: &'static str,
    /// Those that are still to be sent.
    pub waiting: i64,
    /// Those that were given up.
    pub parked: i64,
    /// For how many seconds the oldest of those that wait has waited.
    pub oldest_seconds: f64,
}

impl Default for Metrics {
    #[expect(clippy::too_many_lines, reason = "a table")]
    fn default() -> Self {
        let mut registry = Registry::with_prefix("enrol");
        let durations = Family::new_with_constructor((|| Histogram::new(DURATIONS)) as fn() -> Histogram);
        let metrics = Self {
            requests: Family::default(),
            durations,
            requests_in_flight: Gauge::default(),
            connections: Gauge::default(),
            events: Family::default(),
            sessions_opened: Counter::default(),
            limited: Family::default(),
            attempts: Family::default(),
            queue: Family::default(),
            oldest: Family::default(),
            database_up: Gauge::default(),
            database_connections: Family::default(),
            database_connections_max: Gauge::default(),
            database_statements: Counter::default(),
            database_transactions: Counter::default(),
            commit_batch: Histogram::new([1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]),
            keys: Family::default(),
            registry: Registry::default(),
        };
        let build: Family<Label, Gauge> = Family::default();
        build.get_or_create(&[("version", env!("CARGO_PKG_VERSION"))]).set(1);
        registry.register("build_info", "Which version runs", build);
        registry.register("http_requests", "Requests that were answered", metrics.requests.clone());
        registry.register_with_unit(
            "http_request_duration",
            "How long requests took, from the head to the answer's head",
            Unit::Seconds,
            metrics.durations.clone(),
        );
        registry.register(
            "http_requests_in_flight",
            "Requests that are being answered",
            metrics.requests_in_flight.clone(),
        );
        registry.register(
            "http_connections",
            "Connections of clients that are held",
            metrics.connections.clone(),
        );
        registry.register(
            "rate_limited",
            "Requests that were refused because there had been too many",
            metrics.limited.clone(),
        );
        registry.register(
            "signup_sessions_opened",
            "Signup sessions that tenants opened",
            metrics.sessions_opened.clone(),
        );
        registry.register(
            "events",
            "What happened and is durable, by the names that webhooks have: SIGNUP_STARTED, SIGNUP_COMPLETED …",
            metrics.events.clone(),
        );
        registry.register(
            "delivery_attempts",
            "Tries to deliver a message, by what came of them: delivered, failed (tried again later), parked (given up)",
            metrics.attempts.clone(),
        );
        registry.register(
            "deliveries",
            "Messages in the database that wait or were given up; the same on every instance",
            metrics.queue.clone(),
        );
        registry.register_with_unit(
            "delivery_oldest_age",
            "How long the oldest waiting message has waited; the same on every instance",
            Unit::Seconds,
            metrics.oldest.clone(),
        );
        registry.register(
            "database_up",
            "Whether the database answered just now",
            metrics.database_up.clone(),
        );
        registry.register(
            "database_connections",
            "Open connections to the database; of SQLite those that read",
            metrics.database_connections.clone(),
        );
        registry.register(
            "database_connections_max",
            "How many connections there may be",
            metrics.database_connections_max.clone(),
        );
        registry.register(
            "database_statements",
            "Statements that were sent",
            metrics.database_statements.clone(),
        );
        registry.register(
            "database_transactions",
            "Transactions that were opened",
            metrics.database_transactions.clone(),
        );
        registry.register(
            "database_commit_batch",
            "How many transactions shared a commit (SQLite)",
            metrics.commit_batch.clone(),
        );
        registry.register(
            "encryption_keys",
            "The encryption keys of the key file: the one that seals, and those that only open",
            metrics.keys.clone(),
        );
        // A series that is there from the start tells that nothing has happened yet.
        for limit in LIMITS {
            drop(metrics.limited.get_or_create(&[("limit", limit)]));
        }
        for channel in CHANNELS {
            for outcome in ["delivered", "failed", "parked"] {
                drop(metrics.attempts.get_or_create(&OutcomeLabels { channel, outcome }));
            }
        }
        Self { registry, ..metrics }
    }
}

impl Metrics {
    /// A request was answered; `route` is its template, or a dash.
    pub fn request(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        // A trailing slash is tolerated by a route of its own, which is the same to whoever looks.
        let route = if route.len() > 1 { route.trim_end_matches('/') } else { route }.to_owned();
        let labels = RouteLabels { method, route: route.clone() };
        self.durations.get_or_create(&labels).observe(took.as_secs_f64());
        self.requests.get_or_create(&RequestLabels { method, route, status }).inc();
    }

    /// Events of these kinds are counted, and none has happened yet.
    pub fn expect_events(&self, kinds: impl Iterator<Item = &'static str>) {
        for kind in kinds {
            drop(self.events.get_or_create(&[("event", kind)]));
        }
    }

    /// An event is durable.
    pub fn event(&self, kind: &'static str) {
        self.events.get_or_create(&[("event", kind)]).inc();
    }

    /// A session that was opened is durable.
    pub fn session_opened(&self) {
        self.sessions_opened.inc();
    }

    /// A limit was met.
    pub fn limited(&self, limit: &'static str) {
        self.limited.get_or_create(&[("limit", limit)]).inc();
    }

    /// A message was tried to be delivered.
    pub fn attempt(&self, channel: &'static str, outcome: &'static str) {
        self.attempts.get_or_create(&OutcomeLabels { channel, outcome }).inc();
    }

    /// So many transactions shared a commit.
    pub fn commit(&self, transactions: usize) {
        // A batch is small.
        self.commit_batch.observe(f64::from(u32::try_from(transactions).unwrap_or(u32::MAX)));
    }

    /// How the database is used now.
    pub fn set_database(&self, used: DatabaseUse) {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        for (state, count) in [("busy", used.busy), ("idle", used.idle)] {
            self.database_connections.get_or_create(&[("state", state)]).set(number(count));
        }
        self.database_connections_max.set(number(used.most));
        self.database_statements.inner().fetch_max(used.statements, Relaxed);
        self.database_transactions.inner().fetch_max(used.transactions, Relaxed);
    }

    /// How messages stand now; nothing is told of them where the database did not say.
    pub fn set_queues(&self, queues: Option<&[Messages]>) {
        self.database_up.set(i64::from(queues.is_some()));
        if queues.is_none() {
            self.queue.clear();
            self.oldest.clear();
        }
        for queue in queues.unwrap_or_default() {
            for (state, count) in [("waiting", queue.waiting), ("parked", queue.parked)] {
                self.queue.get_or_create(&QueueLabels { channel: queue.channel, state }).set(count);
            }
            self.oldest.get_or_create(&[("channel", queue.channel)]).set(queue.oldest_seconds);
        }
    }

    /// The encryption keys of the key file, and which of them seals.
    pub fn set_keys(&self, known: &[u32], sealing: u32) {
        for &id in known {
            let state = if id == sealing { "seals" } else { "opens" };
            self.keys.get_or_create(&KeyLabels { id, state }).set(1);
        }
    }

    /// All of them, as Prometheus reads them.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a string does not fail.
        let _ = prometheus_text::encode(&mut text, &self.registry);
        text
    }
}

#[cfg(test)]
mod tests;
