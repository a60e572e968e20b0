//! How transactions end: with their row in the audit, durable, and only then counted.

use super::{SystemTx, Tx, audit};
use crate::domain::ids::SourceId;
use crate::domain::moment::Moment;
use crate::error::Result;
use crate::metrics::METRICS;

impl Tx {
    /// Says when it happens, for the audit.
    #[must_use]
    pub fn at(mut self, now: Moment) -> Self {
        self.mode.changes.happens(now);
        self
    }

    /// Makes the transaction durable, and only then returns.
    ///
    /// # Errors
    /// Nothing of it was kept.
    pub async fn commit(mut self) -> Result<()> {
        audit::write(&mut self.conn, &self.vault, Some(self.source), &mut self.mode.changes).await?;
        self.conn.commit().await?;
        self.shared.noted.counters.add_some(self.mode.counts.drain(..).map(|count| (count, 1)));
        self.shared.noted.steps.add(self.mode.steps.drain(..));
        self.mode.happened.iter().for_each(|kind| METRICS.event(kind));
        if self.mode.opened {
            METRICS.session_opened();
        }
        Ok(())
    }
}

impl SystemTx {
    /// The same transaction, as this source's view.
    #[must_use]
    pub fn of(self, source: SourceId) -> Tx {
        let Self { conn, vault, shared, mode } = self;
        Tx { source, conn, vault, shared, mode }
    }

    /// Says when it happens, for the audit.
    #[must_use]
    pub fn at(mut self, now: Moment) -> Self {
        self.mode.changes.happens(now);
        self
    }

    /// Makes the transaction durable, and only then returns.
    ///
    /// # Errors
    /// Nothing of it was kept.
    pub async fn commit(mut self) -> Result<()> {
        audit::write(&mut self.conn, &self.vault, None, &mut self.mode.changes).await?;
        Ok(self.conn.commit().await?)
    }
}
