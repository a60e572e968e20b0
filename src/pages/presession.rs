//! The cookie that a browser has before it starts anything. By what a session's holder is recognised
//! follows from it, so that no form can carry that from one browser into another.
//!
//! With the form alone, whoever has a link could have somebody else's browser post it, and know by what
//! that browser is recognised from then on (login CSRF, session fixation). The cookie is set by opening
//! the start page, which writes nothing down: mail scanners open links too.

use axum::http::HeaderValue;
use axum::http::header::{COOKIE, HeaderMap, SET_COOKIE};
use axum::response::Response;
use tower_sessions::cookie::Cookie;

use crate::actions::guest::Holder;
use crate::app::App;
use crate::domain::ids::SignupId;
use crate::vault::secret;

/// 256 random bits in base64url, as [`secret`] writes them.
const LENGTH: usize = 43;

/// What the cookie says: a secret of this browser.
pub struct Presession(String);

impl Presession {
    /// What the browser sent, if it is of the form that we give.
    pub fn of(app: &App, headers: &HeaderMap) -> Option<Self> {
        let sent = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let cookies = sent.flat_map(Cookie::split_parse).filter_map(Result::ok);
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let mut ours = cookies
            .filter(|cookie| cookie.name() == name(app))
            .map(|cookie| cookie.value().to_owned())
            .filter(|value| value.len() == LENGTH && value.chars().all(plain));
        ours.next().map(Self)
    }

    /// A new one, to be given by [`Self::give`].
    pub fn fresh() -> Self {
        Self(secret().reveal().clone())
    }

    /// What this browser claims sessions by.
    pub fn claim(&self) -> &str {
        &self.0
    }

    /// By what it is recognised as the holder of this session, should it be.
    pub fn holder(&self, app: &App, id: SignupId) -> Holder {
        super::browser::print(app, id, &self.0)
    }

    /// Sets the cookie, for as long as a browser stays recognised.
    pub fn give(&self, app: &App, mut response: Response) -> Response {
        let secure = if app.settings.secure_cookies() { "; Secure" } else { "" };
        let (name, age) = (name(app), super::RECOGNISED.whole_seconds());
        let cookie = format!("{name}={}; HttpOnly; SameSite=Lax; Path=/; Max-Age={age}{secure}", self.0);
        if let Ok(cookie) = HeaderValue::try_from(cookie) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        response
    }
}

/// With the prefix, no other host or path can set it.
fn name(app: &App) -> &'static str {
    if app.settings.secure_cookies() { "__Host-enrol-start" } else { "enrol-start" }
}
