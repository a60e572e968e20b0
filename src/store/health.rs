//! What an operator wants to know of the database before a server trusts it; nothing is changed by asking.

use super::db::{Sql, record};
use super::keys::fits_keys;
use super::{Store, statements};
use crate::error::Result;

statements! {
    // Where SQLite runs is this program, which always syncs a commit before it counts.
    ENGINE = Sql::differing(
        "select 'SQLite' as name, sqlite_version() as version, true as is_recent, true as is_durable, true as is_writable",
        "select 'PostgreSQL' as name, split_part(current_setting('server_version'), ' ', 1) as version,
             current_setting('server_version_num')::bigint >= 150000 as is_recent,
             current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on'
                 and current_setting('synchronous_commit') <> 'off' as is_durable,
             not pg_is_in_recovery() and current_setting('default_transaction_read_only') = 'off' as is_writable",
    );
    BOUND = Sql::same("select key_fingerprint from key_check where id = 1");
}

record! {
    /// The engine that holds the data.
    pub struct EngineReport {
        /// What it is.
        pub name: String,
        /// Its version, as it calls it.
        pub version: String,
        /// Whether that is one that is tested.
        pub is_recent: bool,
        /// Whether what it has acknowledged survives a loss of power.
        pub is_durable: bool,
        /// Whether it takes changes.
        pub is_writable: bool,
    }
}

record! {
    struct Bound { key_fingerprint: Vec<u8> }
}

impl Store {
    /// What the engine is, and how it is set up.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn engine(&self) -> Result<EngineReport> {
        Ok(self.shared.db.reader().one(ENGINE, &[]).await?)
    }

    /// Whether the database belongs to these keys; a database that never had any belongs to all.
    ///
    /// # Errors
    /// Those of the database, also when it has no schema yet.
    pub async fn fits_keys(&self) -> Result<bool> {
        let bound = self.shared.db.reader().optional::<Bound>(BOUND, &[]).await?;
        Ok(bound.is_none_or(|bound| fits_keys(&self.vault, &bound.key_fingerprint)))
    }
}
