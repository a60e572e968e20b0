//! Chores: overdue sessions expire, those that were left are told, what has had its time is removed.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::trust;
use crate::actions::erasure::{self, Erased};
use crate::actions::signup::tenant;
use crate::app::App;
use crate::domain::moment::Moment;
use crate::error::Result;

/// How long to wait between two rounds. Nobody waits for them: what is overdue counts as ended at
/// once, and is only written down here.
const PAUSE: Duration = Duration::from_secs(30);

/// So many rounds pass between two in which what retention is over of is erased: once an hour (contract, section 8).
const ERASING_ROUNDS: u32 = 120;

/// Does all maintenance until told to stop. Any number of instances may.
pub async fn run(app: App, stop: CancellationToken) {
    let mut rounds_to_erasing = 0;
    while stop.run_until_cancelled(tokio::time::sleep(PAUSE)).await.is_some() {
        if let Err(cause) = round(&app).await {
            tracing::warn!(%cause, "chores are put off");
        }
        if rounds_to_erasing > 0 {
            rounds_to_erasing -= 1;
            continue;
        }
        match erase(&app).await {
            Ok(true) => rounds_to_erasing = ERASING_ROUNDS,
            // Tried again in the next round.
            Ok(false) => {}
            Err(cause) => tracing::warn!(%cause, "erasing is put off"),
        }
    }
}

/// Erases what no source keeps any longer; says whether the time could be relied on.
///
/// # Errors
/// Those of the database; what was done before stays done.
pub async fn erase(app: &App) -> Result<bool> {
    let reading = trust::read(app).await?;
    if !reading.firm {
        return Ok(false);
    }
    let Erased { customers, sessions } = erasure::erase_due(app, reading.now).await?;
    if customers + sessions > 0 {
        tracing::info!(customers, sessions, "erased what is kept no longer");
    }
    Ok(true)
}

/// One round of all maintenance; none of them while the time is not to be relied on.
///
/// # Errors
/// Those of the database; what was done before stays done.
pub async fn round(app: &App) -> Result<()> {
    let reading = trust::read(app).await?;
    if !reading.firm {
        return Ok(());
    }
    let expired = tenant::expire_due(app, reading.now).await;
    // Neither waits for the other to go well.
    while sweep_some(app, reading.now).await? > 0 {}
    let left = tenant::abandon_left(app, reading.now).await;
    expired.and(left).map(drop)
}

/// Removes some of what has had its time, and says how many records that were.
async fn sweep_some(app: &App, now: Moment) -> Result<u64> {
    let mut system = app.store.system_write().await?;
    let removed = system.purge_expired(now).await?;
    system.commit().await?;
    Ok(removed)
}
