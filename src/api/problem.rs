//! Errors as JSON: problem details (RFC 9457) with the members that the contract adds.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use super::field_code::FieldCode;
use super::rate_limit::RateLimit;
use crate::domain::tenant::rate_limit::RateLimitStatus;
use crate::error::Error;
use crate::http::{ProblemCode, Rejection};

/// So many wrong members, besides the first, are named in the sentence itself.
const MOST_NAMED: usize = 10;

/// One wrong member of a body or a query.
#[derive(Debug, Clone, Serialize, JsonSchema, PartialEq, Eq)]
#[schemars(rename = "WrongMember")]
pub struct FieldError {
    /// Where it is (RFC 6901).
    pub pointer: String,
    /// Its name.
    pub field: String,
    /// Why, by its stable name.
    pub code: FieldCode,
    /// Why, in a sentence that never repeats the value.
    pub detail: String,
    /// What would be right, where there is a nearest such.
    #[schemars(with = "String")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
}

/// An error on its way out. As a response it is a status that rides in the extensions until
/// [`Self::draw`] gives it a body.
#[derive(Debug, Clone)]
pub struct Problem {
    code: ProblemCode,
    detail: String,
    errors: Vec<FieldError>,
    /// How many errors are not in `errors`.
    omitted: usize,
    retry_after: Option<u64>,
    /// Of the limit that is used up. Errors are to be small.
    room: Option<Box<RateLimitStatus>>,
    authenticate: Option<&'static str>,
}

impl Problem {
    /// A problem with this code, which has its status, and a sentence.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            errors: Vec::new(),
            omitted: 0,
            retry_after: None,
            room: None,
            authenticate: None,
        }
    }

    /// A request with these errors, all at once, and so many that are not listed. It says the first
    /// one's words, since some clients show nothing else.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>, omitted: usize) -> Self {
        let mut detail = errors.first().map(|wrong| wrong.detail.clone()).unwrap_or_default();
        let others = errors.len().saturating_sub(1) + omitted;
        if others > 0 {
            let mut named: Vec<&str> =
                errors.iter().skip(1).take(MOST_NAMED).map(|wrong| wrong.field.as_str()).collect();
            let more = format!("{} more", others - named.len());
            if others > named.len() {
                named.push(&more);
            }
            detail = format!("{detail} Also wrong: {}.", named.join(", "));
        }
        Self { errors, omitted, ..Self::new(ProblemCode::InvalidRequest, detail) }
    }

    /// A request with one error.
    pub fn wrong(pointer: &str, code: FieldCode, detail: impl Into<String>) -> Self {
        let field = pointer.rsplit('/').next().unwrap_or_default().to_owned();
        let (pointer, detail) = (pointer.to_owned(), detail.into());
        Self::invalid(vec![FieldError { pointer, field, code, detail, suggestion: None }], 0)
    }

    /// The same for a body that has outside what another has inside this member.
    #[must_use]
    pub fn outside(mut self, member: &str) -> Self {
        for wrong in &mut self.errors {
            if let Some(rest) = wrong.pointer.strip_prefix(member).filter(|rest| rest.starts_with('/')) {
                wrong.pointer = rest.to_owned();
            }
        }
        self
    }

    /// Credentials or a token that nobody has, with what `WWW-Authenticate` says.
    #[must_use]
    pub fn unauthorised(detail: &str, authenticate: &'static str) -> Self {
        let problem = Self::new(ProblemCode::Unauthorized, detail);
        Self { authenticate: Some(authenticate), ..problem }
    }

    /// Each wrong member in a sentence, for the shell.
    pub fn details(&self) -> impl Iterator<Item = String> {
        self.errors.iter().map(|wrong| format!("{}: {}", wrong.pointer, wrong.detail))
    }

    /// The response with its body.
    pub(super) fn render(self, mut response: Response, request_id: &str) -> Response {
        let body = Body {
            kind: "about:blank",
            title: self.code.status().canonical_reason().unwrap_or_default(),
            status: self.code.status().as_u16(),
            detail: &self.detail,
            message: &self.detail,
            error: &self.detail,
            code: self.code,
            request_id,
            errors: &self.errors,
            errors_omitted: (self.omitted > 0).then_some(self.omitted),
        };
        // Strings and numbers always become JSON.
        *response.body_mut() = serde_json::to_vec(&body).unwrap_or_default().into();
        let json = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        response.headers_mut().remove(header::CONTENT_LENGTH);
        response
    }

    /// A rejection of the layers, in this door's form.
    #[must_use]
    pub fn render_rejection(rejection: &Rejection, request_id: &str) -> Response {
        let problem = Self::from(*rejection);
        problem.render(rejection.status.into_response(), request_id)
    }
}

