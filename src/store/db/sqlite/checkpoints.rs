//! Checkpoints: the log is copied into the database file, beside readers and writer.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::task::spawn_blocking;
use tokio::time::{MissedTickBehavior, interval};

use super::file::Settings;
use super::writer::SharedCommits;
use crate::store::db::DbError;

/// How often the log is copied into the database file.
const BEAT: Duration = Duration::from_secs(1);

/// Pages after which the writer is held back, so that the log can begin anew: 64 MiB.
const TOO_LONG: i64 = 16_384;

/// The longest that readers may keep such a pause waiting.
const PAUSE: Duration = Duration::from_millis(250);

/// A connection for checkpoints.
#[derive(Debug, Clone)]
pub struct Checkpoints(Arc<Mutex<Connection>>);

impl Checkpoints {
    /// Opens the connection.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn open(settings: &Settings) -> rusqlite::Result<Self> {
        Ok(Self(Arc::new(Mutex::new(settings.connect_writer(PAUSE)?))))
    }

    /// Makes a checkpoint every second, until it is aborted.
    pub async fn keep(self, writer: SharedCommits) {
        let mut beat = interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            beat.tick().await;
            if let Err(error) = self.make(&writer, TOO_LONG).await {
                tracing::warn!(%error, "a checkpoint failed; the next one catches up");
            }
        }
    }

    /// Makes one, and lets the log begin anew when it has more pages than that.
    ///
    /// # Errors
    /// [`DbError`]; nothing is lost, the log stays as long as it is.
    pub async fn make(&self, writer: &SharedCommits, too_long: i64) -> Result<(), DbError> {
        if self.run("PRAGMA wal_checkpoint(PASSIVE)").await? > too_long {
            let _pause = writer.pause().await?;
            self.run("PRAGMA wal_checkpoint(RESTART)").await?;
        }
        Ok(())
    }

    /// Runs one where threads may wait for the disk, and says how many pages the log held.
    async fn run(&self, statement: &'static str) -> Result<i64, DbError> {
        let connection = Arc::clone(&self.0);
        let run = move || {
            let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            connection.query_row(statement, [], |row| row.get(1))
        };
        Ok(spawn_blocking(run).await.map_err(|_| sqlx::Error::WorkerCrashed)??)
    }
}
