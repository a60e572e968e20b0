//! Sealing anew: every value that an old key sealed is opened and sealed with the one in use.

use super::db::{Params, Sql, record};
use super::{Store, statements};
use crate::domain::ids::{SignupId, SourceId};
use crate::domain::profile::Section;
use crate::error::Result;
use crate::vault::Label;

/// So many values a transaction, so that other writers get their turn.
const SOME: i64 = 200;

/// The statements for one sealed column of a table whose records have numbers.
macro_rules! numbered {
    ($table:literal, $column:literal) => {
        (
            Sql::differing(
                concat!(
                    "select source_id, id, ",
                    $column,
                    " as sealed from ",
                    $table,
                    " where substr(",
                    $column,
                    ", 1, 4) = $1 limit $2"
                ),
                concat!(
                    "select source_id, id, ",
                    $column,
                    " as sealed from ",
                    $table,
                    " where substring(",
                    $column,
                    " from 1 for 4) = $1 limit $2"
                ),
            ),
            Sql::same(concat!(
                "update ",
                $table,
                " set ",
                $column,
                " = $3 where id = $1 and ",
                $column,
                " = $2"
            )),
        )
    };
}

const PERSONAL: (Sql, Sql) = numbered!("customer", "sealed_personal");
const VEHICLE: (Sql, Sql) = numbered!("customer", "sealed_vehicle");
const MEDICAL: (Sql, Sql) = numbered!("customer", "sealed_medical");
const NEXT_OF_KIN: (Sql, Sql) = numbered!("customer", "sealed_next_of_kin");
const PLACE: (Sql, Sql) = numbered!("location", "sealed_place");

statements! {
    READ_PERSONAL = PERSONAL.0;
    WRITE_PERSONAL = PERSONAL.1;
    READ_VEHICLE = VEHICLE.0;
    WRITE_VEHICLE = VEHICLE.1;
    READ_MEDICAL = MEDICAL.0;
    WRITE_MEDICAL = MEDICAL.1;
    READ_NEXT_OF_KIN = NEXT_OF_KIN.0;
    WRITE_NEXT_OF_KIN = NEXT_OF_KIN.1;
    READ_PLACE = PLACE.0;
    WRITE_PLACE = PLACE.1;
    READ_SIGNUP = Sql::differing(
        "select source_id, id, 'invitation' as field, sealed_invitation as sealed from signup
         where substr(sealed_invitation, 1, 4) = $1 limit $2",
        "select source_id, id, 'invitation' as field, sealed_invitation as sealed from signup
         where substring(sealed_invitation from 1 for 4) = $1 limit $2",
    );
    WRITE_SIGNUP = Sql::same(
        "update signup set sealed_invitation = $3 where id = $1 and sealed_invitation = $2 and $4 = 'invitation'",
    );
    READ_STEP = Sql::differing(
        "select source_id, signup_id as id, section as field, sealed_entry as sealed from signup_step
         where substr(sealed_entry, 1, 4) = $1 limit $2",
        "select source_id, signup_id as id, section as field, sealed_entry as sealed from signup_step
         where substring(sealed_entry from 1 for 4) = $1 limit $2",
    );
    WRITE_STEP = Sql::same(
        "update signup_step set sealed_entry = $3 where signup_id = $1 and sealed_entry = $2 and section = $4",
    );
    READ_REPLY = Sql::differing(
        "select source_id, key_print as id, sealed_reply as sealed from idempotency
         where substr(sealed_reply, 1, 4) = $1 limit $2",
        "select source_id, key_print as id, sealed_reply as sealed from idempotency
         where substring(sealed_reply from 1 for 4) = $1 limit $2",
    );
    WRITE_REPLY = Sql::same(
        "update idempotency set sealed_reply = $3 where key_print = $1 and sealed_reply = $2",
    );
    READ_BROWSER = Sql::differing(
        "select cast(0 as integer) as source_id, id_print as id, sealed_data as sealed from browser
         where substr(sealed_data, 1, 4) = $1 limit $2",
        "select cast(0 as bigint) as source_id, id_print as id, sealed_data as sealed from browser
         where substring(sealed_data from 1 for 4) = $1 limit $2",
    );
    WRITE_BROWSER = Sql::same("update browser set sealed_data = $3 where id_print = $1 and sealed_data = $2");
}

