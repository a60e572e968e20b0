//! SQLite, embedded: statements run inline, on the thread of whoever asks; those that are a transaction by
//! themselves on the thread that commits it.
//!
//! Carrying each statement to a thread of its own and its answer back costs more than most statements.
//! What may take long does not hold up the runtime: a `COMMIT` waits for the disk on the writer's
//! thread, a checkpoint on a blocking one, and [`Length::Long`] marks the other long ones.

pub mod backup;
mod checkpoints;
mod error;
mod file;
mod readers;
mod row;
mod statements;
mod writer;

use std::sync::Arc;
use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio_util::task::AbortOnDropHandle;

use self::checkpoints::Checkpoints;
use self::file::Settings;
use super::{DbError, DbOptions};

pub use self::readers::Readers;
pub use self::row::{FromSqlite, SqliteRow};
pub use self::statements::{Length, all, execute, optional, owned};
pub use self::writer::{Pending, SharedCommits, Turn};

/// Until a lock is asked for again that another process had.
const RETRY: Duration = Duration::from_millis(2);

/// An open SQLite database.
pub struct Sqlite {
    pub writer: SharedCommits,
    pub readers: Arc<Readers>,
    _checkpoints: AbortOnDropHandle<()>,
}

impl Sqlite {
    /// Opens the file, and makes it when it is missing.
    ///
    /// # Errors
    /// [`DbError::Unreachable`] when that is not possible or it is no database, [`DbError::Other`] when it is no
    /// path of a file.
    pub async fn open(path: &str, options: DbOptions) -> Result<Self, DbError> {
        if !file::is_file(path) {
            return Err(sqlx::Error::Configuration("not a path of a file".into()).into());
        }
        let settings = Settings::new(path, options.timeout);
        let opened = spawn_blocking(move || open(settings, options)).await;
        let (writer, readers, checkpoints) = opened.map_err(|_| sqlx::Error::WorkerCrashed)??;
        let checkpoints = tokio::spawn(checkpoints.keep(writer.clone()));
        Ok(Self { writer, readers: Arc::new(readers), _checkpoints: AbortOnDropHandle::new(checkpoints) })
    }
}

/// Opens all connections, the writer first: it makes the file what the others expect.
fn open(settings: Settings, options: DbOptions) -> Result<(SharedCommits, Readers, Checkpoints), DbError> {
    settings.make_file().map_err(sqlx::Error::Io)?;
    let writer = SharedCommits::open(settings.clone(), options.timeout)?;
    let checkpoints = Checkpoints::open(&settings)?;
    let readers = Readers::open(settings, options.readers, options.timeout)?;
    Ok((writer, readers, checkpoints))
}

#[cfg(test)]
mod tests;
