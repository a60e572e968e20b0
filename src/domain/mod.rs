//! Nouns and rules: no SQL, no HTTP, no clock, nothing asynchronous.

pub mod audit;
pub mod fingerprint;
pub mod form;
pub mod funnel;
pub mod hex;
pub mod ids;
pub mod language;
pub mod moment;
pub mod profile;
pub mod signup;
pub mod string_enum;
pub mod tenant;
pub mod text_message;
pub mod webhook;
