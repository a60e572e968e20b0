//! The gate: so many requests are worked on at once, as many wait for a moment, and the others are told at once to come
//! again. What is let in is served as fast as ever, however many knock.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::{ProblemCode, Rejection};
use crate::metrics::METRICS;

/// So long a request waits for its turn at most: a moment that whoever waits does not mind.
const PATIENCE: Duration = Duration::from_millis(250);

/// There is no room.
pub(super) const FULL: Rejection = Rejection {
    retry_after: Some(1),
    ..Rejection::new(
        ProblemCode::Busy,
        "Too many requests at once. Try again in a moment; what was saved is safe.",
    )
};

/// Of a request whose handler tells by itself that there is no room, together with what the request brought, or that it
/// brought too much.
#[derive(Debug, Clone, Copy)]
pub(super) struct TellsItself;

/// Lets in so many at once.
#[derive(Debug)]
pub(super) struct Gate {
    places: Arc<Semaphore>,
    /// How many wait, and how many may.
    waiting: AtomicUsize,
    queue: usize,
    patience: Duration,
}

impl Gate {
    /// So many at once, and as many who wait.
    pub fn new(places: usize) -> Arc<Self> {
        Self::with_patience(places, PATIENCE)
    }

    fn with_patience(places: usize, patience: Duration) -> Arc<Self> {
        let (queue, places) = (places, Arc::new(Semaphore::new(places)));
        Arc::new(Self { places, waiting: AtomicUsize::new(0), queue, patience })
    }

    /// Lets a request in where there is room and nobody waits.
    pub fn try_enter(self: &Arc<Self>) -> Option<Turn> {
        // A semaphore is fair to those who wait: it gives nothing to those who try.
        let place = Arc::clone(&self.places).try_acquire_owned().ok()?;
        Some(Turn::new(self, Some(place)))
    }

    /// Lets a request in when its turn comes.
    pub async fn enter(self: &Arc<Self>) -> Result<Turn, Rejection> {
        Ok(Turn::new(self, Some(self.place().await?)))
    }

    async fn place(&self) -> Result<OwnedSemaphorePermit, Rejection> {
        let refused = || {
            METRICS.limited("requests");
            FULL
        };
        // Counted until it is dropped: whoever waits may hang up.
        let waits = Waits::begin(&self.waiting);
        if waits.before >= self.queue {
            return Err(refused());
        }
        match timeout(self.patience, Arc::clone(&self.places).acquire_owned()).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(refused()),
        }
    }
}

/// One of those who wait.
struct Waits<'a> {
    waiting: &'a AtomicUsize,
    before: usize,
}

impl<'a> Waits<'a> {
    fn begin(waiting: &'a AtomicUsize) -> Self {
        Self { waiting, before: waiting.fetch_add(1, Relaxed) }
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.waiting.fetch_sub(1, Relaxed);
    }
}

/// A request's place, until the last of its clones is dropped.
#[derive(Debug, Clone)]
pub struct Turn(Arc<Held>);

#[derive(Debug)]
struct Held {
    gate: Arc<Gate>,
    place: Mutex<Option<OwnedSemaphorePermit>>,
    /// Whether it has none, and whoever handles the request says so.
    refused: AtomicBool,
}

impl Turn {
    fn new(gate: &Arc<Gate>, place: Option<OwnedSemaphorePermit>) -> Self {
        let refused = AtomicBool::new(place.is_none());
        Self(Arc::new(Held { gate: Arc::clone(gate), place: Mutex::new(place), refused }))
    }

    /// That of a request which is handled although there is no room, to be told so with what it brings.
    pub(super) fn refused(gate: &Arc<Gate>) -> Self {
        Self::new(gate, None)
    }

    /// Whether there was no room: nothing must be done for the request but to tell it so.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.0.refused.load(Relaxed)
    }

    /// Gives the place to somebody else while the client is waited for.
    pub(super) fn step_aside(&self) {
        self.0.place.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Has a place again, or is refused.
    pub(super) async fn come_back(&self) {
        match self.0.gate.place().await {
            Ok(place) => drop(self.0.place.lock().unwrap_or_else(PoisonError::into_inner).replace(place)),
            Err(_) => self.0.refused.store(true, Relaxed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_mins(1);

    #[tokio::test]
    async fn some_are_let_in_some_wait_and_the_others_are_refused() {
        let gate = Gate::with_patience(2, LONG);
        let (one, two) = (gate.try_enter().expect("a place"), gate.try_enter().expect("a place"));
        assert!(gate.try_enter().is_none());
        let queue = [(); 2].map(|()| {
            let gate = Arc::clone(&gate);
            tokio::spawn(async move { gate.enter().await })
        });
        while gate.waiting.load(Relaxed) < 2 {
            tokio::task::yield_now().await;
        }
        assert_eq!(gate.enter().await.expect_err("a third one does not wait"), FULL);
        drop(one);
        drop(two);
        for waiting in queue {
            waiting.await.expect("a task").expect("its turn");
        }
        assert!(gate.try_enter().is_some());
    }

    #[tokio::test]
    async fn whoever_has_waited_long_enough_is_refused() {
        let gate = Gate::with_patience(1, Duration::from_millis(1));
        let held = gate.try_enter().expect("a place");
        assert_eq!(gate.enter().await.expect_err("nobody comes out"), FULL);
        assert_eq!(gate.waiting.load(Relaxed), 0);
        drop(held);
        assert!(gate.enter().await.is_ok());
    }

    #[tokio::test]
    async fn whoever_waits_for_a_client_keeps_nobody_out() {
        let gate = Gate::with_patience(1, Duration::from_millis(1));
        let slow = gate.try_enter().expect("a place");
        slow.step_aside();
        let other = gate.try_enter().expect("the place");
        assert!(!slow.is_refused());
        slow.come_back().await;
        assert!(slow.is_refused(), "there was no room in time");
        drop(other);
        let slow = gate.try_enter().expect("the place");
        slow.step_aside();
        slow.come_back().await;
        assert!(!slow.is_refused() && gate.try_enter().is_none());
        drop(slow);
        assert!(gate.try_enter().is_some());
    }

    #[tokio::test]
    async fn whoever_hangs_up_while_it_waits_makes_room() {
        let gate = Gate::with_patience(1, LONG);
        let held = gate.try_enter().expect("a place");
        for _ in 0..10 {
            assert!(timeout(Duration::from_millis(1), gate.enter()).await.is_err());
        }
        assert_eq!(gate.waiting.load(Relaxed), 0);
        drop(held);
        assert!(gate.try_enter().is_some());
    }
}
