//! What is removed when its time is over.

use super::db::Sql;
use super::once::KEPT_SECONDS;
use super::{System, statements};
use crate::domain::moment::Moment;
use crate::error::Result;

statements! {
    OLD_KEYS = Sql::same("delete from idempotency where created_at <= $1");
    OLD_BROWSERS = Sql::same("delete from browser where expires_at <= $1");
    // What is still being tried stays, however old.
    OLD_LETTERS = Sql::same(
        "delete from delivery where created_at <= $1 and (delivered_at is not null or parked_at is not null)",
    );
}

/// For how many seconds a letter is kept to be sent again: 30 days.
const LETTER_SECONDS: i64 = 30 * 86_400;

impl System {
    /// Removes kept answers, browser records and letters whose time is over; says how many.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sweep(&mut self, now: Moment) -> Result<u64> {
        self.conn.set_long();
        let oldest = now.plus_seconds(-KEPT_SECONDS).unwrap_or(now);
        let keys = self.conn.execute(OLD_KEYS, &[&oldest]).await?;
        let browsers = self.conn.execute(OLD_BROWSERS, &[&now]).await?;
        let oldest = now.plus_seconds(-LETTER_SECONDS).unwrap_or(now);
        Ok(keys + browsers + self.conn.execute(OLD_LETTERS, &[&oldest]).await?)
    }
}
