//! Shared commits: transactions that wait for SQLite's one writer wait for the disk together.
//!
//! The writer goes from one transaction to the next inside one outer transaction; each has its *turn*
//! under a savepoint. A turn that commits leaves its rows and waits. When nobody is queueing any more,
//! or enough are waiting, one `COMMIT` serves them all, and only then they are told.
//!
//! Statements of a turn run on the thread of whoever has it, from one `await` to the next, so that nothing
//! is half done when a client hangs up and its future is dropped. What waits for the disk, the `COMMIT`,
//! runs on a thread of its own, and goes on there when nobody waits for it any more.
//!
//! A turn sees the rows of those who wait. Whoever answers by them without a commit of its own first waits until they
//! are durable ([`Turn::pending`]): the commit may fail, and then they were never there.
//!
//! Whoever waits for the writer or its disk gives up its [place] among the requests that are worked on: the more of them
//! wait, the more share a commit.
//!
//! A transaction that is one call, most of them, is a *job*: the disk's thread runs it. A turn would have to be
//! carried to its task, which waits behind other tasks for a thread while the writer stands still.

mod job;
mod outer;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, timeout_at};

use self::job::{Errand, Job, Work};
use self::outer::{Outer, State};
use super::RETRY;
use super::error::is_busy;
use super::file::Settings;
use super::statements::Length;
use crate::place;
use crate::store::db::DbError;

pub use self::outer::Pending;

/// So many may wait for one commit: it bounds how long the first of them waits.
const BATCH: usize = place::MOST_AWAY;

/// The writer of a SQLite database; clones share it.
#[derive(Clone)]
pub struct SharedCommits {
    shared: Arc<Shared>,
    timeout: Duration,
}

struct Shared {
    queue: Mutex<Queue>,
    /// To the thread that may wait for the disk. It ends with the last turn and the last clone.
    disk: mpsc::Sender<Errand>,
}

struct Queue {
    /// The connection while nobody has it, and then nobody is queueing.
    free: Option<Box<Outer>>,
    /// Those who queue, in their order; some may have hung up.
    queueing: VecDeque<Queued>,
}

/// Who queues for the connection.
enum Queued {
    /// Somebody who wants a turn.
    Turn(oneshot::Sender<Turn>),
    /// A whole transaction.
    Job(Job),
}

impl SharedCommits {
    /// Opens the writer connection.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn open(settings: Settings, timeout: Duration) -> Result<Self, DbError> {
        let outer = Outer::open(settings)?;
        let (disk, errands) = mpsc::channel::<Errand>();
        let thread = std::thread::Builder::new().name("sqlite commits".to_owned());
        thread
            .spawn(move || errands.iter().for_each(Errand::carry_out))
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
                Ok(()) => {
                    turn.pending = turn.outer()?.pending();
                    return Ok(turn);
                }
                // Another process is writing. Who queues behind waits with this turn, and no thread does.
                Err(error) if is_busy(&error) && Instant::now() < until => sleep(RETRY).await,
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Runs a function as a transaction of its own, and returns when that is durable. It runs beside the runtime,
    /// so it may wait for the disk.
    ///
    /// A caller that hangs up before it has begun has it left out; later, it is done and told to nobody.
    ///
    /// # Errors
    /// As for [`Self::begin`], and those of the function and of the commit: nothing was kept.
    pub async fn single<T: Send + 'static>(
        &self,
        statements: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, DbError> {
        let until = Instant::now() + self.timeout;
        let (job, mut told) = Job::new(until.into_std(), statements);
        self.shared.submit(job.clone());
        place::give_up();
        let told = match timeout_at(until, &mut told).await {
            Ok(told) => told,
            Err(_) if job.withdraw() => return Err(DbError::Busy),
            // It has begun.
            Err(_) => told.await,
        };
        told.unwrap_or_else(|_| Err(sqlx::Error::WorkerCrashed.into()))
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
            queue.queueing.push_back(Queued::Turn(give));
            comes
        };
        place::give_up();
        // Given up too late, a turn that is on its way is dropped, and goes to the next.
        let turn = timeout_at(until, comes).await.map_err(|_| DbError::Busy)?;
        turn.map_err(|_| sqlx::Error::WorkerCrashed.into())
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has a job done when its turn comes.
    fn submit(self: &Arc<Self>, job: Job) {
        let outer = {
            let mut queue = self.queue();
            let Some(outer) = queue.free.take() else {
                queue.queueing.push_back(Queued::Job(job));
                return;
            };
            outer
        };
        self.send(Errand { turn: Turn::new(outer, self), work: Work::Run(job) });
    }

