//! Log lines: to stderr, as text or JSON, and never with what a panic had in its hands.

use std::fmt::Display;
use std::io::{IsTerminal, Write};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::{DefaultFields, Format};
use tracing_subscriber::fmt::{MakeWriter, SubscriberBuilder};

use crate::config::{LogFormat, Settings};

/// The library behind the browsers' records opens a span around each page, which says nothing and costs as much
/// as our own. Whoever names it in the filter has it.
const QUIET: &str = "tower_sessions=warn";

/// Sends log lines to stderr from now on, those of panics included. Only the first call counts.
pub fn start(settings: &Settings) {
    let lines = lines(&settings.log, std::io::stderr, std::io::stderr().is_terminal());
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

/// Log lines of what passes the filter, each written at once: a line is a system call, and stays whole
/// beside those of other threads.
fn lines<W>(filter: &str, writer: W, coloured: bool) -> SubscriberBuilder<DefaultFields, Format, EnvFilter, W>
where
    W: for<'writer> MakeWriter<'writer> + 'static,
{
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(format!("{QUIET},{filter}")))
        .with_writer(writer)
        .with_ansi(coloured)
        // It would tell a line that cannot be written to stderr too, which panics: a full disk with the
        // log on it would end the server.
        .log_internal_errors(false)
}

/// Logs where a panic happened and nothing else: its message may quote what a person typed.
pub fn hide_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panicked");
    }));
}

#[cfg(test)]
mod tests {
    use std::fmt;
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};

    use tracing::{error_span, info, subscriber, warn};

    use super::lines;

    /// What was written, write by write.
    #[derive(Clone, Default)]
    struct Writes(Arc<Mutex<Vec<String>>>);

    impl Write for Writes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let text = String::from_utf8(bytes.to_vec()).map_err(io::Error::other)?;
            self.0.lock().expect("the writes").push(text);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Writes {
        fn so_far(&self) -> Vec<String> {
            self.0.lock().expect("the writes").clone()
        }
    }

    /// Must not be formatted.
    struct Dear;

    impl fmt::Display for Dear {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            panic!("formatted although nobody reads it");
        }
    }

    fn request() {
        error_span!("request", id = "q7").in_scope(|| {
            info!(method = "GET", status = 200, ms = 1.5, "answered");
            warn!(cause = "a \"reason\"\nin two lines", "busy");
        });
    }

    #[test]
    fn a_line_is_one_write_without_colours() {
        for json in [false, true] {
            let writes = Writes::default();
            let (sink, filter) = (writes.clone(), "info");
            let lines = lines(filter, move || sink.clone(), false);
            if json {
                subscriber::with_default(lines.json().flatten_event(true).finish(), request);
            } else {
                subscriber::with_default(lines.finish(), request);
            }
            let writes = writes.so_far();
            assert_eq!(writes.len(), 2, "{writes:?}");
            for line in &writes {
                assert!(line.ends_with('\n') && line.contains("q7") && !line.contains('\u{1b}'), "{line:?}");
            }
        }
    }

    #[test]
    fn what_is_switched_off_is_not_formatted() {
        let writes = Writes::default();
        let sink = writes.clone();
        subscriber::with_default(lines("off", move || sink.clone(), false).finish(), || {
            let span = error_span!("request", id = %Dear);
            assert!(span.is_disabled());
            span.in_scope(|| warn!(cause = %Dear, "busy"));
        });
        assert!(writes.so_far().is_empty());
    }
}
