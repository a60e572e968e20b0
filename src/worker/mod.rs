//! Background jobs: maintenance, and sending deliveries to notifiers.

pub mod dispatch;
pub mod dns;
mod http;
pub mod maintenance;
mod presence;
mod signature;
mod trust;

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::store::Instance;

/// Works until told to stop. Any number of instances may.
pub async fn run(app: App, instance: Instance, stop: CancellationToken) {
    if app.settings.allow_private_targets {
        tracing::warn!("ENROL_ALLOW_PRIVATE_TARGETS is on: tenants can make us connect to private addresses");
    }
    let deliveries = async {
        match dispatch::Dispatcher::new(app.clone()) {
            Ok(dispatcher) => dispatcher.run(stop.clone()).await,
            // Deliveries wait in the outbox; signing up goes on.
            Err(cause) => tracing::error!(%cause, "no deliveries are sent"),
        }
    };
    let presence = presence::run(app.clone(), instance, stop.clone());
    tokio::join!(maintenance::run(app.clone(), stop.clone()), deliveries, presence);
}
