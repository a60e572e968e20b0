//! Answers of this door: a page, a way on, or a fault that has a page of its own.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::view::Page;
use crate::error::Error;
use crate::http::{ProblemCode, Rejection};

/// What every handler of this door returns.
pub type PageResult = Result<Response, PageError>;

/// What keeps a page from being shown.
#[derive(Debug)]
pub enum PageError {
    /// The action did not happen.
    Error(Error),
    /// The request was turned away.
    Refused(Rejection),
}

impl From<Error> for PageError {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<Rejection> for PageError {
    fn from(rejection: Rejection) -> Self {
        Self::Refused(rejection)
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let error = match self {
            Self::Refused(rejection) => return rejection.into_response(),
            Self::Error(error) => error,
        };
        match &error {
            Error::NotFound => nothing_here().into_response(),
            Error::TooMany(room) => too_many(room.full_in).into_response(),
            Error::Busy(_) | Error::Conflict(_) | Error::Stale => {
                tracing::warn!(cause = %error, "busy");
                BUSY.into_response()
            }
            // Noted where it was met.
            Error::Unreadable(_) => Rejection::UNREADABLE.into_response(),
            _ => {
                tracing::error!(cause = %error, "broken");
                Rejection::INTERNAL.into_response()
            }
        }
    }
}

/// The database is busy or away.
const BUSY: Rejection = Rejection {
    retry_after: Some(RETRY_SECONDS),
    ..Rejection::new(ProblemCode::Busy, "We are busy. Try again in a moment; what was saved is safe.")
};

/// Says on every page that search engines are to pass it by.
pub const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// After so many seconds a person may try again.
const RETRY_SECONDS: u64 = 1;

/// The answer of tower-sessions when a browser's record could not be saved is a bare 500, with the cause
/// in the log. It is the database, so trying again helps.
pub fn unless_unsaved(response: Response) -> Response {
    let bare = response.status() == StatusCode::INTERNAL_SERVER_ERROR
        && response.extensions().get::<Rejection>().is_none();
    if bare { BUSY.into_response() } else { response }
}

/// A page that is shown although the database is busy or away.
pub fn busy(shown: Page) -> PageResult {
    let mut response = page(StatusCode::SERVICE_UNAVAILABLE, shown, None)?;
    response.headers_mut().insert(header::RETRY_AFTER, RETRY_SECONDS.into());
    Ok(response)
}

/// This address was wrong too often; after so many seconds it may try again.
fn too_many(seconds: u64) -> Rejection {
    let detail =
        "There were too many wrong links or codes from where you are. Wait a minute, then try again.";
    Rejection { retry_after: Some(seconds), ..Rejection::new(ProblemCode::TooManyRequests, detail) }
}

/// There is no room for the request, which was read all the same.
pub fn crowded() -> PageError {
    Error::Busy("too many requests at once".to_owned()).into()
}

/// There is no such page.
pub fn nothing_here() -> Rejection {
    Rejection::new(ProblemCode::NotFound, "There is nothing at this address.")
}

/// A rendered page with its status. `form_target` is where its forms may lead besides ourselves.
pub fn page(status: StatusCode, page: Page, form_target: Option<&str>) -> PageResult {
    let html = page.map_err(|error| Error::Broken(error.to_string()))?;
    let mut response = (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
    let policy = format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'; form-action 'self'{}{}",
        if form_target.is_some() { " " } else { "" },
        form_target.unwrap_or_default(),
    );
    if let Ok(policy) = HeaderValue::try_from(policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response.headers_mut().insert(ROBOTS, HeaderValue::from_static("noindex"));
    Ok(response)
}

/// An answer to a script, which reads nothing else.
#[expect(clippy::unnecessary_wraps, reason = "it is what a handler of this door returns")]
pub fn status(status: StatusCode) -> PageResult {
    Ok(status.into_response())
}

/// On to another address, by GET (303).
pub fn redirect(address: &str) -> PageResult {
    let location = HeaderValue::try_from(address).map_err(|error| Error::Broken(error.to_string()))?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response())
}
