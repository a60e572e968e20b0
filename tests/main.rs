//! Every test that speaks as a visitor does: one binary, so that the servers are set up once.

#![expect(clippy::expect_used, reason = "a test that cannot go on has failed, and says why")]

#[macro_use]
mod harness;
mod api;
mod browser;
mod cost;
mod house;
mod operator;
mod pages;
mod worker;
