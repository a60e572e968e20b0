//! Database access: the only room that knows SQL. What it writes of a person is sealed.
//!
//! [`View`] is a tenant's way in, as a [`Reader`] or a [`Tx`]: it carries the source and puts it into every
//! statement, so that a tenant cannot be forgotten. [`System`] is for the little that has no tenant yet: finding whose a
//! token, a link or a session is, and maintenance.
//!
//! # The order of locks
//!
//! A transaction that holds one row and waits for another must not meet one that does it the other
//! way round: PostgreSQL undoes one of the two. So all rows are held in this order, whichever of them
//! a transaction needs:
//!
//! 1. the idempotency key, then the row of a request limit or the counts of codes;
//! 2. the customer, or the place in the index of mobiles where a new one goes;
//! 3. its subscriptions and those it shares, by id;
//! 4. its locations, by id;
//! 5. signup sessions, by id, with their steps;
//! 6. the notifier and its deliveries.
//!
//! A source's form is held alone, and so is its row, to give events their places. Holding is `lock_…`, changing or inserting the row. Where it is only the row itself that tells whose
//! it is, it is first read without being held, and then once more (`actions/subscription`,
//! `actions/location`). What refers to a row (a dependant, a consent) does not wait for those who
//! change it. Resealing and maintenance hold rows of one table, by their keys. Against what this forgets,
//! `actions/transaction` does a transaction again that the database undid.

pub mod audit;
pub mod browsers;
mod commit;
mod consents;
mod customer_sections;
mod customers;
pub mod db;
mod erasure;
mod events;
mod forms;
mod funnel;
#[cfg(test)]
mod growth;
mod health;
mod idempotency;
mod instances;
mod keys;
mod limits;
mod locations;
mod macros;
mod maintenance;
mod notifiers;
mod outbox;
pub mod reseal;
mod sealing;
mod signups;
mod sources;
mod step_events;
mod steps;
mod subscription_types;
mod subscriptions;
mod unreadable;
mod verifications;
mod visits;

use std::sync::{Arc, OnceLock};

use self::audit::Changes;
use self::db::{Conn, Counts, Db, Seen, Sql};
use self::forms::KnownForms;
use self::macros::{lock, page, statements};
use crate::domain::funnel::Count;
use crate::domain::ids::SourceId;
use crate::error::Result;
use crate::metrics::DatabaseUse;
use crate::vault::Vault;

pub use self::events::About;
pub use self::funnel::Counters;
pub use self::health::EngineReport;
pub use self::instances::{Instance, LiveInstance};
pub use self::keys::fits_keys;
pub use self::notifiers::{ActiveNotifier, KnownNotifier};
pub use self::outbox::LeasedDelivery;
pub use self::signups::{Due, LoadedSignup, NewSignupRow};
pub use self::sources::{NewSource, SourceChange};
pub use self::step_events::{StepEvent, StepEvents};
pub use self::subscriptions::NewSubscription;
pub use self::visits::Visits;

/// The database and the keys to what is in it; clones share both.
#[derive(Debug, Clone)]
pub struct Store {
    vault: Arc<Vault>,
    shared: Arc<Shared>,
}

/// What every view of the database uses besides the keys. It is in one place, so that a view counts few references: such counts
/// go from processor to processor.
#[derive(Debug)]
struct Shared {
    db: Db,
    forms: KnownForms,
    noted: Noted,
}

/// What this instance has noted and not written down, or not yet.
#[derive(Debug, Default)]
struct Noted {
    counters: Counters,
    steps: StepEvents,
    visits: Visits,
}

/// One tenant's view of the database: [`Reader`] or [`Tx`].
#[derive(Debug)]
pub struct View<M> {
    source: SourceId,
    conn: Conn,
    vault: Arc<Vault>,
    shared: Arc<Shared>,
    mode: M,
}

/// Reads of one tenant, each by itself.
pub type Reader = View<Reading>;

/// A transaction of one tenant: all of it or nothing. It reads as a [`Reader`] does, and only it writes.
pub type Tx = View<Writing>;

/// The view of everything, for what has no tenant yet and for maintenance: [`SystemReader`] or [`SystemTx`].
#[derive(Debug)]
pub struct System<M> {
    conn: Conn,
    vault: Arc<Vault>,
    shared: Arc<Shared>,
    mode: M,
}

/// Reads across tenants.
pub type SystemReader = System<Reading>;

/// A transaction across tenants.
pub type SystemTx = System<Writing>;

/// What a view may do.
pub trait Mode: std::fmt::Debug + Default + Send + Sync {}

/// It reads.
#[derive(Debug, Default)]
pub struct Reading;

/// It writes as well, until it is committed.
#[derive(Debug, Default)]
pub struct Writing {
    /// Who wants deliveries, once somebody has asked: a transaction with five events asks once.
    wants: OnceLock<Option<notifiers::Interest>>,
    /// The notifier as it was read before the transaction.
    known: Option<KnownNotifier>,
    /// What is counted once it is durable: events by their names, and whether a session was opened.
    happened: Vec<&'static str>,
    opened: bool,
    /// What is changed, for the audit.
    changes: Changes,
    /// What is counted once it is committed.
    counts: Vec<Count>,
    /// The events of steps that are noted then.
    steps: Vec<StepEvent>,
}

impl Mode for Reading {}
impl Mode for Writing {}

