//! A connection that nobody else has, until it is dropped.
//!
//! Any future here may be dropped at any `await`, because a client may hang up at any time. So what is
//! under way is written down before it is sent. A connection goes back to the pool only when the server
//! has answered everything and no transaction is open; it is thrown away when it missed a deadline.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sqlx::error::DatabaseError;
use sqlx::postgres::{PgArguments, PgConnection, PgDatabaseError, PgRow, PgSeverity};
use sqlx::{Connection, Executor, FromRow, SqlSafeStr, query_as_with, query_with, raw_sql};
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use super::super::DbError;
use super::connect::{PooledConnection, silent};
use super::pool::Pool;

/// What can be read from a row.
pub(in crate::store::db) trait PgRecord:
    Send + Unpin + for<'r> FromRow<'r, PgRow>
{
}

impl<T: Send + Unpin + for<'r> FromRow<'r, PgRow>> PgRecord for T {}

/// The use of a connection.
pub(in crate::store::db) struct Lease {
    /// There until this is dropped.
    pooled: Option<PooledConnection>,
    watch: Watch,
}

/// What is under way on the connection of a [`Lease`].
struct Watch {
    pool: Arc<Pool>,
    place: Option<OwnedSemaphorePermit>,
    /// A transaction may be open.
    in_transaction: bool,
    /// Something was sent whose answer has not been read to its end.
    pending: bool,
    /// The connection is of no more use.
    lost: bool,
}

impl Lease {
    pub(super) fn new(pooled: PooledConnection, pool: Arc<Pool>, place: OwnedSemaphorePermit) -> Self {
        let watch = Watch { pool, place: Some(place), in_transaction: false, pending: false, lost: false };
        Self { pooled: Some(pooled), watch }
    }

    /// Runs a statement and says how many rows it changed.
    pub async fn execute(&mut self, sql: &'static str, arguments: PgArguments) -> Result<u64, DbError> {
        let (connection, watch) = self.parts()?;
        let limit = watch.pool.deadlines.statement;
        let answer = watch.within(limit, query_with(sql, arguments).execute(connection)).await;
        self.settle(answer).map(|done| done.rows_affected())
    }

    /// The first row, if there is any.
    pub async fn optional<T: PgRecord>(
        &mut self,
        sql: &'static str,
        arguments: PgArguments,
    ) -> Result<Option<T>, DbError> {
        let (connection, watch) = self.parts()?;
        let limit = watch.pool.deadlines.statement;
        let answer = watch.within(limit, query_as_with(sql, arguments).fetch_optional(connection)).await;
        self.settle(answer)
    }

    /// All rows.
    pub async fn all<T: PgRecord>(
        &mut self,
        sql: &'static str,
        arguments: PgArguments,
    ) -> Result<Vec<T>, DbError> {
        let (connection, watch) = self.parts()?;
        let limit = watch.pool.deadlines.statement;
        let answer = watch.within(limit, query_as_with(sql, arguments).fetch_all(connection)).await;
        self.settle(answer)
    }

    /// Runs a text of several statements, without parameters.
    pub async fn script(&mut self, sql: &'static str) -> Result<(), DbError> {
        let limit = self.watch.pool.deadlines.script;
        self.run(limit, sql).await
    }

    /// Lets the server read a statement without running it.
    pub async fn prepare(&mut self, sql: &'static str) -> Result<(), DbError> {
        let (connection, watch) = self.parts()?;
        let limit = watch.pool.deadlines.statement;
        let answer = watch.within(limit, connection.prepare(sql.into_sql_str())).await;
        self.settle(answer).map(drop)
    }

    /// Opens a transaction.
    pub(super) async fn begin(&mut self) -> Result<(), DbError> {
        self.watch.in_transaction = true;
        self.run(self.watch.pool.deadlines.statement, "BEGIN").await
    }

    /// Makes the transaction durable, and only then returns.
    pub async fn commit(mut self) -> Result<(), DbError> {
        self.run(self.watch.pool.deadlines.statement, "COMMIT").await?;
        self.watch.in_transaction = false;
        Ok(())
    }

