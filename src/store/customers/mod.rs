//! Customers: each section of a profile sealed by itself, found by fingerprints.

pub(super) mod list;

use super::customer_sections::{self, drop_sections, parts, put_sections};
use super::db::{Params, Sql, record};
use super::events::{insert_event, told};
use super::outbox::insert_delivery;
use super::sealing::{self, Purpose};
use super::{Mode, Tx, View, lock, statements};
use crate::domain::fingerprint::Fingerprint;
use crate::domain::ids::{CustomerId, LocationId};
use crate::domain::moment::Moment;
use crate::domain::profile::answers::Answers;
use crate::domain::tenant::customer::Customer;
use crate::domain::webhook::event::Event;
use crate::domain::webhook::payload::Subject;
use crate::error::{Error, Result};

/// Selects [`Row`]s, one for each customer: the linked locations come along as one text of ids, the sections as one of
/// names and sealed bytes in hexadecimal digits.
macro_rules! select {
    ($filter:literal) => {
        Sql::differing(
            concat!(select!(sqlite), " where source_id = $1 and ", $filter),
            concat!(select!(postgres), " where source_id = $1 and ", $filter),
        )
    };
    (sqlite) => {
        select!(from "group_concat(location.id, ' ')", "group_concat(section || ' ' || hex(sealed), ' ')")
    };
    (postgres) => {
        select!(
            from "string_agg(location.id::text, ' ')",
            "string_agg(section || ' ' || encode(sealed, 'hex'), ' ')"
        )
    };
    (from $ids:literal, $sections:literal) => {
        concat!(
            "select id, version, created_at, updated_at,
                (select ", $ids, " from location
                    where location.source_id = $1 and location.customer_id = customer.id) as locations,
                (select ", $sections, " from customer_section
                    where customer_section.source_id = $1 and customer_section.customer_id = customer.id) as sections
             from customer"
        )
    };
}

use select;

macro_rules! update {
    () => {
        "update customer set version = version + 1, mobile_fingerprint = $4, reference_fingerprint = $5, updated_at = $6
         where id = $2 and source_id is not distinct from $1 and version = $3 and deleted_at is null"
    };
}

statements! {
    DRAW_ID = Sql::differing(
        "select coalesce((select seq from sqlite_sequence where name = 'customer'), 0) + 1 as id",
        "select nextval(pg_get_serial_sequence('customer', 'id')) as id",
    );
    INSERT = told!(
        "insert into customer (id, source_id, version, mobile_fingerprint, reference_fingerprint, created_at, updated_at)
         values ($1, $2, 0, $3, $4, $5, $5)
         on conflict (source_id, mobile_fingerprint) where deleted_at is null do nothing",
        event "$2, $6, $1, null, null, 0, $5",
        delivery "$7, $2, $8, $6, $9, $10, 0, $5, $5, $11, $1, null" to "$8",
        with put_sections!(sqlite "$2, $1", "$12", "0"), put_sections!(postgres "$2, $1", "$12", "0")
    );
    UPDATE = Sql::combined(
        &[
            update!(),
            put_sections!(sqlite "$1, $2", "$7", "$3 + 1"),
            drop_sections!(parts!(sqlite "$7")),
        ],
        concat!(
            "with changed as (", update!(), " returning id),
             put as (", put_sections!(postgres "$1, $2", "$7", "$3 + 1"), "),
             gone as (", drop_sections!(parts!(postgres "$7")), " and exists (select from changed))
             select id from changed"
        ),
    );
    MOBILE_TAKEN = Sql::same(
        "select id from customer where source_id = $1 and mobile_fingerprint = $2 and deleted_at is null and id <> $3",
    );
    BY_ID = select!("deleted_at is null and id = $2");
    BY_ID_OR_DELETED = select!("erased_at is null and id = $2");
    DELETED_AT = Sql::same("select deleted_at from customer where id = $2 and source_id is not distinct from $1");
    LOCK = lock!("select id from customer where id = $2 and source_id is not distinct from $1 and deleted_at is null");
    EXISTS = Sql::same("select id from customer where id = $2 and source_id is not distinct from $1 and deleted_at is null");
    DELETE = Sql::same(
        "update customer set version = version + 1, deleted_at = $3, updated_at = $3
         where id = $2 and source_id is not distinct from $1 and deleted_at is null returning version, reference_fingerprint",
    );
}