impl Store {
    /// A store on this database with these keys.
    #[must_use]
    pub fn new(db: Db, vault: Arc<Vault>) -> Self {
        let (forms, noted) = (KnownForms::default(), Noted::default());
        Self { vault, shared: Arc::new(Shared { db, forms, noted }) }
    }

    /// Reads of this source, each by itself.
    #[must_use]
    pub fn read(&self, source: SourceId) -> Reader {
        let Self { vault, shared } = self.clone();
        View { source, conn: shared.db.reader(), vault, shared, mode: Reading }
    }

    /// What is counted of how people get on.
    #[must_use]
    pub fn counters(&self) -> &Counters {
        &self.shared.noted.counters
    }

    /// The events of steps that wait to be written down.
    #[must_use]
    pub fn step_events(&self) -> &StepEvents {
        &self.shared.noted.steps
    }

    /// When people were last here.
    #[must_use]
    pub fn visits(&self) -> &Visits {
        &self.shared.noted.visits
    }

    /// A transaction of this source: all of it or nothing.
    ///
    /// # Errors
    /// [`crate::error::Error::Busy`] when the database has no room for one in time.
    pub async fn write(&self, source: SourceId) -> Result<Tx> {
        Ok(Tx::on(self.shared.db.writer().await?, source, self))
    }

    /// A transaction of this source for exactly one statement, which costs less. Commit it right after
    /// the statement, which is durable by then. One that writes an event must [know](Tx::knowing) the
    /// notifier.
    #[must_use]
    pub fn write_single(&self, source: SourceId) -> Tx {
        Tx::on(self.shared.db.single(), source, self)
    }

    /// Waits until reads see what a transaction saw that came too late: it is durable by then.
    ///
    /// # Errors
    /// As for [`Self::write`].
    pub async fn catch_up(&self) -> Result<()> {
        Ok(self.shared.db.catch_up().await?)
    }

    /// Reads across sources.
    #[must_use]
    pub fn system(&self) -> SystemReader {
        self.system_on(self.shared.db.reader())
    }

    /// A transaction across sources.
    ///
    /// # Errors
    /// As for [`Self::write`].
    pub async fn system_write(&self) -> Result<SystemTx> {
        Ok(self.system_on(self.shared.db.writer().await?))
    }

    fn system_on<M: Mode>(&self, conn: Conn) -> System<M> {
        let Self { vault, shared } = self.clone();
        System { conn, vault, shared, mode: M::default() }
    }

    /// How often the database was asked since it was opened.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.shared.db.counts()
    }

    /// How the database is used at this moment.
    #[must_use]
    pub fn used(&self) -> DatabaseUse {
        self.shared.db.used()
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`crate::error::Error::Busy`] when it does not.
    pub async fn ping(&self) -> Result<()> {
        self.shared.db.reader().execute(PING, &[]).await?;
        Ok(())
    }
}

impl<M: Mode> View<M> {
    /// The source whose view this is.
    #[must_use]
    pub fn source(&self) -> SourceId {
        self.source
    }
}

impl Tx {
    fn on(conn: Conn, source: SourceId, store: &Store) -> Self {
        let Store { vault, shared } = store.clone();
        Self { source, conn, vault, shared, mode: Writing::default() }
    }

    /// Counts this once the transaction is durable.
    pub fn count(&mut self, count: Count) {
        self.mode.counts.push(count);
    }

    /// What it sees of other transactions that is not durable yet.
    #[must_use]
    pub fn seen(&self) -> Seen {
        self.conn.seen()
    }
}

const PING: Sql = Sql::same("select 1 as one");

/// Every statement of the store, by file and name.
pub const STATEMENTS: &[(&str, &[(&str, Sql)])] = &[
    ("audit", audit::STATEMENTS),
    ("browsers", browsers::STATEMENTS),
    ("maintenance", maintenance::STATEMENTS),
    ("consents", consents::STATEMENTS),
    ("customers", customers::STATEMENTS),
    ("customers/list", customers::list::STATEMENTS),
    ("erasure", erasure::STATEMENTS),
    ("events", events::STATEMENTS),
    ("forms", forms::STATEMENTS),
    ("funnel", funnel::STATEMENTS),
    ("health", health::STATEMENTS),
    ("instances", instances::STATEMENTS),
    ("keys", keys::STATEMENTS),
    ("limits", limits::STATEMENTS),
    ("locations", locations::STATEMENTS),
    ("notifiers", notifiers::STATEMENTS),
    ("idempotency", idempotency::STATEMENTS),
    ("outbox", outbox::STATEMENTS),
    ("outbox/lease", outbox::lease::STATEMENTS),
    ("reseal", reseal::STATEMENTS),
    ("signups", signups::STATEMENTS),
    ("signups/change", signups::change::STATEMENTS),
    ("signups/list", signups::list::STATEMENTS),
    ("signups/load", signups::load::STATEMENTS),
    ("sources", sources::STATEMENTS),
    ("step_events", step_events::STATEMENTS),
    ("steps", steps::STATEMENTS),
    ("subscription_types", subscription_types::STATEMENTS),
    ("subscriptions", subscriptions::STATEMENTS),
    ("subscriptions/list", subscriptions::list::STATEMENTS),
    ("verifications", verifications::STATEMENTS),
    ("visits", visits::STATEMENTS),
];
