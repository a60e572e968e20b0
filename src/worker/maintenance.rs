//! Chores: overdue sessions expire, what has had its time is removed.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::trust;
use crate::actions::signup::tenant;
use crate::app::App;
use crate::domain::moment::Moment;
use crate::error::Result;

/// How long to wait between two rounds. Nobody waits for them: what is overdue counts as ended at
/// once, and is only written down here.
const PAUSE: Duration = Duration::from_secs(30);

/// Does all maintenance until told to stop. Any number of instances may.
pub async fn run(app: App, stop: CancellationToken) {
    while stop.run_until_cancelled(tokio::time::sleep(PAUSE)).await.is_some() {
        if let Err(cause) = round(&app).await {
            tracing::warn!(%cause, "chores are put off");
        }
    }
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
    expired.map(drop)
}

/// Removes some of what has had its time, and says how many records that were.
async fn sweep_some(app: &App, now: Moment) -> Result<u64> {
    let mut system = app.store.system_write().await?;
    let removed = system.purge_expired(now).await?;
    system.commit().await?;
    Ok(removed)
}