    /// Gives the connection to the next one who queues, or to the disk's thread.
    fn pass_on(self: &Arc<Self>, outer: Box<Outer>) {
        if let Some(errand) = self.next(outer) {
            self.send(errand);
        }
    }

    /// Gives the connection to the next one who queues, and says what else there is to do with it, on the disk's
    /// thread: to run a job or, when nobody queues any more or enough are waiting, to end the outer transaction.
    fn next(self: &Arc<Self>, mut outer: Box<Outer>) -> Option<Errand> {
        loop {
            let next = {
                let mut queue = self.queue();
                let next = if outer.is_full() { None } else { queue.queueing.pop_front() };
                if next.is_none() && !outer.is_open() {
                    queue.free = Some(outer);
                    return None;
                }
                next
            };
            let turn = Turn::new(outer, self);
            let next = match next {
                None => return Some(Errand { turn, work: Work::Settle(None) }),
                Some(Queued::Job(job)) => return Some(Errand { turn, work: Work::Run(job) }),
                Some(Queued::Turn(next)) => next,
            };
            // This one may have hung up.
            let Err(turn) = next.send(turn) else { return None };
            outer = turn.into_outer()?;
        }
    }

    /// Leaves something to the disk's thread.
    fn send(&self, errand: Errand) {
        if let Err(mpsc::SendError(errand)) = self.disk.send(errand) {
            // There is no such thread any more: only a panic could have ended it.
            errand.carry_out();
        }
    }
}

/// One transaction's time with the connection; dropped without a commit, it leaves nothing.
pub struct Turn {
    /// There until the turn ends.
    outer: Option<Box<Outer>>,
    /// What it sees of others that is not durable yet.
    pending: Option<Pending>,
    shared: Arc<Shared>,
}

impl Turn {
    fn new(outer: Box<Outer>, shared: &Arc<Shared>) -> Self {
        Self { outer: Some(outer), pending: None, shared: Arc::clone(shared) }
    }

    fn outer(&mut self) -> Result<&mut Outer, DbError> {
        self.outer.as_deref_mut().ok_or(DbError::Over)
    }

    /// Ends the turn, and says what there is to do with the connection after it.
    fn next(self) -> Option<Errand> {
        let shared = Arc::clone(&self.shared);
        self.into_outer().and_then(|outer| shared.next(outer))
    }

    /// Ends the turn, but does not pass the connection on.
    fn into_outer(mut self) -> Option<Box<Outer>> {
        self.outer.take()
    }

    /// What it sees of others that is not durable yet.
    pub fn pending(&self) -> Option<Pending> {
        self.pending.clone()
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
        let (tell, told) = oneshot::channel();
        // Somebody who hung up meanwhile does not listen.
        self.outer()?.keep(Box::new(move |outcome| drop(tell.send(outcome))));
        drop(self);
        place::give_up();
        // Nobody answers when the program ends first.
        told.await.unwrap_or_else(|_| Err(sqlx::Error::WorkerCrashed.into()))
    }

    /// Ends the outer transaction, and has the turn back after it.
    async fn settled(self) -> Result<Self, DbError> {
        let (give, back) = oneshot::channel();
        let shared = Arc::clone(&self.shared);
        shared.send(Errand { turn: self, work: Work::Settle(Some(give)) });
        back.await.map_err(|_| sqlx::Error::WorkerCrashed.into())
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
mod job_tests;
#[cfg(test)]
mod tests;
