//! The gate: so many requests are worked on at once, and the others wait in line. When the line would become too long, it
//! becomes short: whoever came last stands in it, and the others stand aside, until they are told to come again.
//!
//! With such a crowd, to be fair would be to serve everybody too late. Those who are served are served as fast as ever; those who
//! are refused sleep for a moment until they hear it, so that they cost next to nothing although they come again at once.
//! A crowd that is soon over is served all the same. Both are known as *adaptive LIFO* and *controlled delay* (B. Maurer, *Fail at
//! scale*, ACM Queue 13 (8), 2015).

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, timeout};

use super::{ProblemCode, Rejection};
use crate::metrics::METRICS;
use crate::place;

/// So many stand in line while there is a crowd: as many as are served before anybody minds.
const SHORT_LINE: usize = 16;

/// So long a request stands aside, at least and at most: a moment that whoever waits does not mind. Each waits for another
/// while, so that a crowd that came at once does not go at once, and come again at once.
const ASIDE: [Duration; 2] = [Duration::from_millis(250), Duration::from_millis(750)];

/// Until a crowd has lasted so long, whoever stands aside is let in whenever nobody stands in line: it may be over soon (the
/// interval of controlled delay, RFC 8289, section 4.3). …
const BURST: Duration = Duration::from_millis(100);

/// … Then only such as came so lately: whoever is let in is to be answered as soon as on any day (its target, section 4.4).
const FRESH: Duration = Duration::from_millis(5);

/// So long it stands in line at most, as it would wait for the database: the line moves unless that stands still.
const IN_LINE: Duration = Duration::from_secs(5);

/// So often at most the log says how many were refused.
const TELLING: Duration = Duration::from_secs(1);

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
    room: Mutex<Room>,
    rules: Rules,
    /// How many were refused since the log said so, and when it did.
    refused: Mutex<(u64, Option<Instant>)>,
}

/// Who may wait, and for how long.
#[derive(Debug, Clone, Copy)]
struct Rules {
    /// So many stand in line, and so many with a crowd.
    line: [usize; 2],
    /// So long one stands aside, at least and at most.
    aside: [Duration; 2],
    /// After so long a crowd is no burst any more.
    burst: Duration,
    /// So long whoever stands aside is let in then.
    fresh: Duration,
    /// So many may have given up their place.
    away: usize,
}

/// Who waits, the first of them first; and some who do not any more.
#[derive(Debug)]
struct Room {
    /// Places that nobody has; then nobody stands in line.
    free: usize,
    /// They come in one after the other …
    line: VecDeque<Waiting>,
    /// … and these when nobody stands there: all came before those in line.
    aside: VecDeque<Waiting>,
    /// Since when somebody has always stood aside.
    crowd: Instant,
    /// How many have waited so far.
    count: u64,
    /// How many have given up their place and are not done.
    away: usize,
}

#[derive(Debug)]
struct Waiting {
    number: u64,
    came: Instant,
    give: oneshot::Sender<Place>,
}

impl Room {
    /// Lets one more wait; says as which, counted from the first who did.
    fn wait(&mut self, [long, short]: [usize; 2], give: oneshot::Sender<Place>) -> u64 {
        self.count += 1;
        let came = Instant::now();
        self.line.push_back(Waiting { number: self.count, came, give });
        if self.aside.is_empty() {
            self.crowd = came;
        }
        while self.line.len() > if self.aside.is_empty() { long } else { short } {
            self.aside.extend(self.line.pop_front());
        }
        self.count
    }

    fn is_in_line(&self, number: u64) -> bool {
        self.line.front().is_some_and(|first| first.number <= number)
    }

    /// Whose turn it is; where it is nobody's, there is one place more.
    fn next(&mut self, rules: Rules) -> Option<Waiting> {
        let next = self.line.pop_front().or_else(|| {
            let lately =
                |last: &mut Waiting| self.crowd.elapsed() < rules.burst || last.came.elapsed() < rules.fresh;
            self.aside.pop_back_if(lately)
        });
        if next.is_none() {
            self.free += 1;
        }
        next
    }

    /// Lets one more give up its place, if that is not too many.
    fn lets_go(&mut self, most: usize) -> bool {
        let lets = self.away < most;
        self.away += usize::from(lets);
        lets
    }

    /// Forgets who has gone, as soon as all have who came before.
    fn forget(&mut self) {
        for all in [&mut self.line, &mut self.aside] {
            while all.front().is_some_and(|first| first.give.is_closed()) {
                all.pop_front();
            }
        }
    }
}

impl Gate {
    /// A gate with which so many requests are worked on or stand in line, and so many of them are worked on at once.
    pub fn new(requests: usize, at_once: usize) -> Arc<Self> {
        let places = requests.min(at_once);
        let line = requests - places;
        let line = [line, line.min(SHORT_LINE)];
        Self::with(places, Rules { line, aside: ASIDE, burst: BURST, fresh: FRESH, away: place::MOST_AWAY })
    }

    fn with(places: usize, rules: Rules) -> Arc<Self> {
        let [line, aside] = [VecDeque::new(), VecDeque::new()];
        let room = Room { free: places, line, aside, crowd: Instant::now(), count: 0, away: 0 };
        Arc::new(Self { room: Mutex::new(room), rules, refused: Mutex::default() })
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

    /// How long this one stands aside. The fractions of the golden ratio's multiples lie evenly, however many there are.
    fn patience(&self, number: u64) -> Duration {
        let [least, most] = self.rules.aside;
        let fraction = u32::try_from(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32).unwrap_or_default();
        least + most.saturating_sub(least).mul_f64(f64::from(fraction) / f64::from(u32::MAX))
    }

    fn try_place(self: &Arc<Self>) -> Option<Place> {
        let mut room = self.room();
        room.free = room.free.checked_sub(1)?;
        Some(Place(Some(Arc::clone(self))))
    }

    async fn place(self: &Arc<Self>) -> Result<Place, Rejection> {
        let (give, place) = oneshot::channel();
        let number = {
            let mut room = self.room();
            if let Some(left) = room.free.checked_sub(1) {
                room.free = left;
                return Ok(Place(Some(Arc::clone(self))));
            }
            room.wait(self.rules.line, give)
        };
        let mut waits = Waits { gate: self, place };
        let patience = self.patience(number);
        if let Ok(Ok(place)) = timeout(patience, &mut waits.place).await {
            return Ok(place);
        }
        if self.room().is_in_line(number)
            && let Ok(Ok(place)) = timeout(IN_LINE.saturating_sub(patience), &mut waits.place).await
        {
            return Ok(place);
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
            let Some(next) = gate.room().next(gate.rules) else { return };
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
        if place.is_some() && self.gate.room().lets_go(self.gate.rules.away) {
            self.away.store(true, Relaxed);
            drop(place.take());
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if *self.away.get_mut() {
            self.gate.room().away -= 1;
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
