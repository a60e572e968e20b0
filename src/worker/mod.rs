//! Background jobs: maintenance, writing down what was counted, and sending deliveries to notifiers and phones.

mod audit;
mod counting;
pub mod dispatch;
pub mod dns;
mod http;
pub mod maintenance;
mod presence;
mod signature;
mod sms;
mod trust;

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::store::Instance;

pub use self::counting::write_noted;

/// Works until told to stop. Any number of instances may.
pub async fn run(app: App, instance: Instance, stop: CancellationToken) {
    if app.settings.allow_private_targets {
        tracing::warn!("ENROL_ALLOW_PRIVATE_TARGETS is on: tenants can make us connect to private addresses");
    }
    if app.settings.sms.as_ref().is_some_and(|sms| sms.gateway().is_none()) {
        tracing::warn!(
            "ENROL_SMS_URL is console: and prints people's numbers and codes, for development only"
        );
    }
    let deliveries = async {
        match dispatch::Dispatcher::new(app.clone()) {
            Ok(dispatcher) => dispatcher.run(stop.clone()).await,
            // Deliveries wait in the outbox; signing up goes on.
            Err(cause) => tracing::error!(%cause, "no deliveries are sent"),
        }
    };
    let presence = presence::run(app.clone(), instance, stop.clone());
    let chain = audit::run(app.clone(), stop.clone());
    let counting = counting::run(app.clone(), stop.clone());
    let jobs = maintenance::run(app.clone(), stop.clone());
    tokio::join!(jobs, deliveries, presence, chain, counting);
}
