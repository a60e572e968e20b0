//! The writer connection with its outer transaction, in which turns are savepoints.

use std::time::Duration;

use rusqlite::{Connection, ffi};
use tokio::sync::watch;

use super::BATCH;
use crate::metrics::METRICS;
use crate::place;
use crate::store::db::DbError;
use crate::store::db::sqlite::error::spares_transaction;
use crate::store::db::sqlite::file::Settings;

/// Where the connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// No transaction is open.
    Closed,
    /// The rows above the savepoint belong to a turn: to be undone unless it commits.
    Taken,
    /// The rows above the savepoint belong to somebody who waits.
    Kept,
    /// The outer transaction may be gone, and with it the rows of all who wait.
    Unsure,
}

/// Hears what became of a transaction.
pub type Told = Box<dyn FnOnce(Result<(), DbError>) + Send>;

/// What became of an outer transaction; nothing yet while it is open.
type Outcome = Option<Result<(), DbError>>;

/// The outer transaction of others whose rows a turn sees.
#[derive(Debug, Clone)]
pub struct Pending(watch::Receiver<Outcome>);

impl Pending {
    /// Waits until those rows are durable.
    ///
    /// # Errors
    /// That of the commit: the rows are gone, and nobody was told that they were kept.
    pub async fn durable(mut self) -> Result<(), DbError> {
        place::give_up();
        let gone = || Err(DbError::from(sqlx::Error::WorkerCrashed));
        self.0
            .wait_for(Option::is_some)
            .await
            .map_or_else(|_| gone(), |ended| ended.clone().unwrap_or_else(gone))
    }
}

/// The only connection that writes.
pub struct Outer {
    connection: Connection,
    settings: Settings,
    state: State,
    /// Those whose rows are in the outer transaction.
    waiting: Vec<Told>,
    /// Where those hear of its end who saw rows of it and wrote none.
    end: Option<watch::Sender<Outcome>>,
    /// How many times the disk was waited for.
    #[cfg(test)]
    pub commits: usize,
}

impl Outer {
    /// Opens the connection.
    pub fn open(settings: Settings) -> rusqlite::Result<Self> {
        Ok(Self {
            // Whoever begins waits for another process, and not its thread.
            connection: settings.connect_writer(Duration::ZERO)?,
            settings,
            state: State::Closed,
            waiting: Vec::new(),
            end: None,
            #[cfg(test)]
            commits: 0,
        })
    }

    pub fn state(&self) -> State {
        self.state
    }

    /// Whether there is anything to end: a transaction, or the hope of those who wait for it.
    pub fn is_open(&self) -> bool {
        match self.state {
            State::Closed => false,
            State::Taken | State::Kept => true,
            State::Unsure => !self.waiting.is_empty(),
        }
    }

    /// Whether it must end before the next turn.
    pub fn is_full(&self) -> bool {
        self.is_open() && (self.waiting.len() >= BATCH || self.state == State::Unsure)
    }

    /// What a turn sees of others that is not durable yet.
    pub fn pending(&mut self) -> Option<Pending> {
        if self.waiting.is_empty() {
            return None;
        }
        Some(Pending(self.end.get_or_insert_with(|| watch::channel(None).0).subscribe()))
    }

    /// Opens the outer transaction, or goes on in it, and sets the savepoint of a turn.
    pub fn enter(&mut self) -> rusqlite::Result<()> {
        match self.state {
            State::Closed => {
                // Nothing is open when this fails.
                self.control("BEGIN IMMEDIATE")?;
                self.state = State::Unsure;
                self.control("SAVEPOINT turn")?;
            }
            State::Kept => {
                self.state = State::Unsure;
                self.control("RELEASE turn")?;
                self.control("SAVEPOINT turn")?;
            }
            // The savepoint stays, and is this turn's now.
            State::Taken => {
                self.state = State::Unsure;
                self.control("ROLLBACK TO turn")?;
            }
            // It was settled just before, in vain: the file cannot be opened.
            State::Unsure => {
                return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_CANTOPEN), None));
            }
        }
        self.state = State::Taken;
        Ok(())
    }

    /// Runs a statement of a turn, and looks whether it leaves the outer transaction in doubt.
    pub fn run<T>(
        &mut self,
        statement: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, DbError> {
        self.taken()?;
        statement(&self.connection).map_err(|error| {
            if !spares_transaction(&error) || self.connection.is_autocommit() {
                self.state = State::Unsure;
            }
            error.into()
        })
    }

    /// Leaves the rows of a turn to the next commit, which is told.
    pub fn keep(&mut self, told: Told) {
        match self.taken() {
            Ok(()) => {
                self.waiting.push(told);
                self.state = State::Kept;
            }
            Err(error) => told(Err(error)),
        }
    }

    /// After an error that undid the outer transaction each statement would commit by itself.
    fn taken(&self) -> Result<(), DbError> {
        if self.state == State::Taken { Ok(()) } else { Err(DbError::Busy) }
    }

    /// Ends the outer transaction. Waits for the disk.
    pub fn settle(&mut self) -> Settled {
        let (waiting, end) = (std::mem::take(&mut self.waiting), self.end.take());
        let outcome = match self.state {
            State::Closed => Ok(()),
            State::Taken | State::Kept if !waiting.is_empty() => self.commit().map_err(DbError::from),
            // Whoever waits lost the rows through somebody else's failure, and may try again.
            State::Taken | State::Kept | State::Unsure => Err(DbError::Busy),
        };
        if outcome.is_ok() {
            if !waiting.is_empty() {
                METRICS.commit(waiting.len());
            }
            self.state = State::Closed;
        } else {
            self.roll_back();
        }
        Settled { waiting, end, outcome }
    }

    fn commit(&mut self) -> rusqlite::Result<()> {
        if self.state == State::Taken {
            self.control("ROLLBACK TO turn")?;
        }
        self.control("COMMIT")?;
        #[cfg(test)]
        {
            self.commits += 1;
        }
        Ok(())
    }

    /// Makes sure that no transaction is open, on another connection if this one is broken.
    fn roll_back(&mut self) {
        let open = !self.connection.is_autocommit();
        self.state = if open && self.control("ROLLBACK").is_err() {
            match self.settings.connect_writer(Duration::ZERO) {
                Ok(connection) => {
                    self.connection = connection;
                    State::Closed
                }
                Err(_) => State::Unsure,
            }
        } else {
            State::Closed
        };
    }

    /// Loses the connection with all that was open on it.
    #[cfg(test)]
    pub fn replace(&mut self, connection: Connection) {
        self.connection = connection;
    }

    /// Runs a statement that moves the outer transaction on; the state is set by the caller.
    fn control(&self, statement: &'static str) -> rusqlite::Result<()> {
        self.connection.prepare_cached(statement)?.raw_execute().map(drop)
    }
}

/// What became of those who waited.
pub struct Settled {
    waiting: Vec<Told>,
    end: Option<watch::Sender<Outcome>>,
    outcome: Result<(), DbError>,
}

impl Settled {
    /// Tells them.
    pub fn tell(self) {
        if let Some(end) = self.end {
            end.send_replace(Some(self.outcome.clone()));
        }
        for told in self.waiting {
            told(self.outcome.clone());
        }
    }
}