record! {
    struct Row {
        id: CustomerId,
        version: i64,
        created_at: Moment,
        updated_at: Moment,
        locations: Option<String>,
        sections: Option<String>,
    }
}

record! {
    struct Id { id: CustomerId }
}

record! {
    struct DeletedAt { deleted_at: Option<Moment> }
}

record! {
    /// A customer that was deleted just now.
    #[derive(Debug)]
    pub struct Deleted {
        /// The version that it is in since then.
        pub version: i64,
        /// By what the tenant's own id for it is recognised, if it had one.
        pub reference_fingerprint: Option<Vec<u8>>,
    }
}

/// A profile as the columns hold it.
struct Sealed {
    mobile: Vec<u8>,
    reference: Option<Vec<u8>>,
    /// The sections that anything is known of, as [`parts!`] has them.
    sections: String,
}

impl<M: Mode> View<M> {
    /// The customer of this id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the source has none such, or it is deleted.
    pub async fn customer(&mut self, id: CustomerId) -> Result<Customer> {
        let row = self.conn.optional::<Row>(BY_ID, &[&self.source, &id]).await?;
        self.open_customer(&row.ok_or(Error::NotFound)?)
    }

    /// The customer of this id, and when it was deleted, if it was.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the source has had none such, or it is erased.
    pub async fn customer_or_deleted(&mut self, id: CustomerId) -> Result<(Customer, Option<Moment>)> {
        let params: Params<'_> = &[&self.source, &id];
        let row = self.conn.optional::<Row>(BY_ID_OR_DELETED, params).await?.ok_or(Error::NotFound)?;
        let deleted = self.conn.one::<DeletedAt>(DELETED_AT, params).await?;
        Ok((self.open_customer(&row)?, deleted.deleted_at))
    }

