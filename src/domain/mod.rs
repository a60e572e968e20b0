//! Nouns and rules: no SQL, no HTTP, no clock, nothing asynchronous.

pub mod address;
pub mod answers;
pub mod check;
pub mod clean;
pub mod customer;
pub mod date;
pub mod delivery;
pub mod destination;
pub mod event;
pub mod ids;
pub mod invitation;
pub mod journey;
pub mod letter;
pub mod location;
pub mod moment;
pub mod notifier;
pub mod phone;
pub mod profile;
pub mod representation;
pub mod rules;
pub mod signup;
pub mod source;
pub mod step;
pub mod subscription;
pub mod typed;
pub mod words;
