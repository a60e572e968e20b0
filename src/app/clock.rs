//! The clock: what time it is, and whether that may be believed.
//!
//! What the wall says can jump: a battery, a hypervisor, somebody's hand. Reading by such a time does no
//! lasting harm; deleting by it does. So what deletes asks first whether the wall agrees with the
//! machine's steady clock, which only counts, and with the database's, where that is another one.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use crate::domain::moment::Moment;

/// By how many microseconds two clocks may differ and still agree: 2 minutes.
const TOLERANCE: i64 = 120_000_000;

/// A new time is believed when it has run steadily for so long, after a start as after a jump: a
/// machine that wakes, or whose clock was set right, goes on by itself.
const SETTLING: Duration = Duration::from_mins(15);

/// Where the time comes from; clones are the same clock. It can be set ahead, which is how tests let
/// days pass, and its wall can be moved alone, which is how they let it jump.
#[derive(Debug, Clone)]
pub struct Clock(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    start: Instant,
    /// Where a test has stopped the steady clock.
    held: OnceLock<Duration>,
    /// Seconds that a test has let pass.
    passed: AtomicI64,
    /// Seconds by which a test has moved the wall.
    moved: AtomicI64,
    watch: Mutex<Watch>,
}

/// How the wall has run against the steady clock so far.
#[derive(Debug)]
struct Watch {
    /// Wall less steady, in microseconds, when they were last compared.
    offset: i64,
    /// Since when, by the steady clock, that has not moved.
    since: Duration,
    /// The offset that is believed.
    believed: Option<i64>,
    /// Whether the wall has jumped since the start.
    jumped: bool,
    /// Whether the operator was told last that it is in doubt.
    reported: bool,
}

/// The time, and what it is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The time.
    pub now: Moment,
    /// Nothing contradicts it and it has run steadily for a while: what is over by it may be deleted.
    pub firm: bool,
    /// It contradicts a clock that it agreed with before, and may come back.
    pub doubtful: bool,
    /// By how many seconds.
    pub off_by: i64,
}

