//! A session as a row: from its columns, and back into those that change.

use std::sync::Arc;

use crate::domain::fingerprint::Fingerprint;
use crate::domain::form::Form;
use crate::domain::ids::{
    CustomerId, FormId, LocationId, SignupId, SourceId, SubscriptionId, SubscriptionTypeId,
};
use crate::domain::language::Language;
use crate::domain::moment::Moment;
use crate::domain::signup::consent::Agreements;
use crate::domain::signup::invitation::Invitation;
use crate::domain::signup::journey::Progress;
use crate::domain::signup::payment::{Payment, PaymentStatus};
use crate::domain::signup::prefill::Disputed;
use crate::domain::signup::resume::Resume;
use crate::domain::signup::{
    Ended, FailureReason, InProgress, Outcome, Pending, Signup, SignupDetails, SignupState, Status,
};
use crate::domain::tenant::subscription::{SubscriptionRequest, Terms};
use crate::error::Result;
use crate::store::db::record;
use crate::store::{sealing, unreadable};
use crate::vault::{AssociatedData, Vault};

record! {
    pub(super) struct Row {
        pub(super) id: SignupId,
        pub(super) source_id: SourceId,
        pub(super) form_id: Option<FormId>,
        pub(super) version: i64,
        pub(super) status: String,
        pub(super) owner_fingerprint: Option<Vec<u8>>,
        pub(super) progress: i64,
        pub(super) refused_mobile_fingerprints: Vec<u8>,
        pub(super) sealed_invitation: Vec<u8>,
        pub(super) wanted_type_id: Option<SubscriptionTypeId>,
        pub(super) wanted_from: Option<Moment>,
        pub(super) wanted_to: Option<Moment>,
        pub(super) wanted_subscription_id: Option<SubscriptionId>,
        pub(super) customer_id: Option<CustomerId>,
        pub(super) subscription_id: Option<SubscriptionId>,
        pub(super) site_id: Option<LocationId>,
        pub(super) failure: Option<String>,
        pub(super) created_at: Moment,
        pub(super) expires_at: Moment,
        pub(super) started_at: Option<Moment>,
        pub(super) ended_at: Option<Moment>,
        pub(super) language: Option<String>,
        pub(super) disputed: Option<String>,
        pub(super) resume_fingerprint: Option<Vec<u8>>,
        pub(super) resume_tries: i64,
        pub(super) proved_mobile_fingerprint: Option<Vec<u8>>,
        pub(super) payment: Option<String>,
        pub(super) sealed_payment_reference: Option<Vec<u8>>,
        pub(super) consents: Option<String>,
        pub(super) abandoned_at: Option<Moment>,
    }
}

/// What a state is in the columns that change.
#[derive(Debug)]
pub struct Columns {
    pub(super) status: Status,
    pub(super) owner: Option<Fingerprint>,
    pub(super) progress: Progress,
    pub(super) disputed: Option<String>,
    pub(super) agreements: Option<String>,
    pub(super) refused_mobiles: Vec<u8>,
    pub(super) customer: Option<CustomerId>,
    pub(super) subscription: Option<SubscriptionId>,
    pub(super) site: Option<LocationId>,
    pub(super) failure: Option<FailureReason>,
    pub(super) started_at: Option<Moment>,
    pub(super) ended_at: Option<Moment>,
    pub(super) resume: Resume,
    pub(super) proved: Option<Vec<u8>>,
    pub(super) payment: Option<Payment>,
    pub(super) abandoned_at: Option<Moment>,
}

/// A state that a move can lead to.
pub trait Stored: Sized {
    /// Its columns.
    fn stored(&self) -> Columns;

    /// A session in it, as the store returns one.
    fn any(signup: Signup<Self>) -> SignupState;
}

impl Stored for InProgress {
    fn any(signup: Signup<Self>) -> SignupState {
        SignupState::InProgress(signup)
    }

