//! How often the database was asked, so that tests can hold the numbers.

use std::ops::Sub;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Counts what is asked, for as long as a database is open.
#[derive(Debug, Default)]
pub(super) struct Counters {
    statements: AtomicU64,
    begins: AtomicU64,
    commits: AtomicU64,
    rollbacks: AtomicU64,
    probes: AtomicU64,
    prepared: AtomicU64,
    connects: AtomicU64,
}

impl Counters {
    /// A statement or a script was sent.
    pub fn statement(&self) {
        self.statements.fetch_add(1, Relaxed);
    }

    /// A transaction was opened.
    pub fn begin(&self) {
        self.begins.fetch_add(1, Relaxed);
    }

    /// A transaction was asked to be made durable.
    pub fn commit(&self) {
        self.commits.fetch_add(1, Relaxed);
    }

    /// A transaction was undone by a statement of its own (PostgreSQL).
    pub fn rollback(&self) {
        self.rollbacks.fetch_add(1, Relaxed);
    }

    /// A connection was tried (PostgreSQL).
    pub fn probe(&self) {
        self.probes.fetch_add(1, Relaxed);
    }

    /// So many statements were sent to be prepared, before they were run (PostgreSQL).
    pub fn prepared(&self, count: usize) {
        self.prepared.fetch_add(count as u64, Relaxed);
    }

    /// A connection was made (PostgreSQL).
    pub fn connect(&self) {
        self.connects.fetch_add(1, Relaxed);
    }

    /// The numbers so far.
    pub fn so_far(&self) -> Counts {
        Counts {
            statements: self.statements.load(Relaxed),
            begins: self.begins.load(Relaxed),
            commits: self.commits.load(Relaxed),
            rollbacks: self.rollbacks.load(Relaxed),
            probes: self.probes.load(Relaxed),
            prepared: self.prepared.load(Relaxed),
            connects: self.connects.load(Relaxed),
        }
    }
}

/// How often a database was asked: since it was opened or, of a difference, in between.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Statements and scripts.
    pub statements: u64,
    /// Transactions opened.
    pub begins: u64,
    /// Transactions asked to be made durable.
    pub commits: u64,
    /// Transactions undone by a statement of its own; SQLite undoes them with the next one's begin.
    pub rollbacks: u64,
    /// Connections to PostgreSQL that were tried before or after their use.
    pub probes: u64,
    /// Statements that a connection to PostgreSQL had not prepared yet, each of which costs one more.
    pub prepared: u64,
    /// Connections to PostgreSQL that were made.
    pub connects: u64,
}

impl Counts {
    /// How often a server was waited for on connections that are warm: they know their statements.
    #[must_use]
    pub fn round_trips(self) -> u64 {
        self.statements + self.begins + self.commits + self.rollbacks + self.probes
    }
}

impl Sub for Counts {
    type Output = Self;

    /// What came since the earlier counts on the right.
    fn sub(self, earlier: Self) -> Self {
        Self {
            statements: self.statements.saturating_sub(earlier.statements),
            begins: self.begins.saturating_sub(earlier.begins),
            commits: self.commits.saturating_sub(earlier.commits),
            rollbacks: self.rollbacks.saturating_sub(earlier.rollbacks),
            probes: self.probes.saturating_sub(earlier.probes),
            prepared: self.prepared.saturating_sub(earlier.prepared),
            connects: self.connects.saturating_sub(earlier.connects),
        }
    }
}
