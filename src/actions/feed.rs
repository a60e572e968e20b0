//! The feed of events: what happened to a source's records in the last 30 days, in order, for those who missed deliveries
//! or cannot receive them.

use super::transaction;
use crate::app::App;
use crate::domain::ids::SourceId;
use crate::domain::webhook::event::FeedEvent;
use crate::error::{Error, Result};

/// So many events are written in one transaction, so that other writers get their turn.
const SOME: usize = 500;

/// A page of the feed.
#[derive(Debug)]
pub struct FeedPage {
    /// The events.
    pub events: Vec<FeedEvent>,
    /// The place behind which the next page begins.
    pub next: i64,
}

/// The events behind a place, at most so many, those of some kinds only where they are said.
///
/// Events are given their places when somebody comes to the end of those that have one.
///
/// # Errors
/// [`Error::NotFound`] when no event has ever had that place; those of the database.
pub async fn read(
    app: &App,
    source: SourceId,
    (after, limit): (i64, i64),
    kinds: Option<&str>,
) -> Result<FeedPage> {
    write_steps(app, Some(source)).await?;
    let mut reader = app.store.read(source);
    let (mut events, mut next) = reader.feed(after, kinds, limit).await?;
    let is_full = i64::try_from(events.len()).is_ok_and(|found| found >= limit);
    if !is_full && reader.has_unplaced_events().await? {
        let placing = transaction::run(app, source, |mut tx, _| async move {
            tx.place_events().await?;
            Ok((tx, ()))
        });
        placing.await?;
        (events, next) = reader.feed(after, kinds, limit).await?;
    }
    if next == after && after > reader.newest_place().await? {
        return Err(Error::NotFound);
    }
    Ok(FeedPage { events, next })
}

/// Writes down the events of saved steps that wait, of a source or all. What cannot be written now is kept for the next
/// time.
///
/// # Errors
/// Those of the database.
pub async fn write_steps(app: &App, of: Option<SourceId>) -> Result<()> {
    let mut steps = app.store.step_events().take(of);
    loop {
        let some = steps.next(SOME);
        if some.is_empty() {
            return Ok(());
        }
        let mut system = app.store.system_write().await?;
        system.write_step_events(some).await?;
        system.commit().await?;
        steps.written(some.len());
    }
}
