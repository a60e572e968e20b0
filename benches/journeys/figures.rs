//! What was measured, and how it is told.

use std::time::{Duration, Instant};

use hyper::StatusCode;

use crate::Failure;
use crate::client::Answer;
use crate::server::{Asked, Spent};

/// What was counted in the time that counts.
#[derive(Default)]
pub struct Figures {
    counts: Option<(Instant, Instant)>,
    journeys: usize,
    /// Those too that do not count.
    all: usize,
    kinds: Vec<Kind>,
}

/// Requests of one kind.
struct Kind {
    name: &'static str,
    took: Vec<Duration>,
    bytes: usize,
}

impl Figures {
    /// Counts what ends between these two.
    pub fn between(from: Instant, until: Instant) -> Self {
        Self { counts: Some((from, until)), ..Self::default() }
    }

    /// Notes an answer, which must have this status.
    pub fn note(
        &mut self,
        name: &'static str,
        answer: Answer,
        status: StatusCode,
    ) -> Result<Answer, Failure> {
        let answer = answer.expect(status).map_err(|failure| format!("{name}: {failure}"))?;
        if self.counting() {
            let kind = self.kind(name);
            kind.took.push(answer.took);
            kind.bytes += answer.body.len();
        }
        Ok(answer)
    }

    /// Notes a journey that has come to its end.
    pub fn finished(&mut self) {
        self.journeys += usize::from(self.counting());
        self.all += 1;
    }

    /// Adds what somebody else has counted.
    pub fn add(&mut self, other: Self) {
        self.journeys += other.journeys;
        self.all += other.all;
        for theirs in other.kinds {
            let kind = self.kind(theirs.name);
            kind.took.extend(theirs.took);
            kind.bytes += theirs.bytes;
        }
    }

    fn counting(&self) -> bool {
        let now = Instant::now();
        self.counts.is_none_or(|(from, until)| from <= now && now < until)
    }

    fn kind(&mut self, name: &'static str) -> &mut Kind {
        let at = self.kinds.iter().position(|kind| kind.name == name).unwrap_or_else(|| {
            self.kinds.push(Kind { name, took: Vec::new(), bytes: 0 });
            self.kinds.len() - 1
        });
        &mut self.kinds[at]
    }

    /// Prints everything that was measured in a cell, the kinds of request in this order.
    #[expect(clippy::cast_precision_loss, reason = "counts of some thousands")]
    pub fn print(&mut self, order: &[&str], length: Duration, spent: &Spent, asked: &Asked, peak_kib: u64) {
        let journeys = self.journeys as f64;
        println!("  {:.0} journeys/s ({} in all)", journeys / length.as_secs_f64(), self.journeys);
        let each = |spent: Duration| spent.as_secs_f64() * 1e3 / journeys.max(1.0);
        println!(
            "  CPU per journey: server {:.2} ms, database server {:.2} ms, these people {:.2} ms",
            each(spent.server),
            each(spent.database),
            each(spent.people),
        );
        let each = |count: u64, journeys: usize| count as f64 / (journeys.max(1) as f64);
        print!(
            "  per journey: {:.1} statements, {:.1} transactions, ",
            each(asked.statements, self.all),
            each(asked.transactions, self.all),
        );
        if let Some(round_trips) = asked.round_trips {
            print!("{:.1} round trips to the database server, ", each(round_trips, self.all));
        }
        println!("{:.1} context switches", each(spent.switches, self.journeys));
        println!("  the server's peak memory: {} MiB", peak_kib / 1024);
        self.kinds.sort_by_key(|kind| order.iter().position(|name| *name == kind.name));
        println!("  {:<20}{:>10}{:>10}{:>12}", "request", "p50 ms", "p99 ms", "body bytes");
        for kind in &mut self.kinds {
            kind.took.sort_unstable();
            let at = |percent: usize| kind.took[(kind.took.len() - 1) * percent / 100].as_secs_f64() * 1e3;
            let bytes = kind.bytes / kind.took.len();
            println!("  {:<20}{:>10.2}{:>10.2}{:>12}", kind.name, at(50), at(99), bytes);
        }
    }
}

/// How many processors of which kind.
pub fn machine() -> String {
    let processors = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let known = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = known.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    format!("{processors} processors, {}", model.map_or("unknown", |(_, model)| model))
}
