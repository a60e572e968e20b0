//! What happened, in one word: written in the transaction that made it happen.

use crate::domain::ids::{CustomerId, SignupId, SubscriptionId};
use crate::domain::moment::Moment;
use crate::domain::string_enum::string_enum;

string_enum! {
    /// The events of the contract.
    pub enum Event {
        /// A customer exists.
        CustomerCreated = "CREATED_CUSTOMER",
        /// A customer's profile changed.
        CustomerUpdated = "UPDATED_CUSTOMER",
        /// A customer was deleted.
        CustomerDeleted = "DELETED_CUSTOMER",
        /// Nothing personal is kept of a customer any more.
        CustomerErased = "CUSTOMER_ERASED",
        /// A person agreed to something.
        ConsentGiven = "CONSENT_GIVEN",
        /// A consent holds no longer; what it covered is erased.
        ConsentWithdrawn = "CONSENT_WITHDRAWN",
        /// A subscription exists.
        SubscriptionCreated = "SUBSCRIPTION_CREATED",
        /// A subscription was linked or changed.
        SubscriptionUpdated = "SUBSCRIPTION_UPDATED",
        /// A subscription was cancelled.
        SubscriptionCancelled = "SUBSCRIPTION_CANCELLED",
        /// A person pressed Start.
        SignupStarted = "SIGNUP_STARTED",
        /// The answers of a step were saved, or saved anew.
        SignupStepSaved = "SIGNUP_STEP_SAVED",
        /// The person of a signup has asked for nothing for half an hour; once at most, and it can still be carried on.
        SignupAbandoned = "SIGNUP_ABANDONED",
        /// A person finished.
        SignupCompleted = "SIGNUP_COMPLETED",
        /// The person or the tenant ended it.
        SignupCancelled = "SIGNUP_CANCELLED",
        /// Nobody finished in time.
        SignupExpired = "SIGNUP_EXPIRED",
        /// It could not be finished.
        SignupFailed = "SIGNUP_FAILED",
        /// The tenant asked for a delivery to see whether it arrives; nobody subscribes to it.
        Ping = "TEST",
    }
}

impl Event {
    /// The event of this word, if a notifier can ask for it.
    #[must_use]
    pub fn notifiable(text: &str) -> Option<Self> {
        Self::parse(text).filter(|event| *event != Self::Ping)
    }

    /// The events that a notifier can ask for.
    pub fn all_notifiable() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|event| *event != Self::Ping)
    }

    /// Their words, as a sentence lists them.
    #[must_use]
    pub fn notifiable_words() -> String {
        Self::all_notifiable().map(Self::as_str).collect::<Vec<_>>().join(", ")
    }

    /// The member of a delivery that holds what the event is about.
    #[must_use]
    pub fn subject(self) -> &'static str {
        match self {
            Self::CustomerCreated | Self::CustomerUpdated | Self::CustomerDeleted | Self::CustomerErased => {
                "customer"
            }
            Self::ConsentGiven | Self::ConsentWithdrawn => "consent",
            Self::SubscriptionCreated | Self::SubscriptionUpdated | Self::SubscriptionCancelled => {
                "subscription"
            }
            Self::SignupStarted
            | Self::SignupStepSaved
            | Self::SignupAbandoned
            | Self::SignupCompleted
            | Self::SignupCancelled
            | Self::SignupExpired
            | Self::SignupFailed => "session",
            Self::Ping => "notifier",
        }
    }
}

/// An event as it stands in the feed of its source.
#[derive(Debug, Clone)]
pub struct FeedEvent {
    /// Its id.
    pub id: i64,
    /// What happened; another version of the program may know more.
    pub kind: String,
    /// The customer that it is about.
    pub customer: Option<CustomerId>,
    /// The subscription that it is about.
    pub subscription: Option<SubscriptionId>,
    /// The session that it is about.
    pub session: Option<SignupId>,
    /// The step that was saved.
    pub step: Option<String>,
    /// The version of what it is about.
    pub revision: i64,
    /// When it happened.
    pub happened_at: Moment,
    /// Its place.
    pub position: i64,
}
