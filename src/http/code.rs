//! Problem codes: every stable name that an error can have, its status, and when it is given.

use axum::http::StatusCode;

use crate::domain::string_enum::string_enum;

/// Makes the enum and its tables, so that a code, its status and its meaning (the doc comment) are told in one place.
macro_rules! problem_codes {
    ($($(#[doc = $meaning:literal])+ $name:ident = $word:literal, $status:ident;)+) => {
        string_enum! {
            /// The stable name of an error for machines: `code` of a problem (contract, section 2).
            ///
            /// The OpenAPI document's enum and the guide's table come from it.
            pub enum ProblemCode {
                $($(#[doc = $meaning])+ $name = $word),+
            }
        }

        impl ProblemCode {
            /// The status of the answers that have this code.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self {
                    $(Self::$name => StatusCode::$status),+
                }
            }
        }
    };
}

problem_codes! {
    /// Members or parameters are wrong; `errors` names all of them.
    InvalidRequest = "invalid_request", BAD_REQUEST;
    /// The body is not one JSON object in UTF-8.
    MalformedJson = "malformed_json", BAD_REQUEST;
    /// The picture is broken, moves, is too large or not what `Content-Type` says; `detail` says which.
    InvalidPicture = "invalid_picture", BAD_REQUEST;
    /// The body has more than 1000 members and elements, all together.
    TooManyValues = "too_many_values", BAD_REQUEST;
    /// The query or the form has more than 100 parameters.
    TooManyParameters = "too_many_parameters", BAD_REQUEST;
    /// `Idempotency-Key` is there twice or is not 1 to 255 visible ASCII characters.
    InvalidIdempotencyKey = "invalid_idempotency_key", BAD_REQUEST;
    /// The body ended early or was not framed as its headers say.
    BodyBroken = "body_broken", BAD_REQUEST;
    /// The request's first line or its headers are not HTTP/1.1.
    MalformedHead = "malformed_head", BAD_REQUEST;
    /// `Host` is missing or there twice.
    BadHost = "bad_host", BAD_REQUEST;
    /// No token, one that has ended, or credentials that nobody has.
    Unauthorized = "unauthorized", UNAUTHORIZED;
    /// There is nothing of yours with this id, or nothing at this address.
    NotFound = "not_found", NOT_FOUND;
    /// The address does not take this method; `Allow` says which it takes.
    MethodNotAllowed = "method_not_allowed", METHOD_NOT_ALLOWED;
    /// The body did not arrive within 10 seconds.
    BodyTimeout = "body_timeout", REQUEST_TIMEOUT;
    /// Another customer of yours has this mobile.
    DuplicateMobile = "duplicate_mobile", CONFLICT;
    /// The customer has an active subscription.
    ActiveSubscription = "active_subscription", CONFLICT;
    /// The subscription is not yours, or it is linked, cancelled or lapsed.
    SubscriptionUnavailable = "subscription_unavailable", CONFLICT;
    /// The subscription is cancelled or has lapsed; make a new one.
    SubscriptionEnded = "subscription_ended", CONFLICT;
    /// Another location of yours has this `externalReferenceId`.
    DuplicateLocation = "duplicate_location", CONFLICT;
    /// The session has ended and cannot change any more.
    SessionEnded = "session_ended", CONFLICT;
    /// The session awaits no payment: it has none, or its person has not finished yet.
    PaymentNotAwaited = "payment_not_awaited", CONFLICT;
    /// Another payment has finished the session; give this one back.
    PaidBefore = "paid_before", CONFLICT;
    /// The payment came, but nobody could be signed up, and the session has failed; its `errorCode` says why. You have the money.
    PaidInVain = "paid_in_vain", CONFLICT;
    /// You have no notifier; register one first.
    NoNotifier = "no_notifier", CONFLICT;
    /// Two secrets sign already; the older one ends within 24 hours.
    TwoSecrets = "two_secrets", CONFLICT;
    /// It is no longer in the version that `If-Match` names.
    Changed = "changed", PRECONDITION_FAILED;
    /// The body is larger than 64 KiB, or a picture than 256 KiB.
    BodyTooLarge = "body_too_large", PAYLOAD_TOO_LARGE;
    /// The address is longer than 8192 characters.
    UriTooLong = "uri_too_long", URI_TOO_LONG;
    /// The body is not JSON, or no picture where one is to be sent, or does not say so in `Content-Type`.
    UnsupportedMediaType = "unsupported_media_type", UNSUPPORTED_MEDIA_TYPE;
    /// The body has a `Content-Encoding`; send it as it is.
    EncodedBody = "encoded_body", UNSUPPORTED_MEDIA_TYPE;
    /// This server does not answer to that name.
    ForeignHost = "foreign_host", MISDIRECTED_REQUEST;
    /// The key was used with another request in the last 24 hours.
    IdempotencyKeyReused = "idempotency_key_reused", UNPROCESSABLE_ENTITY;
    /// Too many requests; wait for as many seconds as `Retry-After` says.
    TooManyRequests = "too_many_requests", TOO_MANY_REQUESTS;
    /// More than 64 headers.
    TooManyHeaders = "too_many_headers", REQUEST_HEADER_FIELDS_TOO_LARGE;
    /// The headers are larger than 32 KiB, or more than 100.
    HeadTooLarge = "head_too_large", REQUEST_HEADER_FIELDS_TOO_LARGE;
    /// Something went wrong on our side; `requestId` helps to find it.
    Internal = "internal", INTERNAL_SERVER_ERROR;
    /// We are busy; try again after `Retry-After`.
    Busy = "busy", SERVICE_UNAVAILABLE;
    /// This record cannot be read until our operator mends it.
    Unreadable = "unreadable", SERVICE_UNAVAILABLE;
}
