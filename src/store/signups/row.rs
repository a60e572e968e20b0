//! A session as a row: from its columns, and back into those that change.

use crate::domain::ids::{CustomerId, LocationId, SignupId, SourceId, SubscriptionId, SubscriptionTypeId};
use crate::domain::journey::Progress;
use crate::domain::moment::Moment;
use crate::domain::signup::{
    AnySignup, Ended, Facts, Failure, Fingerprint, InProgress, Outcome, Pending, Signup, Status,
};
use crate::domain::subscription::{Terms, Wanted};
use crate::error::Result;
use crate::store::db::record;
use crate::store::{sealing, unreadable};
use crate::vault::{Label, Vault};

record! {
    pub(super) struct Row {
        pub(super) id: SignupId,
        pub(super) source_id: SourceId,
        pub(super) version: i64,
        pub(super) status: String,
        pub(super) holder_print: Option<Vec<u8>>,
        pub(super) progress: i64,
        pub(super) tried_prints: Vec<u8>,
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
    }
}

/// What a state is in the columns that change.
#[derive(Debug)]
pub struct Columns {
    pub(super) status: Status,
    pub(super) holder: Option<Fingerprint>,
    pub(super) progress: Progress,
    pub(super) tried: Vec<u8>,
    pub(super) customer: Option<CustomerId>,
    pub(super) subscription: Option<SubscriptionId>,
    pub(super) site: Option<LocationId>,
    pub(super) failure: Option<Failure>,
    pub(super) started_at: Option<Moment>,
    pub(super) ended_at: Option<Moment>,
}

/// A state that a move can lead to.
pub trait Stored: Sized {
    /// Its columns.
    fn stored(&self) -> Columns;

    /// A session in it, as the store returns one.
    fn any(signup: Signup<Self>) -> AnySignup;
}

impl Stored for InProgress {
    fn any(signup: Signup<Self>) -> AnySignup {
        AnySignup::InProgress(signup)
    }

    fn stored(&self) -> Columns {
        Columns {
            status: Status::InProgress,
            holder: Some(self.holder),
            progress: self.progress,
            tried: self.tried.concat(),
            customer: None,
            subscription: None,
            site: None,
            failure: None,
            started_at: Some(self.started_at),
            ended_at: None,
        }
    }
}

impl Stored for Ended {
    fn any(signup: Signup<Self>) -> AnySignup {
        AnySignup::Ended(signup)
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
            holder: self.holder,
            progress: self.progress,
            tried: Vec::new(),
            customer,
            subscription,
            site,
            failure,
            started_at: self.started_at,
            ended_at: Some(self.ended_at),
        }
    }
}

impl Row {
    pub(super) fn read(self, vault: &Vault) -> Result<AnySignup> {
        let strange = |cause| unreadable::row(self.source_id, "signup", &self.id.to_string(), cause);
        let broken = || strange("its columns do not fit each other");
        let status = Status::from_word(&self.status)
            .ok_or_else(|| strange("a status that this version does not know"))?;
        let holder = self.holder_print.as_deref().map(sealing::fingerprint).transpose()?;
        let progress = Progress::from_bits(self.progress);
        let facts = Facts {
            id: self.id,
            invitation: sealing::open(vault, &label(self.source_id, &self.id), &self.sealed_invitation)?,
            wanted: self.wanted(),
            created_at: self.created_at,
            expires_at: self.expires_at,
        };
        let version = self.version;
        if status == Status::Pending {
            return Ok(AnySignup::Pending(Signup { facts, version, state: Pending }));
        }
        if status == Status::InProgress {
            let tried = self.tried_prints.chunks(32).map(sealing::fingerprint).collect::<Result<_>>()?;
            let (holder, started_at) = holder.zip(self.started_at).ok_or_else(broken)?;
            let state = InProgress { holder, started_at, progress, tried };
            return Ok(AnySignup::InProgress(Signup { facts, version, state }));
        }
        let outcome = self.outcome(status).ok_or_else(broken)?;
        let ended_at = self.ended_at.ok_or_else(broken)?;
        let state = Ended { holder, started_at: self.started_at, progress, ended_at, outcome };
        Ok(AnySignup::Ended(Signup { facts, version, state }))
    }

    fn outcome(&self, status: Status) -> Option<Outcome> {
        match status {
            Status::Completed => Some(Outcome::Completed {
                customer: self.customer_id?,
                subscription: self.subscription_id,
                site: self.site_id,
            }),
            Status::Cancelled => Some(Outcome::Cancelled),
            Status::Failed => Some(Outcome::Failed(self.failure.as_deref().and_then(Failure::from_word))),
            Status::Expired => Some(Outcome::Expired),
            Status::Pending | Status::InProgress => None,
        }
    }

    fn wanted(&self) -> Option<Wanted> {
        let terms = |type_id| Terms { type_id, valid_from: self.wanted_from, valid_to: self.wanted_to };
        let new = self.wanted_type_id.map(|type_id| Wanted::New(terms(type_id)));
        new.or_else(|| self.wanted_subscription_id.map(Wanted::Existing))
    }
}

/// What a session's sealed invitation is bound to.
pub(super) fn label(source: SourceId, id: &SignupId) -> Label<'_> {
    Label { source, kind: "signup", record: id.0.as_bytes(), field: "invitation" }
}
