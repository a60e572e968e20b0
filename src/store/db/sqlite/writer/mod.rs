//! Shared commits: transactions that wait for SQLite's one writer wait for the disk together.
//!
//! The writer goes from one transaction to the next inside one outer transaction; each has its *turn*
//! under a savepoint. A turn that commits leaves its rows and waits. When nobody is queueing any more,
//! or enough are waiting, one `COMMIT` serves them all, and only then they are told.
//!
//! Statements run on the thread of whoever has the turn, from one `await` to the next, so that nothing
//! is half done when a client hangs up and its future is dropped. What waits for the disk, the `COMMIT`,
//! runs on a thread of its own, and goes on there when nobody waits for it any more.

mod outer;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, timeout_at};

use self::outer::{Outer, State};
use super::RETRY;
use super::error::is_busy;
use super::file::Settings;
use super::statements::Length;
use crate::store::db::DbError;

/// So many may wait for one commit: it bounds how long the first of them waits.
const BATCH: usize = 64;

/// The writer of a SQLite database; clones share it.
#[derive(Clone)]
pub struct SharedCommits {
    shared: Arc<Shared>,
    timeout: Duration,
}

struct Shared {
    queue: Mutex<Queue>,
    /// To the thread that may wait for the disk. It ends with the last turn and the last clone.
    disk: mpsc::Sender<Settling>,
}

struct Queue {
    /// The connection while nobody has it, and then nobody is queueing.
    free: Option<Box<Outer>>,
    /// Those who queue for a turn, in their order; some may have hung up.
    queueing: VecDeque<oneshot::Sender<Turn>>,
}

/// An outer transaction that is to end, and whoever wants the turn back.
struct Settling {
    turn: Turn,
    back: Option<oneshot::Sender<Turn>>,
}

impl SharedCommits {
    /// Opens the writer connection.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn open(settings: Settings, timeout: Duration) -> Result<Self, DbError> {
        let outer = Outer::open(settings)?;
        let (disk, settlings) = mpsc::channel::<Settling>();
        let thread = std::thread::Builder::new().name("sqlite commits".to_owned());
        thread
            .spawn(move || settlings.iter().for_each(Settling::settle))
            .map_err(|error| DbError::from(sqlx::Error::Io(error)))?;
        let queue = Queue { free: Some(Box::new(outer)), queueing: VecDeque::new() };
        Ok(Self { shared: Arc::new(Shared { queue: Mutex::new(queue), disk }), timeout })
    }

    /// Begins a transaction when its turn has come.
    ///
    /// # Errors
    /// [`DbError::Busy`] when it does not come in time, or another process keeps the lock for so long.
    pub async fn begin(&self) -> Result<Turn, DbError> {
        let until = Instant::now() + self.timeout;
        let mut turn = self.turn(until).await?;
        if turn.outer()?.state() == State::Unsure {
            turn = turn.settled().await?;
        }
        loop {
            match turn.outer()?.enter() {
                Ok(()) => return Ok(turn),
                // Another process is writing. Who queues behind waits with this turn, and no thread does.
                Err(error) if is_busy(&error) && Instant::now() < until => sleep(RETRY).await,
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Holds all writers back, with no transaction open, for as long as the answer is kept.
    ///
    /// # Errors
    /// [`DbError::Busy`] when its turn does not come in time.
    pub async fn pause(&self) -> Result<Turn, DbError> {
        self.turn(Instant::now() + self.timeout).await?.settled().await
    }

    async fn turn(&self, until: Instant) -> Result<Turn, DbError> {
        let comes = {
            let mut queue = self.shared.queue();
            if let Some(outer) = queue.free.take() {
                return Ok(Turn::new(outer, &self.shared));
            }
            let (give, comes) = oneshot::channel();
            queue.queueing.push_back(give);
            comes
        };
        // Given up too late, a turn that is on its way is dropped, and goes to the next.
        let turn = timeout_at(until, comes).await.map_err(|_| DbError::Busy)?;
        turn.map_err(|_| sqlx::Error::WorkerCrashed.into())
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the connection to the next one who queues, or to the disk's thread when nobody does.
    fn pass_on(self: &Arc<Self>, mut outer: Box<Outer>) {
        loop {
            let next = {
                let mut queue = self.queue();
                let next = if outer.is_full() { None } else { queue.queueing.pop_front() };
                if next.is_none() && !outer.is_open() {
                    queue.free = Some(outer);
                    return;
                }
                next
            };
            let turn = Turn::new(outer, self);
            let Some(next) = next else { return turn.settle(None) };
            match next.send(turn) {
                Ok(()) => return,
                // This one has hung up.
                Err(turn) => match turn.into_outer() {
                    Some(returned) => outer = returned,
                    None => return,
                },
            }
        }
    }
}

impl Settling {
    fn settle(mut self) {
        let Ok(outer) = self.turn.outer() else { return };
        let settled = outer.settle();
        // The next one writes while those who waited are told.
        match self.back {
            Some(back) => drop(back.send(self.turn)),
            None => drop(self.turn),
        }
        settled.tell();
    }
}

/// One transaction's time with the connection; dropped without a commit, it leaves nothing.
pub struct Turn {
    /// There until the turn ends.
    outer: Option<Box<Outer>>,
    shared: Arc<Shared>,
}

impl Turn {
    fn new(outer: Box<Outer>, shared: &Arc<Shared>) -> Self {
        Self { outer: Some(outer), shared: Arc::clone(shared) }
    }

    fn outer(&mut self) -> Result<&mut Outer, DbError> {
        self.outer.as_deref_mut().ok_or(DbError::Over)
    }

    /// Ends the turn, but does not pass the connection on.
    fn into_outer(mut self) -> Option<Box<Outer>> {
        self.outer.take()
    }

    /// Runs a statement of this transaction.
    ///
    /// # Errors
    /// [`DbError`]; after some of them, such as a full disk, the whole outer transaction is undone.
    pub fn run<T>(
        &mut self,
        length: Length,
        statement: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, DbError> {
        let outer = self.outer()?;
        length.run(|| outer.run(statement))
    }

    /// Waits until the rows of this transaction are on the disk, together with others.
    ///
    /// # Errors
    /// [`DbError`]: nothing was kept.
    pub async fn commit(mut self) -> Result<(), DbError> {
        let told = self.outer()?.keep()?;
        drop(self);
        // Nobody answers when the program ends first.
        told.await.unwrap_or_else(|_| Err(sqlx::Error::WorkerCrashed.into()))
    }

    /// Ends the outer transaction, and has the turn back after it.
    async fn settled(self) -> Result<Self, DbError> {
        let (give, back) = oneshot::channel();
        self.settle(Some(give));
        back.await.map_err(|_| sqlx::Error::WorkerCrashed.into())
    }

    /// Lets the disk's thread end the outer transaction.
    fn settle(self, back: Option<oneshot::Sender<Self>>) {
        let shared = Arc::clone(&self.shared);
        if let Err(mpsc::SendError(settling)) = shared.disk.send(Settling { turn: self, back }) {
            // There is no such thread any more: only a panic could have ended it.
            settling.settle();
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(outer) = self.outer.take() {
            self.shared.pass_on(outer);
        }
    }
}

#[cfg(test)]
mod hang_ups;
#[cfg(test)]
mod tests;
