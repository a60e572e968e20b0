//! The App: what every request may use, and the only owner of a clock.

mod clock;

use std::sync::Arc;

use crate::config::Settings;
use crate::domain::moment::Moment;
use crate::domain::webhook::target_url::DestinationPolicy;
use crate::store::Store;
use crate::vault::Vault;

pub use self::clock::{Clock, Reading};

/// The store, the keys, the settings and the time; clones share all of them.
#[derive(Debug, Clone)]
pub struct App {
    /// The memory.
    pub store: Store,
    /// The keys.
    pub vault: Arc<Vault>,
    /// The settings.
    pub settings: Arc<Settings>,
    /// The time.
    pub clock: Clock,
}

impl App {
    /// The present time.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// How far webhooks may go, by the settings.
    #[must_use]
    pub fn destination_policy(&self) -> DestinationPolicy<'_> {
        DestinationPolicy {
            private: self.settings.allow_private_targets,
            ports: &self.settings.webhook_ports,
        }
    }
}