    fn stored(&self) -> Columns {
        Columns {
            status: Status::InProgress,
            owner: Some(self.owner),
            progress: self.progress,
            disputed: written(&self.disputed),
            agreements: agreed(&self.agreements),
            refused_mobiles: self.refused_mobiles.iter().flat_map(Fingerprint::to_vec).collect(),
            customer: None,
            subscription: None,
            site: None,
            failure: None,
            started_at: Some(self.started_at),
            ended_at: None,
            resume: self.resume,
            proved: self.proved.map(|mobile| mobile.to_vec()),
            payment: self.payment.clone(),
            abandoned_at: self.abandoned_at,
        }
    }
}

impl Stored for Ended {
    fn any(signup: Signup<Self>) -> SignupState {
        SignupState::Ended(signup)
    }

    fn stored(&self) -> Columns {
        let (customer, subscription, site) = match self.outcome {
            Outcome::Completed { customer, subscription, site } => (Some(customer), subscription, site),
            Outcome::Cancelled | Outcome::Failed(_) | Outcome::Expired => (None, None, None),
        };
        let failure = match self.outcome {
            Outcome::Failed(why) => why,
            Outcome::Completed { .. } | Outcome::Cancelled | Outcome::Expired => None,
        };
        Columns {
            status: self.outcome.status(),
            owner: self.owner,
            progress: self.progress,
            disputed: written(&self.disputed),
            agreements: agreed(&self.agreements),
            refused_mobiles: Vec::new(),
            customer,
            subscription,
            site,
            failure,
            started_at: self.started_at,
            ended_at: Some(self.ended_at),
            resume: Resume::default(),
            proved: None,
            payment: self.payment.clone(),
            abandoned_at: self.abandoned_at,
        }
    }
}

impl Row {
    /// The session, which began with this form.
    pub(super) fn read(self, vault: &Vault, form: Arc<Form>) -> Result<SignupState> {
        let strange = |cause| unreadable::row(self.source_id, "signup", &self.id.to_string(), cause);
        let broken = || strange("its columns do not fit each other");
        let status =
            Status::parse(&self.status).ok_or_else(|| strange("a status that this version does not know"))?;
        let details = self.details(vault, form)?;
        let version = self.version;
        // One that only a newer version serves is not spoken here, and stays where it is (`apply!`).
        let language = self.language.as_deref().and_then(Language::parse);
        if status == Status::Pending {
            return Ok(SignupState::Pending(Signup { details, version, language, state: Box::new(Pending) }));
        }
        if status == Status::InProgress {
            let state = Box::new(self.in_progress(vault)?.ok_or_else(broken)?);
            return Ok(SignupState::InProgress(Signup { details, version, language, state }));
        }
        let outcome = self.outcome(status).ok_or_else(broken)?;
        let ended_at = self.ended_at.ok_or_else(broken)?;
        let state = Ended {
            owner: print(self.owner_fingerprint.as_ref())?,
            started_at: self.started_at,
            abandoned_at: self.abandoned_at,
            progress: Progress::from_bits(self.progress),
            disputed: self.disputed(),
            agreements: self.agreements(),
            payment: self.payment(vault)?,
            ended_at,
            outcome,
        };
        Ok(SignupState::Ended(Signup { details, version, language, state: Box::new(state) }))
    }

    /// The state of one in progress, where its columns fit that.
    fn in_progress(&self, vault: &Vault) -> Result<Option<InProgress>> {
        let owner = print(self.owner_fingerprint.as_ref())?;
        let Some((owner, started_at)) = owner.zip(self.started_at) else { return Ok(None) };
        let refused = self.refused_mobile_fingerprints.chunks(32).map(sealing::read_fingerprint);
        let code = print(self.resume_fingerprint.as_ref())?;
        Ok(Some(InProgress {
            owner,
            started_at,
            progress: Progress::from_bits(self.progress),
            disputed: self.disputed(),
            agreements: self.agreements(),
            refused_mobiles: refused.collect::<Result<_>>()?,
            resume: Resume { code, wrong: self.resume_tries },
            proved: print(self.proved_mobile_fingerprint.as_ref())?,
            payment: self.payment(vault)?,
            abandoned_at: self.abandoned_at,
        }))
    }

