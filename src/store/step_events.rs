//! The events of saved steps that no notifier asks for: noted when the save is durable, and written down together now and
//! then, or when their source reads its feed. So a save costs no statement more for them.
//!
//! Those that wait are lost with a process that is killed; the session itself says what was saved.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::db::Sql;
use super::{SystemTx, statements};
use crate::domain::ids::{SignupId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::webhook::event::Event;
use crate::error::Result;

statements! {
    // All at once, whatever their number: each is an array of source, session, revision, time and step.
    WRITE = Sql::differing(
        "insert into event (source_id, kind, signup_id, revision, happened_at, step)
         select value ->> 0, $2, unhex(value ->> 1), value ->> 2, value ->> 3, value ->> 4
         from json_each($1) order by key",
        "insert into event (source_id, kind, signup_id, revision, happened_at, step)
         select cast(value ->> 0 as bigint), $2, cast(value ->> 1 as uuid), cast(value ->> 2 as bigint),
                timestamptz 'epoch' + cast(value ->> 3 as bigint) * interval '1 microsecond', value ->> 4
         from json_array_elements(cast($1 as json)) with ordinality as noted (value, place) order by place",
    );
}

/// So many wait at most; what is more is not told.
const MOST: usize = 100_000;

/// A step that was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepEvent {
    /// Whose session.
    pub source: SourceId,
    /// The session.
    pub session: SignupId,
    /// Its version after the save.
    pub revision: i64,
    /// When it was saved.
    pub happened_at: Moment,
    /// The step.
    pub step: Section,
}

/// The events that wait.
#[derive(Debug, Default)]
pub struct StepEvents(Mutex<Vec<StepEvent>>);

impl StepEvents {
    /// Has more of them wait.
    pub fn add(&self, events: impl IntoIterator<Item = StepEvent>) {
        let mut waiting = self.waiting();
        let room = MOST.saturating_sub(waiting.len());
        waiting.extend(events.into_iter().take(room));
    }

    /// Those that wait, to be written down: of a source, or all.
    #[must_use]
    pub fn take(&self, of: Option<SourceId>) -> TakenSteps<'_> {
        let mut waiting = self.waiting();
        let (events, left) =
            waiting.drain(..).partition(|event| of.is_none_or(|source| event.source == source));
        *waiting = left;
        TakenSteps { events, of: self }
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<StepEvent>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Events that are being written down; those that are not wait again, also where a request is dropped on the way.
#[derive(Debug)]
pub struct TakenSteps<'a> {
    events: Vec<StepEvent>,
    of: &'a StepEvents,
}

impl TakenSteps<'_> {
    /// The next ones, so many at most.
    #[must_use]
    pub fn next(&self, most: usize) -> &[StepEvent] {
        &self.events[..most.min(self.events.len())]
    }

    /// The next ones, so many, are written down.
    pub fn written(&mut self, number: usize) {
        self.events.drain(..number.min(self.events.len()));
    }
}

impl Drop for TakenSteps<'_> {
    fn drop(&mut self) {
        self.of.add(self.events.drain(..));
    }
}

impl SystemTx {
    /// Writes down that steps were saved.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn write_step_events(&mut self, events: &[StepEvent]) -> Result<()> {
        let row = |event: &StepEvent| {
            let StepEvent { source, session, revision, happened_at, step } = event;
            let (session, at) = (session.0.simple().to_string(), happened_at.micros());
            serde_json::json!([source.0, session, revision, at, step.as_str()])
        };
        let rows = events.iter().map(row).collect::<serde_json::Value>().to_string();
        self.conn.execute(WRITE, &[&rows, &Event::SignupStepSaved.as_str()]).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, StepEvent, StepEvents};
    use crate::domain::ids::{SignupId, SourceId};
    use crate::domain::moment::Moment;
    use crate::domain::profile::Section;

    fn event(source: i64) -> StepEvent {
        let (session, happened_at) = (SignupId(uuid::Uuid::nil()), Moment::EPOCH);
        StepEvent { source: SourceId(source), session, revision: 1, happened_at, step: Section::Personal }
    }

    #[test]
    fn memory_has_an_end_and_each_source_takes_its_own() {
        let events = StepEvents::default();
        events.add([1, 2, 1].map(event));
        let mut taken = events.take(Some(SourceId(1)));
        assert_eq!(taken.next(9), [1, 1].map(event));
        taken.written(1);
        // What was not written waits again.
        drop(taken);
        assert_eq!(events.take(None).next(9), [2, 1].map(event));
        events.add((0..).map(event).take(MOST));
        assert_eq!(events.take(None).next(MOST + 2).len(), MOST);
    }
}
