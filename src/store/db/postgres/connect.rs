//! Making a connection to a PostgreSQL server, and looking at what lies between.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, Row, raw_sql};
use tokio::time::{Instant as Deadline, timeout_at};
use uuid::Uuid;

use super::super::{DbError, STATEMENTS};
use super::deadline::Deadlines;

/// How connections to a server are made.
pub(super) struct Server {
    options: PgConnectOptions,
    deadlines: Deadlines,
}

/// A connection, and what is known of it.
pub(super) struct PooledConnection {
    pub connection: PgConnection,
    /// What the server calls it, if it is still the same server process.
    name: String,
    made: Instant,
    /// When it last answered.
    pub answered: Instant,
    /// How many statements it has prepared.
    pub prepared: usize,
}

/// A connection is not kept for longer, so that a name that leads elsewhere by now is looked up again.
const LIFE: Duration = Duration::from_mins(30);

/// Idle for longer, a connection is tried before it is used.
const TRUSTED: Duration = Duration::from_secs(15);

impl Server {
    /// Reads `postgres://…`.
    pub fn parse(url: &str, deadlines: Deadlines) -> Result<Self, DbError> {
        let options = url
            .parse::<PgConnectOptions>()?
            .application_name("enrol")
            .statement_cache_capacity(STATEMENTS)
            // No column is a float, and PgBouncer refuses what it does not know at the start.
            .extra_float_digits(None);
        Ok(Self { options, deadlines })
    }

    /// Makes a connection, up to a deadline.
    ///
    /// # Errors
    /// [`DbError::Unreachable`], whatever the server has against it.
    pub async fn connect(&self, deadline: Deadline) -> Result<PooledConnection, DbError> {
        let connected = async {
            let mut connection = self.options.connect().await?;
            let name = Uuid::new_v4().simple().to_string();
            connection.execute(AssertSqlSafe(self.settings(&name))).await?;
            let now = Instant::now();
            Ok(PooledConnection { connection, name, made: now, answered: now, prepared: 0 })
        };
        let connected = timeout_at(deadline, connected).await.unwrap_or_else(|_| Err(silent()));
        connected.map_err(|error| DbError::Unreachable(Arc::new(error)))
    }

    /// What each connection asks for itself. Not as startup options: poolers refuse those.
    ///
    /// The server looks after clients that are gone without a word: it tries idle connections, gives
    /// up what it cannot deliver, and ends transactions in which nothing happens.
    fn settings(&self, name: &str) -> String {
        let Deadlines { lock, server, idle_in_transaction, .. } = self.deadlines;
        format!(
            "set lock_timeout = {}; set statement_timeout = {}; set idle_in_transaction_session_timeout = {};
             set tcp_keepalives_idle = 15; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3;
             set tcp_user_timeout = 30000; set enrol.connection = '{name}'",
            lock.as_millis(),
            server.as_millis(),
            idle_in_transaction.as_millis(),
        )
    }

    /// Looks whether two fresh connections keep their own server process. A pooler in transaction mode
    /// gives each transaction any that is free, and with it another's settings and prepared statements.
    ///
    /// # Errors
    /// [`DbError::Pooler`] when they do not.
    pub async fn check_pooler(
        &self,
        first: &mut PooledConnection,
        second: &mut PooledConnection,
        deadline: Deadline,
    ) -> Result<(), DbError> {
        let looked = async {
            // While one transaction holds a process, the other connection gets another one.
            second.connection.execute("BEGIN").await?;
            let look = raw_sql("select coalesce(current_setting('enrol.connection', true), '')");
            let seen: String = look.fetch_one(&mut first.connection).await?.try_get(0)?;
            second.connection.execute("ROLLBACK").await?;
            Ok::<_, sqlx::Error>(seen)
        };
        let looked = timeout_at(deadline, looked).await.unwrap_or_else(|_| Err(silent()));
        match looked.map_err(|error| DbError::Unreachable(Arc::new(error)))? {
            seen if seen == first.name => Ok(()),
            _ => Err(DbError::Pooler),
        }
    }
}

impl PooledConnection {
    /// Whether it may be used at all.
    pub fn is_young(&self) -> bool {
        self.made.elapsed() < LIFE
    }

    /// Whether it may be used untried, where everything that answered last before `suspect` is suspect.
    pub fn is_trusted(&self, suspect: Option<Instant>) -> bool {
        self.answered.elapsed() < TRUSTED && suspect.is_none_or(|suspect| self.answered > suspect)
    }

    /// Whether it answers within this time; if not, it is of no more use.
    pub async fn answers(&mut self, limit: Duration) -> bool {
        let ping = tokio::time::timeout(limit, self.connection.ping()).await;
        self.answered = Instant::now();
        matches!(ping, Ok(Ok(())))
    }
}

/// What is told of a server that does not answer.
pub(super) fn silent() -> sqlx::Error {
    std::io::Error::new(std::io::ErrorKind::TimedOut, "no answer in time").into()
}
