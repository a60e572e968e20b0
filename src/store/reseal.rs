//! Sealing anew: every value that an old key sealed is opened and sealed with the one in use.

use uuid::Uuid;

use super::db::{Param, Params, Record, Sql, record};
use super::{Store, notifiers, outbox, sealing, signups, statements};
use crate::domain::ids::SourceId;
use crate::error::{Error, Result};
use crate::vault::AssociatedData;

/// So many values a transaction, so that other writers get their turn.
const SOME: i64 = 200;

/// The two statements for one sealed column: read what a key sealed, behind a place in the order of
/// the primary key, so that a table is read once however much of it there is; and write it anew.
macro_rules! sealed {
    ($columns:literal, $table:literal, $column:literal, $behind:literal, $order:literal, $at:literal) => {
        (
            Sql::differing(
                concat!(
                    "select ",
                    $columns,
                    ", ",
                    $column,
                    " as sealed from ",
                    $table,
                    " where ",
                    $behind,
                    " and substr(",
                    $column,
                    ", 1, 4) = $1 order by ",
                    $order,
                    " limit $2"
                ),
                concat!(
                    "select ",
                    $columns,
                    ", ",
                    $column,
                    " as sealed from ",
                    $table,
                    " where ",
                    $behind,
                    " and substring(",
                    $column,
                    " from 1 for 4) = $1 order by ",
                    $order,
                    " limit $2"
                ),
            ),
            Sql::same(concat!(
                "update ",
                $table,
                " set ",
                $column,
                " = $1 where ",
                $column,
                " = $2 and ",
                $at
            )),
        )
    };
    ($table:literal, $column:literal) => {
        sealed!("source_id, id", $table, $column, "id > $3", "id", "id = $3")
    };
}

type Statements = (Sql, Sql);

const SECTION: Statements = sealed!(
    "source_id, customer_id as id, section",
    "customer_section",
    "sealed",
    "(customer_id, section) > ($3, $4)",
    "customer_id, section",
    "customer_id = $3 and section = $4"
);
const PLACE: Statements = sealed!("location", "sealed_place");
const INVITATION: Statements = sealed!("signup", "sealed_invitation");
const PAYMENT_REFERENCE: Statements = sealed!("signup", "sealed_payment_reference");
const TARGET: Statements = sealed!("notifier", "sealed_target");
const SECRETS: Statements = sealed!("notifier", "sealed_secrets");
const BODY: Statements = sealed!("delivery", "sealed_body");
const STEP: Statements = sealed!(
    "source_id, signup_id as id, section",
    "signup_step",
    "sealed_entry",
    "(signup_id, section) > ($3, $4)",
    "signup_id, section",
    "signup_id = $3 and section = $4"
);
const REPLY: Statements = sealed!(
    "source_id, key_fingerprint as id",
    "idempotency",
    "sealed_reply",
    "(source_id, key_fingerprint) > ($3, $4)",
    "source_id, key_fingerprint",
    "source_id = $3 and key_fingerprint = $4"
);
const BROWSER: Statements = sealed!(
    "cast(0 as bigint) as source_id, id_fingerprint as id",
    "browser",
    "sealed_data",
    "id_fingerprint > $3",
    "id_fingerprint",
    "id_fingerprint = $3"
);

statements! {
    READ_SECTION = SECTION.0;
    WRITE_SECTION = SECTION.1;
    READ_PLACE = PLACE.0;
    WRITE_PLACE = PLACE.1;
    READ_INVITATION = INVITATION.0;
    WRITE_INVITATION = INVITATION.1;
    READ_PAYMENT_REFERENCE = PAYMENT_REFERENCE.0;
    WRITE_PAYMENT_REFERENCE = PAYMENT_REFERENCE.1;
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
    struct SectionRow { source_id: SourceId, id: i64, section: String, sealed: Vec<u8> }
}

record! {
    struct Identified { source_id: SourceId, id: Uuid, sealed: Vec<u8> }
}

record! {
    struct StepRow { source_id: SourceId, id: Uuid, section: String, sealed: Vec<u8> }
}

record! {
    struct Printed { source_id: SourceId, id: Vec<u8>, sealed: Vec<u8> }
}

/// A sealed value: what it is bound to besides its kind, and the primary key of its row, which is also its
/// place in the order in which a table is read.
struct Found<'a> {
    source: SourceId,
    record: Vec<u8>,
    field: &'a str,
    sealed: &'a Vec<u8>,
    place: Vec<&'a dyn Param>,
}

/// What came of sealing anew.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Resealed {
    /// So many values were sealed anew.
    pub count: u64,
    /// So many do not open and were left as they are; the operator has been told of each.
    pub unreadable: u64,
}

impl Resealed {
    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.unreadable += other.unreadable;
    }
}

