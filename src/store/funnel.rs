//! The funnel: counted in memory, written down now and then as sums, so that no request waits for it.
//!
//! What was counted since the last time is lost with a process that is killed.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::db::{Sql, record};
use super::{Mode, SystemTx, View, statements};
use crate::domain::funnel::{Count, Counted, Counting, class_of};
use crate::domain::ids::SignupId;
use crate::domain::moment::Moment;
use crate::error::Result;

statements! {
    ADD = Sql::same(
        "insert into funnel (source_id, day, form_version, step, counted, detail, number)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (source_id, day, form_version, step, counted, detail)
         do update set number = funnel.number + excluded.number",
    );
    READ = Sql::same(
        "select day, form_version, step, counted, detail, number from funnel
         where source_id = $1 and day >= $2 and day <= $3 order by day, form_version, step, counted, detail",
    );
}

/// So many different things are counted at most until they are written down; what is more is not counted.
const MOST_COUNTS: usize = 20_000;

/// The showing of so many pages is remembered at most, to know how long an answer took.
const MOST_SHOWN: usize = 20_000;

/// So many seconds lie between two looks through all of them for those of long ago: no page waits for it while there are many.
const SWEEP: u64 = 10;

/// What was counted and is not written down yet.
#[derive(Debug, Default)]
pub struct Counters(Mutex<Tally>);

#[derive(Debug, Default)]
struct Tally {
    counts: HashMap<Count, i64>,
    shown: HashMap<(SignupId, &'static str), Moment>,
    swept: Option<Moment>,
}

impl Counters {
    /// Counts one more.
    pub fn add(&self, count: Count) {
        self.add_some([(count, 1)]);
    }

    /// Counts so many more of each.
    pub fn add_some(&self, counts: impl IntoIterator<Item = (Count, i64)>) {
        let mut tally = self.tally();
        for (count, number) in counts {
            if tally.counts.len() < MOST_COUNTS || tally.counts.contains_key(&count) {
                *tally.counts.entry(count).or_default() += number;
            }
        }
    }

    /// Remembers when the page of a step was shown in a session.
    pub fn show(&self, session: SignupId, step: &'static str, now: Moment) {
        let mut tally = self.tally();
        if tally.shown.len() >= MOST_SHOWN
            && tally.swept.is_none_or(|swept| now.since(swept).as_secs() >= SWEEP)
        {
            tally.swept = Some(now);
            // Whoever has not answered for so long has gone away.
            tally.shown.retain(|_, at| now.since(*at).as_secs() < 600);
        }
        if tally.shown.len() < MOST_SHOWN {
            tally.shown.entry((session, step)).or_insert(now);
        }
    }

    /// Counts how long the answer of a step took that `count` is about, where its page was shown here.
    pub fn took(&self, session: SignupId, count: &Count, now: Moment) {
        let shown = self.tally().shown.remove(&(session, count.step));
        if let Some(shown) = shown {
            let detail = class_of(now.since(shown).as_secs()).to_string();
            self.add(Count { counted: Counted::Took, detail, ..count.clone() });
        }
    }

    /// What was counted since this was asked last, in the order in which it is written down.
    #[must_use]
    pub fn take(&self) -> Vec<(Count, i64)> {
        let mut counts: Vec<_> = std::mem::take(&mut self.tally().counts).into_iter().collect();
        counts.sort();
        counts
    }

    fn tally(&self) -> MutexGuard<'_, Tally> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

record! {
    struct Row {
        day: i64,
        form_version: i64,
        step: String,
        counted: String,
        detail: String,
        number: i64,
    }
}

impl<M: Mode> View<M> {
    /// What was counted from one day to another, both included.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn funnel(&mut self, from: i64, to: i64) -> Result<Vec<Counting>> {
        self.conn.set_long();
        let rows = self.conn.all::<Row>(READ, &[&self.source, &from, &to]).await?;
        let read = |Row { day, form_version, step, counted, detail, number }| Counting {
            day,
            form_version,
            step,
            counted,
            detail,
            number,
        };
        Ok(rows.into_iter().map(read).collect())
    }
}

impl SystemTx {
    /// Adds to what was counted. Whoever adds to the same at the same time goes in the same order, so that neither waits
    /// for the other for ever.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn add_counts(&mut self, counts: &[(Count, i64)]) -> Result<()> {
        for (count, number) in counts {
            let Count { source, day, form_version, step, counted, detail } = count;
            self.conn
                .execute(ADD, &[source, day, form_version, step, &counted.as_str(), detail, number])
                .await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Counters, MOST_COUNTS, MOST_SHOWN};
    use crate::domain::funnel::{Count, Counted, START};
    use crate::domain::ids::{SignupId, SourceId};
    use crate::domain::moment::Moment;

    fn count(day: i64) -> Count {
        let (source, detail) = (SourceId(1), String::new());
        Count { source, day, form_version: 0, step: START, counted: Counted::Opened, detail }
    }

    #[test]
    fn memory_has_an_end() {
        let (counters, now) = (Counters::default(), Moment::EPOCH);
        for day in 0..30_000 {
            counters.add(count(day));
            counters.show(SignupId(uuid::Uuid::from_u128(u128::from(day.unsigned_abs()))), START, now);
        }
        counters.add(count(0));
        assert_eq!(counters.tally().shown.len(), MOST_SHOWN);
        let taken = counters.take();
        assert_eq!((taken.len(), taken[0].1), (MOST_COUNTS, 2));
        assert!(counters.take().is_empty());
        // Those of long ago make room.
        let later = now.plus_seconds(601).expect("a time");
        counters.show(SignupId(uuid::Uuid::from_u128(1 << 60)), START, later);
        assert_eq!(counters.tally().shown.len(), 1);
    }
}
