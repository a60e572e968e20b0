//! Shared commits: transactions that wait for SQLite's one writer wait for the disk together.
//!
//! The writer connection goes from one transaction to the next inside one outer transaction; each
//! has its *turn* under a savepoint. A turn that commits leaves its rows and waits. The first to
//! wait calls for a flush, which queues for the connection behind everybody who queued by then:
//! they have their turns first, then one `COMMIT` serves them all, and only then they are told.
//!
//! Any future here may be dropped at any `await`, because a client may hang up at any time. So
//! the state is always set *before* a statement is sent, to what is true whether it ran or not,
//! and the next one to hold the connection goes on from there; SQLite's worker runs what was sent
//! in order. `COMMIT` is the one statement of which nobody could tell afterwards whether it ran:
//! it runs in a task of its own, which nobody can drop.

use std::sync::Arc;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use super::DbError;

/// So many may wait for one commit: it bounds how long the first of them waits.
const BATCH: usize = 64;

/// The writer of a SQLite database; clones share it.
#[derive(Clone)]
pub(super) struct Commits {
    /// Fair: turns are had in the order in which they were asked for.
    writer: Arc<Mutex<Writer>>,
    patience: Duration,
}

pub(super) struct Writer {
    connection: SqliteConnection,
    options: SqliteConnectOptions,
    state: State,
    /// Those whose rows are in the outer transaction.
    waiting: Vec<oneshot::Sender<Result<(), DbError>>>,
    /// Whether a flush is under way to the connection.
    flush_comes: bool,
    /// How many times the disk was waited for.
    #[cfg(test)]
    pub(super) commits: usize,
}

/// Where the connection stands, as far as everybody can know who finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// No transaction is open.
    Closed,
    /// The rows above the savepoint belong to a turn: to be undone unless it commits.
    Taken,
    /// The rows above the savepoint belong to somebody who waits.
    Kept,
    /// As `Kept`, but the savepoint may have been released, and another one set.
    Bare,
    /// The outer transaction may be gone, and with it the rows of all who wait.
    Unsure,
}

impl Commits {
    /// Opens the writer connection.
    pub async fn open(options: SqliteConnectOptions, patience: Duration) -> Result<Self, sqlx::Error> {
        let writer = Writer {
            connection: options.connect().await?,
            options,
            state: State::Closed,
            waiting: Vec::new(),
            flush_comes: false,
            #[cfg(test)]
            commits: 0,
        };
        Ok(Self { writer: Arc::new(Mutex::new(writer)), patience })
    }

    /// Begins a transaction when its turn has come.
    pub async fn begin(&self) -> Result<Turn, DbError> {
        let mut turn = self.queue().await?;
        if turn.writer.state == State::Unsure || turn.writer.waiting.len() >= BATCH {
            turn = turn.settled().await?;
        }
        turn.writer.enter().await?;
        Ok(turn)
    }

    /// Holds all writers back, with no transaction open, for as long as the answer is kept.
    pub async fn pause(&self) -> Result<Turn, DbError> {
        self.queue().await?.settled().await
    }

    async fn queue(&self) -> Result<Turn, DbError> {
        let writer = Arc::clone(&self.writer).lock_owned();
        let writer = tokio::time::timeout(self.patience, writer).await;
        Ok(Turn { writer: writer.map_err(|_| DbError::Busy)? })
    }
}

/// One transaction's time with the connection; dropped without a commit, it leaves nothing.
pub(super) struct Turn {
    pub(super) writer: OwnedMutexGuard<Writer>,
}

impl Turn {
    /// The connection, for the statements of this transaction.
    pub fn connection(&mut self) -> Result<&mut SqliteConnection, DbError> {
        // After an error that undid the outer transaction each statement would commit by itself.
        if self.writer.state != State::Taken {
            return Err(DbError::Busy);
        }
        Ok(&mut self.writer.connection)
    }

    /// Looks whether the result of a statement leaves the outer transaction in doubt.
    pub fn note<T>(&mut self, result: Result<T, sqlx::Error>) -> Result<T, DbError> {
        result.map_err(|error| {
            if !spares_transaction(&error) {
                self.writer.state = State::Unsure;
            }
            error.into()
        })
    }

    /// Waits until the rows of this transaction are on the disk, together with others.
    pub async fn commit(mut self) -> Result<(), DbError> {
        self.connection()?;
        let (tell, told) = oneshot::channel();
        self.writer.waiting.push(tell);
        self.writer.state = State::Kept;
        drop(self);
        // Nobody answers when the runtime ends first.
        told.await.unwrap_or_else(|_| Err(sqlx::Error::WorkerCrashed.into()))
    }

