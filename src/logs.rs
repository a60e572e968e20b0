//! Log lines: to stderr, as text or JSON, and never with what a panic had in its hands.

use std::fmt::Display;
use std::io::{IsTerminal, Write};

use tracing_subscriber::EnvFilter;

use crate::config::{LogFormat, Settings};

/// Sends log lines to stderr from now on, those of panics included. Only the first call counts.
pub fn start(settings: &Settings) {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(&settings.log))
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        // It would tell a line that cannot be written to stderr too, which panics: a full disk with the
        // log on it would end the server.
        .log_internal_errors(false);
    // An error means that somebody set a subscriber before: a test, which then keeps its own.
    let _ = match settings.log_format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).try_init(),
    };
    hide_panics();
}

/// Writes a line to stderr, or leaves it out where nothing can be written, as on a full disk; `eprintln!`
/// would panic.
pub fn print_error(line: &dyn Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Logs where a panic happened and nothing else: its message may quote what a person typed.
pub fn hide_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panicked");
    }));
}
