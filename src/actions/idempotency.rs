//! Idempotency: a creating request does its work once, however often it is sent.

use super::transaction;
use crate::app::{App, Reading};
use crate::domain::ids::{CustomerId, SignupId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::tenant::stored_response::StoredResponse;
use crate::error::Result;
use crate::store::Tx;

/// A creating request: what of it must be equal for it to be the same.
#[derive(Debug, Clone)]
pub struct Request {
    /// The caller's key, if it sent one.
    pub key: Option<String>,
    /// Method, path and body.
    pub text: String,
}

/// A creating request of a source, on its way to an action.
#[derive(Debug, Clone, Copy)]
pub struct IdempotentCall<'a> {
    /// The App.
    pub app: &'a App,
    /// Who sent it.
    pub source: SourceId,
    /// The request.
    pub request: &'a Request,
}

/// The response to a creating request.
#[derive(Debug)]
pub struct Answered<T> {
    /// The response, whether it was made now or before.
    pub reply: StoredResponse,
    /// What the work made; `None` where the response was kept from an earlier request.
    pub made: Option<T>,
}

/// What a request made: of whom its response tells, since that is erased with them.
pub trait Subject {
    /// The customer.
    fn customer(&self) -> Option<CustomerId> {
        None
    }

    /// The session.
    fn signup(&self) -> Option<SignupId> {
        None
    }
}

impl IdempotentCall<'_> {
    /// Does the work in one transaction together with keeping its response, which `reply` makes of
    /// what the work made; or gives the response that was kept under the request's key.
    ///
    /// # Errors
    /// [`crate::error::Error::KeyReused`] when the key belongs to another request; else those of the
    /// work. Nothing was kept.
    pub(super) async fn run<T: Subject, F>(
        self,
        work: impl Fn(Tx, Moment) -> F,
        reply: impl Fn(&T) -> StoredResponse,
    ) -> Result<Answered<T>>
    where
        F: Future<Output = Result<(Tx, T)>>,
    {
        let Request { key, text } = self.request;
        let (work, reply) = (&work, &reply);
        transaction::run(self.app, self.source, |mut tx, now| async move {
            let Reading { doubtful, .. } = self.app.clock.read(None);
            if let Some(key) = key
                && let Some(reply) = tx.claim_idempotency_key(key, text, now, !doubtful).await?
            {
                return Ok((tx, Answered { reply, made: None }));
            }
            let (mut tx, made) = work(tx, now).await?;
            let reply = reply(&made);
            if let Some(key) = key {
                tx.store_response(key, &reply, (made.customer(), made.signup())).await?;
            }
            Ok((tx, Answered { reply, made: Some(made) }))
        })
        .await
    }
}
