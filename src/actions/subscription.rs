//! Subscriptions: activating, linking, reading.

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::{CustomerId, SourceId, SubscriptionTypeId};
use crate::domain::moment::Moment;
use crate::domain::subscription::{Subscription, SubscriptionType, Wanted};
use crate::error::{Error, Result};
use crate::store::{About, Limit, NewSubscription, Tx};

/// How often a source may read its customers' subscriptions (contract, section 2).
const READS: Limit = Limit { name: "read_subscriptions", requests: 50, seconds: 10 };

/// Gives a new customer the subscription that was asked for.
///
/// # Errors
/// [`Error::UnknownType`], [`Error::EmptySpan`], [`Error::SubscriptionUnavailable`].
pub async fn give(tx: &mut Tx, customer: CustomerId, wanted: Wanted, now: Moment) -> Result<Subscription> {
    let (subscription, event) = match wanted {
        Wanted::New(terms) => {
            let kind = tx.subscription_type(terms.type_id).await?;
            let span = terms.span(&kind, now).ok_or(Error::EmptySpan)?;
            let new = NewSubscription { type_id: kind.id, customer: Some(customer), span };
            (tx.add_subscription(&new, now).await?, Event::SubscriptionCreated)
        }
        Wanted::Existing(id) => (tx.link_subscription(id, customer, now).await?, Event::SubscriptionUpdated),
    };
    tx.record(event, About::Subscription(subscription.id, Some(customer)), now).await?;
    Ok(subscription)
}

/// Whether what is asked for can be given as things stand.
///
/// # Errors
/// As [`give`] would.
pub async fn check(tx: &mut Tx, wanted: Wanted, now: Moment) -> Result<()> {
    match wanted {
        Wanted::New(terms) => {
            let kind = tx.subscription_type(terms.type_id).await?;
            terms.span(&kind, now).map(drop).ok_or(Error::EmptySpan)
        }
        Wanted::Existing(id) => match tx.subscription(id).await {
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
    let mut tx = app.store.write(source).await?;
    let id = tx.add_subscription_type(name, description, is_family, months, app.now()).await?;
    tx.commit().await?;
    Ok(id)
}

/// Every subscription a customer has or had.
///
/// # Errors
/// [`Error::NotFound`] when there is no such customer, [`Error::TooMany`] past the limit.
pub async fn of_customer(app: &App, source: SourceId, customer: CustomerId) -> Result<Vec<Subscription>> {
    let mut tx = app.store.write(source).await?;
    tx.count_request(READS, app.now()).await?;
    tx.commit().await?;
    let mut reader = app.store.read(source);
    reader.customer(customer).await?;
    reader.subscriptions_of(customer).await
}
