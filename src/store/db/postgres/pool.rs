//! The connections to a PostgreSQL server: a bounded number, given back as soon as they have answered.
//!
//! Our own, because sqlx's pool asks the server once more after each use, waits for ever for one that
//! has fallen silent, and keeps its other connections when one is found dead.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::Semaphore;
use tokio::time::{Instant as Deadline, timeout_at};

use super::super::{Counters, DbError, DbOptions};
use super::connect::{PooledConnection, Server};
use super::deadline::Deadlines;
use super::lease::Lease;

/// A pool of connections.
pub(in crate::store::db) struct Pool {
    server: Server,
    pub(super) deadlines: Deadlines,
    pub(super) counters: Arc<Counters>,
    /// How many connections there may be.
    most: usize,
    /// Fair: connections are had in the order in which they were asked for.
    places: Arc<Semaphore>,
    idle: Mutex<Idle>,
}

#[derive(Default)]
struct Idle {
    /// The one that was used last at the end.
    connections: Vec<PooledConnection>,
    /// A connection that answered last before this moment is tried before it is used: another one was
    /// found dead then, or was slow to answer, and what befell it may have befallen all.
    suspect: Option<Instant>,
}

impl Pool {
    /// A pool whose server has answered.
    ///
    /// # Errors
    /// [`DbError::Unreachable`] with what the server says; [`DbError::Pooler`]; [`DbError::Other`] for a
    /// URL that is none.
    pub async fn open(url: &str, options: DbOptions, counters: Arc<Counters>) -> Result<Arc<Self>, DbError> {
        let deadlines = Deadlines::new(options.timeout);
        let server = Server::parse(url, deadlines)?;
        let deadline = Deadline::now() + deadlines.acquire;
        let mut connections = vec![server.connect(deadline).await?];
        // A server with no room for a second one is no reason not to start.
        if options.connections > 1
            && let Ok(mut second) = server.connect(deadline).await
        {
            match server.check_pooler(&mut connections[0], &mut second, deadline).await {
                Ok(()) => connections.push(second),
                Err(error @ DbError::Pooler) => return Err(error),
                Err(_) => connections.clear(),
            }
        }
        let most = usize::try_from(options.connections).unwrap_or(1);
        let places = Arc::new(Semaphore::new(most));
        let idle = Mutex::new(Idle { connections, suspect: None });
        Ok(Arc::new(Self { server, deadlines, counters, most, places, idle }))
    }

    /// A connection, when one is free.
    ///
    /// # Errors
    /// [`DbError::Busy`] when none became free in time, [`DbError::Unreachable`] when none could be made.
    pub async fn acquire(self: &Arc<Self>) -> Result<Lease, DbError> {
        let deadline = Deadline::now() + self.deadlines.acquire;
        let place = timeout_at(deadline, Arc::clone(&self.places).acquire_owned()).await;
        let place = place.map_err(|_| DbError::Busy)?.map_err(|_| sqlx::Error::PoolClosed)?;
        let pooled = self.pooled(deadline).await?;
        Ok(Lease::new(pooled, Arc::clone(self), place))
    }

    /// How many connections somebody has or waits for, how many are open beside those, and how many there may be.
    pub fn used(&self) -> (usize, usize, usize) {
        (self.most - self.places.available_permits().min(self.most), self.idle().connections.len(), self.most)
    }

    /// A connection in a transaction.
    ///
    /// # Errors
    /// As for [`Self::acquire`].
    pub async fn begin(self: &Arc<Self>) -> Result<Lease, DbError> {
        let mut lease = self.acquire().await?;
        lease.begin().await?;
        Ok(lease)
    }

    async fn pooled(&self, deadline: Deadline) -> Result<PooledConnection, DbError> {
        while let Some((mut pooled, trusted)) = self.take() {
            if trusted {
                return Ok(pooled);
            }
            let tried = Instant::now();
            self.counters.probe();
            if pooled.answers(self.deadlines.probe).await {
                return Ok(pooled);
            }
            // One wait is enough: the others that said nothing since are not tried one by one.
            self.idle().connections.retain(|other| other.answered > tried);
        }
        self.counters.connect();
        let pooled = self.server.connect(deadline).await;
        pooled.inspect_err(|_| self.suspect())
    }

    /// The connection that was used last, and whether it can be used untried.
    fn take(&self) -> Option<(PooledConnection, bool)> {
        let mut idle = self.idle();
        let pooled = std::iter::from_fn(|| idle.connections.pop()).find(PooledConnection::is_young)?;
        let trusted = pooled.is_trusted(idle.suspect);
        Some((pooled, trusted))
    }

    /// Takes back a connection on which nothing is under way.
    pub(super) fn give_back(&self, pooled: PooledConnection) {
        self.idle().connections.push(pooled);
    }

    /// From now on every idle connection is tried before it is used.
    pub(super) fn suspect(&self) {
        self.idle().suspect = Some(Instant::now());
    }

    fn idle(&self) -> MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
