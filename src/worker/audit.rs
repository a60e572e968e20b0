//! Chains the rows of the audit, a moment after they are written.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::actions::audit;
use crate::app::App;

/// How long a row may stand outside of the chain, where it could be removed unseen.
const PAUSE: Duration = Duration::from_secs(1);

/// Chains until told to stop. Any number of instances may: one holds the end of the chain at a time.
pub(super) async fn run(app: App, stop: CancellationToken) {
    while stop.run_until_cancelled(tokio::time::sleep(PAUSE)).await.is_some() {
        if let Err(cause) = audit::chain(&app).await {
            tracing::warn!(%cause, "rows of the audit wait to be chained");
        }
    }
}
