//! Fixed locations, sealed like profiles, found by the tenant's own id.

use super::db::{Params, Sql, record};
use super::sealing::{self, Purpose};
use super::unreadable::Page;
use super::{Mode, Tx, View, lock, page, statements};
use crate::domain::ids::{CustomerId, LocationId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::tenant::location::{Location, LocationFilter, Place};
use crate::error::{Error, Result};
use crate::vault::AssociatedData;

/// The columns of a [`Row`].
macro_rules! columns {
    () => {
        "id, customer_id, sealed_place, version, created_at, updated_at"
    };
}

statements! {
    DRAW_ID = Sql::differing(
        "select coalesce((select seq from sqlite_sequence where name = 'location'), 0) + 1 as id",
        "select nextval(pg_get_serial_sequence('location', 'id')) as id",
    );
    INSERT = Sql::same(
        "insert into location (id, source_id, customer_id, reference_fingerprint, sealed_place, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $6) on conflict (source_id, reference_fingerprint) do nothing",
    );
    TAKEN = Sql::same("select id from location where source_id = $1 and reference_fingerprint = $2 and id <> $3");
    UPDATE = Sql::same(
        "update location set customer_id = $3, reference_fingerprint = $4, sealed_place = $5, version = $6,
            updated_at = $7
         where id = $2 and source_id is not distinct from $1",
    );
    LOCK = lock!("select id from location where id = $2 and source_id is not distinct from $1");
    BY_ID = Sql::same(concat!("select ", columns!(), " from location where id = $2 and source_id is not distinct from $1"));
    LIST = page!(concat!("select ", columns!(), " from location"), [], "");
    LIST_OF_CUSTOMER = page!(concat!("select ", columns!(), " from location"), ["customer_id" = "$4"], "");
    // One at most.
    BY_REFERENCE = Sql::same(concat!(
        "select ", columns!(), " from location where source_id = $1 and reference_fingerprint = $2"
    ));
    DELETE = Sql::same("delete from location where id = $2 and source_id is not distinct from $1");
    LINK = Sql::same(
        "update location set customer_id = $3, version = version + 1, updated_at = $4
         where source_id = $1 and reference_fingerprint = $2 and customer_id is null returning id",
    );
    UNLINK = Sql::same(
        "update location set customer_id = null, version = version + 1, updated_at = $3
         where source_id = $1 and customer_id = $2",
    );
}

record! {
    struct Row {
        id: LocationId,
        customer_id: Option<CustomerId>,
        sealed_place: Vec<u8>,
        version: i64,
        created_at: Moment,
        updated_at: Moment,
    }
}

record! {
    struct Id { id: LocationId }
}

impl<M: Mode> View<M> {
    /// The location of this id.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn location(&mut self, id: LocationId) -> Result<Location> {
        let row = self.conn.optional::<Row>(BY_ID, &[&self.source, &id]).await?;
        self.open_location(&row.ok_or(Error::NotFound)?)
    }

    /// Locations, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn locations(&mut self, filter: &LocationFilter<'_>) -> Result<Vec<Location>> {
        // Without a cursor the page begins behind the greatest id there could be.
        self.conn.set_long();
        let mut page = Page::new(filter.limit, filter.before.unwrap_or(LocationId(i64::MAX)));
        while page.is_open() {
            let rows = self.location_rows(filter, page.before).await?;
            page.take(rows.iter().map(|row| (row.id, self.open_location(row))))?;
        }
        Ok(page.rows)
    }

    async fn location_rows(&mut self, filter: &LocationFilter<'_>, before: LocationId) -> Result<Vec<Row>> {
        let LocationFilter { customer, reference, limit, .. } = filter;
        if let Some(reference) = reference {
            let fingerprint = sealing::fingerprint(&self.vault, self.source, Purpose::Site, reference);
            let params: Params<'_> = &[&self.source, &fingerprint.as_slice()];
            let found = self.conn.optional::<Row>(BY_REFERENCE, params).await?;
            let fits = |row: &Row| row.id < before && (customer.is_none() || row.customer_id == *customer);
            return Ok(found.into_iter().filter(fits).collect());
        }
        Ok(match customer {
            Some(customer) => {
                self.conn.all(LIST_OF_CUSTOMER, &[&self.source, &before, limit, customer]).await?
            }
            None => self.conn.all(LIST, &[&self.source, &before, limit]).await?,
        })
    }

    fn open_location(&self, row: &Row) -> Result<Location> {
        Ok(Location {
            id: row.id,
            source: self.source,
            customer: row.customer_id,
            place: sealing::open(
                &self.vault,
                &associated_data(self.source, &row.id.0.to_be_bytes()),
                &row.sealed_place,
            )?,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

impl Tx {
    /// Makes a location.
    ///
    /// # Errors
    /// [`Error::DuplicateLocation`] when the source has one of its reference.
    pub async fn add_location(
        &mut self,
        customer: Option<CustomerId>,
        place: Place,
        now: Moment,
    ) -> Result<Location> {
        let id = self.conn.one::<Id>(DRAW_ID, &[]).await?.id;
        let (fingerprint, sealed) = self.seal_place(id, &place)?;
        let params: Params<'_> = &[&id, &self.source, &customer, &fingerprint, &sealed, &now];
        if self.conn.execute(INSERT, params).await? == 0 {
            return Err(Error::DuplicateLocation);
        }
        self.mode.changes.record("location", id);
        Ok(Location {
            id,
            source: self.source,
            customer,
            place,
            version: 0,
            created_at: now,
            updated_at: now,
        })
    }

    /// Replaces a location's place, link and version, while it is held.
    ///
    /// # Errors
    /// [`Error::DuplicateLocation`], [`Error::NotFound`].
    pub async fn update_location(&mut self, location: &Location) -> Result<()> {
        let (fingerprint, sealed) = self.seal_place(location.id, &location.place)?;
        if self.conn.optional::<Id>(TAKEN, &[&self.source, &fingerprint, &location.id]).await?.is_some() {
            return Err(Error::DuplicateLocation);
        }
        let params: Params<'_> = &[
            &self.source,
            &location.id,
            &location.customer,
            &fingerprint,
            &sealed,
            &location.version,
            &location.updated_at,
        ];
        match self.conn.execute(UPDATE, params).await {
            // Another transaction took the reference after it was looked up.
            Err(error) if error.is_duplicate() => Err(Error::DuplicateLocation),
            Err(error) => Err(error.into()),
            Ok(0) => Err(Error::NotFound),
            Ok(_) => {
                self.mode.changes.record("location", location.id);
                Ok(())
            }
        }
    }

    /// Holds a location until the end of this transaction, so that two changes do not mix.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn lock_location(&mut self, id: LocationId) -> Result<()> {
        self.conn.optional::<Id>(LOCK, &[&self.source, &id]).await?.map(drop).ok_or(Error::NotFound)
    }

    /// Removes a location.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delete_location(&mut self, id: LocationId) -> Result<()> {
        if self.conn.execute(DELETE, &[&self.source, &id]).await? == 0 {
            return Err(Error::NotFound);
        }
        self.mode.changes.record("location", id);
        Ok(())
    }

    /// Links the location of this reference to a customer, if there is one that is nobody's.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn link_location(
        &mut self,
        reference: &str,
        customer: CustomerId,
        now: Moment,
    ) -> Result<Option<LocationId>> {
        let fingerprint = sealing::fingerprint(&self.vault, self.source, Purpose::Site, reference).to_vec();
        let row = self.conn.optional::<Id>(LINK, &[&self.source, &fingerprint, &customer, &now]).await?;
        if let Some(row) = &row {
            self.mode.changes.record("location", row.id);
        }
        Ok(row.map(|row| row.id))
    }

    /// Takes a customer's locations from it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn unlink_locations_of(&mut self, customer: CustomerId, now: Moment) -> Result<()> {
        self.conn.execute(UNLINK, &[&self.source, &customer, &now]).await?;
        Ok(())
    }

    fn seal_place(&self, id: LocationId, place: &Place) -> Result<(Vec<u8>, Vec<u8>)> {
        let fingerprint =
            sealing::fingerprint(&self.vault, self.source, Purpose::Site, &place.reference).to_vec();
        Ok((
            fingerprint,
            sealing::seal(&self.vault, &associated_data(self.source, &id.0.to_be_bytes()), place)?,
        ))
    }
}

fn associated_data(source: SourceId, record: &[u8; 8]) -> AssociatedData<'_> {
    AssociatedData { source, kind: "location", record, field: "place" }
}
