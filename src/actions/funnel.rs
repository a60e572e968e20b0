//! The funnel: how people get on with a form. It is counted in memory and written down by the worker.

use crate::app::App;
use crate::domain::funnel::{self, Count, Counted, Counting, Span};
use crate::domain::ids::SourceId;
use crate::domain::moment::Moment;
use crate::domain::signup::journey::{Journey, Stop};
use crate::domain::signup::{Ended, Signup, SignupDetails};
use crate::error::Result;

/// So many sums are written in one transaction, so that other writers get their turn.
const SOME: usize = 200;

/// Something of a step of a session that happens now, to be counted.
#[must_use]
pub fn count(
    source: SourceId,
    details: &SignupDetails,
    (step, counted): (&'static str, Counted),
    now: Moment,
) -> Count {
    let (day, form_version) = (funnel::day_of(now), details.form.version);
    Count { source, day, form_version, step, counted, detail: String::new() }
}

/// Whoever had started and ends like this: at the page of checks who finished, else, where that was not counted yet, as far
/// as they had come.
#[must_use]
pub fn end(source: SourceId, ended: &Signup<Ended>, now: Moment) -> Option<Count> {
    let state = &ended.state;
    state.started_at?;
    if state.outcome.is_completed() {
        return Some(count(source, &ended.details, (funnel::CHECK, Counted::Finished), now));
    }
    // Of one that was left before, that was counted then.
    state.abandoned_at.is_none().then(|| {
        let journey = ended.details.journey(state.progress);
        left(source, &ended.details, &journey, now)
    })
}

/// Whoever had come so far and does not come further for now.
#[must_use]
pub fn left(source: SourceId, details: &SignupDetails, journey: &Journey, now: Moment) -> Count {
    let step = match journey.next() {
        Stop::Step(section) => section.as_str(),
        Stop::Verification => funnel::VERIFY,
        Stop::Check => funnel::CHECK,
    };
    count(source, details, (step, Counted::Left), now)
}

/// What was counted of a source in these days.
///
/// # Errors
/// Those of the database.
pub async fn read(app: &App, source: SourceId, span: Span) -> Result<Vec<Counting>> {
    let (from, to) = span.days();
    app.store.read(source).funnel(from, to).await
}

/// Writes down what was counted since the last time, and says how many sums that were. What cannot be written now is
/// kept for the next time.
///
/// # Errors
/// Those of the database.
pub async fn flush(app: &App) -> Result<usize> {
    let counts = app.store.counters().take();
    for (at, some) in counts.chunks(SOME).enumerate() {
        let written = async {
            let mut system = app.store.system_write().await?;
            system.add_counts(some).await?;
            system.commit().await
        };
        if let Err(error) = written.await {
            app.store.counters().add_some(counts.iter().skip(at * SOME).cloned());
            return Err(error);
        }
    }
    Ok(counts.len())
}
