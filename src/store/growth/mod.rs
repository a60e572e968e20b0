//! However much there is, a page costs a page: 100,000 rows in each table, half of them another
//! source's, and what of them is read, by PostgreSQL's count and by SQLite's plans.

mod fill;

use std::fmt::Write;
use std::sync::Arc;

use uuid::Uuid;

use self::fill::{fill, fill_both, now};
use super::db::test_db::both;
use super::db::{Conn, Param, Sql, record};
use super::maintenance::SOME;
use super::{STATEMENTS, Store};
use crate::vault::{KeyRing, Vault};

/// So many rows a page has at most, and one more to know whether there is another page.
const PAGE: i64 = 101;

/// So many sessions of the source are overdue and not written down as expired.
const OVERDUE: i64 = 40;

/// Rows and entries of indexes, counted together: a row is found through an index, a customer's
/// sections and locations through others, and expired sessions are of two kinds.
const MOST: i64 = 5 * PAGE + OVERDUE;

/// A statement as the store has it.
fn statement(file: &str, name: &str) -> Sql {
    let statements = STATEMENTS.iter().find(|(known, _)| *known == file).expect("a file").1;
    statements.iter().find(|(known, _)| *known == name).expect("a statement").1
}

/// A record is found by its id, and then it is looked at whose it is. As a condition that an index can serve,
/// the source would tempt PostgreSQL, while it has no statistics of a young database, to go through all of the
/// source's entries in an index such as `(source_id, status, id)`.
#[test]
fn no_statement_that_names_a_record_goes_through_those_of_its_source() {
    for (file, statements) in STATEMENTS {
        for (name, sql) in *statements {
            for text in sql.parts().flat_map(Sql::texts) {
                assert!(!text.contains("source_id = $1 and id = $2"), "{file}: {name}");
            }
        }
    }
}

record! { struct Count { rows: i64 } }
record! { struct Plan { detail: String } }

/// How many rows and entries of indexes this transaction has read so far.
async fn count(conn: &mut Conn) -> i64 {
    let sql = "select cast(sum(pg_stat_get_xact_tuples_returned(oid)) as bigint) as rows from pg_class
               where relnamespace = 'public'::regnamespace and relkind in ('r', 'i')";
    conn.one::<Count>(sql, &[]).await.expect("a count").rows
}