/// An error: problem details (RFC 9457) with members that clients read besides.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub struct Body<'a> {
    /// Always `about:blank`: `code` tells which problem it is.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: &'a str,
    /// The HTTP status.
    status: u16,
    /// What is wrong and what to do, for developers; it never repeats a value.
    detail: &'a str,
    /// The same.
    message: &'a str,
    /// The same.
    error: &'a str,
    /// The stable name of the problem.
    code: ProblemCode,
    /// The request's id, as in `X-Request-Id`.
    #[serde(rename = "requestId")]
    request_id: &'a str,
    /// Every wrong member or parameter, where that is the problem.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldError],
    /// How many errors are not in `errors`, if any.
    #[schemars(with = "usize")]
    #[serde(rename = "errorsOmitted", skip_serializing_if = "Option::is_none")]
    errors_omitted: Option<usize>,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response =
            (self.room.as_deref().copied().map(RateLimit::left), self.code.status()).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        if let Some(challenge) = self.authenticate {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        Self { retry_after: rejection.retry_after, ..Self::new(rejection.code, rejection.detail) }
    }
}

impl From<Error> for Problem {
    #[expect(clippy::too_many_lines, reason = "a table")]
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::new(ProblemCode::NotFound, "There is nothing of yours with this id."),
            Error::Ended => {
                Self::new(ProblemCode::SessionEnded, "The session has ended and cannot change any more.")
            }
            Error::PaymentNotAwaited => Self::new(
                ProblemCode::PaymentNotAwaited,
                "The session awaits no payment: it has no such flow, or its person has not finished yet.",
            ),
            Error::PaidBefore => Self::new(
                ProblemCode::PaidBefore,
                "Another payment has finished the session; payment.reference says which. Give this one back.",
            ),
            Error::PaidInVain(why) => Self::new(
                ProblemCode::PaidInVain,
                format!(
                    "The payment came, but nobody could be signed up ({why}), and the session has failed. You have \
                     the money: give it back, or talk to the person."
                ),
            ),
            Error::DuplicateMobile => {
                Self::new(ProblemCode::DuplicateMobile, "Another customer already has this mobile.")
            }
            Error::ActiveSubscription => {
                Self::new(ProblemCode::ActiveSubscription, "The customer has an active subscription.")
            }
            Error::SubscriptionUnavailable => Self::new(
                ProblemCode::SubscriptionUnavailable,
                "This subscription cannot be linked: it is not yours, or it is linked, cancelled or lapsed.",
            ),
            Error::SubscriptionEnded => Self::new(
                ProblemCode::SubscriptionEnded,
                "The subscription is cancelled or has lapsed; make a new one.",
            ),
            Error::DuplicateLocation => Self::new(
                ProblemCode::DuplicateLocation,
                "Another location already has this externalReferenceId.",
            ),
            Error::NotShareable => Self::wrong(
                "/dependantCustomerIds",
                FieldCode::NotShareable,
                "Only family types have dependants, and nobody is a dependant of their own subscription.",
            ),
            Error::UnknownDependant => Self::wrong(
                "/dependantCustomerIds",
                FieldCode::UnknownCustomer,
                "dependantCustomerIds must name customers of yours.",
            ),
            Error::UnknownCustomer => Self::wrong(
                "/customerId",
                FieldCode::UnknownCustomer,
                "customerId must name a customer of yours.",
            ),
            Error::Changed => Self::new(
                ProblemCode::Changed,
                "It has changed since the version that If-Match names. Read it again, then decide.",
            ),
            Error::UnknownType => Self::wrong(
                "/subscription/subscriptionTypeId",
                FieldCode::UnknownSubscriptionType,
                "subscriptionTypeId must be one of your subscription types.",
            ),
            Error::EmptySpan => Self::wrong(
                "/subscription/validTo",
                FieldCode::EmptySpan,
                "validTo must lie after validFrom.",
            ),
            Error::KeyReused => Self::new(
                ProblemCode::IdempotencyKeyReused,
                "This Idempotency-Key was used with another request. Use a new key for a new request.",
            ),
            Error::Unauthorised => Self::unauthorised("The credentials are not known.", "Bearer"),
            Error::TooMany(room) => Self {
                retry_after: Some(room.full_in),
                room: Some(Box::new(room)),
                ..Self::new(ProblemCode::TooManyRequests, "Too many requests; wait a little.")
            },
            Error::Busy(_) | Error::Conflict(_) | Error::Stale => {
                tracing::warn!(cause = %error, "busy");
                Self {
                    retry_after: Some(1),
                    ..Self::new(ProblemCode::Busy, "We are busy; try again in a moment.")
                }
            }
            Error::TwoSecrets => Self::new(
                ProblemCode::TwoSecrets,
                "Two secrets are active already; the older one ends within 24 hours.",
            ),
            Error::NoNotifier => {
                Self::new(ProblemCode::NoNotifier, "You have no notifier; register one first.")
            }
            // Noted where it was met.
            Error::Unreadable(_) => Self::from(Rejection::UNREADABLE),
            Error::WrongKeys
            | Error::RetiredKey(_)
            | Error::CodeNotSent(_)
            | Error::AnswersInvalid
            | Error::Broken(_) => {
                tracing::error!(cause = %error, "broken");
                Self::from(Rejection::INTERNAL)
            }
        }
    }
}
