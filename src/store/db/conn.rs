//! Where a statement runs.

use std::sync::Arc;

use super::counters::Counters;
use super::error::DbError;
use super::postgres::{Lease, Pool};
use super::sql::{Params, Record, Sql, for_postgres, for_sqlite};
use super::sqlite::{self, Length, Pending, Readers, SharedCommits, Turn};
use crate::telemetry;

/// A place to run statements: a reader, or a transaction that ends with [`Conn::commit`].
///
/// Dropping it at any point, even in the middle of a statement, undoes a transaction.
pub struct Conn {
    on: On,
    /// Whether a statement of the transaction failed, or was given up before its answer came.
    ///
    /// PostgreSQL answers the commit of such a transaction with success, and keeps nothing.
    failed: bool,
    /// How long its statements may take; only SQLite, which runs them on our threads, asks.
    length: Length,
    /// Whether it is for one statement only, and whether that has run.
    single: Option<Used>,
    counters: Arc<Counters>,
}

/// What a transaction sees of others that is not durable yet: on SQLite, whose writers share a commit.
#[derive(Debug)]
pub struct Seen(Option<Pending>);

impl Seen {
    /// Waits until it is durable.
    ///
    /// # Errors
    /// [`DbError`]: it is gone, as if it had never been there.
    pub async fn durable(self) -> Result<(), DbError> {
        match self.0 {
            Some(pending) => pending.durable().await,
            None => Ok(()),
        }
    }
}

/// Whether the only statement of a transaction was sent.
type Used = bool;

enum On {
    SqliteReader(Arc<Readers>),
    SqliteWriter(Turn),
    /// For one statement, which is its transaction.
    SqliteSingle(SharedCommits),
    PostgresReader(Arc<Pool>),
    PostgresWriter(Lease),
}

/// Runs a function of SQLite's, or a method of [`Lease`]: the only place where the engines are told
/// apart.
macro_rules! run {
    ($conn:ident, $name:ident($sql:ident, $params:ident)) => {{
        let sql: Sql = $sql.into();
        debug_assert!(sql.rest.is_empty(), "only execute_combined runs all parts");
        $conn.begin_statement()?;
        let _asked = $conn.asked(sql);
        let answer = match &mut $conn.on {
            On::SqliteReader(readers) => {
                let values = for_sqlite($params)?;
                readers.run($conn.length, |connection| sqlite::$name(connection, sql.sqlite, &values)).await?
            }
            On::SqliteWriter(turn) => {
                let values = for_sqlite($params)?;
                turn.run($conn.length, |connection| sqlite::$name(connection, sql.sqlite, &values))?
            }
            On::SqliteSingle(writer) => {
                let values = sqlite::owned(for_sqlite($params)?)?;
                writer.single(move |connection| sqlite::$name(connection, sql.sqlite, &values)).await?
            }
            On::PostgresReader(pool) => {
                pool.acquire().await?.$name(sql.postgres, for_postgres($params)?).await?
            }
            On::PostgresWriter(lease) => lease.$name(sql.postgres, for_postgres($params)?).await?,
        };
        $conn.failed = false;
        Ok(answer)
    }};
}

impl Conn {
    fn on(on: On, counters: Arc<Counters>) -> Self {
        Self { on, failed: false, length: Length::Short, single: None, counters }
    }

    pub(super) fn sqlite_reader(readers: Arc<Readers>, counters: Arc<Counters>) -> Self {
        Self::on(On::SqliteReader(readers), counters)
    }

    pub(super) fn sqlite_writer(turn: Turn, counters: Arc<Counters>) -> Self {
        Self::on(On::SqliteWriter(turn), counters)
    }

    pub(super) fn sqlite_single(writer: SharedCommits, counters: Arc<Counters>) -> Self {
        Self::on(On::SqliteSingle(writer), counters)
    }

    pub(super) fn postgres_reader(pool: Arc<Pool>, counters: Arc<Counters>) -> Self {
        Self::on(On::PostgresReader(pool), counters)
    }

    pub(super) fn postgres_writer(lease: Lease, counters: Arc<Counters>) -> Self {
        Self::on(On::PostgresWriter(lease), counters)
    }

    /// What it sees of others that is not durable yet. A transaction for one statement is answered when all that it
    /// saw is durable.
    #[must_use]
    pub fn seen(&self) -> Seen {
        Seen(if let On::SqliteWriter(turn) = &self.on { turn.pending() } else { None })
    }

    /// From here on statements may read many rows or a whole table: other requests are not held up by them.
    #[must_use]
    pub fn long(mut self) -> Self {
        self.set_long();
        self
    }

    /// As [`Self::long`], for a connection that is lent.
    pub fn set_long(&mut self) {
        self.length = Length::Long;
    }

    /// The same as a transaction of one statement.
    pub(super) fn single(self) -> Self {
        Self { single: Some(false), ..self }
    }

    /// Runs a statement and says how many rows it changed.
    ///
    /// # Errors
    /// [`DbError`], after which a transaction takes no more statements.
    pub async fn execute(&mut self, sql: impl Into<Sql>, params: Params<'_>) -> Result<u64, DbError> {
        run!(self, execute(sql, params))
    }