    /// Holds that there is such a customer, whether or not its profile opens.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn expect_customer(&mut self, id: CustomerId) -> Result<()> {
        self.conn.optional::<Id>(EXISTS, &[&self.source, &id]).await?.map(drop).ok_or(Error::NotFound)
    }

    /// By what a mobile is recognised in this source.
    #[must_use]
    pub fn mobile_fingerprint(&self, mobile: &str) -> Fingerprint {
        sealing::fingerprint(&self.vault, self.source, Purpose::Mobile, mobile)
    }

    /// Holds for now that no customer has this mobile.
    ///
    /// # Errors
    /// [`Error::DuplicateMobile`].
    pub async fn expect_free_mobile(&mut self, mobile: &Fingerprint) -> Result<()> {
        // No customer has this id, so nobody is left out.
        let params: Params<'_> = &[&self.source, &mobile.to_vec(), &CustomerId(0)];
        match self.conn.optional::<Id>(MOBILE_TAKEN, params).await? {
            Some(_) => Err(Error::DuplicateMobile),
            None => Ok(()),
        }
    }

    fn open_customer(&self, row: &Row) -> Result<Customer> {
        let profile = customer_sections::open(&self.vault, self.source, row.id, row.sections.as_deref())?;
        Ok(Customer {
            id: row.id,
            source: self.source,
            profile,
            locations: locations(row.locations.as_deref()),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

impl Tx {
    /// Renders the id of a customer to be made by [`Self::insert_customer`].
    ///
    /// # Errors
    /// Those of the database.
    pub async fn next_customer_id(&mut self) -> Result<CustomerId> {
        Ok(self.conn.one::<Id>(DRAW_ID, &[]).await?.id)
    }

    /// Makes a new customer, with an id that was taken in this transaction, and writes down that it happened.
    ///
    /// # Errors
    /// [`Error::DuplicateMobile`].
    pub async fn insert_customer(&mut self, customer: &Customer, now: Moment) -> Result<()> {
        let event = Event::CustomerCreated;
        let sealed = self.seal_profile(customer.id, &customer.profile)?;
        let wants = self.wants_to_know(event).await?.map(|wants| (wants, Subject::Customer(customer)));
        let delivery = self.event_delivery(wants, event, customer.version, now);
        let params: Params<'_> = &[
            &customer.id,
            &self.source,
            &sealed.mobile,
            &sealed.reference,
            &now,
            &event,
            &delivery.id,
            &delivery.notifier,
            &delivery.with_profile,
            &delivery.sealed,
            &delivery.tried_until,
            &sealed.sections,
        ];
        let made =
            self.conn.execute_combined(INSERT, &[true, true, delivery.is_some(), true], params).await?;
        if made == 0 {
            return Err(Error::DuplicateMobile);
        }
        self.mode.happened.push(event.as_str());
        self.mode.changes.record("customer", customer.id);
        Ok(())
    }

    /// Replaces a customer's profile.
    ///
    /// # Errors
    /// [`Error::DuplicateMobile`], or [`Error::Stale`] when it changed since it was read.
    pub async fn update_customer(&mut self, customer: &Customer, now: Moment) -> Result<()> {
        let sealed = self.seal_profile(customer.id, &customer.profile)?;
        let taken: Params<'_> = &[&self.source, &sealed.mobile, &customer.id];
        if self.conn.optional::<Id>(MOBILE_TAKEN, taken).await?.is_some() {
            return Err(Error::DuplicateMobile);
        }
        let params: Params<'_> = &[
            &self.source,
            &customer.id,
            &customer.version,
            &sealed.mobile,
            &sealed.reference,
            &now,
            &sealed.sections,
        ];
        match self.conn.execute_combined(UPDATE, &[true; 3], params).await {
            // Another transaction took the number after it was looked up.
            Err(error) if error.is_duplicate() => Err(Error::DuplicateMobile),
            Err(error) => Err(error.into()),
            Ok(0) => Err(Error::Stale),
            Ok(_) => {
                self.mode.changes.record("customer", customer.id);
                Ok(())
            }
        }
    }

    /// Holds a customer until the end of this transaction: others who want to change it wait.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn lock_customer(&mut self, id: CustomerId) -> Result<()> {
        self.conn.optional::<Id>(LOCK, &[&self.source, &id]).await?.map(drop).ok_or(Error::NotFound)
    }

    /// Marks a customer as deleted, which frees its mobile. Its profile need not open for that.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delete_customer(&mut self, id: CustomerId, now: Moment) -> Result<Deleted> {
        let deleted = self.conn.optional::<Deleted>(DELETE, &[&self.source, &id, &now]).await?;
        self.mode.changes.record("customer", id);
        deleted.ok_or(Error::NotFound)
    }

    fn seal_profile(&self, id: CustomerId, profile: &Answers) -> Result<Sealed> {
        let fingerprint = |of, name| {
            profile.get(name).map(|value| sealing::fingerprint(&self.vault, self.source, of, value).to_vec())
        };
        Ok(Sealed {
            mobile: fingerprint(Purpose::Mobile, "mobile")
                .ok_or_else(|| Error::Broken("a customer without a mobile".to_owned()))?,
            reference: fingerprint(Purpose::Reference, "externalReferenceId"),
            sections: customer_sections::seal(&self.vault, self.source, id, profile)?,
        })
    }
}

/// Reads ids from one text, and brings them into order: the engines gather them in any.
fn locations(ids: Option<&str>) -> Vec<LocationId> {
    let mut ids: Vec<LocationId> =
        ids.unwrap_or_default().split(' ').filter_map(|id| id.parse().ok()).collect();
    ids.sort_unstable();
    ids
}
