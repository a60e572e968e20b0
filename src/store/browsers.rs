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
use crate::vault::{AssociatedData, Vault};

statements! {
    CREATE = Sql::same(
        "insert into browser (id_fingerprint, sealed_data, expires_at) values ($1, $2, $3) on conflict (id_fingerprint) do nothing",
    );
    SAVE = Sql::same(
        "insert into browser (id_fingerprint, sealed_data, expires_at) values ($1, $2, $3)
         on conflict (id_fingerprint) do update set sealed_data = excluded.sealed_data, expires_at = excluded.expires_at",
    );
    LOAD = Sql::same("select sealed_data, expires_at from browser where id_fingerprint = $1");
    RETIRE = Sql::same("update browser set expires_at = $2 where id_fingerprint = $1 and expires_at > $2");
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

    /// Writes a record under its id, once more where the database undid it for another transaction; says
    /// whether it did.
    async fn write(&self, statement: Sql, record: &Record) -> StoreResult<bool> {
        once_more(|| self.write_once(statement, record)).await.map_err(session_store_error)
    }

    async fn write_once(&self, statement: Sql, record: &Record) -> Result<bool> {
        let fingerprint = self.fingerprint(record.id);
        let sealed = sealing::seal(&self.store.vault, &associated_data(&fingerprint), &record.data)?;
        let expires =
            Moment::try_from(record.expiry_date).map_err(|error| Error::Broken(error.to_string()))?;
        let mut conn = self.store.shared.db.single();
        let params: Params<'_> = &[&fingerprint, &sealed, &expires];
        let written = conn.execute(statement, params).await?;
        conn.commit().await?;
        Ok(written == 1)
    }

    async fn read(&self, id: Id) -> Result<Option<Record>> {
        let fingerprint = self.fingerprint(id);
        let Some(row) = self.store.shared.db.reader().optional::<Row>(LOAD, &[&fingerprint]).await? else {
            return Ok(None);
        };
        let (sealed, expires_at) = (row.sealed_data, row.expires_at);
        let data = Sealed { data: sealed, expires_at }.open(&self.store.vault, &fingerprint)?;
        Ok(data.map(|data| Record { id, data, expiry_date: expires_at.utc() }))
    }

    fn fingerprint(&self, id: Id) -> Vec<u8> {
        fingerprint(&self.store.vault, id)
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
    pub fn open(&self, vault: &Vault, fingerprint: &[u8]) -> Result<Option<HashMap<String, Value>>> {
        match sealing::open(vault, &associated_data(fingerprint), &self.data) {
            // A key that is missing may come back, and the cookie would be gone by then.
            Err(Error::Unreadable(cause)) if !vault.knows_key_of(&self.data) => Err(Error::Busy(cause)),
            // Whoever holds the link can start again; an error would lead nowhere.
            Err(Error::Unreadable(_)) => Ok(None),
            data => data.map(Some),
        }
    }
}

/// By what the browser of a cookie is recognised.
pub(super) fn fingerprint(vault: &Vault, cookie: Id) -> Vec<u8> {
    vault.fingerprint("browser", None, &cookie.0.to_le_bytes()).to_vec()
}

#[async_trait]
impl tower_sessions::SessionStore for Browsers {
    /// A colliding id is made again, so that it never opens somebody else's record.
    async fn create(&self, record: &mut Record) -> StoreResult<()> {
        while !self.write(CREATE, record).await? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> StoreResult<()> {
        self.write(SAVE, record).await.map(drop)
    }

    /// The library leaves it to its stores to know what has expired, and takes the cookie from a browser
    /// whose record has: by a clock that is wrong for a moment nobody must lose theirs.
    async fn load(&self, id: &Id) -> StoreResult<Option<Record>> {
        let record = self.read(*id).await.map_err(session_store_error)?;
        let (now, doubtful) = (self.now)();
        Ok(record.filter(|record| doubtful || record.expiry_date > now.utc()))
    }

    /// Replaced by another id, it is known for a little while; maintenance removes it after that.
    async fn delete(&self, id: &Id) -> StoreResult<()> {
        let fingerprint = self.fingerprint(*id);
        let (now, _) = (self.now)();
        let until = now.plus_seconds(GRACE).unwrap_or(now);
        let retire = async || {
            let mut conn = self.store.shared.db.single();
            conn.execute(RETIRE, &[&fingerprint, &until]).await?;
            Ok(conn.commit().await?)
        };
        once_more(retire).await.map_err(session_store_error)
    }
}

impl std::fmt::Debug for Browsers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Browsers")
    }
}

