//! Signs of life: the other instances and `enrol key` see with which keys this one works.

use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::error::Error;
use crate::store::Instance;

/// How often a sign is given; an instance counts as gone two minutes after its last.
const BEAT: Duration = Duration::from_secs(20);

/// What is wrong is told again after so long.
const AGAIN: Duration = Duration::from_mins(10);

/// Gives signs of life until told to stop.
pub async fn run(app: App, instance: Instance, stop: CancellationToken) {
    let mut reported: Option<Instant> = None;
    while stop.run_until_cancelled(tokio::time::sleep(BEAT)).await.is_some() {
        let Err(cause) = app.store.beat(&instance).await else {
            reported = None;
            continue;
        };
        if reported.is_some_and(|reported| reported.elapsed() < AGAIN) {
            continue;
        }
        reported = Some(Instant::now());
        match cause {
            Error::RetiredKey(key) => tracing::error!(
                key,
                "this instance seals with an encryption key that was retired: give it the current key file \
                 and restart it, before the key is dropped"
            ),
            cause => tracing::warn!(%cause, "no sign of life is given"),
        }
    }
}
