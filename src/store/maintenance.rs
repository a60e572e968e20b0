//! What is removed when its time is over.

use super::db::Sql;
use super::idempotency::RETENTION_SECONDS;
use super::{SystemTx, statements};
use crate::domain::moment::Moment;
use crate::error::Result;

/// Deletes the oldest of a table that fit, so many at most. What another instance removes at this
/// moment is left to it.
macro_rules! oldest {
    ($table:literal, $key:literal, $fits:literal, $by:literal) => {
        Sql::differing(
            concat!(
                "delete from ",
                $table,
                " where (",
                $key,
                ") in
                    (select ",
                $key,
                " from ",
                $table,
                " where ",
                $fits,
                " order by ",
                $by,
                " limit $2)"
            ),
            concat!(
                "delete from ",
                $table,
                " where ctid = any(array(
                    select ctid from ",
                $table,
                " where ",
                $fits,
                " order by ",
                $by,
                " limit $2
                    for update skip locked))"
            ),
        )
    };
}

statements! {
    OLD_KEYS = oldest!("idempotency", "source_id, key_fingerprint", "created_at <= $1", "created_at");
    OLD_BROWSERS = oldest!("browser", "id_fingerprint", "expires_at <= $1", "expires_at");
    // What is still being tried stays, however old.
    OLD_LETTERS = oldest!(
        "delivery", "id", "created_at <= $1 and (delivered_at is not null or parked_at is not null)", "created_at"
    );
    OLD_EVENTS = oldest!("event", "id", "happened_at <= $1", "happened_at");
    // A text message that nobody could send in time: those that are sent or given up are empty.
    OVERDUE_TEXTS = oldest!(
        "delivery", "id", "tried_until <= $1 and channel = 'sms' and delivered_at is null and parked_at is null",
        "tried_until"
    );
    OLD_CODE_COUNTS = oldest!("code_count", "source_id, about_fingerprint, begins_at", "begins_at <= $1", "begins_at");
}

/// For how many seconds a delivery is kept to be sent again, and an event: 30 days.
const DELIVERY_SECONDS: i64 = 30 * 86_400;

/// For how many seconds it is kept how many codes were sent: longer than any of them counts, 2 days.
const CODE_COUNT_SECONDS: i64 = 2 * 86_400;

/// So many at most of each are removed in a transaction, so that other writers get their turn.
pub(super) const SOME: i64 = 500;

impl SystemTx {
    /// Removes some of the kept answers, browser records, deliveries and counts whose time is over, the oldest
    /// first; says how many. There is nothing left when it says 0.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn purge_expired(&mut self, now: Moment) -> Result<u64> {
        self.conn.set_long();
        let oldest = now.plus_seconds(-RETENTION_SECONDS).unwrap_or(now);
        let keys = self.conn.execute(OLD_KEYS, &[&oldest, &SOME]).await?;
        let browsers = self.conn.execute(OLD_BROWSERS, &[&now, &SOME]).await?;
        let texts = self.conn.execute(OVERDUE_TEXTS, &[&now, &SOME]).await?;
        let oldest = now.plus_seconds(-CODE_COUNT_SECONDS).unwrap_or(now);
        let counts = self.conn.execute(OLD_CODE_COUNTS, &[&oldest, &SOME]).await?;
        let oldest = now.plus_seconds(-DELIVERY_SECONDS).unwrap_or(now);
        let deliveries = self.conn.execute(OLD_LETTERS, &[&oldest, &SOME]).await?;
        let events = self.conn.execute(OLD_EVENTS, &[&oldest, &SOME]).await?;
        Ok(keys + browsers + texts + counts + deliveries + events)
    }
}
