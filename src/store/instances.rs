//! Which servers run, and with which keys: so that no key goes while somebody still seals with it.
//!
//! Whether one lives is asked of the database's clock alone: the servers' own may differ.

use uuid::Uuid;

use super::db::{Conn, Params, Sql, record};
use super::{Store, statements};
use crate::domain::moment::Moment;
use crate::error::{Error, Result};

/// A statement with the database's clock in its middle, and this many microseconds, or this interval, less;
/// SQLite has no clock but the machine's.
macro_rules! by_clock {
    ($before:literal, $after:literal) => {
        by_clock!($before, "0", "0", $after)
    };
    ($before:literal, $micros:literal, $interval:literal, $after:literal) => {
        Sql::differing(
            concat!($before, "cast(unixepoch('subsec') * 1000000 as integer) - ", $micros, $after),
            concat!($before, "clock_timestamp() - interval '", $interval, "'", $after),
        )
    };
}

statements! {
    // Whoever joins and whoever retires a key come one after the other.
    TURN = Sql::same("update key_check set id = id where id = 1");
    BEAT = by_clock!(
        "insert into instance (id, name, sealing_key, key_ids, seen_at) values ($1, $2, $3, $4, ",
        ") on conflict (id) do update set seen_at = excluded.seen_at"
    );
    LEAVE = Sql::same("delete from instance where id = $1");
    // Else five signs of life have failed to come.
    LIVE = by_clock!(
        "select name, sealing_key, key_ids from instance where seen_at > ", "120000000", "120 seconds",
        " order by name, id"
    );
    FORGET = by_clock!("delete from instance where seen_at < ", "86400000000", "1 day", "");
    RETIRED = Sql::same("select id from retired_key where id = $1");
    RETIRE = Sql::same(
        "insert into retired_key (id, retired_at) values ($1, $2) on conflict (id) do nothing",
    );
    REVIVE = Sql::same("delete from retired_key where id = $1");
    // SQLite's clock is the machine's, which says nothing about itself.
    CLOCK = Sql::differing("select cast(null as integer) as at", "select clock_timestamp() as at");
}

record! {
    struct Row { name: String, sealing_key: i64, key_ids: String }
}

record! {
    struct Key { id: i64 }
}

record! {
    struct At { at: Option<Moment> }
}

/// A server that runs.
#[derive(Debug, Clone)]
pub struct Instance {
    /// Its own, made when it starts.
    pub id: Uuid,
    /// What an operator finds it by.
    pub name: String,
}

/// A server that has given a sign of life in the last two minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveInstance {
    /// What an operator finds it by.
    pub name: String,
    /// The encryption key that it seals with.
    pub sealing_key: u32,
    /// The encryption keys that it can open with.
    pub keys: Vec<u32>,
}

impl Store {
    /// Gives a sign of life; the first one is the beginning.
    ///
    /// # Errors
    /// [`Error::RetiredKey`] when nobody may seal any more with the key that this server seals with.
    pub async fn beat(&self, instance: &Instance) -> Result<()> {
        let key = self.vault.sealing_key();
        let keys: Vec<String> = self.vault.known_keys().iter().map(ToString::to_string).collect();
        let mut conn = self.shared.db.writer().await?;
        conn.execute(TURN, &[]).await?;
        let params: Params<'_> = &[&instance.id, &instance.name, &i64::from(key), &keys.join(" ")];
        conn.execute(BEAT, params).await?;
        conn.execute(FORGET, &[]).await?;
        let retired = retired(&mut conn, key).await?;
        conn.commit().await?;
        if retired { Err(Error::RetiredKey(key)) } else { Ok(()) }
    }

    /// Takes a server off the list, at its clean end.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn leave(&self, instance: &Instance) -> Result<()> {
        let mut conn = self.shared.db.writer().await?;
        conn.execute(LEAVE, &[&instance.id]).await?;
        Ok(conn.commit().await?)
    }

    /// The servers that live.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn instances(&self) -> Result<Vec<LiveInstance>> {
        live(&mut self.shared.db.reader()).await
    }

    /// Lets nobody seal with an encryption key from now on; returns the live servers that still do,
    /// and then nothing was changed.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn retire_key(&self, key: u32, now: Moment) -> Result<Vec<LiveInstance>> {
        let mut conn = self.shared.db.writer().await?;
        conn.execute(TURN, &[]).await?;
        let mut against = live(&mut conn).await?;
        against.retain(|instance| instance.sealing_key == key);
        if against.is_empty() {
            conn.execute(RETIRE, &[&i64::from(key), &now]).await?;
            conn.commit().await?;
        }
        Ok(against)
    }

    /// Lets servers seal with this encryption key, also when it was retired before.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn revive_key(&self, key: u32) -> Result<()> {
        let mut conn = self.shared.db.writer().await?;
        conn.execute(REVIVE, &[&i64::from(key)]).await?;
        Ok(conn.commit().await?)
    }

    /// Whether this encryption key was retired.
    pub(super) async fn is_retired(&self, key: u32) -> Result<bool> {
        retired(&mut self.shared.db.reader(), key).await
    }

    /// What the database's own clock says; nothing where it is the machine's.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn clock(&self) -> Result<Option<Moment>> {
        Ok(self.shared.db.reader().one::<At>(CLOCK, &[]).await?.at)
    }
}

async fn retired(conn: &mut Conn, key: u32) -> Result<bool> {
    Ok(conn.optional::<Key>(RETIRED, &[&i64::from(key)]).await?.is_some_and(|row| row.id == i64::from(key)))
}

async fn live(conn: &mut Conn) -> Result<Vec<LiveInstance>> {
    let rows = conn.all::<Row>(LIVE, &[]).await?;
    let read = |row: Row| LiveInstance {
        name: row.name,
        sealing_key: u32::try_from(row.sealing_key).unwrap_or(0),
        keys: row.key_ids.split(' ').filter_map(|id| id.parse().ok()).collect(),
    };
    Ok(rows.into_iter().map(read).collect())
}
