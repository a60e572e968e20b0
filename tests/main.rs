//! Every test that speaks as a visitor does: one binary, so that the servers are set up once.

#[macro_use]
mod harness;
mod house;
mod pages;
