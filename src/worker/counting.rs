//! What was counted or noted in memory is written down, now and then.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::actions::{feed, funnel};
use crate::app::App;

/// How long counts and the events of steps are in memory alone: so much is lost with a process that is killed.
const PAUSE: Duration = Duration::from_secs(10);

/// Writes down what was counted and noted until told to stop; the server does it once more at its end. Any number of
/// instances may: what they count is added up.
pub async fn run(app: App, stop: CancellationToken) {
    while stop.run_until_cancelled(tokio::time::sleep(PAUSE)).await.is_some() {
        write_noted(&app).await;
    }
}

/// Writes down what was counted and noted; what cannot be written stays for the next time.
pub async fn write_noted(app: &App) {
    if let Err(cause) = feed::write_steps(app, None).await {
        tracing::warn!(%cause, "the events of steps wait to be written down");
    }
    if let Err(cause) = funnel::flush(app).await {
        tracing::warn!(%cause, "what was counted waits to be written down");
    }
}