impl Default for Clock {
    fn default() -> Self {
        let watch = Watch {
            offset: wall().micros(),
            since: Duration::ZERO,
            believed: None,
            jumped: false,
            reported: false,
        };
        let (passed, moved) = (AtomicI64::new(0), AtomicI64::new(0));
        let (start, held) = (Instant::now(), OnceLock::new());
        Self(Arc::new(Inner { start, held, passed, moved, watch: Mutex::new(watch) }))
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
fn wall() -> Moment {
    // Past the year 9999 there is no time to tell; nobody sets a clock that far.
    Moment::try_from(time::OffsetDateTime::now_utc()).unwrap_or(Moment::EPOCH)
}

impl Clock {
    /// The present time.
    #[must_use]
    pub fn now(&self) -> Moment {
        let ahead = self.0.passed.load(Ordering::Relaxed) + self.0.moved.load(Ordering::Relaxed);
        wall().plus_seconds(ahead).unwrap_or(Moment::EPOCH)
    }

    /// How long the machine has counted since the start: no time of day, but nobody can set it.
    #[must_use]
    pub fn steady(&self) -> Duration {
        let counted = self.0.held.get().copied().unwrap_or_else(|| self.0.start.elapsed());
        counted + Duration::from_secs(self.0.passed.load(Ordering::Relaxed).unsigned_abs())
    }

    /// Lets so many seconds pass, for every clock there is.
    pub fn advance(&self, seconds: i64) {
        self.0.passed.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Stops the steady clock: only what [`Self::advance`] lets pass is counted from now on.
    pub fn hold(&self) {
        self.0.held.get_or_init(|| self.0.start.elapsed());
    }

    /// Moves the wall by so many seconds, back when there are fewer than none, and no other clock.
    pub fn jump(&self, seconds: i64) {
        self.0.moved.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Compares the time with the steady clock, and with what the database said just now, if it has a
    /// clock of its own.
    #[must_use]
    pub fn read(&self, database: Option<Moment>) -> Reading {
        let (passed, now) = (self.0.passed.load(Ordering::Relaxed), self.now());
        let steady = self.steady();
        let database = database.and_then(|database| database.plus_seconds(passed));
        let mut watch = self.0.watch.lock().unwrap_or_else(PoisonError::into_inner);
        watch.compare(now, steady, database)
    }

    /// The time some seconds after it was read with the database's clock: as good as it was then, unless
    /// the steady clock contradicts it since.
    #[must_use]
    pub fn read_after(&self, earlier: &Reading) -> Reading {
        let reading = self.read(None);
        Reading {
            firm: reading.firm && earlier.firm,
            doubtful: reading.doubtful || earlier.doubtful,
            ..reading
        }
    }

    /// Whether to tell the operator of a change: once when the time falls into doubt, once when it is
    /// out of it.
    #[must_use]
    pub fn is_news(&self, reading: &Reading) -> bool {
        let mut watch = self.0.watch.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut watch.reported, reading.doubtful) != reading.doubtful
    }
}

impl Watch {
    fn compare(&mut self, now: Moment, steady: Duration, database: Option<Moment>) -> Reading {
        let offset = now.micros() - i64::try_from(steady.as_micros()).unwrap_or(i64::MAX);
        let before = self.believed.unwrap_or(self.offset);
        if !near(offset, self.offset) {
            (self.since, self.jumped) = (steady, true);
        }
        // The steady clock may run a little faster or slower, so that the offset creeps.
        self.offset = offset;
        let apart = database.map(|database| now.micros() - database.micros());
        let contradicted = apart.is_some_and(|apart| !near(apart, 0));
        let known = self.believed.is_some_and(|believed| near(believed, offset));
        let settled = known || steady.saturating_sub(self.since) >= SETTLING;
        let firm = settled && !contradicted;
        if firm {
            (self.believed, self.jumped) = (Some(offset), false);
        }
        // A database that agrees is a witness: the wall was right to move, as after a long sleep.
        let doubtful = contradicted || (!firm && self.jumped && apart.is_none());
        let off_by = apart.filter(|_| contradicted).unwrap_or(offset - before) / 1_000_000;
        Reading { now, firm, doubtful, off_by }
    }
}

fn near(one: i64, other: i64) -> bool {
    one.abs_diff(other) <= TOLERANCE.unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    /// What comes of the clock, as (firm, doubtful).
    fn of(clock: &Clock, database: Option<Moment>) -> (bool, bool) {
        let reading = clock.read(database);
        (reading.firm, reading.doubtful)
    }

    #[test]
    fn a_time_is_firm_when_it_has_run_for_a_while() {
        let clock = Clock::default();
        assert_eq!(of(&clock, None), (false, false), "nobody knows yet");
        clock.advance(14 * 60);
        assert_eq!(of(&clock, None), (false, false));
        clock.advance(61);
        assert_eq!(of(&clock, None), (true, false));
        clock.advance(400 * DAY);
        assert_eq!(of(&clock, None), (true, false), "days that pass are no jump");
    }

    #[test]
    fn a_jump_is_in_doubt_until_it_is_over_or_has_lasted() {
        for jump in [30 * DAY, -30 * DAY] {
            let clock = Clock::default();
            clock.advance(3600);
            assert_eq!(of(&clock, None), (true, false));
            clock.jump(jump);
            let reading = clock.read(None);
            assert_eq!((reading.firm, reading.doubtful), (false, true));
            assert!((reading.off_by - jump).abs() <= 1, "{}", reading.off_by);
            clock.advance(30);
            assert_eq!(of(&clock, None), (false, true));
            clock.jump(-jump);
            assert_eq!(of(&clock, None), (true, false), "it is as it was");
            clock.jump(jump);
            assert_eq!(of(&clock, None), (false, true));
            clock.advance(14 * 60);
            assert_eq!(of(&clock, None), (false, true));
            clock.advance(61);
            assert_eq!(of(&clock, None), (true, false), "so it was set right");
        }
    }

    #[test]
    fn small_corrections_are_no_jump_however_many() {
        let clock = Clock::default();
        clock.advance(3600);
        assert_eq!(of(&clock, None), (true, false));
        for _ in 0..100 {
            clock.jump(100);
            assert_eq!(of(&clock, None), (true, false));
        }
    }

    #[test]
    fn a_database_with_another_time_is_not_outlasted() {
        let clock = Clock::default();
        let database = clock.now();
        clock.advance(3600);
        assert_eq!(of(&clock, Some(database)), (true, false));
        clock.jump(30 * DAY);
        for _ in 0..10 {
            assert_eq!(of(&clock, Some(database)), (false, true));
            clock.advance(3600);
        }
        clock.jump(-30 * DAY);
        assert_eq!(of(&clock, Some(database)), (true, false));
    }

    #[test]
    fn a_database_that_agrees_lifts_the_doubt_but_not_at_once_the_wait() {
        let clock = Clock::default();
        clock.advance(3600);
        assert_eq!(of(&clock, Some(clock.now().plus_seconds(-3600).expect("a time"))), (true, false));
        // The machine has slept for a day, and its steady clock with it.
        clock.jump(DAY);
        let database = || clock.now().plus_seconds(-clock.0.passed.load(Ordering::Relaxed));
        assert_eq!(of(&clock, database()), (false, false));
        clock.advance(16 * 60);
        assert_eq!(of(&clock, database()), (true, false));
    }

    #[test]
    fn a_reading_is_good_for_a_while_and_no_better_later() {
        let clock = Clock::default();
        let (database, new) = (clock.now(), clock.read(Some(clock.now())));
        clock.advance(3600);
        let firm = clock.read(Some(database));
        assert!(!new.firm && firm.firm);
        let after = |earlier| {
            let Reading { firm, doubtful, .. } = clock.read_after(earlier);
            (firm, doubtful)
        };
        assert_eq!((after(&new), after(&firm)), ((false, false), (true, false)));
        // The database is right and the wall has always been wrong.
        let contradicted = clock.read(database.plus_seconds(DAY));
        assert_eq!(after(&contradicted), (false, true));
        clock.jump(DAY);
        assert_eq!((after(&new), after(&firm)), ((false, true), (false, true)));
        clock.jump(-DAY);
        assert_eq!(after(&firm), (true, false), "it is as it was");
    }

    #[test]
    fn what_is_told_is_told_once() {
        let clock = Clock::default();
        clock.advance(3600);
        assert!(!clock.is_news(&clock.read(None)));
        clock.jump(DAY);
        assert!(clock.is_news(&clock.read(None)));
        assert!(!clock.is_news(&clock.read(None)));
        clock.jump(-DAY);
        assert!(clock.is_news(&clock.read(None)));
    }
}
