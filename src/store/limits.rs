//! Request limits that hold across instances: the times of the last requests, in one row.

use super::db::{Sql, record};
use super::{Tx, statements};
use crate::domain::moment::Moment;
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

/// At most so many requests in so many seconds.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// What it limits.
    pub name: &'static str,
    /// So many requests …
    pub requests: usize,
    /// … in any so many seconds.
    pub seconds: i64,
}

impl Tx {
    /// Counts one request.
    ///
    /// # Errors
    /// [`Error::TooMany`] when there is no room; then it is not counted.
    pub async fn count_request(&mut self, limit: Limit, now: Moment) -> Result<()> {
        let row = self.conn.one::<Row>(LOCK, &[&self.source, &limit.name, &Vec::<u8>::new()]).await?;
        let since = now.micros() - limit.seconds * 1_000_000;
        let stamps = row
            .stamps
            .chunks_exact(8)
            .map(|chunk| chunk.iter().fold(0, |all, byte| all << 8 | i64::from(*byte)));
        let mut recent: Vec<i64> = stamps.filter(|stamp| *stamp > since).collect();
        if recent.len() >= limit.requests {
            let oldest = recent[recent.len() - limit.requests];
            let wait = (oldest - since).max(0).unsigned_abs().div_ceil(1_000_000).max(1);
            return Err(Error::TooMany(wait));
        }
        recent.push(now.micros());
        let stamps: Vec<u8> = recent.iter().flat_map(|stamp| stamp.to_be_bytes()).collect();
        self.conn.execute(WRITE, &[&self.source, &limit.name, &stamps]).await?;
        Ok(())
    }
}
