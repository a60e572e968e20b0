//! The whole server: both doors, the layers around them, maintenance, and what operators ask for.

mod metrics;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::domain::moment::Moment;
use crate::domain::profile::phone;
use crate::http::{self, BodyLimit, Limits, ProblemCode, Rejection, RequestContext};
use crate::store::Instance;
use crate::{api, pages, telemetry, worker};

/// Where a server listens.
#[derive(Debug)]
pub struct Listeners {
    /// For people and for tenants' backends.
    pub visitors: TcpListener,
    /// For whoever watches, if anybody does.
    pub metrics: Option<TcpListener>,
}

/// Serves until told to stop, and works unasked; requests and deliveries in flight are ended first.
///
/// The instance has given its first sign of life; the last thing it does is to leave.
pub async fn run(app: App, instance: Instance, listeners: Listeners, stop: CancellationToken) {
    let worker = tokio::spawn(worker::run(app.clone(), instance.clone(), stop.clone()));
    let metrics =
        listeners.metrics.map(|listener| tokio::spawn(metrics::run(app.clone(), listener, stop.clone())));
    let sent =
        telemetry::are_numbers_sent().then(|| tokio::spawn(metrics::keep_fresh(app.clone(), stop.clone())));
    answer(app.clone(), listeners.visitors, stop).await;
    // They end by the same token; what they were writing is whole or not at all.
    let _ = worker.await;
    for numbers in metrics.into_iter().chain(sent) {
        let _ = numbers.await;
    }
    worker::write_noted(&app).await;
    if let Err(cause) = app.store.leave(&instance).await {
        tracing::warn!(%cause, "this instance counts as running for two more minutes");
    }
    let asked = app.store.counts();
    tracing::info!(
        statements = asked.statements,
        transactions = asked.begins,
        round_trips = asked.round_trips(),
        "stopped"
    );
}

/// Serves until told to stop, and does nothing unasked.
pub async fn answer(app: App, listener: TcpListener, stop: CancellationToken) {
    let limits = Limits::new(&app.settings);
    tokio::task::spawn_blocking(phone::load_plans);
    http::run(listener, router(&app, limits), limits, stop).await;
}

/// Where bodies may be larger than elsewhere.
const LARGER_BODIES: &[BodyLimit] = &[api::LOGO_LIMIT, pages::STEP_LIMIT];

/// What was made before anybody asked.
const PREPARED: &[&str] = {
    let [document, page, guide, style] = api::DOCUMENTS;
    &[pages::assets::ROUTE, document, page, guide, style]
};

const WRONG_METHOD: Rejection =
    Rejection::new(ProblemCode::MethodNotAllowed, "This address does not take this method.");

/// Every route with every layer.
pub fn router(app: &App, limits: Limits) -> Router {
    let router = Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
        .route("/.well-known/security.txt", get(security))
        .merge(api::router())
        .merge(pages::router(app))
        .method_not_allowed_fallback(async || WRONG_METHOD)
        .fallback(async || Rejection::new(ProblemCode::NotFound, "There is nothing at this address."))
        .with_state(app.clone());
    let (keep_text, prepared) = (pages::KEEP_TEXT, PREPARED);
    let limits = Limits { larger_bodies: LARGER_BODIES, keep_text, prepared, ..limits };
    http::apply_layers(router, &app.settings, limits, render)
}

/// Renders what the layers refuse in the form of the door that it was meant for.
fn render(context: &RequestContext, rejection: &Rejection) -> Response {
    let path = context.uri.path();
    if ["/panic-api", "/oauth"].iter().any(|door| path.starts_with(door)) {
        api::Problem::render_rejection(rejection, &context.id.0)
    } else {
        pages::render_rejection(context, rejection)
    }
}

/// Whether requests can be served: the database answers.
async fn ready(State(app): State<App>) -> Response {
    match app.store.ping().await {
        Ok(()) => "ready".into_response(),
        Err(cause) => {
            tracing::warn!(%cause, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1")], "the database does not answer")
                .into_response()
        }
    }
}

/// Where to report a weakness (RFC 9116); 404 when the operator has said nothing.
async fn security(State(app): State<App>) -> Response {
    let Some(contact) = &app.settings.security_contact else {
        return Rejection::new(ProblemCode::NotFound, "There is nothing at this address.").into_response();
    };
    let expires = Moment::try_from(app.now().utc() + Duration::days(180)).unwrap_or(app.now());
    let expires = expires
        .plus_seconds(-(expires.seconds() % 86_400))
        .and_then(|at| Moment::from_micros(at.seconds() * 1_000_000));
    let text = format!(
        "Contact: {contact}\nExpires: {}\nCanonical: {}/.well-known/security.txt\nPreferred-Languages: en\n",
        expires.unwrap_or(app.now()),
        app.settings.origin(),
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
