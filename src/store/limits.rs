//! Request limits that hold across instances: the times of the last requests, in one row.

use super::db::{Sql, record};
use super::{Tx, statements};
use crate::domain::moment::Moment;
use crate::domain::tenant::rate_limit::RateLimit;
use crate::domain::tenant::rate_limit::RateLimitStatus;
use crate::error::{Error, Result};

statements! {
    // Makes the row if need be and locks it, so that two instances count one after the other.
    LOCK = Sql::same(
        "insert into request_window (source_id, name, stamps) values ($1, $2, $3)
         on conflict (source_id, name) do update set stamps = request_window.stamps returning stamps",
    );
    WRITE = Sql::same("update request_window set stamps = $3 where source_id = $1 and name = $2");
}

record! {
    struct Row { stamps: Vec<u8> }
}

impl Tx {
    /// Counts one request, and says what is left.
    ///
    /// # Errors
    /// [`Error::TooMany`] when there is no room; then it is not counted.
    pub async fn count_request(&mut self, limit: RateLimit, now: Moment) -> Result<RateLimitStatus> {
        let row = self.conn.one::<Row>(LOCK, &[&self.source, &limit.name, &Vec::<u8>::new()]).await?;
        let since = now.micros() - limit.seconds * 1_000_000;
        let stamps = row
            .stamps
            .chunks_exact(8)
            .map(|chunk| chunk.iter().fold(0, |all, byte| all << 8 | i64::from(*byte)));
        // Those far ahead were made while a clock was wrong, and would count for as long as it was.
        let until = now.micros() + limit.seconds * 1_000_000;
        let mut recent: Vec<i64> = stamps.filter(|stamp| (since + 1..=until).contains(stamp)).collect();
        if recent.len() >= limit.requests {
            let full_in = seconds_until(recent[recent.len() - limit.requests], since);
            return Err(Error::TooMany(RateLimitStatus { limit, left: 0, full_in }));
        }
        recent.push(now.micros());
        let stamps: Vec<u8> = recent.iter().flat_map(|stamp| stamp.to_be_bytes()).collect();
        self.conn.execute(WRITE, &[&self.source, &limit.name, &stamps]).await?;
        let full_in = recent.first().map_or(0, |oldest| seconds_until(*oldest, since));
        Ok(RateLimitStatus { limit, left: limit.requests - recent.len(), full_in })
    }
}

/// Whole seconds until a stamp has left the window that begins at `since`; at least one.
fn seconds_until(stamp: i64, since: i64) -> u64 {
    (stamp - since).max(0).unsigned_abs().div_ceil(1_000_000).max(1)
}
