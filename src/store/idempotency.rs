//! Idempotency keys: the first answer to a request, kept to be given again.

use super::db::{Sql, record};
use super::sealing::{self, Purpose};
use super::{Tx, statements};
use crate::domain::ids::{CustomerId, SignupId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::tenant::stored_response::StoredResponse;
use crate::error::{Error, Result};
use crate::vault::AssociatedData;

statements! {
    CLAIM = Sql::same(
        "insert into idempotency (source_id, key_fingerprint, request_fingerprint, created_at)
         values ($1, $2, $3, $4) on conflict (source_id, key_fingerprint) do nothing",
    );
    // An old key is free again even before the chore that removes it has run.
    RECLAIM = Sql::same(
        "update idempotency set request_fingerprint = $3, created_at = $4, sealed_reply = null,
            customer_id = null, signup_id = null
         where source_id = $1 and key_fingerprint = $2 and created_at <= $5",
    );
    READ = Sql::same("select request_fingerprint, sealed_reply from idempotency where source_id = $1 and key_fingerprint = $2");
    KEEP = Sql::same(
        "update idempotency set sealed_reply = $3, customer_id = $4, signup_id = $5
         where source_id = $1 and key_fingerprint = $2",
    );
}

record! {
    struct Row {
        request_fingerprint: Vec<u8>,
        sealed_reply: Option<Vec<u8>>,
    }
}

/// For how many seconds an answer is kept: 24 hours (contract, section 2).
pub const RETENTION_SECONDS: i64 = 86_400;

impl Tx {
    /// Claims a key for a request in this transaction; or returns the answer that was kept for it.
    ///
    /// A key whose time is over is free again, unless `may_reclaim` says that the time is in doubt.
    /// Where another transaction has claimed it and not ended yet, this waits for its end.
    ///
    /// # Errors
    /// [`Error::KeyReused`] when the key belongs to another request.
    pub async fn claim_idempotency_key(
        &mut self,
        key: &str,
        request: &str,
        now: Moment,
        may_reclaim: bool,
    ) -> Result<Option<StoredResponse>> {
        let fingerprint = |of, value| sealing::fingerprint(&self.vault, self.source, of, value).to_vec();
        let (key, request) = (fingerprint(Purpose::Key, key), fingerprint(Purpose::Request, request));
        if self.conn.execute(CLAIM, &[&self.source, &key, &request, &now]).await? == 1 {
            return Ok(None);
        }
        let oldest = now.plus_seconds(-RETENTION_SECONDS).unwrap_or(now);
        if may_reclaim
            && self.conn.execute(RECLAIM, &[&self.source, &key, &request, &now, &oldest]).await? == 1
        {
            return Ok(None);
        }
        let row = self.conn.one::<Row>(READ, &[&self.source, &key]).await?;
        if row.request_fingerprint != request {
            return Err(Error::KeyReused);
        }
        let sealed =
            row.sealed_reply.ok_or_else(|| Error::Broken("a claimed key without an answer".to_owned()))?;
        sealing::open(&self.vault, &associated_data(self.source, &key), &sealed).map(Some)
    }

    /// Keeps the answer to the request that claimed the key, for as long as what it tells of is not erased.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn store_response(
        &mut self,
        key: &str,
        reply: &StoredResponse,
        (customer, signup): (Option<CustomerId>, Option<SignupId>),
    ) -> Result<()> {
        let key = sealing::fingerprint(&self.vault, self.source, Purpose::Key, key).to_vec();
        let sealed = sealing::seal(&self.vault, &associated_data(self.source, &key), reply)?;
        self.conn.execute(KEEP, &[&self.source, &key, &sealed, &customer, &signup]).await?;
        Ok(())
    }
}

fn associated_data(source: SourceId, key: &[u8]) -> AssociatedData<'_> {
    AssociatedData { source, kind: "idempotency", record: key, field: "reply" }
}
