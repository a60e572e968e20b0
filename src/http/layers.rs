//! The layers around every request: its id, its log line, headers that always hold, rejections rendered.

use std::any::Any;
use std::convert::Infallible;
use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::HttpBody;
use axum::extract::{MatchedPath, Request};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use ipnet::IpNet;
use tokio::task::yield_now;
use tokio::time::Instant;
use tower::{Layer, Service, ServiceBuilder};
use tower_http::catch_panic::CatchPanicLayer;
use tracing::{Instrument, Span, error_span, field, info};

use super::gate::{FULL, Gate, TellsItself, Turn};
use super::request_checks::{RequestChecks, is_asked_by_monitors};
use super::{ClientAddress, ErrorRenderer, Limits, Rejection, RequestContext, RequestId, VisitorLanguage};
use crate::cause::Cause;
use crate::config::Settings;
use crate::metrics::METRICS;
use crate::place;
use crate::telemetry::Traced;

/// What holds for every answer, unless a handler has decided otherwise.
static HEADERS: [(HeaderName, HeaderValue); 8] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // "no-referrer" would make browsers send "Origin: null" with our own forms.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        ),
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];

/// Two years, for this name only: whoever runs us may have other names on plain http.
static HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// What the outermost layer knows.
struct Shared {
    checks: RequestChecks,
    gate: Arc<Gate>,
    keep_text: &'static [&'static str],
    prepared: &'static [&'static str],
    trusted_proxies: Vec<IpNet>,
    secure: bool,
    render_error: ErrorRenderer,
}

/// Puts the layers around a router that has all its routes and fallbacks.
pub fn apply_layers(
    router: Router,
    settings: &Settings,
    limits: Limits,
    render_error: ErrorRenderer,
) -> Router {
    let checks = RequestChecks::new(settings, limits);
    let trusted_proxies = settings.trusted_proxies.clone();
    let secure = settings.secure_cookies();
    let gate = Gate::new(&limits);
    let Limits { keep_text, prepared, .. } = limits;
    let shared =
        Arc::new(Shared { checks, gate, keep_text, prepared, trusted_proxies, secure, render_error });
    // As one layer: of each, the router would box a service and, for each request, clone it and box its future.
    router.layer(ServiceBuilder::new().layer(OutermostLayer(shared)).layer(CatchPanicLayer::custom(panicked)))
}

fn panicked(_: Box<dyn Any + Send>) -> Response {
    Rejection::INTERNAL.into_response()
}

/// The outermost layer.
#[derive(Clone)]
struct OutermostLayer(Arc<Shared>);

impl<S> Layer<S> for OutermostLayer {
    type Service = Outermost<S>;

    fn layer(&self, inner: S) -> Outermost<S> {
        Outermost { inner, shared: Arc::clone(&self.0) }
    }
}

/// A service inside the outermost layer.
#[derive(Clone)]
struct Outermost<S> {
    inner: S,
    shared: Arc<Shared>,
}

impl<S> Service<Request> for Outermost<S>
where
    S: Service<Request, Error = Infallible, Response: IntoResponse, Future: Send + 'static>,
    S: Clone + Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let exchange = Exchange::begin(&self.shared, &request);
        let request = match exchange.span.in_scope(|| exchange.admit(request)) {
            Ok(request) => request,
            Err(rejection) => return Box::pin(ready(Ok(exchange.end(rejection.into_response())))),
        };
        let turn = if exchange.needs_place() { self.shared.gate.try_enter().map(Some) } else { Some(None) };
        let begun = match turn {
            Some(turn) => {
                let answer = exchange.span.in_scope(|| self.inner.call(with_turn(request, turn.as_ref())));
                Ok((turn, answer))
            }
            None => Err((self.inner.clone(), request)),
        };
        Box::pin(async move {
            let (turn, answer) = match begun {
                Ok(begun) => {
                    // Who else is there is seen before it is worked on: what never waits holds its place while it
                    // stands in line for the processor.
                    yield_now().await;
                    begun
                }
                Err((mut inner, request)) => {
                    let gate = &exchange.shared.gate;
                    let turn = match gate.enter().await {
                        Ok(turn) => turn,
                        Err(_) if exchange.keeps_text() => Turn::refused(gate),
                        Err(rejection) => return Ok(exchange.end(rejection.into_response())),
                    };
                    let answer = exchange.span.in_scope(|| inner.call(with_turn(request, Some(&turn))));
                    (Some(turn), answer)
                }
            };
            let answer = exchange.traced.scope(answer.instrument(exchange.span.clone()));
            let response = match exchange.cause() {
                Some(cause) => cause.scope(place::scope(turn.as_ref().map(Turn::place), answer)).await?,
                None => answer.await?,
            }
            .into_response();
            drop(turn);
            Ok(exchange.end(response))
        })
    }
}

/// A request that can give its place to somebody else while its body arrives, or that knows that it has none.
fn with_turn(mut request: Request, turn: Option<&Turn>) -> Request {
    if let Some(turn) = turn
        && (turn.is_refused() || !request.body().is_end_stream())
    {
        request.extensions_mut().insert(turn.clone());
    }
    request
}

