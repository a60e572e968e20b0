//! Telling a tenant what happened: events, the notifier, payloads, deliveries and their retries.

pub mod delivery;
pub mod event;
pub mod notifier;
pub mod payload;
pub mod target_url;