    /// Ends the outer transaction, in a task that nobody can drop half-way.
    async fn settled(mut self) -> Result<Self, DbError> {
        let task = tokio::spawn(async move {
            self.writer.settle().await;
            self
        });
        task.await.map_err(|_| sqlx::Error::WorkerCrashed.into())
    }
}

impl Drop for Turn {
    /// Calls for a flush, which ends what this turn has begun or left.
    fn drop(&mut self) {
        if self.writer.state == State::Closed || self.writer.flush_comes {
            return;
        }
        // Without a runtime the program ends, and closing the connection undoes everything.
        if let Ok(runtime) = Handle::try_current() {
            self.writer.flush_comes = true;
            runtime.spawn(flush(Arc::clone(OwnedMutexGuard::mutex(&self.writer))));
        }
    }
}

async fn flush(writer: Arc<Mutex<Writer>>) {
    let mut writer = writer.lock().await;
    writer.flush_comes = false;
    writer.settle().await;
}

impl Writer {
    /// Opens the outer transaction, or goes on in it, and sets the savepoint of a turn.
    async fn enter(&mut self) -> Result<(), DbError> {
        let (statement, if_dropped) = match self.state {
            State::Closed => ("BEGIN IMMEDIATE; SAVEPOINT turn", State::Unsure),
            State::Kept => ("RELEASE turn; SAVEPOINT turn", State::Bare),
            State::Bare => ("SAVEPOINT turn", State::Bare),
            // The savepoint stays, and is this turn's now.
            State::Taken => ("ROLLBACK TO turn", State::Taken),
            State::Unsure => return Err(sqlx::Error::WorkerCrashed.into()),
        };
        self.state = if_dropped;
        let entered = self.control(statement).await;
        self.state = if entered.is_ok() { State::Taken } else { State::Unsure };
        Ok(entered?)
    }

    /// Ends the outer transaction and tells those who wait. Must not be dropped half-way.
    async fn settle(&mut self) {
        let commit = match self.state {
            State::Closed => return,
            State::Taken if !self.waiting.is_empty() => "ROLLBACK TO turn; COMMIT",
            State::Kept | State::Bare if !self.waiting.is_empty() => "COMMIT",
            State::Taken | State::Kept | State::Bare | State::Unsure => "",
        };
        let outcome = if commit.is_empty() {
            // Whoever waits lost the rows through somebody else's failure, and may try again.
            Err(DbError::Busy)
        } else {
            self.control(commit).await.map_err(DbError::from)
        };
        if outcome.is_ok() {
            self.state = State::Closed;
            #[cfg(test)]
            {
                self.commits += 1;
            }
        } else {
            self.roll_back().await;
        }
        for waiting in self.waiting.drain(..) {
            // Somebody who hung up meanwhile does not listen.
            let _ = waiting.send(outcome.clone());
        }
    }

    /// Makes sure that no transaction is open, on another connection if this one is broken.
    async fn roll_back(&mut self) {
        self.state = match self.control("ROLLBACK").await {
            Ok(()) => State::Closed,
            // There was no transaction: the error before had undone it.
            Err(error) if primary_code(&error) == Some(1) => State::Closed,
            Err(_) => match self.options.connect().await {
                Ok(connection) => {
                    self.connection = connection;
                    State::Closed
                }
                Err(_) => State::Unsure,
            },
        };
    }

    /// Runs a statement that moves the outer transaction on; the state was set by the caller.
    async fn control(&mut self, statement: &'static str) -> Result<(), sqlx::Error> {
        sqlx::query(statement).execute(&mut self.connection).await.map(drop)
    }
}

/// Whether a statement that failed so has undone itself only.
///
/// A full disk, for one, may undo the whole outer transaction, and a driver's error tells nothing.
fn spares_transaction(error: &sqlx::Error) -> bool {
    use sqlx::Error;
    match error {
        // ERROR, TOOBIG, CONSTRAINT, MISMATCH, RANGE
        Error::Database(_) => matches!(primary_code(error), Some(1 | 18 | 19 | 20 | 25)),
        // Those of a result that arrived, or of a parameter that was never sent.
        Error::RowNotFound
        | Error::ColumnNotFound(_)
        | Error::ColumnIndexOutOfBounds { .. }
        | Error::ColumnDecode { .. }
        | Error::Decode(_)
        | Error::Encode(_) => true,
        _ => false,
    }
}

/// SQLite's result code, without its extension.
fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let code: u32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}

#[cfg(test)]
mod hang_ups;
#[cfg(test)]
mod tests;
