//! Verbs: one function each; whatever it changes, it changes in one transaction.

pub mod access;
pub mod customer;
pub mod idempotency;
pub mod location;
pub mod notifier;
pub mod signup;
pub mod subscription;
pub mod transaction;

// The doors say with these what they ask for, and need no way into the store.
pub use crate::store::browsers::Browsers;
pub use crate::store::{
    ConsentText, CustomerFilter, CustomerLookup, DeliveryFilter, RateLimitStatus, SignupFilter, SignupLookup,
    StoredResponse, Visited, WhichSteps,
};
