//! How a session ends, and what the browser carries back of it.

use super::{Ended, Signup, Status};
use crate::domain::ids::{CustomerId, LocationId, SubscriptionId};
use crate::domain::string_enum::string_enum;

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The customer exists.
    Completed {
        /// The new customer.
        customer: CustomerId,
        /// What was activated or linked.
        subscription: Option<SubscriptionId>,
        /// The location that was linked.
        site: Option<LocationId>,
    },
    /// The person or the tenant ended it.
    Cancelled,
    /// It could not be finished; why, unless a newer version wrote a word that this one does not know.
    Failed(Option<FailureReason>),
    /// Nobody finished in time.
    Expired,
}

string_enum! {
    /// Why a session failed, as `errorCode` and `error_code` say it.
    pub enum FailureReason {
        /// The mobile belongs to another customer of the source.
        DuplicateCustomer = "duplicate_customer",
        /// The subscription to link can no longer be linked.
        SubscriptionUnavailable = "subscription_unavailable",
        /// The person was sent to pay, and nobody told in time that the money came, or told that it does not come.
        PaymentFailed = "payment_failed",
        /// The answers no longer pass their checks, though the person has paid for them.
        AnswersInvalid = "answers_invalid",
        /// The time was over.
        SessionExpired = "session_expired",
    }
}

impl Outcome {
    /// The session's state after it.
    #[must_use]
    pub fn status(&self) -> Status {
        match self {
            Self::Completed { .. } => Status::Completed,
            Self::Cancelled => Status::Cancelled,
            Self::Failed(_) => Status::Failed,
            Self::Expired => Status::Expired,
        }
    }

    /// Whether the customer exists.
    #[must_use]
    pub fn is_completed(&self) -> bool {
        matches!(self, Self::Completed { .. })
    }

    /// Why it failed, in the contract's word.
    #[must_use]
    pub fn failure(&self) -> Option<FailureReason> {
        match self {
            Self::Failed(why) => *why,
            Self::Expired => Some(FailureReason::SessionExpired),
            Self::Completed { .. } | Self::Cancelled => None,
        }
    }
}

impl Signup<Ended> {
    /// What the browser carries back to the tenant: a hint, the tenant reads the session.
    #[must_use]
    pub fn return_parameters(&self) -> Vec<(&'static str, String)> {
        let outcome = &self.state.outcome;
        // On return an expired session is one of those that failed (contract, section 3).
        let status = if *outcome == Outcome::Expired { Status::Failed } else { outcome.status() };
        let mut parameters = vec![("status", status.to_string())];
        parameters.extend(outcome.failure().map(|why| ("error_code", why.to_string())));
        parameters.push(("signupSessionId", self.details.id.to_string()));
        if let Outcome::Completed { customer, site, .. } = outcome {
            parameters.push(("customerId", customer.to_string()));
            parameters.extend(site.map(|site| ("siteId", site.to_string())));
        }
        parameters.extend(self.details.invitation.state.clone().map(|state| ("state", state)));
        parameters
    }

    /// The parameters with which somebody is sent for a new link: anyone may open the page of a session that is over.
    #[must_use]
    pub fn refresh_parameters(&self) -> Vec<(&'static str, String)> {
        vec![("signupSessionId", self.details.id.to_string())]
    }
}
