//! The App: what every request may use, and the only owner of a clock.

mod clock;
mod rate_limits;

use std::ops::Deref;
use std::sync::Arc;

use crate::config::Settings;
use crate::domain::moment::Moment;
use crate::domain::webhook::target_url::DestinationPolicy;
use crate::store::Store;
use crate::store::browsers::Browsers;
use crate::vault::Vault;

pub use self::clock::{Clock, Reading};
pub use self::rate_limits::{RateLimiter, RateLimits};

/// What every request may use; clones share it. It is in one place, so that a clone, of which each request needs some, counts one
/// reference: such counts go from processor to processor.
#[derive(Debug, Clone)]
pub struct App(Arc<Parts>);

/// The store, the keys, the settings and the time.
#[derive(Debug, Clone)]
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The keys.
    pub vault: Arc<Vault>,
    /// The settings.
    pub settings: Arc<Settings>,
    /// The time.
    pub clock: Clock,
    /// How often visitors may do what they can do without end.
    pub rate_limits: Arc<RateLimits>,
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl From<Parts> for App {
    fn from(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl App {
    /// All of it, with nothing counted yet.
    #[must_use]
    pub fn new(store: Store, vault: Arc<Vault>, settings: Settings, clock: Clock) -> Self {
        let rate_limits = Arc::new(RateLimits::new(&settings, &clock));
        Parts { store, vault, settings: Arc::new(settings), clock, rate_limits }.into()
    }

    /// The present time.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Where the browsers' records are kept, by the App's clock.
    #[must_use]
    pub fn browser_store(&self) -> Browsers {
        let clock = self.clock.clone();
        Browsers::new(self.store.clone(), move || {
            let reading = clock.read(None);
            (reading.now, reading.doubtful)
        })
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
