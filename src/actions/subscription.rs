//! Subscriptions: activating, linking, reading.

use super::idempotency::{Answered, IdempotentCall, Subject};
use super::transaction;
use crate::app::App;
use crate::domain::ids::{CustomerId, SourceId, SubscriptionId, SubscriptionTypeId};
use crate::domain::moment::Moment;
use crate::domain::tenant::rate_limit::RateLimit;
use crate::domain::tenant::rate_limit::RateLimitStatus;
use crate::domain::tenant::stored_response::StoredResponse;
use crate::domain::tenant::subscription::{
    Subscription, SubscriptionFilter, SubscriptionRequest, SubscriptionType, Terms, TypeChange,
};
use crate::domain::webhook::event::Event;
use crate::error::{Error, Result};
use crate::store::{About, Mode, NewSubscription, Tx, View};

/// How often a source may read its customers' subscriptions (contract, section 2).
const READS: RateLimit = RateLimit { name: "read_subscriptions", requests: 50, seconds: 10 };

/// Gives a new customer the subscription that was asked for.
///
/// # Errors
/// [`Error::UnknownType`], [`Error::EmptySpan`], [`Error::SubscriptionUnavailable`].
pub async fn give(
    tx: &mut Tx,
    customer: CustomerId,
    wanted: SubscriptionRequest,
    now: Moment,
) -> Result<Subscription> {
    let (subscription, event) = match wanted {
        SubscriptionRequest::New(terms) => {
            let kind = tx.subscription_type(terms.type_id).await?;
            let span = terms.span(&kind, now).ok_or(Error::EmptySpan)?;
            let new = NewSubscription { type_id: kind.id, customer: Some(customer), span };
            (tx.add_subscription(&new, now).await?, Event::SubscriptionCreated)
        }
        SubscriptionRequest::Existing(id) => {
            (tx.link_subscription(id, customer, now).await?, Event::SubscriptionUpdated)
        }
    };
    tx.record(event, About::Subscription(&subscription), now).await?;
    Ok(subscription)
}

/// Whether what is asked for can be given as things stand.
///
/// # Errors
/// As [`give`] would.
pub async fn check<M: Mode>(view: &mut View<M>, wanted: SubscriptionRequest, now: Moment) -> Result<()> {
    match wanted {
        SubscriptionRequest::New(terms) => {
            let kind = view.subscription_type(terms.type_id).await?;
            terms.span(&kind, now).map(drop).ok_or(Error::EmptySpan)
        }
        SubscriptionRequest::Existing(id) => match view.subscription(id).await {
            Ok(subscription) if subscription.is_free(now) => Ok(()),
            Ok(_) | Err(Error::NotFound) => Err(Error::SubscriptionUnavailable),
            Err(error) => Err(error),
        },
    }
}

/// The kinds that the source offers.
///
/// # Errors
/// Those of the database.
pub async fn types(app: &App, source: SourceId) -> Result<Vec<SubscriptionType>> {
    app.store.read(source).subscription_types().await
}

/// Offers one more kind; `None` when the source has one of this name.
///
/// # Errors
/// [`Error::NotFound`] when there is no such source.
pub async fn create_type(
    app: &App,
    source: SourceId,
    name: &str,
    description: &str,
    is_family: bool,
    months: u32,
) -> Result<Option<SubscriptionTypeId>> {
    super::access::find_source(app, source).await?;
    transaction::run(app, source, |mut tx, now| async move {
        let id = tx.add_subscription_type(name, description, is_family, months, now).await?;
        Ok((tx, id))
    })
    .await
}

/// Changes a kind, for subscriptions that are made from now on; `None` when the source has another one of this name.
///
/// # Errors
/// [`Error::UnknownType`] when the source does not offer it.
pub async fn update_type(
    app: &App,
    source: SourceId,
    id: SubscriptionTypeId,
    change: &TypeChange<'_>,
) -> Result<Option<SubscriptionType>> {
    transaction::run(app, source, |mut tx, _| async move {
        tx.subscription_type(id).await?;
        let changed = tx.update_subscription_type(id, change).await?;
        Ok((tx, changed))
    })
    .await
}

/// A subscription as a request asks for it, checked.
#[derive(Debug)]
pub struct NewSubscriptionRequest {
    /// Whose it is; nobody's yet when nobody is named.
    pub customer: Option<CustomerId>,
    /// Its kind and its time.
    pub terms: Terms,
    /// Who shares it.
    pub dependants: Vec<CustomerId>,
}

impl Subject for Subscription {}

/// Makes a subscription, for a customer or for nobody yet.
///
/// # Errors
/// [`Error::UnknownType`], [`Error::EmptySpan`], [`Error::UnknownCustomer`],
/// [`Error::ActiveSubscription`], [`Error::NotShareable`], [`Error::UnknownDependant`].
pub async fn create(
    call: IdempotentCall<'_>,
    request: &NewSubscriptionRequest,
    reply: impl Fn(&Subscription) -> StoredResponse,
) -> Result<Answered<Subscription>> {
    let work = |mut tx, now| async move {
        let made = create_in(&mut tx, request, now).await?;
        Ok((tx, made))
    };
    call.run(work, reply).await
}

