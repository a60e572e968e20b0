//! `/metrics` on a listener of its own, and the numbers for a collector: what of them must be asked for is asked when
//! somebody looks, or now and then where they are sent.

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::domain::webhook::event::Event;
use crate::http::{self, Limits};
use crate::metrics::{METRICS, TEXT};
use crate::telemetry;

/// Whoever looks is not kept waiting for a database that does not answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// As often as that it is asked for a collector.
const FRESH: Duration = Duration::from_secs(15);

/// Serves the numbers until told to stop.
pub(super) async fn run(app: App, listener: TcpListener, stop: CancellationToken) {
    METRICS.expect_events(Event::ALL.iter().map(|event| event.as_str()));
    let router = Router::new().route("/metrics", get(show)).with_state(app);
    // Few look, and nobody keeps them waiting.
    let limits = Limits { connections: 16, ..Limits::default() };
    http::run(listener, router, limits, stop).await;
}

/// Keeps the numbers up to date for a collector until told to stop.
pub(super) async fn keep_fresh(app: App, stop: CancellationToken) {
    METRICS.expect_events(Event::ALL.iter().map(|event| event.as_str()));
    loop {
        ask(&app).await;
        telemetry::tell_new_numbers();
        if stop.run_until_cancelled(sleep(FRESH)).await.is_none() {
            return;
        }
    }
}

async fn show(State(app): State<App>) -> Response {
    ask(&app).await;
    ([(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, "no-store")], METRICS.text()).into_response()
}

async fn ask(app: &App) {
    METRICS.set_keys(&app.vault.known_keys(), app.vault.sealing_key());
    METRICS.set_database(app.store.used());
    let queues = timeout(PATIENCE, app.store.system().queues(app.now())).await;
    METRICS.set_queues(queues.ok().and_then(Result::ok).as_deref());
}
