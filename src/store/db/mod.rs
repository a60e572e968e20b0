//! A thin facade over two engines: one text, one list of parameters and one record type for both.
//!
//! [`Db`] hands out two kinds of [`Conn`]: a reader, where each statement stands alone, and a
//! writer, which is a transaction. PostgreSQL is asked through sqlx. SQLite runs inside (rusqlite), on the
//! threads of those who ask, and its writers share their commits (`sqlite/`).

mod conn;
mod counters;
mod error;
pub mod migrate;
mod postgres;
mod sql;
mod sqlite;
#[cfg(test)]
pub(crate) mod test_db;
pub(crate) mod types;

use std::sync::Arc;
use std::time::Duration;

pub use self::conn::{Conn, Seen};
use self::counters::Counters;
pub use self::counters::Counts;
pub use self::error::DbError;
use self::postgres::Pool;
pub use self::sql::{Joined, Param, Params, Record, Sql};
pub use self::sqlite::backup;
pub use self::sqlite::{FromSqlite, SqliteRow};
use self::sqlite::{Length, Sqlite};
pub(crate) use self::types::record;
use crate::metrics::DatabaseUse;

/// How many prepared statements each connection keeps: more than the program has.
const STATEMENTS: usize = 256;

/// How a database is opened.
#[derive(Debug, Clone, Copy)]
pub struct DbOptions {
    /// The most connections kept to PostgreSQL.
    pub connections: u32,
    /// The read-only connections to SQLite; its writer is always one.
    pub readers: u32,
    /// How long to wait for a connection, or for a lock, before the database counts as busy.
    pub timeout: Duration,
}

impl Default for DbOptions {
    /// 16 connections to PostgreSQL, 4 readers of SQLite, 5 seconds.
    fn default() -> Self {
        Self { connections: 16, readers: 4, timeout: Duration::from_secs(5) }
    }
}

/// An open database; clones share its connections.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    engine: Engine,
    counters: Arc<Counters>,
}

enum Engine {
    Sqlite(Sqlite),
    Postgres(Arc<Pool>),
}

impl Db {
    /// Opens `sqlite://path` or `postgres://…`.
    ///
    /// A missing SQLite file is made, for its owner only, and so is its directory.
    ///
    /// # Errors
    /// [`DbError::Unreachable`] when there is no such server, it refuses, or the file cannot be opened,
    /// [`DbError::Pooler`] behind one in transaction mode, [`DbError::Other`] when the URL says something
    /// else.
    pub async fn open(url: &str, options: DbOptions) -> Result<Self, DbError> {
        let counters = Arc::<Counters>::default();
        let engine = match url.split_once("://") {
            Some(("sqlite", path)) => Engine::Sqlite(Sqlite::open(path, options).await?),
            Some(("postgres" | "postgresql", _)) => {
                Engine::Postgres(Pool::open(url, options, Arc::clone(&counters)).await?)
            }
            _ => return Err(sqlx::Error::Configuration("neither engine".into()).into()),
        };
        Ok(Self(Arc::new(Inner { engine, counters })))
    }

    /// A connection to read with: each statement sees what was committed before it.
    #[must_use]
    pub fn reader(&self) -> Conn {
        let counters = Arc::clone(&self.0.counters);
        match &self.0.engine {
            Engine::Sqlite(sqlite) => Conn::sqlite_reader(sqlite.readers.clone(), counters),
            Engine::Postgres(pool) => Conn::postgres_reader(Arc::clone(pool), counters),
        }
    }

    /// A transaction: all of its statements or, when it is dropped without a commit, none.
    ///
    /// # Errors
    /// [`DbError::Busy`] when no connection became free in time.
    pub async fn writer(&self) -> Result<Conn, DbError> {
        let counters = Arc::clone(&self.0.counters);
        counters.begin();
        Ok(match &self.0.engine {
            Engine::Sqlite(sqlite) => Conn::sqlite_writer(sqlite.writer.begin().await?, counters),
            Engine::Postgres(pool) => Conn::postgres_writer(pool.begin().await?, counters),
        })
    }

    /// A transaction of exactly one statement: PostgreSQL needs neither `BEGIN` nor `COMMIT` for it, and SQLite
    /// carries it to where the disk is waited for.
    ///
    /// It is durable when the statement is answered, so commit it right after that: dropping it undoes nothing.
    #[must_use]
    pub fn single(&self) -> Conn {
        let counters = Arc::clone(&self.0.counters);
        match &self.0.engine {
            Engine::Sqlite(sqlite) => {
                counters.begin();
                Conn::sqlite_single(sqlite.writer.clone(), counters)
            }
            Engine::Postgres(pool) => Conn::postgres_reader(Arc::clone(pool), counters),
        }
        .single()
    }

    /// Waits until readers see what writers see by now. SQLite's writers look at what others wrote before them
    /// in the outer transaction, which readers see once its commit is done; on PostgreSQL nobody sees it earlier.
    ///
    /// # Errors
    /// As for [`Self::writer`], and those of the commit.
    pub async fn catch_up(&self) -> Result<(), DbError> {
        match &self.0.engine {
            Engine::Sqlite(sqlite) => sqlite.writer.begin().await?.commit().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Lets the engine read a statement without running it.
    ///
    /// # Errors
    /// [`DbError::Other`] when it does not fit the engine's language or the schema.
    pub async fn prepare(&self, sql: Sql) -> Result<(), DbError> {
        match &self.0.engine {
            Engine::Sqlite(sqlite) => {
                sqlite.readers.run(Length::Short, |reader| reader.prepare(sql.sqlite).map(drop)).await?;
            }
            Engine::Postgres(pool) => pool.acquire().await?.prepare(sql.postgres).await?,
        }
        Ok(())
    }

    /// How its connections are used at this moment, and how often it was asked since it was opened.
    #[must_use]
    pub fn used(&self) -> DatabaseUse {
        let (busy, idle, most) = match &self.0.engine {
            Engine::Sqlite(sqlite) => sqlite.readers.used(),
            Engine::Postgres(pool) => pool.used(),
        };
        let Counts { statements, begins: transactions, .. } = self.counts();
        DatabaseUse { busy, idle, most, statements, transactions }
    }

    /// How often it was asked since it was opened.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.0.counters.so_far()
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match &self.0.engine {
            Engine::Sqlite(_) => "Db(SQLite)",
            Engine::Postgres(_) => "Db(PostgreSQL)",
        })
    }
}

#[cfg(test)]
mod tests;
