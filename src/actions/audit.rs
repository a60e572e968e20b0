//! The audit: its chain, continued and checked.

use std::fmt::Display;

use crate::app::App;
use crate::domain::audit::{Checker, Fault, Kept, Link};
use crate::domain::ids::SourceId;
use crate::error::Result;
use crate::store::audit::keyed_hash;

/// So many rows are chained in a transaction, which others wait for on SQLite, or read at once.
const SOME: i64 = 250;

/// What a check of the chain found.
#[derive(Debug)]
pub struct Verified {
    /// Where the chain ends.
    pub last: Link,
    /// How many rows are not chained yet.
    pub unchained: usize,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// Gives every row its place that has none yet; says how many that were.
///
/// # Errors
/// Those of the database; what was chained before stays chained.
pub async fn chain(app: &App) -> Result<usize> {
    let mut chained = 0;
    // So that nobody holds the end of the chain where there is nothing to do.
    while !app.store.system().audit_unchained(1).await?.is_empty() {
        let mut system = app.store.system_write().await?;
        chained += system.chain_audit(SOME).await?;
        system.commit().await?;
    }
    Ok(chained)
}

/// Writes down a change that is made elsewhere, such as in the key file.
///
/// # Errors
/// Those of the database.
pub async fn note(app: &App, kind: &'static str, id: impl Display) -> Result<()> {
    let mut system = app.store.system_write().await?.at(app.now());
    system.note(kind, id);
    system.commit().await
}

/// The newest changes, of one source or of all.
///
/// # Errors
/// Those of the database.
pub async fn list(app: &App, source: Option<SourceId>, limit: i64) -> Result<Vec<Kept>> {
    app.store.system().audit(source, limit).await
}

/// Where the chain ends, once all rows are in it.
///
/// # Errors
/// Those of the database.
pub async fn checkpoint(app: &App) -> Result<Link> {
    chain(app).await?;
    app.store.system().audit_head().await
}

/// Checks every row, and that the chain has all of them; up to where it ends at the beginning of the check.
///
/// # Errors
/// Those of the database.
pub async fn verify(app: &App, checkpoint: Option<Link>) -> Result<Verified> {
    let mut system = app.store.system();
    let head = system.audit_head().await?;
    let mut checker = Checker::new(|purpose, bytes| keyed_hash(&app.vault, purpose, bytes), checkpoint);
    let mut after = 0;
    loop {
        let rows = system.audit_chain(after, head.position, SOME).await?;
        let Some(last) = rows.last().and_then(|row| row.link.as_ref()) else { break };
        after = last.position;
        for row in &rows {
            checker.next(row);
        }
    }
    let unchained = system.audit_unchained(SOME).await?;
    for row in unchained.iter().filter(|row| row.link.is_none()) {
        checker.next(row);
    }
    let (last, faults) = checker.end(&head);
    Ok(Verified { last, unchained: unchained.len(), faults })
}
