//! Doing something once: a creating request with an idempotency key, however often it is sent.

use crate::app::{App, Reading};
use crate::domain::ids::SourceId;
use crate::domain::moment::Moment;
use crate::error::Result;
use crate::store::{Kept, Tx};

/// A creating request: what of it must be equal for it to be the same.
#[derive(Debug, Clone)]
pub struct Request {
    /// The caller's key, if it sent one.
    pub key: Option<String>,
    /// Method, path and body.
    pub text: String,
}

/// Whether the request is new.
#[derive(Debug)]
pub enum Once {
    /// It is: do the work in this transaction, then [`Work::finish`].
    First(Work),
    /// It is not: this was the answer.
    Again(Kept),
}

/// A transaction that will also keep its answer.
#[derive(Debug)]
pub struct Work {
    /// The transaction.
    pub tx: Tx,
    /// When it began; everything in it happened then.
    pub now: Moment,
    key: Option<String>,
}

/// Begins the work of a creating request.
///
/// # Errors
/// [`crate::error::Error::KeyReused`] when the key belongs to another request.
pub async fn begin(app: &App, source: SourceId, request: &Request) -> Result<Once> {
    let Reading { now, doubtful, .. } = app.clock.read(None);
    let mut tx = app.store.write(source).await?;
    if let Some(key) = &request.key
        && let Some(kept) = tx.claim_key(key, &request.text, now, !doubtful).await?
    {
        return Ok(Once::Again(kept));
    }
    Ok(Once::First(Work { tx, now, key: request.key.clone() }))
}

impl Work {
    /// Commits the work together with its answer, and returns the answer.
    ///
    /// # Errors
    /// Nothing was kept.
    pub async fn finish(mut self, reply: Kept) -> Result<Kept> {
        if let Some(key) = &self.key {
            self.tx.keep_reply(key, &reply).await?;
        }
        self.tx.commit().await?;
        Ok(reply)
    }
}
