//! Signup sessions, by who acts: the tenant that invites, the person who signs up.

pub mod payment;
pub mod person;
pub mod tenant;
