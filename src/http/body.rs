//! Request bodies: wrapped in their limits by the request checks, read whole by the doors.

use std::error::Error;
use std::future::poll_fn;
use std::iter::successors;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use http_body_util::{BodyExt, Collected, LengthLimitError, Limited};
use tokio::time::timeout;

use super::gate::{FULL, TellsItself, Turn};
use super::{Limits, ProblemCode, Rejection};

/// A body over the limit, by its announced length or by its bytes.
const TOO_LARGE: Rejection =
    Rejection::new(ProblemCode::BodyTooLarge, "The request's body is larger than 64 KiB.");

const TOO_SLOW: Rejection =
    Rejection::new(ProblemCode::BodyTimeout, "The request's body did not arrive in time.");

const BROKEN: Rejection = Rejection::new(
    ProblemCode::BodyBroken,
    "The request's body ended early or was not framed as its headers say.",
);

/// How large the body of requests to a path may be.
#[derive(Debug, Clone, Copy)]
pub struct BodyLimit {
    /// The path, without a slash at its end; one with a slash there stands for all that is below it.
    pub path: &'static str,
    /// The size in bytes.
    pub bytes: usize,
    /// What is said of a larger one.
    pub refusal: Rejection,
}

impl BodyLimit {
    /// The limit for requests to this path.
    pub(super) fn of(path: &str, limits: &Limits) -> Self {
        let usual = Self { path: "", bytes: limits.body_bytes, refusal: TOO_LARGE };
        let is_of = |limit: &&Self| {
            if limit.path.ends_with('/') {
                path.starts_with(limit.path)
            } else {
                path.trim_end_matches('/') == limit.path
            }
        };
        limits.larger_bodies.iter().find(is_of).copied().unwrap_or(usual)
    }
}

/// How long reading a body may take, and how much it may be.
#[derive(Debug, Clone, Copy)]
struct Patience(Duration, BodyLimit);

/// Puts a size and a deadline on a request's body, for [`read_body`].
pub(super) fn limited(mut request: Request, limits: &Limits) -> Request {
    // Most requests have no body, and need neither the timer nor the boxes.
    if request.body().is_end_stream() {
        return request;
    }
    let limit = BodyLimit::of(request.uri().path(), limits);
    request.extensions_mut().insert(Patience(limits.body, limit));
    request.map(|body| Body::new(Limited::new(body, limit.bytes)))
}

/// Reads a whole body within the limits that `dress` put on it. Its time begins here: a client that sent
/// everything at once is not to blame for what we waited for before, such as the database.
///
/// # Errors
/// 413 when it is too large, 408 when it is too slow, 400 when it breaks off.
pub async fn read_body(request: Request) -> Result<Bytes, Rejection> {
    let patience = request.extensions().get::<Patience>().copied();
    let told_by_handler = request.extensions().get::<TellsItself>().is_some();
    let (patience, too_large) =
        patience.map_or((Duration::MAX, TOO_LARGE), |Patience(time, limit)| (time, limit.refusal));
    let turn = request.extensions().get::<Turn>().cloned();
    let mut whole = pin!(request.into_body().collect());
    // Most clients have sent everything by now.
    let body = match poll_fn(|cx| Poll::Ready(whole.as_mut().poll(cx))).await {
        Poll::Ready(body) => body,
        Poll::Pending => {
            if let Some(turn) = &turn {
                turn.step_aside();
            }
            let body = timeout(patience, whole).await.map_err(|_| TOO_SLOW)?;
            if let Some(turn) = &turn {
                turn.come_back().await;
            }
            body
        }
    };
    if turn.is_some_and(|turn| turn.is_refused()) && !told_by_handler {
        return Err(FULL);
    }
    body.map(Collected::to_bytes).map_err(|error| rejection(&error, too_large))
}

/// Finds the cause under the wrappings that axum puts around a body's error.
fn rejection(error: &(dyn Error + 'static), too_large: Rejection) -> Rejection {
    successors(Some(error), |error| (*error).source())
        .find_map(|cause| match cause {
            cause if cause.is::<LengthLimitError>() => Some(too_large),
            _ => None,
        })
        .unwrap_or(BROKEN)
}
