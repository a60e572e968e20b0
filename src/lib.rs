//! Enrol.
pub mod domain;
