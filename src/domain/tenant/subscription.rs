//! Subscriptions: what entitles a customer to response, and when.

use crate::domain::ids::{CustomerId, SubscriptionId, SubscriptionTypeId};
use crate::domain::moment::Moment;

/// A kind of subscription that a source offers.
#[derive(Debug, Clone)]
pub struct SubscriptionType {
    /// Its id.
    pub id: SubscriptionTypeId,
    /// Its name, unique in the source.
    pub name: String,
    /// What it is, in words.
    pub description: String,
    /// Whether dependants share it.
    pub is_family: bool,
    /// For how many calendar months it runs when nothing else is said.
    pub months: u32,
}

/// What is to change of a kind; what is not named stays. Whether it is shared stays in any case: subscriptions are.
#[derive(Debug, Clone, Copy)]
pub struct TypeChange<'a> {
    /// Its name.
    pub name: Option<&'a str>,
    /// What it is, in words.
    pub description: Option<&'a str>,
    /// For how many calendar months those run that are made from now on.
    pub months: Option<u32>,
}

/// One subscription. It has no status: whether it is active follows from its times.
#[derive(Debug, Clone)]
pub struct Subscription {
    /// Its id.
    pub id: SubscriptionId,
    /// Its kind.
    pub type_id: SubscriptionTypeId,
    /// Whose it is; nobody's until a customer or a session names it.
    pub customer: Option<CustomerId>,
    /// Who shares it: customers of the source, for family kinds only. What they have of it ends with it.
    pub dependants: Vec<CustomerId>,
    /// From when it entitles.
    pub valid_from: Moment,
    /// Until when, this moment excluded.
    pub valid_to: Moment,
    /// When it was cancelled, for good.
    pub cancelled_at: Option<Moment>,
    /// How often it has changed.
    pub version: i64,
    /// When it was made.
    pub created_at: Moment,
    /// When it last changed.
    pub updated_at: Moment,
}

/// Which subscriptions to list.
#[derive(Debug, Clone, Copy)]
pub struct SubscriptionFilter {
    /// Only those of this customer.
    pub customer: Option<CustomerId>,
    /// Only those that are active now, or that are not.
    pub active: Option<bool>,
    /// Made before this one.
    pub before: Option<SubscriptionId>,
    /// At most so many.
    pub limit: usize,
}

impl Subscription {
    /// Whether it entitles to response now (contract, section 2).
    #[must_use]
    pub fn is_active(&self, now: Moment) -> bool {
        self.cancelled_at.is_none() && self.valid_from <= now && now < self.valid_to
    }

    /// Whether a customer can still be given it: nobody's, not cancelled, not lapsed.
    #[must_use]
    pub fn is_free(&self, now: Moment) -> bool {
        self.customer.is_none() && self.cancelled_at.is_none() && now < self.valid_to
    }
}

/// What a request or a session says about the subscription of a new customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubscriptionRequest {
    /// A new one of this kind.
    New(Terms),
    /// This one, which exists and is nobody's.
    Existing(SubscriptionId),
}

/// The terms of a new subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Its kind.
    pub type_id: SubscriptionTypeId,
    /// From when; from the moment it is made unless told.
    pub valid_from: Option<Moment>,
    /// Until when; as many months later as its kind says unless told.
    pub valid_to: Option<Moment>,
}

impl Terms {
    /// The time it runs, when made at `now`; `None` when that would end before it begins.
    #[must_use]
    pub fn span(&self, kind: &SubscriptionType, now: Moment) -> Option<(Moment, Moment)> {
        let from = self.valid_from.unwrap_or(now);
        let to = self.valid_to.or_else(|| from.plus_months(kind.months))?;
        (from < to).then_some((from, to))
    }
}
