//! Customers: made, read, changed, deleted by their source.

use crate::app::App;
use crate::domain::answers::Answers;
use crate::domain::customer::Customer;
use crate::domain::event::Event;
use crate::domain::ids::{CustomerId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::profile::Field;
use crate::domain::rules;
use crate::domain::subscription::{Subscription, Wanted};
use crate::error::{Error, Result};
use crate::store::{About, CustomersWhich, Tx};

/// A change to a profile: these fields get these values, or none.
pub type Changes = Vec<(&'static Field, Option<String>)>;

/// Makes a customer of a checked profile, with a subscription when one is wanted.
///
/// # Errors
/// [`Error::DuplicateMobile`], and those of [`super::subscription::give`].
pub async fn create(
    tx: &mut Tx,
    profile: &Answers,
    wanted: Option<Wanted>,
    now: Moment,
) -> Result<(Customer, Option<Subscription>)> {
    let mut profile = profile.clone();
    rules::settle(&mut profile);
    let id = tx.draw_customer_id().await?;
    tx.insert_customer(id, &profile, now).await?;
    tx.record(Event::CustomerCreated, About::Customer(id, 0), now).await?;
    let subscription = match wanted {
        Some(wanted) => Some(super::subscription::give(tx, id, wanted, now).await?),
        None => None,
    };
    let customer = Customer {
        id,
        source: tx.source(),
        profile,
        locations: Vec::new(),
        version: 0,
        created_at: now,
        updated_at: now,
    };
    Ok((customer, subscription))
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
pub async fn list(app: &App, source: SourceId, which: &CustomersWhich<'_>) -> Result<Vec<Customer>> {
    app.store.read(source).customers(which).await
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
    loop {
        let now = app.now();
        let mut tx = app.store.write(source).await?;
        let mut customer = tx.customer(id).await?;
        if !may(customer.version) {
            return Err(Error::Changed);
        }
        for (field, value) in changes {
            customer.profile.set(field, value.clone());
        }
        let mentioned = |field: &Field| changes.iter().any(|(changed, _)| changed.name == field.name);
        rules::settle_change(&mut customer.profile, mentioned);
        match tx.update_customer(&customer, now).await {
            // Somebody else wrote between our read and our write: ours is the later one.
            Err(Error::Stale) => continue,
            result => result?,
        }
        customer.version += 1;
        customer.updated_at = now;
        tx.record(Event::CustomerUpdated, About::Customer(id, customer.version), now).await?;
        tx.commit().await?;
        return Ok(customer);
    }
}

/// Deletes a customer softly: cancels its subscriptions, ends the sessions that are still open
/// under the same reference, and frees its mobile.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn delete(app: &App, source: SourceId, id: CustomerId) -> Result<()> {
    loop {
        let mut tx = app.store.write(source).await?;
        match delete_in(&mut tx, id, app.now()).await {
            // A person moved on in one of the sessions just now: look again.
            Err(Error::Stale) => {}
            Err(error) => return Err(error),
            Ok(()) => return tx.commit().await,
        }
    }
}

async fn delete_in(tx: &mut Tx, id: CustomerId, now: Moment) -> Result<()> {
    let customer = tx.customer(id).await?;
    tx.delete_customer(id, now).await?;
    tx.record(Event::CustomerDeleted, About::Customer(id, customer.version + 1), now).await?;
    for subscription in tx.cancel_subscriptions_of(id, now).await? {
        tx.record(Event::SubscriptionCancelled, About::Subscription(subscription, Some(id)), now).await?;
    }
    tx.unlink_locations_of(id, now).await?;
    let Some(reference) = customer.profile.get("externalReferenceId") else { return Ok(()) };
    for signup in tx.live_signups_of(reference).await? {
        let session = signup.facts().id;
        if let Ok(change) = signup.cancel(now) {
            tx.apply(change, now).await?;
            tx.forget_steps(session).await?;
        }
    }
    Ok(())
}
