//! What can go wrong, in the words of the domain; each door says it in its own way.

use crate::domain::signup::verification::NotSent;
use crate::domain::tenant::rate_limit::RateLimitStatus;

/// Why an action did not happen. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it is another source's: nobody can tell which.
    #[error("there is no such thing")]
    NotFound,
    /// The session is over.
    #[error("the session has ended")]
    Ended,
    /// The session awaits no word about a payment.
    #[error("no payment is awaited")]
    PaymentNotAwaited,
    /// Another payment has finished the session.
    #[error("another payment has finished the session")]
    PaidBefore,
    /// The payment came, and nobody could be signed up: why, in the contract's word. That the session has failed is written.
    #[error("the payment came, and nobody could be signed up: {0}")]
    PaidInVain(&'static str),
    /// The answers no longer pass their checks.
    #[error("the answers no longer pass their checks")]
    AnswersInvalid,
    /// Another customer of the source has this mobile.
    #[error("the mobile belongs to another customer")]
    DuplicateMobile,
    /// The customer already has an active subscription.
    #[error("the customer already has an active subscription")]
    ActiveSubscription,
    /// The subscription cannot be linked: it is not the source's, taken, cancelled or lapsed.
    #[error("the subscription cannot be linked")]
    SubscriptionUnavailable,
    /// The subscription is cancelled or has lapsed, and cannot be revived.
    #[error("the subscription has ended")]
    SubscriptionEnded,
    /// The kind of the subscription is not one that can be shared, or it would be shared with its own customer.
    #[error("the subscription cannot be shared so")]
    NotShareable,
    /// One of those who are to share a subscription is no customer of the source.
    #[error("there is no such dependant")]
    UnknownDependant,
    /// The customer to link is none of the source's.
    #[error("there is no such customer to link")]
    UnknownCustomer,
    /// Another location of the source has this reference.
    #[error("the reference belongs to another location")]
    DuplicateLocation,
    /// The source has no such kind of subscription.
    #[error("there is no such subscription type")]
    UnknownType,
    /// A subscription would end before it begins.
    #[error("the subscription would end before it begins")]
    EmptySpan,
    /// It is no longer in a version that the caller would replace.
    #[error("it is no longer in the version that was named")]
    Changed,
    /// Something else changed it first; reading it again may help.
    #[error("it was changed meanwhile")]
    Stale,
    /// The idempotency key was used with another request.
    #[error("the idempotency key was used with another request")]
    KeyReused,
    /// The credentials or the token are not those of a source.
    #[error("the credentials are not known")]
    Unauthorised,
    /// The database belongs to another key file.
    #[error("the database belongs to another key file")]
    WrongKeys,
    /// Two secrets of the source are live already.
    #[error("two secrets are live already; retire one first")]
    TwoSecrets,
    /// The source has no notifier that anything could be sent to.
    #[error("there is no notifier")]
    NoNotifier,
    /// No code may be sent to prove a number.
    #[error("no code is sent")]
    CodeNotSent(NotSent),
    /// Too many requests: nothing is left of this limit, until there is room again.
    #[error("too many requests, try again in {} s", .0.full_in)]
    TooMany(RateLimitStatus),
    /// The key file seals with this encryption key, which was retired.
    #[error("encryption key {0} was retired")]
    RetiredKey(u32),
    /// A row cannot be read, and nothing else is affected: its key is missing, or it is damaged, or a
    /// newer version wrote it. The operator has been told; the text names the row and holds no values.
    #[error("{0}")]
    Unreadable(String),
    /// The database undid the work in favour of another transaction, and how; doing it again will mostly
    /// succeed.
    #[error("busy: {0}")]
    Conflict(String),
    /// The database is busy or away, and why; trying again in a moment may help.
    #[error("busy: {0}")]
    Busy(String),
    /// Something that should not happen; the text is for the log alone and holds no values.
    #[error("{0}")]
    Broken(String),
}

/// What actions return.
pub type Result<T> = std::result::Result<T, Error>;
