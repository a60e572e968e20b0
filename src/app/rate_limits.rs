//! Rate limits: how often something may happen in a minute, for each of many keys, in this process and in bounded memory.

use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hashlink::LruCache;

use super::Clock;
use crate::config::Settings;
use crate::domain::tenant::rate_limit::{RateLimit, RateLimitStatus};
use crate::error::{Error, Result};
use crate::metrics::METRICS;

/// So many keys are remembered; of more, those that were seen last. That takes 7 MiB of each limiter, were there a million or two.
const MOST_KEYS: usize = 100_000;

/// In this time a limit that is used up is whole again.
const WINDOW: Duration = Duration::from_mins(1);

/// The limits of this process.
#[derive(Debug)]
pub struct RateLimits {
    /// Wrong client secrets, by client id and address.
    pub token_failures: RateLimiter,
    /// Wrong links, resume codes and codes that prove mobiles, by address.
    pub link_failures: RateLimiter,
    /// Codes that are sent to prove mobiles, by address.
    pub codes: RateLimiter,
    /// Sessions that are opened, by source.
    pub sessions: RateLimiter,
}

impl RateLimits {
    /// As the settings say, by this clock.
    #[must_use]
    pub fn new(settings: &Settings, clock: &Clock) -> Self {
        let limiter = |name, rate| RateLimiter::new(name, rate, clock.clone());
        Self {
            token_failures: limiter("token_failures", settings.token_failures),
            link_failures: limiter("link_failures", settings.link_failures),
            codes: limiter("codes", settings.code_rate),
            sessions: limiter("sessions", settings.session_rate),
        }
    }
}

/// So many of something in a minute for each key, and then one whenever its share of the minute has passed (the
/// generic cell rate algorithm): for a key there is one time to remember, and no minute begins in which twice as
/// many fit.
#[derive(Debug)]
pub struct RateLimiter {
    /// Its name is also that under which it is counted how often it was met.
    limit: RateLimit,
    /// How long one takes to be forgotten; none where there is no limit.
    interval: Option<Duration>,
    /// By the hash of a key, until when it is all forgotten. Hashes, because a key may be personal and of any
    /// length; of 100,000 two are alike in one of three thousand million cases.
    busy_until: Mutex<LruCache<u64, Duration>>,
    hasher: RandomState,
    clock: Clock,
}

impl RateLimiter {
    /// So many a minute, or any number for 0.
    #[must_use]
    pub fn new(name: &'static str, per_minute: u32, clock: Clock) -> Self {
        let interval = WINDOW.checked_div(per_minute);
        let limit =
            RateLimit { name, requests: usize::try_from(per_minute).unwrap_or(usize::MAX), seconds: 60 };
        let busy_until = Mutex::new(LruCache::new(MOST_KEYS));
        Self { limit, interval, busy_until, hasher: RandomState::new(), clock }
    }

    /// Whether there is room for one more of this key. Counts nothing.
    ///
    /// # Errors
    /// [`Error::TooMany`] where there is none.
    pub fn check(&self, key: &impl Hash) -> Result<()> {
        let Some(interval) = self.interval else { return Ok(()) };
        // One that is not counted must not push out another.
        let until = self.busy_until().peek(&self.hasher.hash_one(key)).copied().unwrap_or_default();
        self.has_room(until, interval)
    }

    /// Counts one of this key, whether or not there was room: others may have come since it was checked.
    pub fn count(&self, key: &impl Hash) {
        let Some(interval) = self.interval else { return };
        let (mut busy_until, key) = (self.busy_until(), self.hasher.hash_one(key));
        let until = busy_until.get(&key).copied().unwrap_or_default();
        busy_until.insert(key, self.with_one_more(until, interval));
    }

    /// Counts one of this key where there is room, and says what is left then, if there is a limit.
    ///
    /// # Errors
    /// [`Error::TooMany`] where there is none.
    pub fn take(&self, key: &impl Hash) -> Result<Option<RateLimitStatus>> {
        let Some(interval) = self.interval else { return Ok(None) };
        let (mut busy_until, key) = (self.busy_until(), self.hasher.hash_one(key));
        let until = busy_until.get(&key).copied().unwrap_or_default();
        self.has_room(until, interval)?;
        let until = self.with_one_more(until, interval);
        busy_until.insert(key, until);
        Ok(Some(self.left(until, interval)))
    }

