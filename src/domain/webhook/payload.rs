//! Payloads: what a notifier is told of an event. Ids and references; a profile only when the tenant
//! has asked for it. Their schemas in the OpenAPI document come from the same types.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::ids::{
    CustomerId, LocationId, NotifierId, SignupId, SourceId, SubscriptionId, SubscriptionTypeId,
};
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::signup::{FailureReason, Outcome, SignupState, Status};
use crate::domain::tenant::consent::{DecidedBy, Decision, NewConsent};
use crate::domain::tenant::customer::Customer;
use crate::domain::tenant::representation::{CustomerIds, CustomerReferences, WholeCustomer};
use crate::domain::tenant::subscription::Subscription;
use crate::domain::webhook::event::Event;

/// What a delivery is about, as it is in the transaction that writes the delivery.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// A customer: its ids and its reference.
    Customer(&'a Customer),
    /// A customer with its whole profile.
    Profile(&'a Customer),
    /// A customer by its ids: one whose profile does not open, or is erased.
    CustomerId(SourceId, CustomerId),
    /// A subscription.
    Subscription(&'a Subscription),
    /// A decision of a customer of the source.
    Consent(SourceId, &'a NewConsent<'a>),
    /// A session.
    Session(&'a SignupState),
    /// A session of which this step was saved.
    Step(&'a SignupState, Section),
    /// The notifier itself, of a test delivery.
    Notifier(NotifierId),
}

/// The body of a delivery (contract, section 2). A receiver that sees two deliveries about one thing
/// goes by the higher `revision`: deliveries may arrive late, twice and in any order.
#[must_use]
pub fn write(event: Event, subject: Subject<'_>, revision: i64, occurred_at: Moment) -> String {
    let about = match subject {
        Subject::Customer(customer) => Payload::Customer(CustomerPayload::References(customer.into())),
        Subject::CustomerId(source, id) => {
            Payload::Customer(CustomerPayload::Ids(CustomerIds::new(source, id)))
        }
        Subject::Profile(customer) => Payload::Customer(CustomerPayload::Whole(customer.into())),
        Subject::Subscription(subscription) => Payload::Subscription(subscription.into()),
        Subject::Consent(source, consent) => Payload::Consent(ConsentPayload::new(source, consent)),
        Subject::Session(signup) => Payload::Session(signup.into()),
        Subject::Step(signup, section) => {
            Payload::Session(SessionPayload { step: Some(section), ..SessionPayload::from(signup) })
        }
        Subject::Notifier(id) => Payload::Notifier(NotifierPayload { id }),
    };
    let body = WebhookBody { message: event, about, revision, occurred_at };
    // Strings and numbers always become JSON.
    serde_json::to_string(&body).unwrap_or_default()
}

/// The body of every webhook.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookBody<'a> {
    /// The event.
    message: Event,
    #[serde(flatten)]
    about: Payload<'a>,
    /// Of two deliveries about one thing, the one with the higher revision is the later.
    revision: i64,
    /// When it happened.
    occurred_at: Moment,
}

/// What the event is about, under the name of its kind.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
enum Payload<'a> {
    Customer(CustomerPayload<'a>),
    Subscription(SubscriptionPayload),
    Consent(ConsentPayload<'a>),
    Session(SessionPayload<'a>),
    Notifier(NotifierPayload),
}

/// With `includeProfile` the whole customer, but for one who was deleted; else ids and your reference.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub enum CustomerPayload<'a> {
    /// Ids and the tenant's own reference.
    References(CustomerReferences<'a>),
    /// Ids alone: of one whose profile cannot be read any more, or is erased.
    Ids(CustomerIds),
    /// The whole profile.
    Whole(WholeCustomer<'a>),
}

/// A subscription in a webhook.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionPayload {
    /// Its id.
    id: SubscriptionId,
    /// Its type.
    subscription_type_id: SubscriptionTypeId,
    /// Whose it is, once it is anybody's.
    customer_id: Option<CustomerId>,
    #[serde(flatten)]
    times: SubscriptionTimes,
}

impl From<&Subscription> for SubscriptionPayload {
    fn from(subscription: &Subscription) -> Self {
        Self {
            id: subscription.id,
            subscription_type_id: subscription.type_id,
            customer_id: subscription.customer,
            times: subscription.into(),
        }
    }
}

/// A subscription's times, by which it is known whether it is active.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionTimes {
    /// From when it entitles.
    valid_from: Moment,
    /// Until when, this moment excluded.
    valid_to: Moment,
    /// When it was cancelled; `null` while it is not.
    #[serde(rename = "CancelledDate")]
    cancelled_date: Option<Moment>,
    /// When it was made.
    created_at: Moment,
    /// When it last changed.
    updated_at: Moment,
}

impl From<&Subscription> for SubscriptionTimes {
    fn from(subscription: &Subscription) -> Self {
        Self {
            valid_from: subscription.valid_from,
            valid_to: subscription.valid_to,
            cancelled_date: subscription.cancelled_at,
            created_at: subscription.created_at,
            updated_at: subscription.updated_at,
        }
    }
}

/// A consent in a webhook: what was decided, without the words, which you can read.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConsentPayload<'a> {
    #[serde(flatten)]
    customer: CustomerIds,
    /// What it is for.
    purpose: &'a str,
    /// Whether it holds from now on.
    decision: Decision,
    /// Who decided.
    by: DecidedBy,
    /// Which words it is about.
    text_version: &'a str,
    /// The session on whose form it was decided.
    session_id: Option<SignupId>,
    /// When.
    at: Moment,
}

impl<'a> ConsentPayload<'a> {
    fn new(source: SourceId, consent: &'a NewConsent<'a>) -> Self {
        Self {
            customer: CustomerIds::new(source, consent.customer),
            purpose: consent.purpose,
            decision: consent.decision,
            by: consent.by,
            text_version: consent.text_version,
            session_id: consent.session,
            at: consent.at,
        }
    }
}

/// A session in a webhook: without the address, the answers and your own notes, which you can read.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionPayload<'a> {
    /// The session's id.
    session_id: SignupId,
    /// The same.
    id: SignupId,
    /// Its state.
    status: Status,
    /// The step that was saved, of `SIGNUP_STEP_SAVED`; nothing of what was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<Section>,
    /// The new customer, once there is one.
    customer_id: Option<CustomerId>,
    /// Your own id for the customer.
    customer_reference_id: Option<&'a str>,
    /// The subscription that was activated or linked.
    subscription_id: Option<SubscriptionId>,
    /// The location that was linked.
    site_id: Option<LocationId>,
    /// Why it failed.
    error_code: Option<FailureReason>,
    /// The locked fields of which the person says that they are wrong.
    disputed: Vec<&'static str>,
    /// When it was opened.
    created_at: Moment,
    /// Until when it can be finished.
    expires_at: Moment,
    /// When the person finished.
    completed_at: Option<Moment>,
}

impl<'a> From<&'a SignupState> for SessionPayload<'a> {
    fn from(signup: &'a SignupState) -> Self {
        let details = signup.details();
        let ended = match signup {
            SignupState::Ended(ended) => Some(&ended.state),
            SignupState::Pending(_) | SignupState::InProgress(_) => None,
        };
        let outcome = ended.map(|state| state.outcome);
        let (customer, subscription, site) = match outcome {
            Some(Outcome::Completed { customer, subscription, site }) => (Some(customer), subscription, site),
            _ => (None, None, None),
        };
        Self {
            session_id: details.id,
            id: details.id,
            status: signup.status(),
            step: None,
            customer_id: customer,
            customer_reference_id: details.invitation.reference.as_deref(),
            subscription_id: subscription,
            site_id: site,
            error_code: outcome.and_then(|outcome| outcome.failure()),
            disputed: signup.disputed().names(),
            created_at: details.created_at,
            expires_at: details.expires_at,
            completed_at: customer.and(ended.map(|state| state.ended_at)),
        }
    }
}

/// The notifier that a test delivery goes to.
#[derive(Serialize, JsonSchema)]
pub struct NotifierPayload {
    /// Its id.
    id: NotifierId,
}
