//! Responses about signup sessions.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::ids::{CustomerId, LocationId, SignupId, SubscriptionId};
use crate::domain::language::Language;
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::signup;
use crate::domain::signup::consent::Agreement;
use crate::domain::signup::flow::{Awaiting, Flow};
use crate::domain::signup::invitation::SiteDetails;
use crate::domain::signup::payment::PaymentStatus;
use crate::domain::signup::prefill::Level;
use crate::domain::signup::return_url::ReturnUrl;
use crate::domain::signup::{FailureReason, Outcome, SignupState, Status};
use crate::domain::tenant::subscription::SubscriptionRequest;

/// A signup session: one invitation to sign up.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Session<'a> {
    /// Its id, an opaque string.
    session_id: SignupId,
    /// The same.
    id: SignupId,
    /// Its state; `completed`, `cancelled`, `failed` and `expired` never change again.
    status: Status,
    /// The new customer, once there is one.
    customer_id: Option<CustomerId>,
    /// Your own id for the customer.
    customer_reference_id: Option<&'a str>,
    /// The address that the session concerns.
    email: Option<&'a str>,
    /// The hosted link to send the person, in the answers that make one; else `null`.
    return_url: Option<&'a str>,
    /// The same.
    url: Option<&'a str>,
    /// Where the browser goes at the end: the `returnUrl` that you gave; `null` once the session is erased.
    tenant_return_url: Option<&'a str>,
    /// Where somebody whose link has expired gets a new one, as you gave it.
    refresh_url: Option<&'a str>,
    /// What the session has beside the form, in the order of the way.
    flows: &'a [Flow],
    /// The version of your form that the session began with.
    form_version: i64,
    /// The site that the session concerns, as you gave it.
    site_details: Option<&'a SiteDetails>,
    /// The subscription that was activated or linked, or the one that is to be linked.
    subscription_id: Option<SubscriptionId>,
    /// The location that was linked.
    site_id: Option<LocationId>,
    /// Why it failed.
    error_code: Option<FailureReason>,
    /// What it waits for beside the person's answers.
    awaiting: Option<Awaiting>,
    /// The payment of a session with the flow `payment`.
    payment: Option<Payment<'a>>,
    /// The fields that you filled in, and how freely the person may change each.
    #[schemars(with = "BTreeMap<String, Level>")]
    prefill: BTreeMap<&'static str, Level>,
    /// The locked fields of which the person says that they are wrong.
    disputed: Vec<&'static str>,
    /// What the person agreed to on the form, once it is completed; the ledger of the customer has the words, and what
    /// was withdrawn since.
    consents: Vec<GivenConsent<'a>>,
    /// How far the person has come; nothing of what was answered.
    progress: Progress,
    /// When it was opened.
    created_at: Moment,
    /// Until when it can be finished.
    expires_at: Moment,
    /// When the person pressed Start.
    started_at: Option<Moment>,
    /// When the person finished.
    completed_at: Option<Moment>,
    /// The language that the person reads; your own `locale` until that is known.
    locale: Option<&'a str>,
    /// Your own notes.
    metadata: &'a BTreeMap<String, String>,
}

/// The payment of a session.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Payment<'a> {
    /// Where the person pays, as you gave it; `null` once the session is erased.
    url: Option<&'a str>,
    /// How far it is; `null` until the person has finished and was sent to pay.
    status: Option<PaymentStatus>,
    /// Your own id for it, as you told it last; `null` once the session is erased.
    reference: Option<&'a str>,
}

impl<'a> Payment<'a> {
    fn of(signup: &'a SignupState) -> Option<Self> {
        let url = signup.details().invitation.payment_url.as_ref().map(ReturnUrl::as_str);
        let payment = signup.payment();
        let reference = payment.and_then(|payment| payment.reference.as_deref());
        let status = payment.map(|payment| payment.status);
        (url.is_some() || status.is_some()).then_some(Self { url, status, reference })
    }
}

/// Something that was agreed to on a session's form.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct GivenConsent<'a> {
    /// What it is for.
    purpose: &'a str,
    /// What tells the words from any others.
    text_version: &'a str,
    /// When it was agreed to.
    at: Moment,
}

/// How far a session has come.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Progress {
    /// The steps that are answered.
    answered: Vec<Section>,
    /// How many steps there are.
    total: usize,
}

impl<'a> Session<'a> {
    /// The session, with its link when that is known.
    pub fn new(signup: &'a SignupState, link: Option<&'a str>) -> Self {
        let (details, ends, journey) = (signup.details(), Ends::of(signup), signup.journey());
        let invitation = &details.invitation;
        let existing = match details.wanted {
            Some(SubscriptionRequest::Existing(id)) => Some(id),
            Some(SubscriptionRequest::New(_)) | None => None,
        };
        Self {
            session_id: details.id,
            id: details.id,
            status: signup.status(),
            customer_id: ends.customer,
            customer_reference_id: invitation.reference.as_deref(),
            email: invitation.email.as_deref(),
            return_url: link,
            url: link,
            tenant_return_url: invitation.return_url.as_ref().map(ReturnUrl::as_str),
            refresh_url: invitation.refresh_url.as_ref().map(ReturnUrl::as_str),
            flows: &invitation.flows,
            form_version: details.form.version,
            site_details: invitation.site.as_ref(),
            subscription_id: ends.subscription.or(existing),
            site_id: ends.site,
            error_code: ends.failure,
            awaiting: signup.awaiting(),
            payment: Payment::of(signup),
            prefill: invitation.levels(),
            disputed: signup.disputed().names(),
            consents: given(signup),
            progress: Progress { answered: journey.answered().collect(), total: journey.total() },
            created_at: details.created_at,
            expires_at: details.expires_at,
            started_at: ends.started_at,
            completed_at: ends.completed_at,
            locale: signup.language().map(Language::as_str).or(invitation.locale.as_deref()),
            metadata: &invitation.metadata,
        }
    }
}

fn given(signup: &SignupState) -> Vec<GivenConsent<'_>> {
    let SignupState::Ended(ended) = signup else { return Vec::new() };
    let given = ended.state.agreements.given.iter();
    let given = given.map(|Agreement { purpose, version, at }| GivenConsent {
        purpose,
        text_version: version,
        at: *at,
    });
    given.collect()
}

/// A page of sessions, newest first.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sessions<'a> {
    /// The sessions.
    pub sessions: Vec<Session<'a>>,
    /// The `cursor` of the next page; `null` on the last.
    pub next_cursor: Option<String>,
}

/// What only some states know.
#[derive(Default)]
struct Ends {
    customer: Option<CustomerId>,
    subscription: Option<SubscriptionId>,
    site: Option<LocationId>,
    failure: Option<FailureReason>,
    started_at: Option<Moment>,
    completed_at: Option<Moment>,
}

impl Ends {
    fn of(signup: &SignupState) -> Self {
        match signup {
            SignupState::Pending(_) => Self::default(),
            SignupState::InProgress(signup) => {
                Self { started_at: Some(signup.state.started_at), ..Self::default() }
            }
            SignupState::Ended(signup) => Self::of_ended(&signup.state),
        }
    }

    fn of_ended(state: &signup::Ended) -> Self {
        let ends = Self { started_at: state.started_at, failure: state.outcome.failure(), ..Self::default() };
        match state.outcome {
            Outcome::Completed { customer, subscription, site } => Self {
                customer: Some(customer),
                subscription,
                site,
                completed_at: Some(state.ended_at),
                ..ends
            },
            Outcome::Cancelled | Outcome::Failed(_) | Outcome::Expired => ends,
        }
    }
}