    fn busy_until(&self) -> MutexGuard<'_, LruCache<u64, Duration>> {
        self.busy_until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there is room for one more, where all is forgotten then.
    fn has_room(&self, until: Duration, interval: Duration) -> Result<()> {
        match self.wait(until + interval) {
            0 => Ok(()),
            full_in => {
                METRICS.limited(self.limit.name);
                Err(Error::TooMany(RateLimitStatus { limit: self.limit, left: 0, full_in }))
            }
        }
    }

    /// Until when all is forgotten with one more, which counts beyond the limit as if it were the last within it.
    fn with_one_more(&self, until: Duration, interval: Duration) -> Duration {
        let now = self.clock.steady();
        (until.max(now) + interval).min(now + WINDOW)
    }

    fn left(&self, until: Duration, interval: Duration) -> RateLimitStatus {
        let room = (self.clock.steady() + WINDOW).saturating_sub(until).min(WINDOW);
        let left = u32::try_from(room.as_nanos() / interval.as_nanos()).unwrap_or(u32::MAX);
        let full_in = self.wait(until + interval * left.saturating_add(1));
        RateLimitStatus { limit: self.limit, left: usize::try_from(left).unwrap_or(usize::MAX), full_in }
    }

    /// In how many seconds there is room for what is all forgotten then; 0 when there is.
    fn wait(&self, until: Duration) -> u64 {
        // At most two minutes, in milliseconds.
        let wait = until.saturating_sub(self.clock.steady() + WINDOW);
        u64::try_from(wait.as_millis()).unwrap_or(u64::MAX).div_ceil(1000).max(u64::from(!wait.is_zero()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(per_minute: u32) -> (RateLimiter, Clock) {
        let clock = Clock::default();
        clock.hold();
        (RateLimiter::new("trial", per_minute, clock.clone()), clock)
    }

    fn seconds<T>(result: Result<T>) -> Option<u64> {
        match result {
            Ok(_) => None,
            Err(Error::TooMany(room)) => Some(room.full_in),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn there_is_room_for_so_many_and_then_for_one_at_a_time() {
        let (limiter, clock) = of(10);
        for _ in 0..10 {
            assert_eq!(seconds(limiter.take(&"a")), None);
        }
        assert_eq!(seconds(limiter.take(&"a")), Some(6));
        assert_eq!(seconds(limiter.check(&"b")), None, "each key has its own");
        clock.advance(6);
        assert_eq!(seconds(limiter.take(&"a")), None);
        assert!(seconds(limiter.take(&"a")).is_some());
        clock.advance(60);
        for _ in 0..10 {
            assert_eq!(seconds(limiter.take(&"a")), None);
        }
        assert!(seconds(limiter.take(&"a")).is_some());
    }

    #[test]
    fn what_is_left_is_told() {
        let (limiter, clock) = of(10);
        let take = || {
            let room = limiter.take(&"a").expect("room").expect("a limit");
            assert_eq!((room.limit.name, room.limit.requests, room.limit.seconds), ("trial", 10, 60));
            (room.left, room.full_in)
        };
        assert_eq!((take(), take()), ((9, 6), (8, 6)));
        clock.advance(2);
        assert_eq!(take(), (7, 4));
        assert_eq!((0..7).map(|_| take().0).collect::<Vec<_>>(), [6, 5, 4, 3, 2, 1, 0]);
        clock.advance(60);
        assert_eq!(take(), (9, 6));
        let (limiter, _) = of(0);
        assert!(limiter.take(&"a").expect("room").is_none());
    }

    #[test]
    fn what_is_counted_beyond_the_limit_does_not_lengthen_the_wait() {
        let (limiter, _) = of(10);
        for _ in 0..1000 {
            limiter.count(&1);
        }
        assert_eq!(seconds(limiter.check(&1)), Some(6));
    }

    #[test]
    fn checking_counts_nothing_and_zero_is_no_limit() {
        let (limiter, _) = of(1);
        assert!((0..100).all(|_| limiter.check(&1).is_ok()));
        let (limiter, _) = of(0);
        assert!((0..100).all(|_| limiter.take(&1).is_ok()));
        assert_eq!(limiter.busy_until.lock().expect("a lock").len(), 0);
    }

    #[test]
    fn memory_is_bounded_and_whoever_goes_on_is_remembered() {
        let (limiter, _) = of(2);
        for key in 0..300_000 {
            limiter.count(&key);
            limiter.count(&"goes on");
        }
        assert_eq!(limiter.busy_until.lock().expect("a lock").len(), MOST_KEYS);
        assert!(limiter.check(&"goes on").is_err());
        assert!(limiter.check(&0).is_ok(), "the oldest are forgotten");
    }
}
