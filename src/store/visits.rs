//! When the people of sessions were last here: noted in memory, so that a request costs no statement for it, and written
//! down only of sessions that would else count as left. So other instances know it too.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::db::Sql;
use super::{SystemTx, statements};
use crate::domain::ids::SignupId;
use crate::domain::moment::Moment;
use crate::error::Result;

statements! {
    WRITE = Sql::same("update signup set seen_at = $2 where id = $1 and ended_at is null");
}

/// Visits are remembered for so many seconds at least, and twice as many at most.
const SPAN: u64 = 30 * 60;

/// So many sessions are remembered of a span at most; what is more counts by what is saved of it.
const MOST: usize = 100_000;

/// The last visits.
#[derive(Debug, Default)]
pub struct Visits(Mutex<Spans>);

/// This span and the one before it: a whole one is forgotten at once.
#[derive(Debug)]
struct Spans {
    begun: Moment,
    this: HashMap<SignupId, Moment>,
    before: HashMap<SignupId, Moment>,
}

impl Default for Spans {
    fn default() -> Self {
        Self { begun: Moment::EPOCH, this: HashMap::new(), before: HashMap::new() }
    }
}

impl Visits {
    /// Notes that the person of a session is here now.
    pub fn note(&self, session: SignupId, now: Moment) {
        let mut spans = self.spans();
        if now.since(spans.begun).as_secs() >= SPAN {
            spans.begun = now;
            spans.before = std::mem::take(&mut spans.this);
        }
        if spans.this.len() < MOST || spans.this.contains_key(&session) {
            spans.this.insert(session, now);
        }
    }

    /// When the person of a session was last here, as far as this instance knows.
    #[must_use]
    pub fn last(&self, session: SignupId) -> Option<Moment> {
        let spans = self.spans();
        spans.this.get(&session).or_else(|| spans.before.get(&session)).copied()
    }

    fn spans(&self) -> MutexGuard<'_, Spans> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SystemTx {
    /// Writes down when the people of these sessions were last here.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn write_visits(&mut self, visits: &[(SignupId, Moment)]) -> Result<()> {
        for (session, at) in visits {
            self.conn.execute(WRITE, &[session, at]).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, SPAN, Visits};
    use crate::domain::ids::SignupId;
    use crate::domain::moment::Moment;

    fn session(number: usize) -> SignupId {
        SignupId(uuid::Uuid::from_u128(u128::try_from(number).expect("a number")))
    }

    #[test]
    fn memory_has_an_end_and_forgets() {
        let visits = Visits::default();
        let at = |spans: i64| {
            let seconds = i64::try_from(SPAN).expect("seconds") * spans;
            Moment::parse("2026-11-28").expect("a day").plus_seconds(seconds).expect("a time")
        };
        for number in 0..MOST + 9 {
            visits.note(session(number), at(0));
        }
        assert_eq!(visits.spans().this.len(), MOST);
        visits.note(session(0), at(1));
        let last = |number| visits.last(session(number));
        assert_eq!((last(0), last(1), last(MOST + 1)), (Some(at(1)), Some(at(0)), None));
        visits.note(session(2), at(2));
        assert_eq!((last(0), last(1), last(2)), (Some(at(1)), None, Some(at(2))));
    }
}
