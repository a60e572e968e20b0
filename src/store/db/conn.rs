//! Where a statement runs.

use std::sync::Arc;

use sqlx::postgres::{PgPool, Postgres};
use sqlx::{Transaction, query_as_with, query_with, raw_sql};

use super::error::DbError;
use super::sql::{Params, Record, Sql, for_postgres};
use super::sqlite::{self, Length, Readers, Turn};

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
}

enum On {
    SqliteReader(Arc<Readers>),
    SqliteWriter(Turn),
    PostgresReader(PgPool),
    PostgresWriter(Transaction<'static, Postgres>),
}

/// Runs a function of SQLite's, or a method of one of sqlx's queries: the only place where the engines
/// are told apart.
macro_rules! run {
    ($conn:ident, $sqlite:path, $query:ident($sql:ident, $params:ident).$method:ident()$(.$then:ident())*) => {{
        let sql = $sql.into();
        $conn.begin_statement()?;
        let answer = match &mut $conn.on {
            On::SqliteReader(readers) => {
                readers.run($conn.length, |connection| $sqlite(connection, sql.sqlite, $params)).await?
            }
            On::SqliteWriter(turn) => {
                turn.run($conn.length, |connection| $sqlite(connection, sql.sqlite, $params))?
            }
            On::PostgresReader(pool) => {
                let query = $query(sql.postgres, for_postgres($params)?);
                query.$method(&*pool).await?
                $(.$then())*
            }
            On::PostgresWriter(transaction) => {
                let query = $query(sql.postgres, for_postgres($params)?);
                query.$method(&mut **transaction).await?
                $(.$then())*
            }
        };
        $conn.failed = false;
        Ok(answer)
    }};
}

impl Conn {
    fn on(on: On) -> Self {
        Self { on, failed: false, length: Length::Short }
    }

    pub(super) fn sqlite_reader(readers: Arc<Readers>) -> Self {
        Self::on(On::SqliteReader(readers))
    }

    pub(super) fn sqlite_writer(turn: Turn) -> Self {
        Self::on(On::SqliteWriter(turn))
    }

    pub(super) fn postgres_reader(pool: PgPool) -> Self {
        Self::on(On::PostgresReader(pool))
    }

    pub(super) fn postgres_writer(transaction: Transaction<'static, Postgres>) -> Self {
        Self::on(On::PostgresWriter(transaction))
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

    /// Runs a statement and says how many rows it changed.
    ///
    /// # Errors
    /// [`DbError`], after which a transaction takes no more statements.
    pub async fn execute(&mut self, sql: impl Into<Sql>, params: Params<'_>) -> Result<u64, DbError> {
        run!(self, sqlite::execute, query_with(sql, params).execute().rows_affected())
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
        run!(self, sqlite::optional, query_as_with(sql, params).fetch_optional())
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
        run!(self, sqlite::all, query_as_with(sql, params).fetch_all())
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
            On::PostgresReader(pool) => {
                raw_sql(sql.postgres).execute(&*pool).await?;
            }
            On::PostgresWriter(transaction) => {
                raw_sql(sql.postgres).execute(&mut **transaction).await?;
            }
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
        match self.on {
            On::SqliteReader(_) | On::PostgresReader(_) => Ok(()),
            On::SqliteWriter(_) | On::PostgresWriter(_) if self.failed => Err(DbError::Over),
            On::SqliteWriter(turn) => turn.commit().await,
            On::PostgresWriter(transaction) => Ok(transaction.commit().await?),
        }
    }

    /// Lets a transaction go on only while all its statements have succeeded.
    fn begin_statement(&mut self) -> Result<(), DbError> {
        if matches!(self.on, On::SqliteWriter(_) | On::PostgresWriter(_))
            && std::mem::replace(&mut self.failed, true)
        {
            return Err(DbError::Over);
        }
        Ok(())
    }
}

impl std::fmt::Debug for Conn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.on {
            On::SqliteReader(_) | On::PostgresReader(_) => "Conn(reader)",
            On::SqliteWriter(_) | On::PostgresWriter(_) => "Conn(writer)",
        })
    }
}
