//! How long each thing asked of a PostgreSQL server may take.
//!
//! A connection can fall silent: after a fail-over, or when a firewall has forgotten it, nothing that
//! is sent is ever answered, and nobody says so. The driver gives no way to set a socket's keep-alive
//! or user timeout, so the program's own clock decides; the server is asked to watch its end of the
//! connection (`connect`).

use std::time::Duration;

/// The deadlines of one pool.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadlines {
    /// Until a connection is had, be it a free one, a tried one or a new one.
    pub acquire: Duration,
    /// Until a lock is had; the server sees to it (`lock_timeout`).
    pub lock: Duration,
    /// Until a statement is done; the server sees to it (`statement_timeout`), so that one that takes
    /// too long on a connection that works does not cost the connection.
    pub server: Duration,
    /// Until a statement is answered. After that the connection is thrown away.
    pub statement: Duration,
    /// The same for a text of several statements: a step of the schema may take its time.
    pub script: Duration,
    /// Until a connection that is tried has answered.
    pub probe: Duration,
    /// An answer that takes longer makes every idle connection suspect.
    pub suspicious: Duration,
    /// Until the server gives up a transaction in which nothing happens: its client may be gone.
    pub idle_in_transaction: Duration,
}

impl Deadlines {
    /// The deadlines around a time to wait for a connection or for a lock.
    pub fn new(timeout: Duration) -> Self {
        Self {
            acquire: timeout,
            lock: timeout,
            server: timeout + Duration::from_millis(500),
            statement: timeout + Duration::from_secs(1),
            script: Duration::from_mins(15),
            probe: Duration::from_secs(1),
            suspicious: Duration::from_secs(2).min(timeout),
            idle_in_transaction: timeout * 2,
        }
    }
}
