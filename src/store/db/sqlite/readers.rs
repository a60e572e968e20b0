//! The connections that only read: a few, each lent for one statement.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Instant, sleep, timeout_at};

use super::RETRY;
use super::error::{is_busy, is_of_the_file};
use super::file::Settings;
use super::statements::Length;
use crate::store::db::DbError;

/// The readers of a SQLite database.
#[derive(Debug)]
pub struct Readers {
    settings: Settings,
    timeout: Duration,
    /// How many connections there may be.
    count: usize,
    /// One permit for each connection, had in the order in which they were asked for.
    permits: Semaphore,
    /// Long statements have half of the connections at most, so that short ones never wait for them.
    long: Semaphore,
    /// Those that nobody uses; one that was thrown away is opened anew by the next who needs it.
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// Opens so many connections, two at least.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn open(settings: Settings, count: u32, timeout: Duration) -> rusqlite::Result<Self> {
        let count = usize::try_from(count).unwrap_or(usize::MAX).clamp(2, 64);
        let idle = (0..count).map(|_| settings.connect_reader()).collect::<rusqlite::Result<_>>()?;
        let [permits, long] = [count, count / 2].map(Semaphore::new);
        Ok(Self { settings, timeout, count, permits, long, idle: Mutex::new(idle) })
    }

    /// Runs one statement on a connection that nobody else uses meanwhile.
    ///
    /// # Errors
    /// [`DbError::Busy`] when no connection became free, or no lock could be had, in time.
    pub async fn run<T>(
        &self,
        length: Length,
        statement: impl Fn(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, DbError> {
        let until = Instant::now() + self.timeout;
        let _long = match length {
            Length::Long => Some(permit(&self.long, until).await?),
            Length::Short => None,
        };
        loop {
            let permit = permit(&self.permits, until).await?;
            let result = length.run(|| self.run_now(&statement));
            drop(permit);
            match result {
                // Another's lock lasts for moments only, such as those after a crash.
                Err(error) if is_busy(&error) && Instant::now() < until => sleep(RETRY).await,
                result => return Ok(result?),
            }
        }
    }

    /// Runs a statement on this thread; whoever calls has a permit.
    fn run_now<T>(&self, statement: impl Fn(&Connection) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        let idle = self.idle().pop();
        let connection = idle.map_or_else(|| self.settings.connect_reader(), Ok)?;
        let result = statement(&connection);
        if !result.as_ref().is_err_and(is_of_the_file) {
            self.idle().push(connection);
        }
        result
    }

    /// How many connections somebody has, how many are open beside those, and how many there may be.
    pub fn used(&self) -> (usize, usize, usize) {
        (self.count - self.permits.available_permits().min(self.count), self.idle().len(), self.count)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn permit(permits: &Semaphore, until: Instant) -> Result<SemaphorePermit<'_>, DbError> {
    let Ok(Ok(permit)) = timeout_at(until, permits.acquire()).await else { return Err(DbError::Busy) };
    Ok(permit)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, mpsc};

    use rusqlite::{Error, ffi};
    use tempfile::TempDir;
    use tokio::task::{JoinSet, yield_now};

    use super::*;

    fn readers(timeout: Duration) -> (Arc<Readers>, TempDir) {
        let directory = TempDir::new().expect("a directory");
        let path = directory.path().join("trial.db");
        let settings = Settings::new(path.to_str().expect("a path"), Duration::from_secs(5));
        settings.connect_writer(Duration::ZERO).expect("a file");
        (Arc::new(Readers::open(settings, 4, timeout).expect("readers")), directory)
    }

    async fn one(readers: &Readers) -> Result<i64, DbError> {
        readers.run(Length::Short, |reader| reader.query_row("select 1", [], |row| row.get(0))).await
    }

    fn failure(code: i32) -> Error {
        Error::SqliteFailure(ffi::Error::new(code), None)
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn slow_readers_starve_nobody() {
        let (readers, _directory) = readers(Duration::from_mins(1));
        let (begin, mut running) = tokio::sync::mpsc::unbounded_channel();
        let mut slow = JoinSet::new();
        let mut ends = Vec::new();
        // More than there are connections and threads, none of which ends before it is told to.
        for _ in 0..6 {
            let (end, ended) = mpsc::channel::<()>();
            ends.push(end);
            let (readers, begin) = (Arc::clone(&readers), begin.clone());
            slow.spawn(async move {
                let ended = Mutex::new(ended);
                let wait = |_: &Connection| {
                    let _ = begin.send(());
                    let _ = ended.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    Ok(())
                };
                readers.run(Length::Long, wait).await
            });
        }
        for _ in 0..2 {
            running.recv().await.expect("two of them run");
        }
        for _ in 0..100 {
            assert_eq!(one(&readers).await.expect("a short one"), 1);
        }
        assert!(running.try_recv().is_err(), "long ones have half of the connections only");
        drop(ends);
        while let Some(done) = slow.join_next().await {
            done.expect("a task").expect("its turn came");
        }
    }

    #[tokio::test]
    async fn whoever_asks_first_reads_first() {
        let (readers, _directory) = readers(Duration::from_mins(1));
        let all = readers.permits.acquire_many(4).await.expect("all connections");
        let order = Arc::new(Mutex::new(Vec::new()));
        let mut tasks = JoinSet::new();
        for number in 0..8 {
            let (readers, order) = (Arc::clone(&readers), Arc::clone(&order));
            tasks.spawn(async move {
                let note = |_: &Connection| {
                    order.lock().unwrap_or_else(PoisonError::into_inner).push(number);
                    Ok(())
                };
                readers.run(Length::Short, note).await
            });
            yield_now().await;
        }
        drop(all);
        while let Some(done) = tasks.join_next().await {
            done.expect("a task").expect("an answer");
        }
        assert_eq!(*order.lock().expect("the order"), (0..8).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn without_a_connection_in_time_the_database_is_busy() {
        let (readers, _directory) = readers(Duration::from_millis(20));
        let all = readers.permits.acquire_many(4).await.expect("all connections");
        let late = one(&readers).await;
        assert!(matches!(late, Err(DbError::Busy)), "{late:?}");
        drop(all);
        assert_eq!(one(&readers).await.expect("a connection"), 1);
    }

    #[tokio::test]
    async fn locks_are_waited_for_and_broken_connections_replaced() {
        let (readers, _directory) = readers(Duration::from_millis(50));
        let tries = AtomicUsize::new(0);
        let busy_twice = |_: &Connection| match tries.fetch_add(1, Ordering::Relaxed) {
            0 | 1 => Err(failure(ffi::SQLITE_BUSY_RECOVERY)),
            tries => Ok(tries),
        };
        assert_eq!(readers.run(Length::Short, busy_twice).await.expect("the third try"), 2);
        let locked = readers.run(Length::Short, |_| Err::<(), _>(failure(ffi::SQLITE_BUSY))).await;
        assert!(matches!(locked, Err(DbError::Busy)), "{locked:?}");
        assert_eq!(readers.idle().len(), 4);

        for left in (0..4).rev() {
            let broken = readers.run(Length::Short, |_| Err::<(), _>(failure(ffi::SQLITE_IOERR_READ))).await;
            assert!(matches!(broken, Err(DbError::Unreachable(_))), "{broken:?}");
            assert_eq!(readers.idle().len(), left);
        }
        assert_eq!(one(&readers).await.expect("a new connection"), 1);
        assert_eq!(readers.idle().len(), 1);
    }
}
