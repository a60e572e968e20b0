//! Which key file belongs to the database: other keys would seal what nobody can read beside the rest.

use super::db::{Sql, record};
use super::{Store, statements};
use crate::error::{Error, Result};
use crate::vault::Vault;

statements! {
    BIND = Sql::same("insert into key_check (id, key_fingerprint) values (1, $1) on conflict (id) do nothing");
    BOUND = Sql::same("select key_fingerprint from key_check where id = 1");
}

record! {
    struct Row { key_fingerprint: Vec<u8> }
}

/// Whether what a database holds of its keys is of these.
#[must_use]
pub fn fits_keys(vault: &Vault, bound: &[u8]) -> bool {
    vault.fingerprint("key-check", None, b"").to_vec() == bound
}

impl Store {
    /// Ties the database to these keys, at the first start; later holds that they are still those.
    ///
    /// # Errors
    /// [`Error::WrongKeys`], or [`Error::RetiredKey`] when the file is older than the last retirement.
    pub async fn bind_keys(&self) -> Result<()> {
        let fingerprint = self.vault.fingerprint("key-check", None, b"").to_vec();
        let mut conn = self.shared.db.writer().await?;
        conn.execute(BIND, &[&fingerprint]).await?;
        let bound = conn.one::<Row>(BOUND, &[]).await?.key_fingerprint;
        conn.commit().await?;
        if !fits_keys(&self.vault, &bound) {
            return Err(Error::WrongKeys);
        }
        let key = self.vault.sealing_key();
        if self.is_retired(key).await? { Err(Error::RetiredKey(key)) } else { Ok(()) }
    }
}
