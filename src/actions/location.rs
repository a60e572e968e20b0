//! Fixed locations: made, read, changed, removed by their source.

use super::idempotency::{Answered, IdempotentCall, Subject};
use super::transaction;
use crate::app::App;
use crate::domain::ids::{CustomerId, LocationId, SourceId};
use crate::domain::tenant::location::{Location, LocationFilter, Place};
use crate::domain::tenant::stored_response::StoredResponse;
use crate::error::{Error, Result};
use crate::store::Tx;

impl Subject for Location {
    fn customer(&self) -> Option<CustomerId> {
        self.customer
    }
}

/// Makes a location, linked to a customer if one is named.
///
/// # Errors
/// [`Error::DuplicateLocation`], [`Error::UnknownCustomer`].
pub async fn create(
    call: IdempotentCall<'_>,
    customer: Option<CustomerId>,
    place: &Place,
    reply: impl Fn(&Location) -> StoredResponse,
) -> Result<Answered<Location>> {
    let work = |mut tx: Tx, now| async move {
        lock(&mut tx, customer).await?;
        let location = tx.add_location(customer, place.clone(), now).await?;
        Ok((tx, location))
    };
    call.run(work, reply).await
}

/// A location.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn read(app: &App, source: SourceId, id: LocationId) -> Result<Location> {
    app.store.read(source).location(id).await
}

/// Locations, newest first.
///
/// # Errors
/// Those of the database.
pub async fn list(app: &App, source: SourceId, filter: &LocationFilter<'_>) -> Result<Vec<Location>> {
    app.store.read(source).locations(filter).await
}

/// Changes a location in a version that `may` be replaced, with whatever `change` does to it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Changed`], [`Error::DuplicateLocation`], [`Error::UnknownCustomer`].
pub async fn update(
    app: &App,
    source: SourceId,
    id: LocationId,
    may: impl Fn(i64) -> bool,
    change: impl Fn(&mut Location),
) -> Result<Location> {
    let changed = &|mut location: Location| {
        if !may(location.version) {
            return Err(Error::Changed);
        }
        change(&mut location);
        Ok(location)
    };
    transaction::run(app, source, |mut tx, now| async move {
        // The customer is held before the location, so it is found out first whose it will be.
        let customer = changed(tx.location(id).await?)?.customer;
        lock(&mut tx, customer).await?;
        tx.lock_location(id).await?;
        let mut location = changed(tx.location(id).await?)?;
        if location.customer != customer {
            return Err(Error::Stale);
        }
        location.version += 1;
        location.updated_at = now;
        tx.update_location(&location).await?;
        Ok((tx, location))
    })
    .await
}

/// Removes a location.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn delete(app: &App, source: SourceId, id: LocationId) -> Result<()> {
    let work = |mut tx: Tx, _| async move {
        tx.delete_location(id).await?;
        Ok((tx, ()))
    };
    transaction::run(app, source, work).await
}

/// Holds the customer that a location is linked to, so that it is not deleted meanwhile.
async fn lock(tx: &mut Tx, customer: Option<CustomerId>) -> Result<()> {
    let Some(customer) = customer else { return Ok(()) };
    match tx.lock_customer(customer).await {
        Err(Error::NotFound) => Err(Error::UnknownCustomer),
        result => result,
    }
}
