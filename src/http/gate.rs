//! The gate: so many requests are worked on at once, and the others wait in line. When the line would become too long, it
//! becomes short: whoever came last stands in it, and the others stand aside, until they are told to come again.
//!
//! With such a crowd, to be fair would be to serve everybody too late. Those who are served are served as fast as ever. Refusing is
//! work as well: for so many who are served one is refused, so that it costs little although they come again at once; who waits as it
//! is told hears it sooner. A crowd that is soon over is served all the same. This is known as *adaptive LIFO* and *controlled delay*
//! (B. Maurer, *Fail at scale*, ACM Queue 13 (8), 2015).

mod room;

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, timeout};

use self::room::{Room, Rules};
use super::{Limits, ProblemCode, Rejection};
use crate::metrics::METRICS;
use crate::place;

/// In so many seconds whoever is refused should come again.
const AGAIN: u64 = 3;

/// So long whoever waits does so at most, as it would for the database: there are turns unless that stands still.
const IN_LINE: Duration = Duration::from_secs(5);

/// So often at most the log says how many were refused.
const TELLING: Duration = Duration::from_secs(1);

/// There is no room.
pub(super) const FULL: Rejection = Rejection {
    retry_after: Some(AGAIN),
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
    room: Mutex<Room>,
    /// How many were refused since the log said so, and when it did.
    refused: Mutex<(u64, Option<Instant>)>,
}

impl Gate {
    /// A gate that keeps these limits.
    pub fn new(limits: &Limits) -> Arc<Self> {
        let places = limits.requests.min(limits.at_once);
        Self::with(places, Rules::usual(limits.requests - places, limits.served_per_refusal))
    }

    fn with(places: usize, rules: Rules) -> Arc<Self> {
        Arc::new(Self { room: Mutex::new(Room::new(places, rules)), refused: Mutex::default() })
    }

    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a request in where there is room.
    pub fn try_enter(self: &Arc<Self>) -> Option<Turn> {
        Some(Turn::new(self, Some(self.try_place()?)))
    }

    /// Lets a request in when its turn comes.
    pub async fn enter(self: &Arc<Self>) -> Result<Turn, Rejection> {
        Ok(Turn::new(self, Some(self.place().await?)))
    }

    fn try_place(self: &Arc<Self>) -> Option<Place> {
        self.room().enters().then(|| Place(Some(Arc::clone(self))))
    }

    async fn place(self: &Arc<Self>) -> Result<Place, Rejection> {
        let (give, place) = oneshot::channel();
        let mut one = {
            let mut room = self.room();
            if room.enters() {
                return Ok(Place(Some(Arc::clone(self))));
            }
            room.wait(give)
        };
        let mut waits = Waits { gate: self, place };
        loop {
            match timeout(one.patience, &mut waits.place).await {
                Ok(Ok(place)) => return Ok(place),
                Err(_) if one.came.elapsed() < IN_LINE && self.room().moves(&mut one) => {}
                _ => break,
            }
        }
        self.refused();
        Err(FULL)
    }

    /// Notes that one is refused. A line for each would cost more than refusing does.
    fn refused(&self) {
        METRICS.limited("requests");
        let (count, since) = &mut *self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        *count += 1;
        if since.is_none_or(|since| since.elapsed() >= TELLING) {
            tracing::warn!(refused = *count, "too many requests at once: these were told to come again");
            (*count, *since) = (0, Some(Instant::now()));
        }
    }
}

/// One of those who wait, until it is dropped: whoever waits may hang up.
struct Waits<'a> {
    gate: &'a Gate,
    place: oneshot::Receiver<Place>,
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.place.close();
        self.gate.room().forget();
    }
}

/// Room for one request, which goes to the next when it is dropped.
#[derive(Debug)]
struct Place(Option<Arc<Gate>>);

impl Drop for Place {
    fn drop(&mut self) {
        let Some(gate) = self.0.take() else { return };
        loop {
            let Some(next) = gate.room().next() else { return };
            match next.give.send(Self(Some(Arc::clone(&gate)))) {
                Ok(()) => return,
                // It does not wait any more.
                Err(mut place) => drop(place.0.take()),
            }
        }
    }
}

/// A request's place, until the last of its clones is dropped.
#[derive(Debug, Clone)]
pub struct Turn(Arc<Held>);

#[derive(Debug)]
struct Held {
    gate: Arc<Gate>,
    place: Mutex<Option<Place>>,
    /// Whether it has none, and whoever handles the request says so.
    refused: AtomicBool,
    /// Whether it was given up.
    away: AtomicBool,
}

impl place::Place for Held {
    fn give_up(&self) {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        if place.is_some() && self.gate.room().lets_go() {
            self.away.store(true, Relaxed);
            drop(place.take());
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if *self.away.get_mut() {
            self.gate.room().done();
        }
    }
}

impl Turn {
    fn new(gate: &Arc<Gate>, place: Option<Place>) -> Self {
        let refused = AtomicBool::new(place.is_none());
        let away = AtomicBool::new(false);
        Self(Arc::new(Held { gate: Arc::clone(gate), place: Mutex::new(place), refused, away }))
    }

    /// What is done for the request may give up its place.
    pub(super) fn place(&self) -> Arc<dyn place::Place> {
        Arc::<Held>::clone(&self.0)
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
mod tests;
