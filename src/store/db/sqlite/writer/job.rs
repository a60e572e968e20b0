//! What the disk's thread does with the connection: whole transactions, and the commits of all.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::sleep;
use std::time::Instant;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::outer::{Outer, State};
use super::{RETRY, Turn, is_busy};
use crate::store::db::DbError;

/// The connection, and what is to be done with it first.
pub(super) struct Errand {
    pub turn: Turn,
    pub work: Work,
}

/// What there is to do.
pub(super) enum Work {
    /// End the outer transaction; somebody may want the turn back after that.
    Settle(Option<oneshot::Sender<Turn>>),
    /// Run a transaction.
    Run(Job),
}

impl Errand {
    /// Does what there is to do, until somebody else has the connection or nobody needs it.
    pub fn carry_out(self) {
        let mut errand = Some(self);
        while let Some(Self { mut turn, work }) = errand {
            let Ok(outer) = turn.outer() else { return };
            match work {
                Work::Run(job) => job.run(outer),
                Work::Settle(back) => {
                    outer.settle().tell();
                    if let Some(back) = back {
                        // Unless whoever wants it has hung up, which passes it on.
                        drop(back.send(turn));
                        return;
                    }
                }
            }
            errand = turn.next();
        }
    }
}

/// A transaction in one function; clones are the same one, which runs once.
#[derive(Clone)]
pub(super) struct Job(Arc<Mutex<Option<Run>>>);

type Run = Box<dyn FnOnce(&mut Outer) + Send>;

impl Job {
    /// A transaction of what the function does, if it can begin by then, and where its outcome is told.
    pub fn new<T: Send + 'static>(
        until: Instant,
        statements: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> (Self, oneshot::Receiver<Result<T, DbError>>) {
        let (tell, told) = oneshot::channel();
        let run = move |outer: &mut Outer| {
            if tell.is_closed() {
                return;
            }
            let done = enter(outer, until).and_then(|()| outer.run(statements));
            // Somebody who hung up meanwhile does not listen.
            match done {
                Ok(value) => outer.keep(Box::new(move |outcome| drop(tell.send(outcome.map(|()| value))))),
                Err(error) => drop(tell.send(Err(error))),
            }
        };
        (Self(Arc::new(Mutex::new(Some(Box::new(run))))), told)
    }

    /// Leaves it out, unless it has begun.
    pub fn withdraw(&self) -> bool {
        self.take().is_some()
    }

    fn run(&self, outer: &mut Outer) {
        if let Some(run) = self.take() {
            run(outer);
        }
    }

    fn take(&self) -> Option<Run> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Begins a transaction; another process that writes is waited for.
fn enter(outer: &mut Outer, until: Instant) -> Result<(), DbError> {
    if outer.state() == State::Unsure {
        outer.settle().tell();
    }
    loop {
        match outer.enter() {
            Err(error) if is_busy(&error) && Instant::now() < until => sleep(RETRY),
            entered => return Ok(entered?),
        }
    }
}