/// Does a write again, once, that the database undid in favour of another transaction. Actions have this
/// from `actions/transaction`; between them and these writes is the library.
async fn once_more<T, F: Future<Output = Result<T>>>(mut write: impl FnMut() -> F) -> Result<T> {
    match write().await {
        Err(Error::Conflict(_)) => write().await,
        result => result,
    }
}

/// An error as tower-sessions passes it on: it knows three kinds, each with a text. A backend that failed
/// means [`Error::Busy`], so that trying again helps; anything else is a record that cannot be read.
fn session_store_error(error: Error) -> StoreError {
    match error {
        Error::Busy(cause) | Error::Conflict(cause) => StoreError::Backend(cause),
        other => StoreError::Decode(other.to_string()),
    }
}

fn associated_data(fingerprint: &[u8]) -> AssociatedData<'_> {
    AssociatedData { source: SourceId(0), kind: "browser", record: fingerprint, field: "data" }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
    use tower_sessions::session::{Id, Record};
    use tower_sessions::session_store::{Error as StoreError, SessionStore};

    use super::Browsers;
    use crate::domain::moment::Moment;
    use crate::store::Store;
    use crate::store::db::migrate::migrate;
    use crate::store::db::test_db::{TestDb, postgres};
    use crate::vault::{KeyRing, Vault};

    /// Has the database undo the next so many writes in the way of a serialization failure or a deadlock.
    async fn undo_next(test_db: &TestDb, writes: i64, code: &str) {
        let script = format!(
            "create sequence tries;
             create function undo() returns trigger language plpgsql as $$ begin
                 -- A sequence is not undone with its transaction.
                 if nextval('tries') <= {writes} then raise exception 'undone' using errcode = '{code}'; end if;
                 return new;
             end $$;
             create trigger undo before insert or update on browser for each row execute function undo();"
        );
        let mut connection = PgConnection::connect(&test_db.url).await.expect("the database");
        connection.execute(AssertSqlSafe(script)).await.expect("a trigger");
    }

    fn at(text: &str) -> Moment {
        Moment::parse(text).expect("a time")
    }

    async fn browsers() -> (TestDb, Browsers) {
        let (test_db, now) = (postgres().await, at("2026-11-23T08:00:00Z"));
        migrate(&test_db.db, now).await.expect("the schema");
        let vault = Vault::new(&KeyRing::generate(now)).expect("keys");
        let store = Store::new(test_db.db.clone(), Arc::new(vault));
        (test_db, Browsers::new(store, move || (now, false)))
    }

    fn record() -> Record {
        let expiry_date = at("2026-11-24T08:00:00Z").utc();
        Record { id: Id::default(), data: [("key".to_owned(), "value".into())].into(), expiry_date }
    }

    #[tokio::test]
    async fn a_write_that_is_undone_for_another_one_is_done_again() {
        for code in ["40001", "40P01"] {
            let (test_db, browsers) = browsers().await;
            undo_next(&test_db, 1, code).await;
            let record = record();
            browsers.save(&record).await.expect("the second try");
            let loaded = browsers.load(&record.id).await.expect("an answer");
            assert_eq!(loaded.map(|loaded| loaded.data), Some(record.data));
        }
    }

    #[tokio::test]
    async fn a_write_that_is_undone_again_and_again_is_busy() {
        for code in ["40001", "40P01"] {
            let (test_db, browsers) = browsers().await;
            let mut known = record();
            browsers.create(&mut known).await.expect("a record");
            undo_next(&test_db, 100, code).await;
            let (created, saved, deleted) = (
                browsers.create(&mut record()).await,
                browsers.save(&record()).await,
                browsers.delete(&known.id).await,
            );
            for undone in [created, saved, deleted] {
                assert!(matches!(undone, Err(StoreError::Backend(_))), "{code}: {undone:?}");
            }
        }
    }
}
