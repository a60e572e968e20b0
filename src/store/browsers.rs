//! Which sessions a browser has started: the store behind tower-sessions, in our own database, so
//! that a restart or another instance loses nobody. A cookie is kept as a fingerprint only.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use serde_json::Value;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error as StoreError, Result as StoreResult};

use super::db::{Params, Sql, record};
use super::{Store, sealing, statements};
use crate::domain::ids::SourceId;
use crate::domain::moment::Moment;
use crate::error::{Error, Result};
use crate::vault::{Label, Vault};

statements! {
    CREATE = Sql::same(
        "insert into browser (id_print, sealed_data, expires_at) values ($1, $2, $3) on conflict (id_print) do nothing",
    );
    SAVE = Sql::same(
        "insert into browser (id_print, sealed_data, expires_at) values ($1, $2, $3)
         on conflict (id_print) do update set sealed_data = excluded.sealed_data, expires_at = excluded.expires_at",
    );
    LOAD = Sql::same("select sealed_data, expires_at from browser where id_print = $1");
    RETIRE = Sql::same("update browser set expires_at = $2 where id_print = $1 and expires_at > $2");
}

record! {
    struct Row {
        sealed_data: Vec<u8>,
        expires_at: Moment,
    }
}

/// How long, in seconds, a cookie is still known after it was replaced: the answer that carried the
/// new one may be lost on the way, and the person must not lose what the old one opened. It opens
/// nothing that came since.
const GRACE: i64 = 600;

/// tower-sessions' door to the [`Store`].
#[derive(Clone)]
pub struct Browsers {
    store: Store,
    now: Arc<dyn Fn() -> (Moment, bool) + Send + Sync>,
}

impl Browsers {
    /// A door that takes the time from `now`, and whether that is in doubt.
    #[must_use]
    pub fn new(store: Store, now: impl Fn() -> (Moment, bool) + Send + Sync + 'static) -> Self {
        Self { store, now: Arc::new(now) }
    }

    /// Writes a record under its id; says whether it did.
    async fn write(&self, statement: Sql, record: &Record) -> Result<bool> {
        let print = self.print(record.id);
        let sealed = sealing::seal(&self.store.vault, &label(&print), &record.data)?;
        let expires =
            Moment::try_from(record.expiry_date).map_err(|error| Error::Broken(error.to_string()))?;
        let mut conn = self.store.db.single().await?;
        let params: Params<'_> = &[&print, &sealed, &expires];
        let written = conn.execute(statement, params).await?;
        conn.commit().await?;
        Ok(written == 1)
    }

    async fn read(&self, id: Id) -> Result<Option<Record>> {
        let print = self.print(id);
        let Some(row) = self.store.db.reader().optional::<Row>(LOAD, &[&print]).await? else {
            return Ok(None);
        };
        let (sealed, expires_at) = (row.sealed_data, row.expires_at);
        let data = Sealed { data: sealed, expires_at }.open(&self.store.vault, &print)?;
        Ok(data.map(|data| Record { id, data, expiry_date: expires_at.utc() }))
    }

    fn print(&self, id: Id) -> Vec<u8> {
        print(&self.store.vault, id)
    }
}

/// What a browser remembers, as a row has it.
pub(super) struct Sealed {
    pub data: Vec<u8>,
    pub expires_at: Moment,
}

impl Sealed {
    /// What the browser of this fingerprint remembers, if that can ever be read.
    ///
    /// # Errors
    /// [`Error::Busy`] while its key is missing.
    pub fn open(&self, vault: &Vault, print: &[u8]) -> Result<Option<HashMap<String, Value>>> {
        match sealing::open(vault, &label(print), &self.data) {
            // A key that is missing may come back, and the cookie would be gone by then.
            Err(Error::Unreadable(cause)) if !vault.knows_key_of(&self.data) => Err(Error::Busy(cause)),
            // Whoever holds the link can start again; an error would lead nowhere.
            Err(Error::Unreadable(_)) => Ok(None),
            data => data.map(Some),
        }
    }
}

/// By what the browser of a cookie is recognised.
pub(super) fn print(vault: &Vault, cookie: Id) -> Vec<u8> {
    vault.fingerprint("browser", None, &cookie.0.to_le_bytes()).to_vec()
}

#[async_trait]
impl tower_sessions::SessionStore for Browsers {
    /// A colliding id is drawn again, so that it never opens somebody else's record.
    async fn create(&self, record: &mut Record) -> StoreResult<()> {
        while !self.write(CREATE, record).await.map_err(told)? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> StoreResult<()> {
        self.write(SAVE, record).await.map(drop).map_err(told)
    }

    /// The library leaves it to its stores to know what has expired, and takes the cookie from a browser
    /// whose record has: by a clock that is wrong for a moment nobody must lose theirs.
    async fn load(&self, id: &Id) -> StoreResult<Option<Record>> {
        let record = self.read(*id).await.map_err(told)?;
        let (now, doubtful) = (self.now)();
        Ok(record.filter(|record| doubtful || record.expiry_date > now.utc()))
    }

    /// Replaced by another id, it is known for a little while; the chores remove it after that.
    async fn delete(&self, id: &Id) -> StoreResult<()> {
        let print = self.print(*id);
        let (now, _) = (self.now)();
        let until = now.plus_seconds(GRACE).unwrap_or(now);
        let retire = async {
            let mut conn = self.store.db.single().await?;
            conn.execute(RETIRE, &[&print, &until]).await?;
            Ok(conn.commit().await?)
        };
        retire.await.map_err(told)
    }
}

impl std::fmt::Debug for Browsers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Browsers")
    }
}

/// An error as tower-sessions passes it on: it knows three kinds, each with a text. A backend that failed
/// means [`Error::Busy`], so that trying again helps; anything else is a record that cannot be read.
fn told(error: Error) -> StoreError {
    match error {
        Error::Busy(cause) => StoreError::Backend(cause),
        other => StoreError::Decode(other.to_string()),
    }
}

fn label(print: &[u8]) -> Label<'_> {
    Label { source: SourceId(0), kind: "browser", record: print, field: "data" }
}
