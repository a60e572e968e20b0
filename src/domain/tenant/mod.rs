//! What a tenant has: the source itself, its customers, their subscriptions and fixed locations.

pub mod consent;
pub mod customer;
pub mod location;
pub mod rate_limit;
pub mod representation;
pub mod source;
pub mod stored_response;
pub mod subscription;
