//! Making a connection to a PostgreSQL server, and looking at what lies between.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, Row, raw_sql};
use tokio::time::{Instant as Deadline, timeout_at};
use uuid::Uuid;

use super::super::{DbError, STATEMENTS};
use super::deadline::Deadlines;
use super::hosts::Hosts;

/// How connections to a server are made; of several to the one that takes writes.
pub(super) struct Server {
    hosts: Vec<PgConnectOptions>,
    /// Whether one that only reads will not do.
    writable: bool,
    /// The one that took the last connection, which is tried first.
    last: AtomicUsize,
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
        let Hosts { each, writable } = Hosts::parse(url)?;
        let options = |options: PgConnectOptions| {
            options
                .application_name("enrol")
                .statement_cache_capacity(STATEMENTS)
                // No column is a float, and PgBouncer refuses what it does not know at the start.
                .extra_float_digits(None)
        };
        let hosts = each.into_iter().map(options).collect();
        Ok(Self { hosts, writable, last: AtomicUsize::default(), deadlines })
    }

    /// Makes a connection, up to a deadline, of which each host that is left to be tried has its share.
    ///
    /// # Errors
    /// [`DbError::Unreachable`], whatever the server, or the last of them, has against it.
    pub async fn connect(&self, deadline: Deadline) -> Result<PooledConnection, DbError> {
        let (first, count) = (self.last.load(Ordering::Relaxed), self.hosts.len());
        let mut refused = silent();
        for (nth, left) in (1..=count).rev().enumerate() {
            let at = (first + nth) % count;
            let share = (deadline - Deadline::now()) / u32::try_from(left).unwrap_or(1);
            let connected = timeout_at(Deadline::now() + share, self.connect_to(&self.hosts[at])).await;
            match connected.unwrap_or_else(|_| Err(silent())) {
                Ok(connected) => {
                    self.last.store(at, Ordering::Relaxed);
                    return Ok(connected);
                }
                Err(error) => refused = error,
            }
        }
        Err(DbError::Unreachable(Arc::new(refused)))
    }

    async fn connect_to(&self, host: &PgConnectOptions) -> sqlx::Result<PooledConnection> {
        let mut connection = host.connect().await?;
        let name = Uuid::new_v4().simple().to_string();
        connection.execute(AssertSqlSafe(self.settings(&name))).await?;
        if self.writable {
            let look = raw_sql("select current_setting('transaction_read_only')");
            let only_reads: String = look.fetch_one(&mut connection).await?.try_get(0)?;
            if only_reads == "on" {
                return Err(std::io::Error::other("it only reads, as a standby does").into());
            }
        }
        let now = Instant::now();
        Ok(PooledConnection { connection, name, made: now, answered: now, prepared: 0 })
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