    fn disputed(&self) -> Disputed {
        self.disputed.as_deref().map(Disputed::of_names).unwrap_or_default()
    }

    fn agreements(&self) -> Agreements {
        self.consents.as_deref().map(Agreements::of_written).unwrap_or_default()
    }

    fn outcome(&self, status: Status) -> Option<Outcome> {
        match status {
            Status::Completed => Some(Outcome::Completed {
                customer: self.customer_id?,
                subscription: self.subscription_id,
                site: self.site_id,
            }),
            Status::Cancelled => Some(Outcome::Cancelled),
            Status::Failed => Some(Outcome::Failed(self.failure.as_deref().and_then(FailureReason::parse))),
            Status::Expired => Some(Outcome::Expired),
            Status::Pending | Status::InProgress => None,
        }
    }

    fn details(&self, vault: &Vault, form: Arc<Form>) -> Result<Arc<SignupDetails>> {
        // It is emptied when the session is erased.
        let invitation = match &*self.sealed_invitation {
            [] => Invitation::default(),
            sealed => sealing::open(vault, &associated_data(self.source_id, &self.id, INVITATION), sealed)?,
        };
        Ok(Arc::new(SignupDetails {
            id: self.id,
            invitation,
            form,
            wanted: self.wanted(),
            created_at: self.created_at,
            expires_at: self.expires_at,
        }))
    }

    fn payment(&self, vault: &Vault) -> Result<Option<Payment>> {
        let Some(word) = &self.payment else { return Ok(None) };
        let unknown = "how far a payment is, in a word that this version does not know";
        let status = PaymentStatus::parse(word)
            .ok_or_else(|| unreadable::row(self.source_id, "signup", &self.id.to_string(), unknown))?;
        let bound = associated_data(self.source_id, &self.id, PAYMENT_REFERENCE);
        let sealed = self.sealed_payment_reference.as_deref();
        let reference = sealed.map(|sealed| sealing::open(vault, &bound, sealed)).transpose()?;
        Ok(Some(Payment { status, reference }))
    }

    fn wanted(&self) -> Option<SubscriptionRequest> {
        let terms = |type_id| Terms { type_id, valid_from: self.wanted_from, valid_to: self.wanted_to };
        let new = self.wanted_type_id.map(|type_id| SubscriptionRequest::New(terms(type_id)));
        new.or_else(|| self.wanted_subscription_id.map(SubscriptionRequest::Existing))
    }
}

/// Names of fields are no answers, so they are not sealed.
fn written(disputed: &Disputed) -> Option<String> {
    Some(disputed.names().join(" ")).filter(|names| !names.is_empty())
}

/// The fingerprint of a column.
fn print(column: Option<&Vec<u8>>) -> Result<Option<Fingerprint>> {
    column.map(|print| sealing::read_fingerprint(print)).transpose()
}

/// The ledger has the same in plain words, so they are not sealed.
fn agreed(agreements: &Agreements) -> Option<String> {
    Some(agreements.written()).filter(|line| !line.is_empty())
}

/// The tenant's own id for a payment, as the row has it.
pub(super) fn sealed_reference(
    vault: &Vault,
    source: SourceId,
    id: &SignupId,
    payment: Option<&Payment>,
) -> Result<Option<Vec<u8>>> {
    let reference = payment.and_then(|payment| payment.reference.as_ref());
    let bound = associated_data(source, id, PAYMENT_REFERENCE);
    reference.map(|reference| sealing::seal(vault, &bound, reference)).transpose()
}

/// The field of a session's sealed invitation.
pub(in crate::store) const INVITATION: &str = "invitation";

/// The field of the tenant's sealed id for a payment.
pub(in crate::store) const PAYMENT_REFERENCE: &str = "payment_reference";

/// What a sealed field of a session is bound to.
pub(super) fn associated_data<'a>(source: SourceId, id: &'a SignupId, field: &'a str) -> AssociatedData<'a> {
    AssociatedData { source, kind: "signup", record: id.0.as_bytes(), field }
}
