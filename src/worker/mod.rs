//! What is done without being asked: chores, and carrying letters to notifiers.

pub mod chores;
pub mod deliver;
mod post;
mod presence;
mod signing;
pub mod target;
mod trust;

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::store::Instance;

/// Works until told to stop. Any number of instances may.
pub async fn run(app: App, instance: Instance, stop: CancellationToken) {
    if app.settings.allow_private_targets {
        tracing::warn!("ENROL_ALLOW_PRIVATE_TARGETS is on: tenants can make us connect to private addresses");
    }
    let letters = async {
        match deliver::Courier::new(app.clone()) {
            Ok(courier) => courier.run(stop.clone()).await,
            // Letters wait in the outbox; signing up goes on.
            Err(cause) => tracing::error!(%cause, "no letters are carried"),
        }
    };
    let presence = presence::run(app.clone(), instance, stop.clone());
    tokio::join!(chores::run(app.clone(), stop.clone()), letters, presence);
}
