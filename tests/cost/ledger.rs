//! What was measured of how often requests ask the database, and the table that it is held against.

use std::collections::BTreeMap;
use std::fmt::Write;

use enrol::store::db::Counts;

use crate::harness::{Engine, World};

/// What the table says: the kind of request, then statements and transactions on SQLite, round trips on
/// PostgreSQL.
type Cost = (u64, u64, u64);

const DOCUMENT: &str = include_str!("../../docs/performance.md");

/// The rows between the markers of the document.
fn table() -> BTreeMap<&'static str, Cost> {
    let (_, rest) = DOCUMENT.split_once("<!-- statements -->").expect("where the table begins");
    let (rows, _) = rest.split_once("<!-- end -->").expect("where it ends");
    let cells = |row: &'static str| row.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>();
    let number = |cell: &str| cell.parse().expect("a number");
    rows.lines()
        .map(str::trim)
        .filter(|row| row.starts_with('|'))
        .skip(2)
        .map(cells)
        .map(|row| (row[0], (number(row[1]), number(row[2]), number(row[3]))))
        .collect()
}

/// What was measured so far.
pub struct Ledger<'a> {
    world: &'a World,
    last: Counts,
    measured: BTreeMap<&'static str, Counts>,
}

impl<'a> Ledger<'a> {
    pub fn of(world: &'a World) -> Self {
        Self { world, last: world.app.store.counts(), measured: BTreeMap::new() }
    }

    /// Leaves out of the account what was asked since the last entry.
    pub fn skip(&mut self) {
        self.last = self.world.app.store.counts();
    }

    /// Enters what was asked since the last entry. Of a kind that comes again, each costs the same.
    #[track_caller]
    pub fn enter(&mut self, kind: &'static str) {
        let now = self.world.app.store.counts();
        // Whether a connection is tried, or has to prepare, depends on what came before.
        let cost = Counts { probes: 0, prepared: 0, connects: 0, ..now - self.last };
        self.last = now;
        let known = *self.measured.entry(kind).or_insert(cost);
        assert_eq!(known, cost, "{kind} costs once this and once that");
    }

    pub fn check(self) {
        let (table, sqlite) = (table(), self.world.engine == Engine::Sqlite);
        let mut wrong = String::new();
        for (kind, cost) in &self.measured {
            assert_eq!(cost.commits, cost.begins, "{kind}: whatever is begun is committed");
            let same = table.get(kind).is_some_and(|(statements, transactions, trips)| {
                if sqlite {
                    (cost.statements, cost.begins) == (*statements, *transactions)
                } else {
                    cost.round_trips() == *trips
                }
            });
            if !same {
                let (statements, begins, trips) = (cost.statements, cost.begins, cost.round_trips());
                writeln!(wrong, "{kind}: {statements} | {begins} | {trips}").expect("memory");
            }
        }
        assert!(wrong.is_empty(), "otherwise than docs/performance.md says:\n{wrong}");
        let missing: Vec<_> = table.keys().filter(|kind| !self.measured.contains_key(*kind)).collect();
        assert!(missing.is_empty(), "in docs/performance.md, but not measured: {missing:?}");
    }
}
