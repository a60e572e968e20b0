//! Every test that speaks as a visitor does: one binary, so that the servers are set up once.

#![expect(clippy::expect_used, reason = "a test that cannot go on has failed, and says why")]
#![expect(clippy::too_many_lines, reason = "a test may tell one story from beginning to end")]

#[macro_use]
mod harness;
mod api;
mod browser;
mod cost;
mod house;
mod operator;
mod pages;
mod worker;
