//! The schema grows in numbered steps, written once for each engine.

use super::types::record;
use super::{Db, DbError, Sql};
use crate::domain::moment::Moment;

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
struct Step {
    number: i64,
    name: &'static str,
    script: Sql,
}

/// Reads `migrations/sqlite/FILE.sql` and `migrations/postgres/FILE.sql`, when compiling.
macro_rules! step {
    ($number:literal, $file:literal) => {
        Step {
            number: $number,
            name: $file,
            script: Sql::differing(
                include_str!(concat!("../../../migrations/sqlite/", $file, ".sql")),
                include_str!(concat!("../../../migrations/postgres/", $file, ".sql")),
            ),
        }
    };
}

/// All steps, in order, numbered from 1; a released one is never changed.
const STEPS: &[Step] = &[
    step!(1, "0001_start"),
    step!(2, "0002_notifiers"),
    step!(3, "0003_instances"),
    step!(4, "0004_growth"),
    step!(5, "0005_names"),
    step!(6, "0006_forms"),
    step!(7, "0007_language"),
    step!(9, "0009_logo"),
    step!(11, "0011_erasure"),
    step!(13, "0013_disputed"),
    step!(14, "0014_resume"),
    step!(15, "0015_lists"),
    step!(16, "0016_verification"),
    step!(17, "0017_payment"),
    step!(18, "0018_consents"),
    step!(20, "0020_audit"),
    step!(21, "0021_funnel_and_feed"),
    step!(22, "0022_seen"),
];

/// Why the schema could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// A newer program has already changed this database.
    #[error(
        "the database has schema step {database}, this program knows only {program}: \
         run a newer Enrol, or restore a backup"
    )]
    Newer {
        /// The last step that the database has.
        database: i64,
        /// The last step that this program knows.
        program: i64,
    },
    /// A step failed, and left nothing behind.
    #[error("schema step {name} failed: {cause}")]
    Step {
        /// The step's name.
        name: &'static str,
        /// What the database said.
        cause: DbError,
    },
    /// The database could not be asked which steps it has.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Brings the schema up to date and says how many steps that took.
///
/// Each step is one transaction. Several machines may start at the same time: one takes the step,
/// the others find it taken.
///
/// # Errors
/// [`MigrateError`]; the steps before the one that failed stay.
pub async fn migrate(db: &Db, now: Moment) -> Result<usize, MigrateError> {
    take(db, STEPS, now).await
}

/// The number of the last step that this program knows.
#[must_use]
pub fn newest() -> i64 {
    STEPS.last().map_or(0, |step| step.number)
}

/// The last step that the database has; none where it is empty, or another program's.
///
/// # Errors
/// Those of the database.
pub async fn reached(db: &Db) -> Result<Option<i64>, DbError> {
    let mut reader = db.reader();
    let Last { number: tables } = reader.one(TABLES, &[]).await?;
    if tables == 0 {
        return Ok(None);
    }
    let Last { number } = reader.one(LAST, &[]).await?;
    Ok(Some(number))
}

async fn take(db: &Db, steps: &[Step], now: Moment) -> Result<usize, MigrateError> {
    let program = steps.last().map_or(0, |step| step.number);
    let mut taken = 0;
    for step in steps {
        taken += usize::from(take_one(db, *step, program, now).await?);
    }
    Ok(taken)
}

/// Takes one step, unless the database has it already.
async fn take_one(db: &Db, step: Step, program: i64, now: Moment) -> Result<bool, MigrateError> {
    let mut conn = db.writer().await?;
    conn.script(LOCK).await?;
    conn.script(TABLE).await?;
    let Last { number: database } = conn.one(LAST, &[]).await?;
    if database > program {
        return Err(MigrateError::Newer { database, program });
    }
    if database >= step.number {
        return Ok(false);
    }
    let failed = |cause| MigrateError::Step { name: step.name, cause };
    conn.script(step.script).await.map_err(failed)?;
    conn.execute(INSERT, &[&step.number, &step.name, &now]).await.map_err(failed)?;
    conn.commit().await.map_err(failed)?;
    Ok(true)
}

/// Held until the transaction ends, however long that takes; the number is any. SQLite's only
/// writer has no need of it. That a table exists already is no news, yet the driver would log it.
const LOCK: Sql = Sql::differing(
    "",
    "set local lock_timeout = 0; set local statement_timeout = 0; set local client_min_messages = warning;
     select pg_advisory_xact_lock(7310868735421)",
);

