//! The App: what every request may use, and the only owner of a clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::config::Settings;
use crate::domain::destination::DestinationPolicy;
use crate::domain::moment::Moment;
use crate::store::Store;
use crate::vault::Vault;

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

/// Where the time comes from. A clock can be set ahead, which is how tests let days pass.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    ahead_seconds: Arc<AtomicI64>,
}

impl Clock {
    /// The present time, as far ahead as the clock is set.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    pub fn now(&self) -> Moment {
        let ahead = time::Duration::seconds(self.ahead_seconds.load(Ordering::Relaxed));
        let now = time::OffsetDateTime::now_utc();
        // Past the year 9999 there is no time to tell; nobody sets a clock that far.
        Moment::try_from(now + ahead).unwrap_or(Moment::EPOCH)
    }

    /// Sets the clock ahead by so many seconds more.
    pub fn advance(&self, seconds: i64) {
        self.ahead_seconds.fetch_add(seconds, Ordering::Relaxed);
    }
}