/// Seals anew whatever this key sealed, until nothing is left of it but what does not open.
///
/// May run beside serving instances: a value that changes meanwhile is left to who changed it.
///
/// # Errors
/// Those of the database; what was done before stays done.
pub async fn reseal(store: &Store, key: u32) -> Result<Resealed> {
    let mut all = Resealed::default();
    loop {
        let pass = pass(store, key).await?;
        all = Resealed { count: all.count + pass.count, unreadable: pass.unreadable };
        // Something may have been sealed behind our back while we read.
        if pass.count == 0 {
            return Ok(all);
        }
    }
}

/// Goes through every column once.
async fn pass(store: &Store, key: u32) -> Result<Resealed> {
    let mut done = Resealed::default();
    let first = (i64::MIN, String::new());
    done.add(each(store, key, SECTION, "customer", &[&first.0, &first.1], section).await?);
    done.add(
        each(store, key, PLACE, "location", &[&i64::MIN], |row: &Numbered| numbered(row, "place")).await?,
    );
    for (statements, kind, field) in [
        (INVITATION, "signup", signups::INVITATION),
        (PAYMENT_REFERENCE, "signup", signups::PAYMENT_REFERENCE),
        (TARGET, "notifier", notifiers::TARGET),
        (SECRETS, "notifier", notifiers::SECRETS),
        (BODY, "delivery", outbox::BODY),
    ] {
        let first = Uuid::nil();
        done.add(
            each(store, key, statements, kind, &[&first], |row: &Identified| identified(row, field)).await?,
        );
    }
    let first = (Uuid::nil(), String::new());
    done.add(each(store, key, STEP, "signup_step", &[&first.0, &first.1], step).await?);
    let first = Vec::<u8>::new();
    done.add(each(store, key, REPLY, "idempotency", &[&i64::MIN, &first], reply).await?);
    done.add(each(store, key, BROWSER, "browser", &[&first], browser).await?);
    Ok(done)
}

fn numbered<'a>(row: &'a Numbered, field: &'a str) -> Found<'a> {
    let Numbered { source_id, id, sealed } = row;
    Found { source: *source_id, record: id.to_be_bytes().to_vec(), field, sealed, place: vec![id] }
}

fn section(row: &SectionRow) -> Found<'_> {
    let SectionRow { source_id, id, section, sealed } = row;
    let record = id.to_be_bytes().to_vec();
    Found { source: *source_id, record, field: section, sealed, place: vec![id, section] }
}

fn identified<'a>(row: &'a Identified, field: &'a str) -> Found<'a> {
    let Identified { source_id, id, sealed } = row;
    Found { source: *source_id, record: id.as_bytes().to_vec(), field, sealed, place: vec![id] }
}

fn step(row: &StepRow) -> Found<'_> {
    let StepRow { source_id, id, section, sealed } = row;
    let record = id.as_bytes().to_vec();
    Found { source: *source_id, record, field: section, sealed, place: vec![id, section] }
}

fn reply(row: &Printed) -> Found<'_> {
    let Printed { source_id, id, sealed } = row;
    Found { source: *source_id, record: id.clone(), field: "reply", sealed, place: vec![source_id, id] }
}

fn browser(row: &Printed) -> Found<'_> {
    Found { field: "data", place: vec![&row.id], ..reply(row) }
}

/// Seals one column anew, some values at a time, beginning behind the place `start`.
async fn each<R: Record>(
    store: &Store,
    key: u32,
    (read, write): Statements,
    kind: &'static str,
    start: Params<'_>,
    found: impl for<'a> Fn(&'a R) -> Found<'a>,
) -> Result<Resealed> {
    let (key, mut done, mut last) = (key.to_be_bytes().to_vec(), Resealed::default(), None);
    loop {
        let place = last.as_ref().map_or_else(|| start.to_vec(), |row| found(row).place);
        let params = [&[&key as &dyn Param, &SOME], &place[..]].concat();
        let mut rows = store.shared.db.reader().long().all::<R>(read, &params).await?;
        let mut conn = store.shared.db.writer().await?.long();
        for row in &rows {
            let Found { source, record, field, sealed, place } = found(row);
            let label = AssociatedData { source, kind, record: &record, field };
            match sealing::open_bytes(&store.vault, &label, sealed) {
                Ok(plain) => {
                    let anew = store.vault.seal(&label, &plain);
                    done.count +=
                        conn.execute(write, &[&[&anew as &dyn Param, sealed], &place[..]].concat()).await?;
                }
                Err(Error::Unreadable(_)) => done.unreadable += 1,
                Err(error) => return Err(error),
            }
        }
        conn.commit().await?;
        let Some(row) = rows.pop() else { return Ok(done) };
        last = Some(row);
    }
}