/// A list, and how SQLite must find its rows.
type List = (&'static str, &'static str, Kind, &'static str);

/// What the parameters of a list are behind source, position and length.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Whole,
    OfCustomer,
    Purpose,
    Status(&'static str),
    StatusAndFingerprint(&'static str),
    TimedOut,
    TimedOutAndPrint,
}
use Kind::{OfCustomer, Purpose, Status, StatusAndFingerprint, TimedOut, TimedOutAndPrint, Whole};

const LISTS: &[List] = &[
    ("customers/list", "LIST", Whole, "customer_by_source (source_id=? AND id<?)"),
    ("customers/list", "LIST_BY_MOBILE", Purpose, "customer_by_mobile (source_id=? AND mobile_fingerprint=?"),
    (
        "customers/list",
        "LIST_BY_REFERENCE",
        Purpose,
        "customer_by_reference (source_id=? AND reference_fingerprint=? AND id<?)",
    ),
    ("subscriptions/list", "LIST", Whole, "subscription_by_source (source_id=? AND id<?)"),
    (
        "subscriptions/list",
        "LIST_OF_CUSTOMER",
        OfCustomer,
        "subscription_by_customer (source_id=? AND customer_id=? AND id<?)",
    ),
    (
        "locations",
        "LIST_OF_CUSTOMER",
        OfCustomer,
        "location_by_customer (source_id=? AND customer_id=? AND id<?)",
    ),
    ("locations", "LIST", Whole, "location_by_source (source_id=? AND id<?)"),
    ("outbox", "LIST", Whole, "delivery_by_source (source_id=? AND id<?)"),
    ("outbox", "LIST_DELIVERED", Whole, "delivery_by_delivered (source_id=? AND id<?)"),
    ("outbox", "LIST_PARKED", Whole, "delivery_by_parked (source_id=? AND id<?)"),
    ("outbox", "LIST_PENDING", Whole, "delivery_by_pending (source_id=? AND id<?)"),
    ("signups/list", "LIST", Whole, "signup_by_source (source_id=? AND id<?)"),
    (
        "signups/list",
        "LIST_BY_REFERENCE",
        Purpose,
        "signup_by_reference (source_id=? AND reference_fingerprint=? AND id<?)",
    ),
    (
        "signups/list",
        "LIST_BY_EMAIL",
        Purpose,
        "signup_by_email (source_id=? AND email_fingerprint=? AND id<?)",
    ),
    (
        "signups/list",
        "LIST_IN_STATUS",
        Status("failed"),
        "signup_by_status (source_id=? AND status=? AND id<?)",
    ),
    (
        "signups/list",
        "LIST_IN_STATUS",
        Status("pending"),
        "signup_by_status (source_id=? AND status=? AND id<?)",
    ),
    (
        "signups/list",
        "LIST_IN_STATUS",
        Status("in_progress"),
        "signup_by_status (source_id=? AND status=? AND id<?)",
    ),
    (
        "signups/list",
        "LIST_IN_STATUS",
        Status("completed"),
        "signup_by_status (source_id=? AND status=? AND id<?)",
    ),
    (
        "signups/list",
        "LIST_IN_STATUS_BY_REFERENCE",
        StatusAndFingerprint("failed"),
        "signup_by_reference_status (source_id=? AND reference_fingerprint=? AND status=? AND id<?)",
    ),
    (
        "signups/list",
        "LIST_IN_STATUS_BY_EMAIL",
        StatusAndFingerprint("pending"),
        "signup_by_email_status (source_id=? AND email_fingerprint=? AND status=? AND id<?)",
    ),
    ("signups/list", "LIST_EXPIRED", TimedOut, "signup_by_overdue (source_id=? AND expires_at<?)"),
    (
        "signups/list",
        "LIST_EXPIRED_BY_REFERENCE",
        TimedOutAndPrint,
        "signup_by_overdue (source_id=? AND expires_at<?)",
    ),
    (
        "signups/list",
        "LIST_EXPIRED_BY_EMAIL",
        TimedOutAndPrint,
        "signup_by_overdue (source_id=? AND expires_at<?)",
    ),
    ("signups/list", "LIST_FAILED", TimedOut, "signup_by_overdue (source_id=? AND expires_at<?)"),
    (
        "signups/list",
        "LIST_FAILED_BY_REFERENCE",
        TimedOutAndPrint,
        "signup_by_overdue (source_id=? AND expires_at<?)",
    ),
    (
        "signups/list",
        "LIST_FAILED_BY_EMAIL",
        TimedOutAndPrint,
        "signup_by_overdue (source_id=? AND expires_at<?)",
    ),
];

/// Where a page begins: at the newest, in the middle, shortly before the oldest.
const POSITIONS: [i64; 3] = [i64::MAX, 50_500, 300];

fn uuid(number: i64) -> Uuid {
    Uuid::from_u128(u128::try_from(number).expect("not negative"))
}

/// The fingerprint of a row.
fn fingerprint_of(number: u128) -> Vec<u8> {
    [[0; 16], number.to_be_bytes()].concat()
}

/// Reads a page of a list so that all of it is fetched.
async fn read(conn: &mut Conn, (file, name, kind, _): List, position: i64) -> i64 {
    let (source, now, fingerprint) = (1_i64, now(), vec![0_u8, 0, 0, 7]);
    let id: Box<dyn Param> =
        if matches!(file, "signups/list" | "outbox") { Box::new(uuid(position)) } else { Box::new(position) };
    let mut params: Vec<&dyn Param> = vec![&source, id.as_ref(), &PAGE];
    match &kind {
        Whole => {}
        OfCustomer => params.push(&50_500_i64),
        Purpose => params.push(&fingerprint),
        Status(word) => params.extend([word as &dyn Param, &now]),
        StatusAndFingerprint(word) => params.extend([word as &dyn Param, &now, &fingerprint]),
        TimedOut => params.push(&now),
        TimedOutAndPrint => params.extend([&now as &dyn Param, &fingerprint]),
    }
    let rows = conn.execute(statement(file, name), &params).await;
    i64::try_from(rows.unwrap_or_else(|error| panic!("{file}: {name}: {error}"))).expect("a number")
}

/// How SQLite finds the rows of a statement with so many parameters.
async fn plan(conn: &mut Conn, statement: Sql) -> String {
    let text = format!("explain query plan {}", statement.sqlite_text());
    let nothing: Vec<&dyn Param> =
        (1..10).filter(|at| text.contains(&format!("${at}"))).map(|_| &0_i64 as _).collect();
    let lines = conn.all::<Plan>(Sql::same(text.leak()), &nothing).await.expect("a plan");
    lines.iter().fold(String::new(), |mut all, line| {
        writeln!(all, "{}", line.detail).expect("a text");
        all
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_read_does_not_grow_with_what_is_there() {
    let [sqlite, postgres] = fill_both(both().await, 100_000).await;
    let mut wrong = Vec::new();
    let mut conn = sqlite.db.writer().await.expect("a writer");
    sqlite_searches(&mut conn, &mut wrong).await;
    // PostgreSQL plans by statistics, which its autovacuum takes as a table grows.
    postgres.db.reader().execute("analyze", &[]).await.expect("statistics");
    postgres_reads_little(&mut postgres.db.writer().await.expect("a writer"), &mut wrong).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// SQLite goes straight to where a page begins and reads on from there: it scans no table and sorts
/// nothing, but for the few that are overdue.
async fn sqlite_searches(conn: &mut Conn, wrong: &mut Vec<String>) {
    for (file, name, kind, index) in LISTS {
        let plan = plan(conn, statement(file, name)).await;
        let pages = ["SCAN written", "SCAN overdue"];
        let scans = plan.lines().any(|line| line.starts_with("SCAN") && !pages.contains(&line));
        let sorts = plan.contains("TEMP B-TREE") && !matches!(kind, TimedOut | TimedOutAndPrint);
        if scans || sorts || !plan.contains(index) {
            wrong.push(format!("{file}: {name}: not {index} but\n{plan}"));
        }
    }
    for (file, name) in OTHERS {
        let plan = plan(conn, statement(file, name)).await;
        if !plan.contains("SEARCH") || plan.lines().any(|line| line.starts_with("SCAN")) {
            wrong.push(format!("{file}: {name}: {plan}"));
        }
    }
    // Each row of the audit gets its place by its id: not by looking for it among all that have none yet.
    let plan = plan(conn, statement("audit", "CHAIN")).await;
    if !plan.contains("SEARCH audit USING INDEX sqlite_autoindex_audit_1 (id=?)") {
        wrong.push(format!("audit: CHAIN: {plan}"));
    }
}

/// What is no list and must not read a table either.
const OTHERS: [(&str, &str); 16] = [
    ("subscriptions", "OF_CUSTOMER"),
    ("subscriptions", "DEPENDANTS_OF_CUSTOMER"),
    ("customers/list", "LIST_CHANGED"),
    ("locations", "BY_REFERENCE"),
    ("signups", "LOCK_ACTIVE_BY_REFERENCE"),
    ("maintenance", "OLD_KEYS"),
    ("maintenance", "OLD_LETTERS"),
    ("maintenance", "OLD_EVENTS"),
    ("events", "FEED"),
    ("events", "UNPLACED"),
    ("funnel", "READ"),
    ("signups", "LEFT"),
    ("reseal", "READ_SECTION"),
    ("reseal", "WRITE_SECTION"),
    ("reseal", "READ_REPLY"),
    ("reseal", "WRITE_REPLY"),
];

async fn postgres_reads_little(conn: &mut Conn, wrong: &mut Vec<String>) {
    // After a statement was prepared and used five times, PostgreSQL considers a plan for any parameters.
    for pass in 1..=4 {
        for list in LISTS {
            for position in POSITIONS {
                let before = count(conn).await;
                let found = read(conn, *list, position).await;
                let read = count(conn).await - before;
                if found > PAGE || read > MOST {
                    wrong.push(format!("{list:?} from {position}: {read} read, {found} found, pass {pass}"));
                }
            }
        }
        let (customer, source, now, key) = (50_500_i64, 1_i64, now(), vec![0_u8, 0, 0, 7]);
        let earlier = now.plus_seconds(-3600).expect("a time");
        let others: [(&str, &str, &[&dyn Param], i64); 14] = [
            ("customers/list", "LIST_CHANGED", &[&source, &earlier, &customer, &PAGE], MOST),
            ("locations", "BY_REFERENCE", &[&source, &fingerprint_of(50_500)], 20),
            ("subscriptions/list", "DEPENDANTS_OF_PAGE", &[&source, &"50500,50502"], 20),
            ("subscriptions", "OF_CUSTOMER", &[&source, &customer], 20),
            ("subscriptions", "DEPENDANTS_OF_CUSTOMER", &[&source, &customer], 20),
            ("maintenance", "OLD_KEYS", &[&now, &SOME], 4 * SOME),
            ("maintenance", "OLD_LETTERS", &[&now, &SOME], 4 * SOME),
            ("events", "FEED", &[&source, &customer, &PAGE], MOST),
            ("events", "FEED_OF", &[&source, &customer, &1000_i64, &",CREATED_CUSTOMER,", &PAGE], 2100),
            ("events", "SEEN", &[&source, &customer, &1000_i64], 2100),
            ("events", "UNPLACED", &[&source], 20),
            ("funnel", "READ", &[&source, &50_i64, &50_i64], 2100),
            ("reseal", "READ_SECTION", &[&key, &PAGE, &customer, &"personal"], MOST),
            ("reseal", "READ_REPLY", &[&key, &PAGE, &source, &key], MOST),
        ];
        for (file, name, params, most) in others {
            let before = count(conn).await;
            let found = conn.execute(statement(file, name), params).await.expect(name);
            let read = count(conn).await - before;
            if found == 0 || read > most {
                wrong.push(format!("{file}: {name}: {read} read, {found} found, pass {pass}"));
            }
        }
    }
}

#[tokio::test]
async fn the_sweep_takes_several_rounds_and_leaves_nothing() {
    for test_db in both().await {
        fill(&test_db, 1_300).await;
        let vault = Vault::new(&KeyRing::generate(now())).expect("keys");
        let store = Store::new(test_db.db.clone(), Arc::new(vault));
        let later = now().plus_seconds(40 * 86_400).expect("a time");
        let mut rounds = Vec::new();
        while rounds.last() != Some(&0) {
            let mut system = store.system_write().await.expect("a writer");
            rounds.push(system.purge_expired(later).await.expect("a purge_expired"));
            system.commit().await.expect("a commit");
        }
        // Keys, deliveries and events, so many of each at once.
        assert_eq!(rounds, [1500, 1500, 900, 0]);
    }
}
