//! Enrol: a tenant invites, a person signs up, the customer exists.

pub mod actions;
pub mod api;
pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod error;
pub mod logs;
pub mod serve;
pub mod store;
pub mod vault;
