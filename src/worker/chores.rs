//! Chores: overdue sessions expire, what has had its time is removed.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::actions::session;
use crate::app::App;
use crate::error::Result;

/// How long to wait between two rounds. Nobody waits for them: what is overdue counts as ended at
/// once, and is only written down here.
const PAUSE: Duration = Duration::from_secs(30);

/// Does the chores until told to stop. Any number of instances may.
pub async fn run(app: App, stop: CancellationToken) {
    while stop.run_until_cancelled(tokio::time::sleep(PAUSE)).await.is_some() {
        if let Err(cause) = round(&app).await {
            tracing::warn!(%cause, "chores are put off");
        }
    }
}

/// One round of all chores.
///
/// # Errors
/// Those of the database; what was done before stays done.
pub async fn round(app: &App) -> Result<()> {
    while session::expire_due(app).await? > 0 {}
    while sweep_some(app).await? > 0 {}
    Ok(())
}

/// Removes some of what has had its time, and says how many records that were.
async fn sweep_some(app: &App) -> Result<u64> {
    let mut system = app.store.system_write().await?;
    let removed = system.sweep(app.now()).await?;
    system.commit().await?;
    Ok(removed)
}
