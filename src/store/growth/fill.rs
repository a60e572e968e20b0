//! Rows in great numbers, made by SQL.

use std::time::Duration;

use crate::domain::moment::Moment;
use crate::store::db::migrate::migrate;
use crate::store::db::test_db::TestDb;
use crate::store::db::{Db, DbOptions, Sql};

/// What fills each table. What a filter looks for lies together and far from both ends: whoever
/// walks there from an end reads all that is between.
const FILL: [(&str, &str, &str); 10] = [
    (
        "customer",
        "source_id, version, mobile_fingerprint, reference_fingerprint, created_at, updated_at, deleted_at",
        "source, 0, {fingerprint}, case when n % 2 = 0 then {sealed} end, {earlier}, {earlier},
         case when n > 60000 and n < 65000 then {now} end",
    ),
    ("customer_section", "source_id, customer_id, section, sealed, revision", "source, n, 'personal', {sealed}, 0"),
    (
        "location",
        "source_id, customer_id, reference_fingerprint, sealed_place, created_at, updated_at",
        "source, n, {fingerprint}, {sealed}, {earlier}, {earlier}",
    ),
    (
        "subscription",
        "source_id, type_id, customer_id, valid_from, valid_to, created_at, updated_at",
        "source, source, n, {earlier}, {later}, {earlier}, {earlier}",
    ),
    ("dependant", "source_id, subscription_id, customer_id", "source, n, 1 + (n + 1999) % {rows}"),
    (
        "signup",
        "id, source_id, version, status, secret_fingerprint, progress, refused_mobile_fingerprints, sealed_invitation, reference_fingerprint,
         email_fingerprint, created_at, expires_at, ended_at",
        "{uuid}, source, 0, case when n between 20000 and 24999 then 'failed' when n between 30000 and 39999 then 'pending'
             when n between 40000 and 44999 then 'in_progress' when n between 70000 and 74999 then 'expired'
             when n % 2 = 0 then 'completed' else 'cancelled' end,
         {fingerprint}, 0, {sealed}, {sealed}, case when n % 5 > 0 then {sealed} end, case when n % 5 > 0 then {sealed} end,
         {earlier}, case when n between 32100 and 32139 then {earlier} else {later} end,
         case when n between 30000 and 44999 then null else {now} end",
    ),
    (
        "delivery",
        "id, source_id, notifier_id, kind, with_profile, sealed_body, attempts, next_attempt_at, tried_until,
         created_at, delivered_at, parked_at",
        "{uuid}, source, (select id from notifier where source_id = source), 'TEST', false, {sealed}, 0, {later}, {later},
         {earlier}, case when n between 20000 and 59999 then null else {now} end,
         case when n between 30000 and 39999 then {now} end",
    ),
    (
        "idempotency",
        "source_id, key_fingerprint, request_fingerprint, sealed_reply, created_at",
        "source, {fingerprint}, {sealed}, {sealed}, case when n > 50000 then {earlier} else {later} end",
    ),
    (
        "event",
        "source_id, kind, customer_id, revision, happened_at, position",
        "source, 'CREATED_CUSTOMER', n, 0, {earlier}, case when n < 98000 then n end",
    ),
    (
        "funnel",
        "source_id, day, form_version, step, counted, detail, number",
        "source, n / 1000, n, 'personal', 'shown', '', 1",
    ),
];

/// What must be there before.
const BEFORE: [&str; 3] = [
    "insert into source (name, client_id, region, return_urls, token_seconds, created_at)
     values ('A', 'a', 'ZA', '[]', 3600, {now}), ('B', 'b', 'ZA', '[]', 3600, {now})",
    "insert into subscription_type (source_id, name, description, is_family, months, created_at)
     select id, 'T', 'T', true, 12, {now} from source",
    "insert into notifier (id, source_id, events, include_profile, sealed_target, sealed_secrets, created_at)
     select {uuid}, n, '[]', false, {sealed}, {sealed}, {now} from (select id as n from source) as made",
];

/// When everything happens.
pub(super) fn now() -> Moment {
    Moment::parse("2026-11-23T12:00:00Z").expect("a time")
}

/// A text in both dialects.
fn sql(text: &str) -> Sql {
    let moment = |name: &str, seconds: i64| {
        let at = now().plus_seconds(seconds).expect("a time").micros();
        let postgres = format!("(timestamptz 'epoch' + interval '{} seconds')", at / 1_000_000);
        (format!("{{{name}}}"), at.to_string(), postgres)
    };
    let fragment = |name: &str, sqlite: &str, postgres: &str| {
        (format!("{{{name}}}"), sqlite.to_owned(), postgres.to_owned())
    };
    let fragments = [
        moment("now", 0),
        moment("later", 3600),
        moment("earlier", -3600),
        fragment("uuid", "unhex(printf('%032x', n))", "lpad(to_hex(n), 32, '0')::uuid"),
        fragment("fingerprint", "unhex(printf('%064x', n))", "decode(lpad(to_hex(n), 64, '0'), 'hex')"),
        fragment("sealed", "x'00000007'", "'\\x00000007'::bytea"),
    ];
    let (mut sqlite, mut postgres) = (text.to_owned(), text.to_owned());
    for (name, one, other) in fragments {
        (sqlite, postgres) = (sqlite.replace(&name, &one), postgres.replace(&name, &other));
    }
    Sql::differing(sqlite.leak(), postgres.leak())
}

/// Fills the tables of both engines side by side. As tasks of their own: what is asked of SQLite is done
/// by whoever asks, and whatever waits in the same task stands still.
pub(super) async fn fill_both([one, other]: [TestDb; 2], rows: u32) -> [TestDb; 2] {
    let [one, other] = [one, other].map(|test_db| {
        tokio::spawn(async move {
            fill(&test_db, rows).await;
            test_db
        })
    });
    [one.await.expect("rows"), other.await.expect("rows")]
}

/// Fills every table with so many rows, half of them of source 1, by turns of 1,000.
pub(super) async fn fill(test_db: &TestDb, rows: u32) {
    migrate(&test_db.db, now()).await.expect("a schema");
    // So many rows in one statement take longer than a request would wait.
    let options = DbOptions { connections: 1, timeout: Duration::from_mins(5), ..DbOptions::default() };
    let db = Db::open(&test_db.url, options).await.expect("the same database");
    let mut conn = db.writer().await.expect("a writer").long();
    for text in BEFORE {
        conn.execute(sql(text), &[]).await.expect("rows");
    }
    for (table, columns, values) in FILL {
        let values = values.replace("{rows}", &rows.to_string());
        let text = format!(
            "with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < {rows})
             insert into {table} ({columns}) select {values} from
                 (select n, 1 + (n / 1000) % 2 as source from numbers) as made"
        );
        conn.execute(sql(&text), &[]).await.unwrap_or_else(|error| panic!("{table}: {error}"));
    }
    conn.commit().await.expect("a commit");
}
