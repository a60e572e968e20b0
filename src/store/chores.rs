//! What is removed when its time is over.

use super::db::Sql;
use super::once::KEPT_SECONDS;
use super::{System, statements};
use crate::domain::moment::Moment;
use crate::error::Result;

statements! {
    OLD_KEYS = Sql::same("delete from idempotency where created_at <= $1");
    OLD_BROWSERS = Sql::same("delete from browser where expires_at <= $1");
}

impl System {
    /// Removes kept answers and browser records whose time is over; says how many.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sweep(&mut self, now: Moment) -> Result<u64> {
        let oldest = now.plus_seconds(-KEPT_SECONDS).unwrap_or(now);
        let keys = self.conn.execute(OLD_KEYS, &[&oldest]).await?;
        Ok(keys + self.conn.execute(OLD_BROWSERS, &[&now]).await?)
    }
}
