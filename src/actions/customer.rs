//! Customers: made, read, changed, deleted by their source.

use std::sync::Arc;

use super::idempotency::{Answered, IdempotentCall, Subject};
use super::transaction;
use crate::app::App;
use crate::domain::ids::{CustomerId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::profile::Field;
use crate::domain::profile::answers::Answers;
use crate::domain::profile::rules;
use crate::domain::signup::invitation::Invitation;
use crate::domain::tenant::customer::{ChangedAfter, Customer, CustomerFilter};
use crate::domain::tenant::stored_response::StoredResponse;
use crate::domain::tenant::subscription::{Subscription, SubscriptionRequest};
use crate::domain::webhook::event::Event;
use crate::error::{Error, Result};
use crate::store::{About, Tx};

/// A change to a profile: these fields get these values, or none.
pub type Changes = Vec<(&'static Field, Option<String>)>;

/// A customer that was made just now, with the subscription that was asked for.
#[derive(Debug)]
pub struct Made {
    /// The customer.
    pub customer: Customer,
    /// Its subscription, when one was wanted.
    pub subscription: Option<Subscription>,
}

impl Subject for Made {
    fn customer(&self) -> Option<CustomerId> {
        Some(self.customer.id)
    }
}

/// Makes a customer of a checked profile, with a subscription when one is wanted.
///
/// # Errors
/// Those of [`add`].
pub async fn create(
    call: IdempotentCall<'_>,
    profile: &Answers,
    wanted: Option<SubscriptionRequest>,
    reply: impl Fn(&Made) -> StoredResponse,
) -> Result<Answered<Made>> {
    let work = |mut tx, now| async move {
        let made = add(&mut tx, profile.clone(), wanted, now).await?;
        Ok((tx, made))
    };
    call.run(work, reply).await
}

/// The same in a transaction that is open: a backend and a person who finishes both come here.
///
/// # Errors
/// [`Error::DuplicateMobile`], and those of [`super::subscription::give`].
pub(super) async fn add(
    tx: &mut Tx,
    mut profile: Answers,
    wanted: Option<SubscriptionRequest>,
    now: Moment,
) -> Result<Made> {
    rules::settle(&mut profile);
    let customer = Customer {
        id: tx.next_customer_id().await?,
        source: tx.source(),
        profile,
        locations: Vec::new(),
        version: 0,
        created_at: now,
        updated_at: now,
    };
    tx.insert_customer(&customer, now).await?;
    let subscription = match wanted {
        Some(wanted) => Some(super::subscription::give(tx, customer.id, wanted, now).await?),
        None => None,
    };
    Ok(Made { customer, subscription })
}

/// A customer.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn read(app: &App, source: SourceId, id: CustomerId) -> Result<Customer> {
    app.store.read(source).customer(id).await
}

/// Customers, newest first.
///
/// # Errors
/// Those of the database.
pub async fn list(app: &App, source: SourceId, filter: &CustomerFilter<'_>) -> Result<Vec<Customer>> {
    app.store.read(source).customers(filter).await
}

/// Customers by when they last changed, oldest change first; at most `limit`.
///
/// # Errors
/// Those of the database.
pub async fn list_changed(
    app: &App,
    source: SourceId,
    after: ChangedAfter,
    limit: i64,
) -> Result<Vec<Customer>> {
    app.store.read(source).customers_changed(after, limit).await
}

/// Changes a profile in a version that `may` be replaced; what is not mentioned stays.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Changed`], [`Error::DuplicateMobile`].
pub async fn update(
    app: &App,
    source: SourceId,
    id: CustomerId,
    changes: &Changes,
    may: impl Fn(i64) -> bool,
) -> Result<Customer> {
    let may = &may;
    transaction::run(app, source, |mut tx, now| async move {
        tx.lock_customer(id).await?;
        let mut customer = tx.customer(id).await?;
        if !may(customer.version) {
            return Err(Error::Changed);
        }
        for (field, value) in changes {
            customer.profile.set(field, value.clone());
        }
        let mentioned = |field: &Field| changes.iter().any(|(changed, _)| changed.name == field.name);
        rules::settle_change(&mut customer.profile, mentioned);
        tx.update_customer(&customer, now).await?;
        customer.version += 1;
        customer.updated_at = now;
        tx.record(Event::CustomerUpdated, About::Customer(&customer), now).await?;
        Ok((tx, customer))
    })
    .await
}

/// Deletes a customer softly, whether or not its profile opens: cancels its subscriptions, ends the sessions that are still open
/// under the same reference, and frees its mobile.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn delete(app: &App, source: SourceId, id: CustomerId) -> Result<()> {
    let work = |mut tx: Tx, now| async move {
        tx.lock_customer(id).await?;
        let customer = match tx.customer(id).await {
            // Deleting does without the profile, and so does the delivery that says so.
            Err(Error::Unreadable(_)) => None,
            customer => Some(customer?),
        };
        delete_in(&mut tx, id, customer, now).await?;
        Ok((tx, ()))
    };
    transaction::run(app, source, work).await
}

/// The same in a transaction that holds the customer, telling ids alone unless there is a `customer` to tell of.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) async fn delete_in(
    tx: &mut Tx,
    id: CustomerId,
    mut customer: Option<Customer>,
    now: Moment,
) -> Result<()> {
    let deleted = tx.delete_customer(id, now).await?;
    let about = if let Some(customer) = &mut customer {
        (customer.version, customer.updated_at) = (deleted.version, now);
        About::Customer(customer)
    } else {
        About::CustomerId(id, deleted.version)
    };
    tx.record(Event::CustomerDeleted, about, now).await?;
    tx.lock_subscriptions_of(id).await?;
    for subscription in tx.cancel_subscriptions_of(id, now).await? {
        tx.record(Event::SubscriptionCancelled, About::Subscription(&subscription), now).await?;
    }
    for subscription in tx.leave_shared_subscriptions(id, now).await? {
        tx.record(Event::SubscriptionUpdated, About::Subscription(&subscription), now).await?;
    }
    tx.unlink_locations_of(id, now).await?;
    let Some(reference) = deleted.reference_fingerprint else { return Ok(()) };
    for signup in tx.lock_active_signups_of(&reference).await? {
        if let Ok(mut change) = signup.cancel(now) {
            if customer.is_none() {
                Arc::make_mut(&mut change.signup.details).invitation = Invitation::default();
            }
            super::signup::tenant::end(tx, change, now).await?;
        }
    }
    Ok(())
}
