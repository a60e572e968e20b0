//! The file of a SQLite database, and how connections to it are opened.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::PathBuf;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::super::STATEMENTS;

/// How connections are opened.
#[derive(Debug, Clone)]
pub struct Settings {
    path: PathBuf,
    /// How long opening one may wait for another process.
    timeout: Duration,
}

impl Settings {
    /// Settings for the database in this file.
    pub fn new(path: &str, timeout: Duration) -> Self {
        Self { path: path.into(), timeout }
    }

    /// Makes the file and its directory for their owner only; SQLite's other files follow the first.
    pub fn make_file(&self) -> io::Result<()> {
        let directory = self.path.parent().filter(|directory| !directory.as_os_str().is_empty());
        if let Some(directory) = directory {
            DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
        }
        OpenOptions::new().append(true).create(true).mode(0o600).open(&self.path).map(drop)
    }

    /// A connection that writes, and waits for so long for a lock while its thread stands still.
    pub fn connect_writer(&self, wait: Duration) -> rusqlite::Result<Connection> {
        let connection = self.connect(OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        connection.busy_timeout(self.timeout)?;
        // With NORMAL a power loss could take commits that were already answered.
        // Checkpoints are made beside, not by whoever happens to commit the thousandth page.
        // The log keeps its space on the disk, which makes writing to it cheaper, up to 64 MiB.
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
             PRAGMA journal_size_limit = 67108864;",
        )?;
        connection.busy_timeout(wait)?;
        Ok(connection)
    }

    /// A connection that only reads, and never waits for a lock.
    pub fn connect_reader(&self) -> rusqlite::Result<Connection> {
        let connection = self.connect(OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.busy_timeout(Duration::ZERO)?;
        Ok(connection)
    }

    fn connect(&self, flags: OpenFlags) -> rusqlite::Result<Connection> {
        // Each connection has one user at a time anyway, so SQLite's own mutex is left out.
        let connection = Connection::open_with_flags(&self.path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA temp_store = memory; PRAGMA cache_size = -16000;",
        )?;
        Ok(connection)
    }
}

/// Whether this is a path of a file: each connection to a database in memory would have one of its own.
pub fn is_file(path: &str) -> bool {
    !(path.is_empty() || path.starts_with(':') || path.contains('?'))
}