const TABLE: Sql = Sql::differing(
    "create table if not exists schema_step
     (number integer primary key, name text not null, at integer not null)",
    "create table if not exists schema_step
     (number bigint primary key, name text not null, at timestamptz not null)",
);

/// How many tables there are of the name of the one above.
const TABLES: Sql = Sql::differing(
    "select count(*) as number from sqlite_master where name = 'schema_step'",
    "select count(to_regclass('schema_step')) as number",
);

record! {
    struct Last {
        number: i64,
    }
}

const LAST: &str = "select coalesce(max(number), 0) as number from schema_step";

const INSERT: &str = "insert into schema_step (number, name, at) values ($1, $2, $3)";

#[cfg(test)]
mod tests {
    use super::super::test_db::both;
    use super::super::{Db, DbOptions, Sql};
    use super::record;
    use super::{MigrateError, STEPS, Step, migrate, take};
    use crate::domain::moment::Moment;

    record! { struct Moved { customer_id: i64, section: String, sealed: Vec<u8>, revision: i64 } }

    #[tokio::test]
    async fn the_sections_of_customers_move_into_rows_of_their_own() {
        let now = Moment::parse("2026-11-23").expect("a time");
        for engine in both().await {
            take(&engine.db, &STEPS[..5], now).await.expect("the schema of before");
            let mut conn = engine.db.writer().await.expect("a writer");
            let source =
                "insert into source (name, client_id, region, return_urls, token_seconds, created_at)
                values ('A', 'a', 'ZA', '[]', 3600, $1)";
            conn.execute(source, &[&now]).await.expect("a source");
            let customer = "insert into customer (source_id, version, mobile_fingerprint, sealed_personal, sealed_vehicle,
                sealed_medical, sealed_next_of_kin, created_at, updated_at) values (1, $1, $2, $3, $4, null, $5, $6, $6)";
            for (version, number, vehicle, kin) in
                [(3_i64, 1_u8, Some(vec![7_u8]), None), (0, 2, None, Some(vec![9_u8]))]
            {
                conn.execute(customer, &[&version, &vec![number], &vec![number], &vehicle, &kin, &now])
                    .await
                    .expect("a customer");
            }
            conn.commit().await.expect("kept");
            migrate(&engine.db, now).await.expect("the schema of today");
            let read = "select customer_id, section, sealed, revision from customer_section order by customer_id, section";
            let rows = engine.db.reader().all::<Moved>(read, &[]).await.expect("rows");
            let rows: Vec<_> =
                rows.iter().map(|row| (row.customer_id, &*row.section, &*row.sealed, row.revision)).collect();
            assert_eq!(
                rows,
                [
                    (1, "personal", &[1_u8][..], 3),
                    (1, "vehicle", &[7], 3),
                    (2, "next-of-kin", &[9], 0),
                    (2, "personal", &[2], 0),
                ]
            );
        }
    }

    #[tokio::test]
    async fn steps_are_taken_once_however_many_start() {
        let now = Moment::parse("2026-11-23").expect("a time");
        for engine in both().await {
            let second = Db::open(&engine.url, DbOptions::default()).await.expect("the same database");
            let (one, two) = tokio::join!(migrate(&engine.db, now), migrate(&second, now));
            assert_eq!(one.expect("taken") + two.expect("taken"), STEPS.len());

            let last = STEPS.last().map_or(0, |step| step.number);
            let step = |more, sql| Step { number: last + more, name: "trial", script: Sql::same(sql) };
            let next = step(1, "create table a (id bigint); create table b (id bigint)");
            let steps = [STEPS, &[next]].concat();
            assert_eq!(take(&engine.db, &steps, now).await.expect("taken"), 1);
            let broken = [&steps[..], &[step(2, "create table c (id bigint); create tabel d")]].concat();
            let failed = take(&engine.db, &broken, now).await;
            assert!(matches!(failed, Err(MigrateError::Step { .. })), "{failed:?}");
            engine.db.reader().execute("select * from c", &[]).await.expect_err("nothing is left");

            let newer = migrate(&engine.db, now).await.expect_err("this program is older");
            let MigrateError::Newer { database, program } = newer else { panic!("{newer}") };
            assert_eq!((database, program), (last + 1, last));
        }
    }
}
