//! Serving HTTP: the accept loop with its limits, the layers around every request, and rejections.
//!
//! `axum::serve` (0.8) lets a slow client hold its connection for ever, so the loop is our own.

mod accept;
mod bad_head;
mod body;
mod client_address;
mod code;
mod coding;
mod gate;
mod layers;
mod parameters;
mod rejection;
mod request_checks;
mod stream;
#[cfg(test)]
mod tests;
mod visitor_language;

use std::io;
use std::num::NonZero;
use std::thread::available_parallelism;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::config::Settings;

pub use accept::{listen, run};
pub use body::{BodyLimit, read_body};
pub use client_address::ClientAddress;
pub use code::ProblemCode;
pub use coding::{ContentCoding, Precompressed};
pub use gate::Turn;
pub use layers::apply_layers;
pub use parameters::Parameters;
pub use rejection::{ErrorRenderer, Rejection, RequestContext, RequestId};
pub use visitor_language::VisitorLanguage;

/// What one client may take of the server.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections held at once; further ones wait in the system's queue.
    pub connections: usize,
    /// Requests worked on or waiting in line; with more, those who came last are served and the others are refused.
    pub requests: usize,
    /// Those of them that are worked on at once: more would only wait for each other.
    pub at_once: usize,
    /// With too many, one is refused for so many that are served.
    pub served_per_refusal: u64,
    /// The routes that take what people typed, and tell by themselves that a request is refused: with all of it, or
    /// with the way back to it.
    pub keep_text: &'static [&'static str],
    /// The routes whose answers were made before anybody asked: they wait for nothing and are served however many there are, so
    /// that a page that is served has its stylesheet, and whoever asks for these alone keeps nobody out.
    pub prepared: &'static [&'static str],
    /// Until a request's head is complete: the first counted from the connection's start, a later one from
    /// its first byte, and up to twice as long where it follows another one at once.
    pub head: Duration,
    /// Until the next request's head begins, counted from the last answer.
    pub idle: Duration,
    /// Until a request's body is complete, counted from when it is first asked for.
    pub body: Duration,
    /// A request body's size in bytes.
    pub body_bytes: usize,
    /// The paths below which it may be larger.
    pub larger_bodies: &'static [BodyLimit],
    /// Until a client that has stopped to take an answer takes some more of it.
    pub reading: Duration,
    /// A connection's life; then it ends as at a shutdown. Bounds clients that read an answer bit by bit.
    pub age: Duration,
    /// For requests in flight when the connection or the server is to end.
    pub grace: Duration,
}

impl Limits {
    /// The usual limits, with the connections and requests that the settings allow. For each processor four requests are worked
    /// on at once, which hardly ever wait for SQLite, or eight, of which half wait for PostgreSQL; for all of them no more
    /// than have a connection to it (`DbOptions`). To refuse one takes the same with either; to serve one with PostgreSQL takes
    /// more than twice as long, so that one is refused for fewer.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let (connections, requests) = (settings.max_connections, settings.max_requests);
        let processors = available_parallelism().map_or(1, NonZero::get);
        let usual = Self::default();
        let (at_once, served_per_refusal) = match settings.database_url.file() {
            Some(_) => (4 * processors, usual.served_per_refusal),
            None => (usual.at_once.min(8 * processors), 8),
        };
        Self { connections, requests, at_once, served_per_refusal, ..usual }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            requests: 512,
            at_once: 16,
            served_per_refusal: 32,
            keep_text: &[],
            prepared: &[],
            head: Duration::from_secs(5),
            idle: Duration::from_mins(1),
            body: Duration::from_secs(10),
            body_bytes: 64 * 1024,
            larger_bodies: &[],
            reading: Duration::from_secs(10),
            age: Duration::from_mins(5),
            grace: Duration::from_secs(10),
        }
    }
}

/// A token that SIGTERM and SIGINT cancel.
///
/// # Errors
/// When the system refuses to hand signals over.
pub fn stop_on_signal() -> io::Result<CancellationToken> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping");
        told.cancel();
    });
    Ok(stop)
}
