//! Enrol: a tenant invites, a person signs up, the customer exists.
//!
//! The map of the house. A person comes in through [`pages`] (HTML), a tenant's backend through
//! [`api`] (JSON). Both doors turn the visitor's words into checked values, call one action of
//! [`actions`], and turn the result back. [`domain`] knows the rules and nothing else; [`store`] is
//! the only room that knows SQL, and [`vault`] the only one that knows keys. `docs/architecture.md`
//! has the drawing, and `tests/house.rs` holds the code to it.

pub mod actions;
pub mod api;
pub mod app;
pub mod cause;
pub mod cli;
pub mod commands;
pub mod config;
pub mod domain;
pub mod error;
pub mod http;
pub mod i18n;
pub mod logs;
pub mod metrics;
pub mod pages;
pub mod place;
pub mod server;
pub mod store;
pub mod telemetry;
pub mod vault;
pub mod worker;