    /// Runs an [`Sql::combined`] and says how many rows its first part changed; where none, the others change
    /// nothing either. SQLite is spared the parts that are not `needed`.
    ///
    /// # Errors
    /// As for [`Self::execute`].
    pub async fn execute_combined(
        &mut self,
        sql: Sql,
        needed: &[bool],
        params: Params<'_>,
    ) -> Result<u64, DbError> {
        let parts = sql.parts().zip(needed).filter(|(_, needed)| **needed).map(|(part, _)| part);
        match &self.on {
            On::PostgresReader(_) | On::PostgresWriter(_) => {
                self.execute(Sql::same(sql.postgres), params).await
            }
            On::SqliteSingle(writer) => {
                let (writer, counters) = (writer.clone(), Arc::clone(&self.counters));
                let (parts, values) = (parts.collect::<Vec<_>>(), sqlite::owned(for_sqlite(params)?)?);
                self.begin_statement()?;
                let _asked = self.asked(sql);
                let run = move |connection: &_| {
                    let mut changed = None;
                    for part in parts {
                        if changed.is_some() {
                            counters.statement();
                        }
                        let rows = sqlite::execute(connection, part.sqlite, &values)?;
                        if *changed.get_or_insert(rows) == 0 {
                            break;
                        }
                    }
                    Ok(changed.unwrap_or(0))
                };
                let changed = writer.single(run).await?;
                self.failed = false;
                Ok(changed)
            }
            On::SqliteReader(_) | On::SqliteWriter(_) => {
                let mut changed = None;
                for part in parts.collect::<Vec<_>>() {
                    let rows = self.execute(part, params).await?;
                    if *changed.get_or_insert(rows) == 0 {
                        break;
                    }
                }
                Ok(changed.unwrap_or(0))
            }
        }
    }

    /// The first row, if there is any.
    ///
    /// # Errors
    /// [`DbError`], also when a column does not fit its field.
    pub async fn optional<T: Record>(
        &mut self,
        sql: impl Into<Sql>,
        params: Params<'_>,
    ) -> Result<Option<T>, DbError> {
        run!(self, optional(sql, params))
    }

    /// The first row, where there always is one.
    ///
    /// # Errors
    /// [`DbError`], also when there is no row.
    pub async fn one<T: Record>(&mut self, sql: impl Into<Sql>, params: Params<'_>) -> Result<T, DbError> {
        self.optional(sql, params).await?.ok_or_else(|| sqlx::Error::RowNotFound.into())
    }

    /// All rows, in the order of the statement.
    ///
    /// # Errors
    /// [`DbError`], also when a column does not fit its field.
    pub async fn all<T: Record>(
        &mut self,
        sql: impl Into<Sql>,
        params: Params<'_>,
    ) -> Result<Vec<T>, DbError> {
        run!(self, all(sql, params))
    }

    /// Runs a text of several statements, without parameters.
    ///
    /// # Errors
    /// [`DbError`]; some of the statements may have run.
    pub(super) async fn script(&mut self, sql: Sql) -> Result<(), DbError> {
        self.begin_statement()?;
        match &mut self.on {
            On::SqliteReader(readers) => {
                readers.run(Length::Long, |connection| connection.execute_batch(sql.sqlite)).await?;
            }
            On::SqliteWriter(turn) => {
                turn.run(Length::Long, |connection| connection.execute_batch(sql.sqlite))?;
            }
            // No transaction for one statement runs a script.
            On::SqliteSingle(_) => return Err(DbError::Over),
            On::PostgresReader(pool) => pool.acquire().await?.script(sql.postgres).await?,
            On::PostgresWriter(lease) => lease.script(sql.postgres).await?,
        }
        self.failed = false;
        Ok(())
    }

    /// Makes the transaction durable, and only then returns; a reader has nothing to commit.
    ///
    /// A caller that stops waiting does not learn the outcome, which is all or nothing still.
    ///
    /// # Errors
    /// [`DbError::Over`] after a statement that failed, or another [`DbError`]: nothing of the
    /// transaction was kept, unless the connection broke just then.
    pub async fn commit(self) -> Result<(), DbError> {
        let _asked = matches!(self.on, On::SqliteWriter(_) | On::PostgresWriter(_))
            .then(|| self.asked(Sql::same("commit")));
        match self.on {
            _ if self.failed => Err(DbError::Over),
            On::SqliteReader(_) | On::PostgresReader(_) => Ok(()),
            On::SqliteSingle(_) => {
                self.counters.commit();
                Ok(())
            }
            On::SqliteWriter(turn) => {
                self.counters.commit();
                turn.commit().await
            }
            On::PostgresWriter(lease) => {
                self.counters.commit();
                lease.commit().await
            }
        }
    }

    /// Lets a transaction go on only while all its statements have succeeded.
    fn begin_statement(&mut self) -> Result<(), DbError> {
        if self.is_transaction() && std::mem::replace(&mut self.failed, true) {
            return Err(DbError::Over);
        }
        if let Some(used) = &mut self.single
            && std::mem::replace(used, true)
        {
            return Err(DbError::Over);
        }
        self.counters.statement();
        Ok(())
    }

    /// A statement as a part of the trace of the work it is for.
    fn asked(&self, sql: Sql) -> Option<telemetry::Asked> {
        match self.on {
            On::PostgresReader(_) | On::PostgresWriter(_) => telemetry::asked("postgresql", sql.postgres),
            On::SqliteReader(_) | On::SqliteWriter(_) | On::SqliteSingle(_) => {
                telemetry::asked("sqlite", sql.sqlite)
            }
        }
    }

    fn is_transaction(&self) -> bool {
        self.single.is_some() || matches!(self.on, On::SqliteWriter(_) | On::PostgresWriter(_))
    }
}

impl std::fmt::Debug for Conn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_transaction() { "Conn(writer)" } else { "Conn(reader)" })
    }
}