record! {
    struct Numbered { source_id: SourceId, id: i64, sealed: Vec<u8> }
}

record! {
    struct Named { source_id: SourceId, id: SignupId, field: String, sealed: Vec<u8> }
}

record! {
    struct Printed { source_id: SourceId, id: Vec<u8>, sealed: Vec<u8> }
}

/// Seals anew whatever this key sealed, and says how many values those were.
///
/// May run beside serving instances: a value that changes meanwhile is left to who changed it.
///
/// # Errors
/// Those of the database; what was done before stays done.
pub async fn reseal(store: &Store, key: u32) -> Result<u64> {
    let mut count = 0;
    for (read, write, section) in [
        (READ_PERSONAL, WRITE_PERSONAL, Section::Personal),
        (READ_VEHICLE, WRITE_VEHICLE, Section::Vehicle),
        (READ_MEDICAL, WRITE_MEDICAL, Section::Medical),
        (READ_NEXT_OF_KIN, WRITE_NEXT_OF_KIN, Section::NextOfKin),
    ] {
        count += numbered(store, key, read, write, ("customer", section.as_str())).await?;
    }
    count += numbered(store, key, READ_PLACE, WRITE_PLACE, ("location", "place")).await?;
    count += signups(store, key, READ_SIGNUP, WRITE_SIGNUP, "signup").await?;
    count += signups(store, key, READ_STEP, WRITE_STEP, "signup_step").await?;
    count += printed(store, key, READ_REPLY, WRITE_REPLY, ("idempotency", "reply")).await?;
    count += printed(store, key, READ_BROWSER, WRITE_BROWSER, ("browser", "data")).await?;
    Ok(count)
}

async fn numbered(
    store: &Store,
    key: u32,
    read: Sql,
    write: Sql,
    (kind, field): (&'static str, &'static str),
) -> Result<u64> {
    let mut count = 0;
    loop {
        let mut conn = store.db.writer().await?;
        let rows = conn.all::<Numbered>(read, &[&key.to_be_bytes().to_vec(), &SOME]).await?;
        if rows.is_empty() {
            return Ok(count);
        }
        for row in rows {
            let record = row.id.to_be_bytes();
            let label = Label { source: row.source_id, kind, record: &record, field };
            let sealed = again(store, &label, &row.sealed)?;
            count += conn.execute(write, &[&row.id, &row.sealed, &sealed]).await?;
        }
        conn.commit().await?;
    }
}

async fn signups(store: &Store, key: u32, read: Sql, write: Sql, kind: &'static str) -> Result<u64> {
    let mut count = 0;
    loop {
        let mut conn = store.db.writer().await?;
        let rows = conn.all::<Named>(read, &[&key.to_be_bytes().to_vec(), &SOME]).await?;
        if rows.is_empty() {
            return Ok(count);
        }
        for row in rows {
            let field = Section::from_word(&row.field).map_or("invitation", Section::as_str);
            let label = Label { source: row.source_id, kind, record: row.id.0.as_bytes(), field };
            let sealed = again(store, &label, &row.sealed)?;
            let params: Params<'_> = &[&row.id, &row.sealed, &sealed, &row.field];
            count += conn.execute(write, params).await?;
        }
        conn.commit().await?;
    }
}

async fn printed(
    store: &Store,
    key: u32,
    read: Sql,
    write: Sql,
    (kind, field): (&'static str, &'static str),
) -> Result<u64> {
    let mut count = 0;
    loop {
        let mut conn = store.db.writer().await?;
        let rows = conn.all::<Printed>(read, &[&key.to_be_bytes().to_vec(), &SOME]).await?;
        if rows.is_empty() {
            return Ok(count);
        }
        for row in rows {
            let label = Label { source: row.source_id, kind, record: &row.id, field };
            let sealed = again(store, &label, &row.sealed)?;
            count += conn.execute(write, &[&row.id, &row.sealed, &sealed]).await?;
        }
        conn.commit().await?;
    }
}

fn again(store: &Store, label: &Label<'_>, sealed: &[u8]) -> Result<Vec<u8>> {
    Ok(store.vault.seal(label, &store.vault.open(label, sealed)?))
}
