//! The door of tenants' backends: JSON in, checked values to one action, JSON out.

mod body_reader;
mod cursor;
mod customers;
mod etag;
mod events;
mod extract;
mod field_code;
mod forms;
mod idempotent_response;
mod ids;
mod json;
mod locations;
mod messages;
mod notifiers;
mod openapi;
mod privacy;
mod problem;
mod profile;
mod query;
mod rate_limit;
mod responses;
mod routes;
mod signups;
mod source;
mod subscriptions;
mod token;

use std::sync::Arc;

use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::http::{ProblemCode, RequestId};

pub use self::field_code::FieldCode;
pub use self::forms::logo::{LIMIT as LOGO_LIMIT, words as words_of_fault};
pub use self::forms::{read_form, written as written_form};
pub use self::problem::Problem;
use self::query::Known;
use self::routes::calls;

/// Where the tenant API lives (contract, section 2).
pub const BASE: &str = "/panic-api/v2";

/// The documents about the API.
pub const DOCUMENTS: [&str; 4] = ["/openapi.json", "/docs", "/docs/guide", "/docs.css"];

fn documents() -> Router<App> {
    Router::new()
        .route(DOCUMENTS[0], get(openapi::document))
        .route(DOCUMENTS[1], get(openapi::show))
        .route(DOCUMENTS[2], get(openapi::guide))
        .route(DOCUMENTS[3], get(openapi::style))
        .layer(Extension(Arc::<openapi::Documents>::default()))
}

/// Everything that speaks JSON.
pub fn router() -> Router<App> {
    let mut router = Router::new();
    for call in calls() {
        let serve = call.serve.route_layer(Extension(Known(call.about.query)));
        // A trailing slash is tolerated (contract, section 2).
        router = router.route(&format!("{BASE}{}", call.path), serve.clone());
        router = router.route(&format!("{BASE}{}/", call.path), serve);
    }
    router
        .layer(CompressionLayer::new())
        // Tokens are secrets, whose answers are not compressed.
        .merge(tokens())
        // These are, once.
        .merge(documents())
        .route("/panic-api/{*rest}", axum::routing::any(nothing_here))
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn(render))
}

fn tokens() -> Router<App> {
    let ours = format!("{BASE}/oauth/token");
    ["/panic-api/oauth/token", &ours]
        .into_iter()
        .fold(Router::new(), |router, path| {
            router.route(path, post(token::aura)).route(&format!("{path}/"), post(token::aura))
        })
        .route("/oauth2/token", post(token::rfc6749))
}

async fn nothing_here() -> Problem {
    Problem::new(ProblemCode::NotFound, "There is nothing at this address.")
}

async fn wrong_method() -> Problem {
    Problem::new(
        ProblemCode::MethodNotAllowed,
        "This address does not take this method; the Allow header says which it takes.",
    )
}

/// Gives problems their body, which names the request.
async fn render(request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem.render(response, &id),
        None => response,
    }
}