async fn create_in(tx: &mut Tx, request: &NewSubscriptionRequest, now: Moment) -> Result<Subscription> {
    let NewSubscriptionRequest { customer, terms, dependants } = request;
    let kind = tx.subscription_type(terms.type_id).await?;
    let span = terms.span(&kind, now).ok_or(Error::EmptySpan)?;
    if let Some(customer) = *customer {
        // Held, so that of two activations at once the second sees the first.
        tx.lock_customer(customer).await.map_err(unknown_customer)?;
        if tx.is_subscribed(customer, None, span, now).await? {
            return Err(Error::ActiveSubscription);
        }
    }
    let new = NewSubscription { type_id: kind.id, customer: *customer, span };
    let made = tx.add_subscription(&new, now).await?;
    if !dependants.is_empty() {
        share(tx, &made, dependants).await?;
    }
    tx.record(Event::SubscriptionCreated, About::Subscription(&made), now).await?;
    tx.subscription(made.id).await
}

/// Renews a subscription in a version that `may` be replaced, or replaces those who share it; what
/// is not mentioned stays.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Changed`], [`Error::SubscriptionEnded`], [`Error::EmptySpan`],
/// [`Error::ActiveSubscription`], [`Error::NotShareable`], [`Error::UnknownDependant`].
pub async fn change(
    app: &App,
    source: SourceId,
    id: SubscriptionId,
    valid_to: Option<Moment>,
    dependants: Option<&[CustomerId]>,
    may: impl Fn(i64) -> bool,
) -> Result<Subscription> {
    let may = &may;
    transaction::run(app, source, |mut tx, now| async move {
        let known = lock(&mut tx, id).await?;
        if !may(known.version) {
            return Err(Error::Changed);
        }
        let valid_to = valid_to.unwrap_or(known.valid_to);
        if valid_to <= known.valid_from {
            return Err(Error::EmptySpan);
        }
        let renewed = tx.renew_subscription(id, valid_to, now).await?;
        if let Some(customer) = renewed.customer
            && tx.is_subscribed(customer, Some(id), (renewed.valid_from, valid_to), now).await?
        {
            return Err(Error::ActiveSubscription);
        }
        if let Some(dependants) = dependants {
            share(&mut tx, &renewed, dependants).await?;
        }
        tx.record(Event::SubscriptionUpdated, About::Subscription(&renewed), now).await?;
        let changed = tx.subscription(id).await?;
        Ok((tx, changed))
    })
    .await
}

/// Holds a subscription, and before it its customer, as [`crate::store`] orders it.
async fn lock(tx: &mut Tx, id: SubscriptionId) -> Result<Subscription> {
    let customer = tx.customer_of_subscription(id).await?;
    if let Some(customer) = customer {
        match tx.lock_customer(customer).await {
            // One that is deleted stays so, and its subscriptions have ended.
            Ok(()) | Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    tx.lock_subscription(id).await?;
    let known = tx.subscription(id).await?;
    // It may have been linked just now, to somebody who is not held.
    if known.customer == customer { Ok(known) } else { Err(Error::Stale) }
}

/// Cancels a subscription, for good; a second time nothing changes.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn cancel(app: &App, source: SourceId, id: SubscriptionId) -> Result<()> {
    transaction::run(app, source, |mut tx, now| async move {
        tx.lock_subscription(id).await?;
        if let Some(cancelled) = tx.cancel_subscription(id, now).await? {
            tx.record(Event::SubscriptionCancelled, About::Subscription(&cancelled), now).await?;
        }
        Ok((tx, ()))
    })
    .await
}

/// A subscription.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn read(app: &App, source: SourceId, id: SubscriptionId) -> Result<Subscription> {
    app.store.read(source).subscription(id).await
}

/// Subscriptions, newest first, and where the next page begins, if there is one.
///
/// # Errors
/// Those of the database.
pub async fn list(
    app: &App,
    source: SourceId,
    filter: &SubscriptionFilter,
) -> Result<(Vec<Subscription>, Option<SubscriptionId>)> {
    app.store.read(source).subscriptions(filter, app.now()).await
}

/// Replaces the whole set of those who share a subscription.
async fn share(tx: &mut Tx, subscription: &Subscription, dependants: &[CustomerId]) -> Result<()> {
    let kind = tx.subscription_type(subscription.type_id).await?;
    let own = subscription.customer.is_some_and(|customer| dependants.contains(&customer));
    if own || (!kind.is_family && !dependants.is_empty()) {
        return Err(Error::NotShareable);
    }
    tx.set_dependants(subscription.id, dependants).await
}

fn unknown_customer(error: Error) -> Error {
    if matches!(error, Error::NotFound) { Error::UnknownCustomer } else { error }
}

/// Every subscription a customer has, had or shares.
///
/// # Errors
/// [`Error::NotFound`] when there is no such customer, [`Error::TooMany`] past the limit.
pub async fn of_customer(
    app: &App,
    source: SourceId,
    customer: CustomerId,
) -> Result<(RateLimitStatus, Vec<Subscription>)> {
    let count = |mut tx: Tx, now| async move {
        let room = tx.count_request(READS, now).await?;
        Ok((tx, room))
    };
    let room = transaction::run(app, source, count).await?;
    let mut reader = app.store.read(source);
    reader.expect_customer(customer).await?;
    Ok((room, reader.subscriptions_of(customer).await?))
}
