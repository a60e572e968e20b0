//! A thin facade over two engines: one text, one list of parameters and one record type for both.
//!
//! [`Db`] hands out two kinds of [`Conn`]: a reader, where each statement stands alone, and a
//! writer, which is a transaction. PostgreSQL is asked through sqlx. SQLite runs inside (rusqlite), on the
//! threads of those who ask, and its writers share their commits (`sqlite/`).

mod conn;
mod error;
pub mod migrate;
mod sql;
mod sqlite;
#[cfg(test)]
pub(crate) mod trial;
pub(crate) mod types;

use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{Connection, Executor, SqlSafeStr};

pub use self::conn::Conn;
pub use self::error::DbError;
pub use self::sql::{Joined, Param, Params, Record, Sql};
pub use self::sqlite::{FromSqlite, SqliteRow};
use self::sqlite::{Length, Sqlite};
pub(crate) use self::types::record;

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
    pub patience: Duration,
}

impl Default for DbOptions {
    /// 16 connections to PostgreSQL, 4 readers of SQLite, 5 seconds.
    fn default() -> Self {
        Self { connections: 16, readers: 4, patience: Duration::from_secs(5) }
    }
}

/// An open database; clones share its connections.
#[derive(Clone)]
pub struct Db(Arc<Engine>);

enum Engine {
    Sqlite(Sqlite),
    Postgres(PgPool),
}

impl Db {
    /// Opens `sqlite://path` or `postgres://…`.
    ///
    /// A missing SQLite file is made, for its owner only, and so is its directory.
    ///
    /// # Errors
    /// [`DbError::Unreachable`] when there is no such server or the file cannot be opened,
    /// [`DbError::Other`] when the URL says something else.
    pub async fn open(url: &str, options: DbOptions) -> Result<Self, DbError> {
        let engine = match url.split_once("://") {
            Some(("sqlite", path)) => Engine::Sqlite(Sqlite::open(path, options).await?),
            Some(("postgres" | "postgresql", _)) => Engine::Postgres(open_postgres(url, options).await?),
            _ => return Err(sqlx::Error::Configuration("neither engine".into()).into()),
        };
        Ok(Self(Arc::new(engine)))
    }

    /// A connection to read with: each statement sees what was committed before it.
    #[must_use]
    pub fn reader(&self) -> Conn {
        match &*self.0 {
            Engine::Sqlite(sqlite) => Conn::sqlite_reader(sqlite.readers.clone()),
            Engine::Postgres(pool) => Conn::postgres_reader(pool.clone()),
        }
    }

    /// A transaction: all of its statements or, when it is dropped without a commit, none.
    ///
    /// # Errors
    /// [`DbError::Busy`] when no connection became free in time.
    pub async fn writer(&self) -> Result<Conn, DbError> {
        Ok(match &*self.0 {
            Engine::Sqlite(sqlite) => Conn::sqlite_writer(sqlite.writer.begin().await?),
            Engine::Postgres(pool) => Conn::postgres_writer(pool.begin().await?),
        })
    }

    /// Lets the engine read a statement without running it.
    ///
    /// # Errors
    /// [`DbError::Other`] when it does not fit the engine's language or the schema.
    pub async fn prepare(&self, sql: Sql) -> Result<(), DbError> {
        match &*self.0 {
            Engine::Sqlite(sqlite) => {
                sqlite.readers.run(Length::Short, |reader| reader.prepare(sql.sqlite).map(drop)).await?;
            }
            Engine::Postgres(pool) => drop(pool.prepare(sql.postgres.into_sql_str()).await?),
        }
        Ok(())
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match &*self.0 {
            Engine::Sqlite(_) => "Db(SQLite)",
            Engine::Postgres(_) => "Db(PostgreSQL)",
        })
    }
}

/// Idle for longer than this, a connection to PostgreSQL is tried before it is used.
const TRUSTED: Duration = Duration::from_secs(15);

async fn open_postgres(url: &str, options: DbOptions) -> Result<PgPool, DbError> {
    let patience = options.patience.as_millis();
    let server = url
        .parse::<PgConnectOptions>()?
        .application_name("enrol")
        .statement_cache_capacity(STATEMENTS)
        // The second one: that a table exists already is no news, yet the driver would log it.
        .options([("lock_timeout", patience.to_string().as_str()), ("client_min_messages", "warning")]);

    // A pool goes on trying until it is out of patience, and then cannot say what was wrong.
    let attempt = tokio::time::timeout(options.patience, PgConnection::connect_with(&server));
    attempt.await.map_err(|_| DbError::from(sqlx::Error::PoolTimedOut))??.close().await?;

    let pool = PgPoolOptions::new()
        .max_connections(options.connections)
        .acquire_timeout(options.patience)
        // By default each use costs one more round trip, to see whether the server still answers.
        .test_before_acquire(false)
        .before_acquire(|connection, known| {
            Box::pin(
                async move { Ok(known.idle_for < TRUSTED || connection.execute("select 1").await.is_ok()) },
            )
        });
    Ok(pool.connect_lazy_with(server))
}

#[cfg(test)]
mod tests;