/// A request that is being answered.
struct Exchange {
    shared: Arc<Shared>,
    context: RequestContext,
    method: &'static str,
    /// The template: a path or query may hold a secret.
    route: Option<MatchedPath>,
    started: Instant,
    span: Span,
    traced: Traced,
    _in_flight: InFlight,
}

/// One of the requests that are being answered, until it is dropped: a client may hang up.
struct InFlight;

impl InFlight {
    fn begin() -> Self {
        METRICS.requests_in_flight.inc();
        Self
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        METRICS.requests_in_flight.dec();
    }
}

impl Exchange {
    fn begin(shared: &Arc<Shared>, request: &Request) -> Self {
        let context = RequestContext {
            uri: request.uri().clone(),
            language: VisitorLanguage::of(request.headers()),
            id: RequestId::of(request.headers()),
        };
        let (method, route) = (known(request.method()), request.extensions().get::<MatchedPath>().cloned());
        let traced = if is_asked_by_monitors(request.uri()) {
            Traced::default()
        } else {
            Traced::request(request.headers(), method, route.as_ref().map(MatchedPath::as_str))
        };
        // As an error, so that no filter hides the id from the lines that need it most.
        let span = error_span!("request", id = %context.id, trace = field::Empty);
        if let Some(trace) = traced.id() {
            span.record("trace", field::display(trace));
        }
        Self {
            shared: Arc::clone(shared),
            method,
            route,
            started: Instant::now(),
            span,
            traced,
            context,
            _in_flight: InFlight::begin(),
        }
    }

    /// Lets the request in, with what is known of it, or refuses it.
    fn admit(&self, mut request: Request) -> Result<Request, Rejection> {
        let client = ClientAddress::of(&request, &self.shared.trusted_proxies);
        let known = request.extensions_mut();
        known.insert(client);
        known.insert(self.context.id.clone());
        if self.keeps_text() {
            known.insert(TellsItself);
        }
        self.shared.checks.admit(request)
    }

    /// What a change is caused by that the request makes; one that only reads makes none.
    fn cause(&self) -> Option<Cause> {
        if ["GET", "HEAD", "OPTIONS"].contains(&self.method) {
            return None;
        }
        let route = self.route.as_ref().map_or("-", MatchedPath::as_str);
        let action = format!("{} {route}", self.method);
        Some(Cause::of_request(self.context.id.0.clone(), action, self.traced.traceparent()))
    }

    /// Whether it is work. Whoever watches must hear that we live, whatever else there is to do.
    fn needs_place(&self) -> bool {
        !is_asked_by_monitors(&self.context.uri) && !self.is_to(self.shared.prepared)
    }

    fn is_to(&self, routes: &[&str]) -> bool {
        self.route.as_ref().is_some_and(|route| routes.contains(&route.as_str()))
    }

    /// Whether it takes what people typed, which must not be lost when there is no room.
    fn keeps_text(&self) -> bool {
        self.method == "POST" && self.is_to(self.shared.keep_text)
    }

    fn end(self, mut response: Response) -> Response {
        let rejection = response.extensions_mut().remove::<Rejection>();
        if let Some(rejection) = &rejection {
            response = self.shared.render(&self.context, rejection, response);
        }
        if matches!(response.status(), StatusCode::REQUEST_TIMEOUT | StatusCode::PAYLOAD_TOO_LARGE) {
            // The rest of the body is not read, so no other request can follow it.
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        self.shared.finish(&self.context.id, response.headers_mut());
        self.span.in_scope(|| {
            let (method, route) = (self.method, self.route.as_ref().map_or("-", MatchedPath::as_str));
            let (status, took) = (response.status().as_u16(), self.started.elapsed());
            let ms = (took.as_secs_f64() * 1e6).round() / 1e3;
            // The gate tells how many it refuses.
            if rejection != Some(FULL) {
                info!(method, route, status, ms, "answered");
            }
            METRICS.request(method, route, status, took);
        });
        let status = response.status();
        self.traced.end(Some(status.as_u16()), status.is_server_error().then(|| status.as_str()));
        response
    }
}

/// A method's name for the log; clients can invent others, as long as a head may be.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

impl Shared {
    /// Renders a rejection, and keeps what headers it brought along.
    fn render(&self, context: &RequestContext, rejection: &Rejection, bare: Response) -> Response {
        let mut rendered = (self.render_error)(context, rejection);
        *rendered.status_mut() = rejection.status;
        let mut brought = bare.into_parts().0.headers;
        brought.remove(header::CONTENT_LENGTH);
        rendered.headers_mut().extend(brought);
        if let Some(seconds) = rejection.retry_after {
            rendered.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        rendered
    }

    fn finish(&self, id: &RequestId, headers: &mut HeaderMap) {
        for (name, value) in &HEADERS {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        if self.secure {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS.clone());
        }
        if let Ok(id) = HeaderValue::from_str(&id.0) {
            headers.insert(RequestId::HEADER, id);
        }
    }
}
