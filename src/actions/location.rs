//! Fixed locations: made, read, changed, removed by their source.

use crate::app::App;
use crate::domain::ids::{CustomerId, LocationId, SourceId};
use crate::domain::location::{Location, Place};
use crate::domain::moment::Moment;
use crate::error::{Error, Result};
use crate::store::Tx;

/// Makes a location, linked to a customer if one is named.
///
/// # Errors
/// [`Error::DuplicateLocation`], [`Error::UnknownCustomer`].
pub async fn create(
    tx: &mut Tx,
    customer: Option<CustomerId>,
    place: Place,
    now: Moment,
) -> Result<Location> {
    known(tx, customer).await?;
    tx.add_location(customer, place, now).await
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
pub async fn list(
    app: &App,
    source: SourceId,
    before: Option<LocationId>,
    limit: i64,
) -> Result<Vec<Location>> {
    app.store.read(source).locations(before, limit).await
}

/// Changes a location in a version that `may` be replaced, with whatever `change` does to it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Changed`], [`Error::DuplicateLocation`], [`Error::UnknownCustomer`].
pub async fn update(
    app: &App,
    source: SourceId,
    id: LocationId,
    may: impl FnOnce(i64) -> bool,
    change: impl FnOnce(&mut Location),
) -> Result<Location> {
    let mut tx = app.store.write(source).await?;
    tx.hold_location(id).await?;
    let mut location = tx.location(id).await?;
    if !may(location.version()) {
        return Err(Error::Changed);
    }
    change(&mut location);
    location.updated_at = app.now();
    known(&mut tx, location.customer).await?;
    tx.update_location(&location).await?;
    tx.commit().await?;
    Ok(location)
}

/// Removes a location.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn delete(app: &App, source: SourceId, id: LocationId) -> Result<()> {
    let mut tx = app.store.write(source).await?;
    tx.delete_location(id).await?;
    tx.commit().await
}

async fn known(tx: &mut Tx, customer: Option<CustomerId>) -> Result<()> {
    let Some(customer) = customer else { return Ok(()) };
    match tx.hold_customer(customer).await {
        Err(Error::NotFound) => Err(Error::UnknownCustomer),
        result => result,
    }
}
