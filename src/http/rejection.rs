//! Rejections: what the layers say no to, in words that either door can draw.

use std::fmt;

use axum::http::{HeaderMap, HeaderName, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::{ProblemCode, VisitorLanguage};

/// A request turned away. As a response it is a status without a body and rides in the extensions;
/// the outermost layer gives it the form of the door it was meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rejection {
    /// The status of the answer.
    pub status: StatusCode,
    /// Its stable name for machines.
    pub code: ProblemCode,
    /// One sentence for people.
    pub detail: &'static str,
    /// Seconds after which trying again makes sense.
    pub retry_after: Option<u64>,
}

impl Rejection {
    /// A rejection that trying again does not change.
    #[must_use]
    pub const fn new(code: ProblemCode, detail: &'static str) -> Self {
        Self { status: code.status(), code, detail, retry_after: None }
    }

    /// What a panic looks like from outside.
    pub const INTERNAL: Self =
        Self::new(ProblemCode::Internal, "Something went wrong on our side. It has been noted.");

    /// What is asked for cannot be read at present: the operator has to mend it.
    pub const UNREADABLE: Self = Self {
        retry_after: Some(60),
        ..Self::new(
            ProblemCode::Unreadable,
            "This cannot be read at present. The operator has been told; try again later.",
        )
    };
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Renders a rejection in the form of its door; status, request id and `Retry-After` are set for it.
pub type ErrorRenderer = fn(&RequestContext, &Rejection) -> Response;

/// What is remembered of a request until it is answered.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// The request's target. It may hold a secret: to choose a form by, never to print.
    pub uri: Uri,
    /// The languages the client reads, as it says.
    pub language: VisitorLanguage,
    /// The request's id.
    pub id: RequestId,
}

/// Names one request in the answer and in every log line it causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub String);

impl RequestId {
    /// The header that carries it, both ways.
    pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

    /// The client's own id when it is a plain word of 1 to 128 characters, else a new one.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let theirs = headers.get(Self::HEADER).and_then(|value| value.to_str().ok());
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        match theirs {
            Some(id) if (1..=128).contains(&id.len()) && id.bytes().all(plain) => Self(id.to_owned()),
            _ => Self(Uuid::new_v4().simple().to_string()),
        }
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
