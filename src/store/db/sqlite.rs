//! SQLite: its file, its settings, and the checkpoints beside the writer.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::task::AbortOnDropHandle;

use super::shared::Commits;
use super::{DbError, DbOptions, STATEMENTS};

/// An open SQLite database.
pub(super) struct Sqlite {
    pub writer: Commits,
    pub readers: SqlitePool,
    _checkpoints: AbortOnDropHandle<()>,
}

impl Sqlite {
    /// Opens the file, and makes it when it is missing.
    pub async fn open(path: &str, options: DbOptions) -> Result<Self, DbError> {
        if path.is_empty() || path.starts_with(':') || path.contains('?') {
            // Each connection to a database in memory would have one of its own.
            return Err(sqlx::Error::Configuration("not a path of a file".into()).into());
        }
        make_file(Path::new(path)).map_err(sqlx::Error::Io)?;
        let settings = settings(path, options.patience);
        let writer = Commits::open(settings.clone(), options.patience).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(options.readers)
            .acquire_timeout(options.patience)
            .test_before_acquire(false)
            .connect_with(settings.clone().read_only(true))
            .await?;
        let beside = settings.busy_timeout(PAUSE).connect().await?;
        let checkpoints = tokio::spawn(keep_checkpoints(beside, writer.clone()));
        Ok(Self { writer, readers, _checkpoints: AbortOnDropHandle::new(checkpoints) })
    }
}

fn settings(path: &str, patience: Duration) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        // With NORMAL a power loss could take commits that were already answered.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(patience)
        .statement_cache_capacity(STATEMENTS)
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-16000")
        // Checkpoints are made below, not by whoever happens to commit the thousandth page.
        .pragma("wal_autocheckpoint", "0")
        // The log keeps its space on the disk, which makes writing to it cheaper, up to 64 MiB.
        .pragma("journal_size_limit", "67108864")
}

/// Makes the file and its directory for their owner only; SQLite's other files follow the first.
fn make_file(path: &Path) -> io::Result<()> {
    if let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) {
        DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    }
    OpenOptions::new().append(true).create(true).mode(0o600).open(path).map(drop)
}

/// How often the log is copied into the database file.
const BEAT: Duration = Duration::from_secs(1);

/// Pages after which the writer is held back, so that the log can begin anew: 64 MiB.
const TOO_LONG: i64 = 16_384;

/// The longest that readers may keep such a pause waiting.
const PAUSE: Duration = Duration::from_millis(250);

/// Copies the log into the database file, beside readers and writer, until it is aborted.
async fn keep_checkpoints(mut connection: SqliteConnection, writer: Commits) {
    let mut beat = interval(BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        beat.tick().await;
        if let Err(error) = checkpoint(&mut connection, &writer, TOO_LONG).await {
            tracing::warn!(%error, "a checkpoint failed; the next one catches up");
        }
    }
}

async fn checkpoint(
    connection: &mut SqliteConnection,
    writer: &Commits,
    too_long: i64,
) -> Result<(), DbError> {
    let pages = run_checkpoint(connection, "PRAGMA wal_checkpoint(PASSIVE)").await?;
    if pages > too_long {
        let _pause = writer.pause().await?;
        run_checkpoint(connection, "PRAGMA wal_checkpoint(RESTART)").await?;
    }
    Ok(())
}

/// Runs one checkpoint and says how many pages the log held.
async fn run_checkpoint(connection: &mut SqliteConnection, statement: &'static str) -> Result<i64, DbError> {
    let (_busy, pages, _copied): (i64, i64, i64) = sqlx::query_as(statement).fetch_one(connection).await?;
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;
    use std::time::Duration;

    use sqlx::ConnectOptions;
    use tokio::task::JoinSet;

    use super::super::Engine;
    use super::super::trial::sqlite;
    use super::super::types::record;
    use super::{checkpoint, settings};

    #[tokio::test]
    async fn sqlite_is_durable_private_and_read_only_where_it_reads() {
        record! { struct Mode { journal_mode: String } }
        record! { struct Level { synchronous: i64 } }
        let trial = sqlite().await;
        let mut writer = trial.db.writer().await.expect("a writer");
        let mode: Mode = writer.one("pragma journal_mode", &[]).await.expect("a mode");
        assert_eq!(mode.journal_mode, "wal");
        let level: Level = writer.one("pragma synchronous", &[]).await.expect("a level");
        assert_eq!(level.synchronous, 2);
        writer.execute("create table trial (id integer primary key)", &[]).await.expect("a table");
        writer.commit().await.expect("a commit");
        trial.db.reader().execute("delete from trial", &[]).await.expect_err("read only");

        let path = Path::new(trial.url.strip_prefix("sqlite://").expect("a path"));
        for (path, mode) in [(path, 0o600), (path.parent().expect("a directory"), 0o700)] {
            let found = path.metadata().expect("made").permissions().mode() & 0o777;
            assert_eq!(found, mode, "{}", path.display());
        }
        let wal = path.with_extension("db-wal").metadata().expect("a log").permissions().mode();
        assert_eq!(wal & 0o777, 0o600);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_log_begins_anew_while_writers_and_readers_go_on() {
        record! { struct Count { rows: i64 } }
        let trial = sqlite().await;
        let mut writer = trial.db.writer().await.expect("a writer");
        writer.execute("create table trial (id integer primary key)", &[]).await.expect("a table");
        writer.commit().await.expect("a commit");
        let mut crowd = JoinSet::new();
        for first in 0..8_i64 {
            let db = trial.db.clone();
            crowd.spawn(async move {
                for id in 0..50 {
                    let mut writer = db.writer().await?;
                    writer.execute("insert into trial values ($1)", &[&(first * 100 + id)]).await?;
                    writer.commit().await?;
                    let _: Count = db.reader().one("select count(*) as rows from trial", &[]).await?;
                }
                Ok::<_, super::DbError>(())
            });
        }
        let Engine::Sqlite(engine) = &trial.db.0.engine else { panic!("not SQLite") };
        let path = trial.url.strip_prefix("sqlite://").expect("a path");
        let beside = settings(path, Duration::from_millis(250)).connect().await;
        let mut beside = beside.expect("a connection");
        while !crowd.is_empty() {
            checkpoint(&mut beside, &engine.writer, 0).await.expect("a checkpoint");
            while let Some(done) = crowd.try_join_next() {
                done.expect("a task").expect("no write fails");
            }
        }
        let sql = "select count(*) as rows from trial";
        let count: Count = trial.db.reader().one(sql, &[]).await.expect("a count");
        assert_eq!(count.rows, 400);
    }
}