    async fn run(&mut self, limit: Duration, sql: &'static str) -> Result<(), DbError> {
        let (connection, watch) = self.parts()?;
        let answer = watch.within(limit, raw_sql(sql).execute(connection)).await;
        self.settle(answer).map(drop)
    }

    fn parts(&mut self) -> Result<(&mut PgConnection, &mut Watch), DbError> {
        let pooled = self.pooled.as_mut().filter(|_| !self.watch.lost);
        Ok((&mut pooled.ok_or(sqlx::Error::PoolClosed)?.connection, &mut self.watch))
    }

    /// Writes down in which state an answer leaves the connection.
    fn settle<T>(&mut self, answer: sqlx::Result<T>) -> Result<T, DbError> {
        let watch = &mut self.watch;
        match &answer {
            Ok(_) => watch.pending = false,
            Err(sqlx::Error::Database(error)) if !ends_connection(error.as_ref()) => watch.pending = false,
            // A row that did not fit may have left others unread.
            Err(
                sqlx::Error::ColumnDecode { .. }
                | sqlx::Error::ColumnNotFound(_)
                | sqlx::Error::Decode(_)
                | sqlx::Error::Encode(_),
            ) => {}
            Err(_) => {
                watch.lost = true;
                watch.pool.suspect();
            }
        }
        if let Some(pooled) = self.pooled.as_mut().filter(|_| !watch.lost) {
            pooled.answered = Instant::now();
            let known = pooled.connection.cached_statements_size();
            watch.pool.counters.prepared(known.saturating_sub(pooled.prepared));
            pooled.prepared = known;
        }
        answer.map_err(DbError::from)
    }
}

impl Watch {
    /// Waits for an answer up to a deadline, after which the connection is of no more use.
    async fn within<T>(
        &mut self,
        limit: Duration,
        answer: impl Future<Output = sqlx::Result<T>>,
    ) -> sqlx::Result<T> {
        self.pending = true;
        let mut answer = pin!(answer);
        let suspicious = self.pool.deadlines.suspicious;
        if let Ok(answer) = timeout(suspicious, &mut answer).await {
            return answer;
        }
        self.pool.suspect();
        timeout(limit.saturating_sub(suspicious), answer).await.unwrap_or_else(|_| Err(silent()))
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(pooled) = self.pooled.take().filter(|_| !self.watch.lost) else { return };
        let Watch { pool, place, in_transaction, pending, .. } = &mut self.watch;
        if !*pending && !*in_transaction {
            pool.give_back(pooled);
        } else if let Ok(runtime) = Handle::try_current() {
            // Without a runtime the program ends, and the server undoes what is open.
            runtime.spawn(recover(Arc::clone(pool), pooled, place.take(), *in_transaction));
        }
    }
}

/// Undoes a transaction that was not committed, and reads what was left unread; then the connection goes
/// back. It is thrown away when the server does not confirm that at once.
async fn recover(
    pool: Arc<Pool>,
    mut pooled: PooledConnection,
    place: Option<OwnedSemaphorePermit>,
    in_transaction: bool,
) {
    let limit = pool.deadlines.probe;
    let quiet = if in_transaction {
        pool.counters.rollback();
        matches!(timeout(limit, pooled.connection.execute("ROLLBACK")).await, Ok(Ok(_)))
    } else {
        pool.counters.probe();
        pooled.answers(limit).await
    };
    if quiet {
        pooled.answered = Instant::now();
        pool.give_back(pooled);
    }
    drop(place);
}

/// Whether the server ends the connection with this error, or has become one that takes no writes or
/// forgets prepared statements: as after a fail-over, a new connection leads to the right one.
fn ends_connection(error: &dyn DatabaseError) -> bool {
    error.try_downcast_ref::<PgDatabaseError>().is_some_and(|error| {
        matches!(error.severity(), PgSeverity::Fatal | PgSeverity::Panic)
            || matches!(error.code(), "25006" | "26000" | "42P05")
    })
}
