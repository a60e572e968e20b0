//! The door of people: pages in, checked answers to one action, pages out.

mod access;
pub mod assets;
mod check;
mod choice;
mod clear;
mod cookie;
mod csrf;
mod elsewhere;
mod error_page;
mod extract;
mod form;
mod language;
mod late;
mod logo;
mod lost;
mod owner;
mod pause;
mod paused;
mod payment;
mod presession;
mod preview;
mod response;
mod start;
mod step;
mod switch;
mod typing;
mod unsaved;
mod verify;
pub mod view;

use axum::Router;
use axum::routing::{get, post};
use tower::ServiceBuilder;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::Duration;
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::app::App;
use crate::http::{BodyLimit, ProblemCode, Rejection};

pub use self::error_page::render_rejection;

/// The routes that take what people typed on a step.
pub const KEEP_TEXT: &[&str] = &["/s/{id}/{page}"];

/// The longest life of a session, and a day: for so long a browser stays recognised.
const RECOGNISED: Duration = Duration::days(22);

/// How large the form of a step may be. Four answers of 2,000 characters each may take twelve bytes for each of them
/// (UTF-8, percent-encoded); what is longer than it may be is to come back to be shortened, and not to be lost. What is
/// longer still the page's script holds back; without it a page leads back to what was saved before.
pub const STEP_LIMIT: BodyLimit = BodyLimit {
    path: "/s/",
    bytes: 256 * 1024,
    refusal: Rejection::new(ProblemCode::BodyTooLarge, "The form is larger than 256 KiB."),
};

/// Everything that people open.
pub fn router(app: &App) -> Router<App> {
    let secure = app.settings.secure_cookies();
    // Lax, because a person who comes back from the tenant or from a message must be recognised.
    let browsers = SessionManagerLayer::new(app.browser_store())
        .with_name(cookie::cookie_name(app, "enrol"))
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(RECOGNISED));
    // Pages are never compressed: next to a secret, the size of a page would tell about it (BREACH).
    Router::new()
        .route("/signup/{secret}", get(start::show).post(start::start))
        .route("/signup/{secret}/language", post(start::choose_language))
        .route("/signup/{secret}/resume", get(elsewhere::show).post(elsewhere::resume))
        .route(KEEP_TEXT[0], get(access::show).post(access::post))
        .route("/s/{id}/{page}/shown", get(access::uncover))
        .route("/s/{id}/language", get(switch::elsewhere).post(switch::choose))
        .route("/s/{id}/resume", get(lost::show).post(lost::resume))
        .route("/s/{id}/clear", get(clear::show).post(clear::clear))
        .layer(ServiceBuilder::new().map_response(response::unless_unsaved).layer(browsers))
        .route(assets::ROUTE, get(assets::serve))
        .route(logo::ROUTE, get(logo::serve))
        .route(preview::ROUTES[0], get(preview::index))
        .route(preview::ROUTES[1], get(preview::show).post(preview::lead_on))
        .route(preview::ROUTES[2], get(preview::uncover))
}
