//! Memory: the only room that knows SQL. What it writes of a person is sealed.
//!
//! [`Tx`] is a tenant's way in: it carries the source and puts it into every statement, so that a
//! tenant cannot be forgotten. [`System`] is for the little that has no tenant yet: finding whose a
//! token, a link or a session is, and the chores.

pub mod browsers;
mod chores;
mod consents;
mod customers;
pub mod db;
mod events;
mod instances;
mod keys;
mod limits;
mod locations;
mod notifiers;
mod once;
mod outbox;
pub mod reseal;
mod sealing;
mod signups;
mod sources;
mod steps;
mod subscription_types;
mod subscriptions;
mod unreadable;

use std::sync::{Arc, OnceLock};

use self::db::{Conn, Db, Sql};
use crate::domain::ids::SourceId;
use crate::error::Result;
use crate::vault::Vault;

pub use self::consents::ConsentText;
pub use self::customers::{Found, Which as CustomersWhich};
pub use self::events::About;
pub use self::instances::{Instance, LiveInstance};
pub use self::limits::{Limit, Room};
pub use self::notifiers::Live;
pub use self::once::Kept;
pub use self::outbox::{Letter, Which as DeliveriesWhich};
pub use self::signups::{Concern, Due, NewSignup, Which as SignupsWhich};
pub use self::sources::NewSource;
pub use self::subscriptions::NewSubscription;

/// The database and the keys to what is in it; clones share both.
#[derive(Debug, Clone)]
pub struct Store {
    db: Db,
    vault: Arc<Vault>,
}

/// One tenant's view: a transaction, or reads that stand alone.
#[derive(Debug)]
pub struct Tx {
    source: SourceId,
    conn: Conn,
    vault: Arc<Vault>,
    /// Who wants letters, once somebody has asked: a transaction with five events asks once.
    wants: OnceLock<Option<notifiers::Wants>>,
}

/// The view of everything, for what has no tenant yet and for chores.
#[derive(Debug)]
pub struct System {
    conn: Conn,
    vault: Arc<Vault>,
}

impl Store {
    /// A store on this database with these keys.
    #[must_use]
    pub fn new(db: Db, vault: Arc<Vault>) -> Self {
        Self { db, vault }
    }

    /// Reads of this source, each by itself.
    #[must_use]
    pub fn read(&self, source: SourceId) -> Tx {
        Tx::on(self.db.reader(), source, self.vault.clone())
    }

    /// A transaction of this source: all of it or nothing.
    ///
    /// # Errors
    /// [`crate::error::Error::Busy`] when the database has no room for one in time.
    pub async fn write(&self, source: SourceId) -> Result<Tx> {
        Ok(Tx::on(self.db.writer().await?, source, self.vault.clone()))
    }

    /// Reads across sources.
    #[must_use]
    pub fn system(&self) -> System {
        System { conn: self.db.reader(), vault: self.vault.clone() }
    }

    /// A transaction across sources.
    ///
    /// # Errors
    /// As for [`Self::write`].
    pub async fn system_write(&self) -> Result<System> {
        Ok(System { conn: self.db.writer().await?, vault: self.vault.clone() })
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`crate::error::Error::Busy`] when it does not.
    pub async fn ping(&self) -> Result<()> {
        self.db.reader().execute(PING, &[]).await?;
        Ok(())
    }
}

impl Tx {
    fn on(conn: Conn, source: SourceId, vault: Arc<Vault>) -> Self {
        Self { source, conn, vault, wants: OnceLock::new() }
    }

    /// The source whose view this is.
    #[must_use]
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// Makes the transaction durable, and only then returns.
    ///
    /// # Errors
    /// Nothing of it was kept.
    pub async fn commit(self) -> Result<()> {
        Ok(self.conn.commit().await?)
    }
}

impl System {
    /// The same transaction, as this source's view.
    #[must_use]
    pub fn of(self, source: SourceId) -> Tx {
        Tx::on(self.conn, source, self.vault)
    }

    /// Makes the transaction durable, and only then returns.
    ///
    /// # Errors
    /// Nothing of it was kept.
    pub async fn commit(self) -> Result<()> {
        Ok(self.conn.commit().await?)
    }
}

/// Names the statements of a file and lists them, so that a test can prepare each on both engines.
macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$meta])* const $name: crate::store::db::Sql = $sql;)+

        /// Every statement of this file, by name.
        pub(in crate::store) const STATEMENTS: &[(&str, crate::store::db::Sql)] = &[$((stringify!($name), $name)),+];
    };
}
use statements;

const PING: Sql = Sql::same("select 1 as one");

/// Every statement of the store, by file and name.
pub const STATEMENTS: &[(&str, &[(&str, Sql)])] = &[
    ("browsers", browsers::STATEMENTS),
    ("chores", chores::STATEMENTS),
    ("consents", consents::STATEMENTS),
    ("customers", customers::STATEMENTS),
    ("events", events::STATEMENTS),
    ("instances", instances::STATEMENTS),
    ("keys", keys::STATEMENTS),
    ("limits", limits::STATEMENTS),
    ("locations", locations::STATEMENTS),
    ("notifiers", notifiers::STATEMENTS),
    ("once", once::STATEMENTS),
    ("outbox", outbox::STATEMENTS),
    ("outbox/lease", outbox::lease::STATEMENTS),
    ("reseal", reseal::STATEMENTS),
    ("signups", signups::STATEMENTS),
    ("sources", sources::STATEMENTS),
    ("steps", steps::STATEMENTS),
    ("subscription_types", subscription_types::STATEMENTS),
    ("subscriptions", subscriptions::STATEMENTS),
];
