//! The layers around every request: its id, its log line, headers that always hold, rejections rendered.

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::time::Instant;
use tower_http::catch_panic::CatchPanicLayer;
use tracing::{Instrument, error_span, info};

use super::request_checks::{RequestChecks, pass};
use super::{ErrorRenderer, Limits, Rejection, RequestContext, RequestId, VisitorLanguage};
use crate::config::Settings;

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

struct Layers {
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
    let checks = Arc::new(RequestChecks::new(settings, limits));
    let layers = Arc::new(Layers { secure: settings.secure_cookies(), render_error });
    router
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(checks, pass))
        .layer(from_fn_with_state(layers, answer))
}

fn panicked(_: Box<dyn Any + Send>) -> Response {
    Rejection::INTERNAL.into_response()
}

/// The outermost layer.
async fn answer(State(layers): State<Arc<Layers>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let context = RequestContext {
        uri: request.uri().clone(),
        language: VisitorLanguage::of(request.headers()),
        id: RequestId::of(request.headers()),
    };
    let method = known(request.method());
    // The template: a path or query may hold a secret.
    let route = request.extensions().get::<MatchedPath>().cloned();
    request.extensions_mut().insert(context.id.clone());

    // As an error, so that no filter hides the id from the lines that need it most.
    let span = error_span!("request", id = %context.id);
    let mut response = next.run(request).instrument(span.clone()).await;
    if let Some(rejection) = response.extensions_mut().remove::<Rejection>() {
        response = layers.render(&context, &rejection, response);
    }
    if matches!(response.status(), StatusCode::REQUEST_TIMEOUT | StatusCode::PAYLOAD_TOO_LARGE) {
        // The rest of the body is not read, so no other request can follow it.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    layers.finish(&context.id, response.headers_mut());
    span.in_scope(|| {
        let route = route.as_ref().map_or("-", MatchedPath::as_str);
        let ms = (started.elapsed().as_secs_f64() * 1e6).round() / 1e3;
        info!(method, route, status = response.status().as_u16(), ms, "answered");
    });
    response
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

impl Layers {
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
