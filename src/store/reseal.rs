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

/// The two statements for one sealed column: read what a key sealed in the rows behind the one of this
/// primary key, in its order; write it anew. `$columns` are the rest of what its label needs.
macro_rules! sealed {
    ($columns:literal, $table:literal, $column:literal, $key:literal, $from_key:literal, $at_key:literal) => {
        (
            Sql::differing(
                sealed!($columns, $table, $column, $key, $from_key, "substr(", ", 1, 4)"),
                sealed!($columns, $table, $column, $key, $from_key, "substring(", " from 1 for 4)"),
            ),
            Sql::same(concat!(
                "update ",
                $table,
                " set ",
                $column,
                " = $1 where ",
                $column,
                " = $2 and ",
                $at_key
            )),
        )
    };
    ($columns:literal, $table:literal, $column:literal, $key:literal, $from_key:literal, $substr:literal, $four:literal) => {
        concat!(
            "select ",
            $columns,
            ", ",
            $column,
            " as sealed from ",
            $table,
            " where ",
            $from_key,
            " and ",
            $substr,
            $column,
            $four,
            " = $1 order by ",
            $key,
            " limit $2"
        )
    };
    ($table:literal, $column:literal) => {
        sealed!("source_id, id", $table, $column, "id", "id > $3", "id = $3")
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
const STEP: Statements = sealed!(
    "source_id, signup_id as id, section",
    "signup_step",
    "sealed_entry",
    "signup_id, section",
    "(signup_id, section) > ($3, $4)",
    "signup_id = $3 and section = $4"
);
const REPLY: Statements = sealed!(
    "source_id, key_print as id",
    "idempotency",
    "sealed_reply",
    "source_id, key_print",
    "(source_id, key_print) > ($3, $4)",
    "source_id = $3 and key_print = $4"
);
const BROWSER: Statements = sealed!(
    "cast(0 as bigint) as source_id, id_print as id",
    "browser",
    "sealed_data",
    "id_print",
    "id_print > $3",
    "id_print = $3"
);

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

/// A row with a sealed value.
trait Sealed {
    fn sealed(&self) -> &Vec<u8>;
}

macro_rules! with_sealed {
    ($($row:ident),+) => {
        $(impl Sealed for $row {
            fn sealed(&self) -> &Vec<u8> {
                &self.sealed
            }
        })+
    };
}
with_sealed!(Numbered, Identified, StepRow, Printed);

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

/// A sealed value: what it is bound to besides its kind, and the primary key of its row.
struct Found {
    source: SourceId,
    record: Vec<u8>,
    field: &'static str,
    key: Key,
}

/// A primary key, as the statements take it.
type Key = Vec<Box<dyn Param>>;

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
        let start: Key = vec![Box::new(0_i64)];
        count += each(store, key, statements, kind, start, |row: &Numbered| Found {
            source: row.source_id,
            record: row.id.to_be_bytes().to_vec(),
            field,
            key: vec![Box::new(row.id)],
        })
        .await?;
    }
    for (statements, kind, field) in [
        (INVITATION, "signup", "invitation"),
        (TARGET, "notifier", notifiers::TARGET),
        (SECRETS, "notifier", notifiers::SECRETS),
        (BODY, "delivery", outbox::BODY),
    ] {
        let start: Key = vec![Box::new(Uuid::nil())];
        count += each(store, key, statements, kind, start, |row: &Identified| Found {
            source: row.source_id,
            record: row.id.as_bytes().to_vec(),
            field,
            key: vec![Box::new(row.id)],
        })
        .await?;
    }
    let start: Key = vec![Box::new(Uuid::nil()), Box::new("")];
    count += each(store, key, STEP, "signup_step", start, |row: &StepRow| Found {
        source: row.source_id,
        record: row.id.as_bytes().to_vec(),
        field: row.section.as_str(),
        key: vec![Box::new(row.id), Box::new(row.section)],
    })
    .await?;
    let start: Key = vec![Box::new(SourceId(0)), Box::new(Vec::<u8>::new())];
    count += each(store, key, REPLY, "idempotency", start, |row: &Printed| Found {
        key: vec![Box::new(row.source_id), Box::new(row.id.clone())],
        ..printed(row, "reply")
    })
    .await?;
    let start: Key = vec![Box::new(Vec::<u8>::new())];
    count += each(store, key, BROWSER, "browser", start, |row: &Printed| printed(row, "data")).await?;
    Ok(count)
}

fn printed(row: &Printed, field: &'static str) -> Found {
    Found { source: row.source_id, record: row.id.clone(), field, key: vec![Box::new(row.id.clone())] }
}

/// Seals one column anew, some values at a time, in one walk through its table by primary key.
async fn each<R: Record + Sealed>(
    store: &Store,
    old: u32,
    (read, write): Statements,
    kind: &'static str,
    start: Key,
    found: impl Fn(&R) -> Found,
) -> Result<u64> {
    let (mut count, mut at) = (0, start);
    let old = old.to_be_bytes().to_vec();
    loop {
        // Read outside of the transaction: a long way between two of them holds nobody up.
        let rows = store.db.reader().all::<R>(read, &with(&[&old, &SOME], &at)).await?;
        if rows.is_empty() {
            return Ok(count);
        }
        let mut conn = store.db.writer().await?;
        for row in &rows {
            let Found { source, record, field, key } = found(row);
            let (label, sealed) = (Label { source, kind, record: &record, field }, row.sealed());
            let anew = store.vault.seal(&label, &store.vault.open(&label, sealed)?);
            count += conn.execute(write, &with(&[&anew, sealed], &key)).await?;
            at = key;
        }
        conn.commit().await?;
    }
}

/// Parameters, and a primary key behind them.
fn with<'a>(params: &[&'a dyn Param], key: &'a Key) -> Vec<&'a dyn Param> {
    params.iter().copied().chain(key.iter().map(AsRef::as_ref)).collect()
}
