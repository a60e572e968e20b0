//! Sealing anew: every value that an old key sealed is opened and sealed with the one in use.

use uuid::Uuid;

use super::db::{Param, Record, Sql, record};
use super::{Store, notifiers, outbox, statements};
use crate::domain::ids::SourceId;
use crate::domain::profile::Section;
use crate::error::Result;
use crate::vault::Label;

/// So many values a transaction, so that other writers get their turn.
const SOME: i64 = 200;

/// The two statements for one sealed column: read what a key sealed, write it anew.
macro_rules! sealed {
    ($columns:literal, $table:literal, $column:literal, $id:literal) => {
        (
            Sql::differing(
                concat!(
                    "select ",
                    $columns,
                    ", ",
                    $column,
                    " as sealed from ",
                    $table,
                    " where substr(",
                    $column,
                    ", 1, 4) = $1 limit $2"
                ),
                concat!(
                    "select ",
                    $columns,
                    ", ",
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
                " = $3 where ",
                $id,
                " = $1 and ",
                $column,
                " = $2"
            )),
        )
    };
    ($table:literal, $column:literal) => {
        sealed!("source_id, id", $table, $column, "id")
    };
}

type Statements = (Sql, Sql);

const PERSONAL: Statements = sealed!("customer", "sealed_personal");
const VEHICLE: Statements = sealed!("customer", "sealed_vehicle");
const MEDICAL: Statements = sealed!("customer", "sealed_medical");
const NEXT_OF_KIN: Statements = sealed!("customer", "sealed_next_of_kin");
const PLACE: Statements = sealed!("location", "sealed_place");
const INVITATION: Statements = sealed!("signup", "sealed_invitation");
const TARGET: Statements = sealed!("notifier", "sealed_target");
const SECRETS: Statements = sealed!("notifier", "sealed_secrets");
const BODY: Statements = sealed!("delivery", "sealed_body");
// A sealed value is never there twice, so the session's id is enough to find its step by.
const STEP: Statements =
    sealed!("source_id, signup_id as id, section", "signup_step", "sealed_entry", "signup_id");
const REPLY: Statements = sealed!("source_id, key_print as id", "idempotency", "sealed_reply", "key_print");
const BROWSER: Statements =
    sealed!("cast(0 as bigint) as source_id, id_print as id", "browser", "sealed_data", "id_print");

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
    READ_INVITATION = INVITATION.0;
    WRITE_INVITATION = INVITATION.1;
    READ_TARGET = TARGET.0;
    WRITE_TARGET = TARGET.1;
    READ_SECRETS = SECRETS.0;
    WRITE_SECRETS = SECRETS.1;
    READ_BODY = BODY.0;
    WRITE_BODY = BODY.1;
    READ_STEP = STEP.0;
    WRITE_STEP = STEP.1;
    READ_REPLY = REPLY.0;
    WRITE_REPLY = REPLY.1;
    READ_BROWSER = BROWSER.0;
    WRITE_BROWSER = BROWSER.1;
}

record! {
    struct Numbered { source_id: SourceId, id: i64, sealed: Vec<u8> }
}

record! {
    struct Identified { source_id: SourceId, id: Uuid, sealed: Vec<u8> }
}

record! {
    struct StepRow { source_id: SourceId, id: Uuid, section: Section, sealed: Vec<u8> }
}

record! {
    struct Printed { source_id: SourceId, id: Vec<u8>, sealed: Vec<u8> }
}

/// A sealed value: what it is bound to besides its kind, and how its row is found.
struct Found<'a> {
    source: SourceId,
    record: Vec<u8>,
    field: &'static str,
    id: &'a dyn Param,
    sealed: &'a Vec<u8>,
}

/// Seals anew whatever this key sealed, and says how many values those were.
///
/// May run beside serving instances: a value that changes meanwhile is left to who changed it.
///
/// # Errors
/// Those of the database; what was done before stays done.
pub async fn reseal(store: &Store, key: u32) -> Result<u64> {
    let mut count = 0;
    for (statements, kind, field) in [
        (PERSONAL, "customer", Section::Personal.as_str()),
        (VEHICLE, "customer", Section::Vehicle.as_str()),
        (MEDICAL, "customer", Section::Medical.as_str()),
        (NEXT_OF_KIN, "customer", Section::NextOfKin.as_str()),
        (PLACE, "location", "place"),
    ] {
        count += each(store, key, statements, kind, |row: &Numbered| Found {
            source: row.source_id,
            record: row.id.to_be_bytes().to_vec(),
            field,
            id: &row.id,
            sealed: &row.sealed,
        })
        .await?;
    }
    for (statements, kind, field) in [
        (INVITATION, "signup", "invitation"),
        (TARGET, "notifier", notifiers::TARGET),
        (SECRETS, "notifier", notifiers::SECRETS),
        (BODY, "delivery", outbox::BODY),
    ] {
        count += each(store, key, statements, kind, |row: &Identified| Found {
            source: row.source_id,
            record: row.id.as_bytes().to_vec(),
            field,
            id: &row.id,
            sealed: &row.sealed,
        })
        .await?;
    }
    count += each(store, key, STEP, "signup_step", |row: &StepRow| Found {
        source: row.source_id,
        record: row.id.as_bytes().to_vec(),
        field: row.section.as_str(),
        id: &row.id,
        sealed: &row.sealed,
    })
    .await?;
    for (statements, kind, field) in [(REPLY, "idempotency", "reply"), (BROWSER, "browser", "data")] {
        count += each(store, key, statements, kind, |row: &Printed| Found {
            source: row.source_id,
            record: row.id.clone(),
            field,
            id: &row.id,
            sealed: &row.sealed,
        })
        .await?;
    }
    Ok(count)
}

/// Seals one column anew, some values at a time.
async fn each<R: Record>(
    store: &Store,
    key: u32,
    (read, write): Statements,
    kind: &'static str,
    found: impl for<'a> Fn(&'a R) -> Found<'a>,
) -> Result<u64> {
    let mut count = 0;
    loop {
        // Without an index by key each look reads the whole table.
        let mut conn = store.db.writer().await?.long();
        let rows = conn.all::<R>(read, &[&key.to_be_bytes().to_vec(), &SOME]).await?;
        if rows.is_empty() {
            return Ok(count);
        }
        for row in &rows {
            let Found { source, record, field, id, sealed } = found(row);
            let label = Label { source, kind, record: &record, field };
            let anew = store.vault.seal(&label, &store.vault.open(&label, sealed)?);
            count += conn.execute(write, &[id, sealed, &anew]).await?;
        }
        conn.commit().await?;
    }
}
