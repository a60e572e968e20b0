//! The door of people: pages in, checked answers to one action, pages out.

mod answer;
mod asked;
pub mod assets;
mod browser;
mod csrf;
mod entry;
mod form;
mod guest;
mod paused;
mod presession;
mod refusal;
mod review;
mod step;
pub mod view;
mod visit;

use axum::Router;
use axum::middleware::map_response;
use axum::routing::get;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::Duration;
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::actions::Browsers;
use crate::app::App;

pub use self::refusal::draw_refusal;

/// The longest life of a session, and a day: for so long a browser stays recognised.
const RECOGNISED: Duration = Duration::days(22);

/// Everything that people open.
pub fn router(app: &App) -> Router<App> {
    let secure = app.settings.secure_cookies();
    // Lax, because a person who comes back from the tenant or from a message must be recognised.
    let clock = app.clock.clone();
    let browsers = SessionManagerLayer::new(Browsers::new(app.store.clone(), move || {
        let reading = clock.read(None);
        (reading.now, reading.doubtful)
    }))
    .with_name(browser::cookie_name(app, "enrol"))
    .with_secure(secure)
    .with_http_only(true)
    .with_same_site(SameSite::Lax)
    .with_path("/")
    .with_expiry(Expiry::OnInactivity(RECOGNISED));
    // Pages are never compressed: next to a secret, the size of a page would tell about it (BREACH).
    Router::new()
        .route("/signup/{secret}", get(entry::show).post(entry::start))
        .route("/s/{id}/{page}", get(visit::show).post(visit::post))
        .layer(browsers)
        .layer(map_response(answer::unless_unsaved))
        .route(assets::ROUTE, get(assets::serve))
}
