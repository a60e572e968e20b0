//! The cookie that a browser has before it starts anything. By what a session's holder is recognised
//! follows from it, so that no form can carry that from one browser into another.
//!
//! With the form alone, whoever has a link could have somebody else's browser post it, and know by what
//! that browser is recognised from then on (login CSRF, session fixation). The cookie is set by opening
//! the start page, which writes nothing down: mail scanners open links too.

use axum::http::header::{COOKIE, HeaderMap};
use axum::response::Response;
use tower_sessions::cookie::Cookie;

use super::{RECOGNISED, cookie};
use crate::app::App;
use crate::domain::fingerprint::Fingerprint;
use crate::domain::ids::SignupId;
use crate::vault::secret;

/// 256 random bits in base64url, as [`secret`] writes them.
const LENGTH: usize = 43;

/// The cookie's name, without the prefix that it has over https.
pub const NAME: &str = "enrol-start";

/// What the cookie says: a secret of this browser.
pub struct Presession(String);

impl Presession {
    /// What the browser sent, if it is of the form that we give.
    pub fn of(app: &App, headers: &HeaderMap) -> Option<Self> {
        let sent = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let cookies = sent.flat_map(Cookie::split_parse).filter_map(Result::ok);
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let name = cookie::cookie_name(app, NAME);
        let mut ours = cookies
            .filter(|cookie| cookie.name() == name)
            .map(|cookie| cookie.value().to_owned())
            .filter(|value| value.len() == LENGTH && value.chars().all(plain));
        ours.next().map(Self)
    }

    /// What the browser sent, or a new one; and whether it is new.
    pub fn of_or_fresh(app: &App, headers: &HeaderMap) -> (Self, bool) {
        Self::of(app, headers).map_or_else(|| (Self::fresh(), true), |known| (known, false))
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
    pub fn fingerprint(&self, app: &App, id: SignupId) -> Fingerprint {
        cookie::claim_fingerprint(app, id, &self.0)
    }

    /// Sets the cookie, for as long as a browser stays recognised.
    pub fn give(&self, app: &App, response: Response) -> Response {
        cookie::set_cookie(app, response, NAME, &self.0, Some(RECOGNISED))
    }
}
