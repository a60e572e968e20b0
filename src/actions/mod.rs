//! Verbs: one function each; whatever it changes, it changes in one transaction.

pub mod access;
pub mod audit;
pub mod consent;
pub mod customer;
pub mod erasure;
pub mod export;
pub mod feed;
pub mod form;
pub mod funnel;
pub mod idempotency;
pub mod location;
pub mod notifier;
pub mod preview;
pub mod signup;
pub mod subscription;
pub mod transaction;
