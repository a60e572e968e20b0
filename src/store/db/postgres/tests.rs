//! The pool of PostgreSQL, in failures and hang-ups.

use std::future::Future;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use super::super::test_db::{TestDb, postgres};
use super::super::types::record;
use super::super::{Db, DbError, DbOptions, Sql};

record! { struct Count { rows: i64 } }
record! {
    #[expect(dead_code, reason = "it never comes to be")]
    struct Wrong { rows: String }
}

/// How often [`pair`] waits for the server: BEGIN, two rows, COMMIT.
const WAITS: u64 = 4;

const COUNT: &str = "select count(*) as rows from pair";

/// A database with an empty table, and a way to it that has one connection.
async fn narrow(timeout: Duration) -> (TestDb, Db) {
    let test_db = with_table().await;
    let db = open(&test_db.url, timeout).await;
    (test_db, db)
}

async fn with_table() -> TestDb {
    let test_db = postgres().await;
    let mut writer = test_db.db.writer().await.expect("a writer");
    let table = "create table pair (id bigint primary key, half bigint not null)";
    writer.script(Sql::same(table)).await.expect("a table");
    writer.commit().await.expect("a commit");
    test_db
}

async fn open(url: &str, timeout: Duration) -> Db {
    let options = DbOptions { connections: 1, timeout, ..DbOptions::default() };
    Db::open(url, options).await.expect("the same database")
}

/// A way to a server through a task of this runtime. On its one thread nothing is answered while a future is
/// being polled: whoever asks the server waits at least once, however fast that is.
async fn relayed(url: &str) -> String {
    let mut url = Url::parse(url).expect("a URL");
    let there = format!("{}:{}", url.host_str().expect("a host"), url.port().expect("a port"));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    url.set_port(Some(listener.local_addr().expect("its address").port())).expect("a port");
    tokio::spawn(async move {
        while let Ok((mut from, _)) = listener.accept().await {
            let mut to = TcpStream::connect(&there).await.expect("the server");
            tokio::spawn(async move { copy_bidirectional(&mut from, &mut to).await });
        }
    });
    url.into()
}

async fn rows(db: &Db) -> i64 {
    db.reader().one::<Count>(COUNT, &[]).await.expect("a count").rows
}

/// Writes two rows as one transaction.
async fn pair(db: &Db, id: i64) -> Result<(), DbError> {
    let mut writer = db.writer().await?;
    for half in [0_i64, 1] {
        writer.execute("insert into pair (id, half) values ($1, $2)", &[&(id * 2 + half), &half]).await?;
    }
    writer.commit().await
}

/// Polls a future so many times and then drops it; says whether it had come to its end.
async fn hang_up_after<F: Future>(polls: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = polls;
    std::future::poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

/// Polls a future until it waits for this answer of the server, counted from 1, and then drops it; says
/// whether it had come to its end.
async fn hang_up_at<F: Future>(answer: u64, db: &Db, future: F) -> Option<F::Output> {
    let (before, mut future) = (db.counts(), pin!(future));
    std::future::poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Pending if (db.counts() - before).round_trips() < answer => Poll::Pending,
        Poll::Pending => {
            assert_eq!((db.counts() - before).round_trips(), answer);
            Poll::Ready(None)
        }
        Poll::Ready(output) => Poll::Ready(Some(output)),
    })
    .await
}

#[tokio::test]
async fn a_future_dropped_at_any_answer_leaves_nothing_half_done() {
    let test_db = with_table().await;
    let db = open(&relayed(&test_db.url).await, Duration::from_secs(5)).await;
    let mut kept = rows(&db).await;
    // The second time the statements are known, and a statement is one answer less.
    for (id, answer) in (0..).zip((1..=WAITS).chain(1..=WAITS)) {
        let ended = hang_up_at(answer, &db, pair(&db, id)).await;
        assert!(ended.is_none(), "it ended without waiting for answer {answer}");
        let seen = rows(&db).await;
        assert_eq!(seen, rows(&test_db.db).await, "at answer {answer}");
        // Without an answer to its commit nobody knows, but it is both rows or none.
        assert!(seen == kept || (answer == WAITS && seen == kept + 2), "{seen} rows at answer {answer}");
        kept = seen;
    }
    let ended = hang_up_at(WAITS + 1, &db, pair(&db, 100)).await;
    ended.expect("there is nothing more to wait for").expect("a commit");
    assert_eq!(rows(&db).await, kept + 2);
}

#[tokio::test]
async fn a_future_dropped_anywhere_leaves_nothing_half_done() {
    let test_db = with_table().await;
    let db = open(&relayed(&test_db.url).await, Duration::from_secs(5)).await;
    let (mut polls, mut kept) = (0, 0);
    loop {
        let ended = hang_up_after(polls, pair(&db, i64::try_from(polls).expect("few"))).await;
        // The only connection: were it not usable, or still in the transaction, this would show it.
        let seen = rows(&db).await;
        assert_eq!(seen, rows(&test_db.db).await, "after {polls} polls");
        // Without an answer to its commit nobody knows, but it is both rows or none.
        assert!(seen == kept || seen == kept + 2, "{seen} rows after {polls} polls");
        kept = seen;
        polls += 1;
        if let Some(ended) = ended {
            ended.expect("a commit");
            break;
        }
    }
    // A poll for each answer, and the one before it that asks.
    assert!(u64::try_from(polls).expect("few") > WAITS + 1, "{polls} polls");
    for polls in 0..5 {
        hang_up_after(polls, rows(&db)).await;
        assert_eq!(rows(&db).await, kept);
        let single = async {
            let mut single = db.single();
            single.execute("update pair set half = 1 - half", &[]).await?;
            single.commit().await
        };
        hang_up_after(polls, single).await;
        assert_eq!(rows(&db).await, kept);
    }
}

#[tokio::test]
async fn a_transaction_that_fails_or_is_dropped_leaves_the_connection_fit() {
    let (_trial, db) = narrow(Duration::from_secs(5)).await;
    pair(&db, 1).await.expect("a commit");
    let connects = db.counts().connects;
    for _ in 0..3 {
        let again = pair(&db, 1).await.expect_err("they are there");
        assert!(again.is_duplicate(), "{again}");
        let mut dropped = db.writer().await.expect("a writer");
        dropped.execute("delete from pair", &[]).await.expect("a statement");
        drop(dropped);
        assert_eq!(rows(&db).await, 2);
        // A column that does not fit, with rows left to be read.
        let wrong = db.reader().all::<Wrong>("select id as rows from pair", &[]).await.map(|_| ());
        assert!(matches!(wrong, Err(DbError::Other(_))), "{wrong:?}");
    }
    assert_eq!(db.counts().connects, connects, "the same connection all along");
}

#[tokio::test]
async fn what_waits_for_too_long_is_busy_and_costs_no_connection() {
    let (test_db, db) = narrow(Duration::from_millis(200)).await;
    pair(&db, 1).await.expect("a commit");
    let connects = db.counts().connects;
    let mut owner = test_db.db.writer().await.expect("a writer");
    owner.execute("update pair set half = 7", &[]).await.expect("both locks");
    let mut waits = db.writer().await.expect("a writer");
    let refused = waits.execute("update pair set half = 8", &[]).await;
    assert!(matches!(refused, Err(DbError::Busy)), "{refused:?}");
    let crowded = db.writer().await.map(|_| ());
    assert!(matches!(crowded, Err(DbError::Busy)), "the only connection is taken: {crowded:?}");
    drop(waits);
    let slow = db.reader().execute("select pg_sleep(5)", &[]).await;
    assert!(matches!(slow, Err(DbError::Busy)), "{slow:?}");
    assert_eq!(rows(&db).await, 2);
    assert_eq!(db.counts().connects, connects, "the same connection all along");
}

#[tokio::test]
async fn a_server_that_ends_its_connections_is_noticed_once() {
    let test_db = postgres().await;
    let read = async || test_db.db.reader().execute("select 1 as one", &[]).await;
    // Several at once, so that several connections are idle afterwards.
    let sleep = async || test_db.db.reader().execute("select pg_sleep(0.1)", &[]).await;
    let (one, two, three) = tokio::join!(sleep(), sleep(), sleep());
    one.and(two).and(three).expect("three connections");
    let other = Db::open(&test_db.url, DbOptions::default()).await.expect("the same database");
    let end = "select pg_terminate_backend(pid) from pg_stat_activity
               where datname = current_database() and pid <> pg_backend_pid()";
    let mut ends = other.writer().await.expect("a writer");
    ends.execute(end, &[]).await.expect("all ended");
    let lost = read().await;
    assert!(matches!(lost, Err(DbError::Unreachable(_))), "{lost:?}");
    for _ in 0..4 {
        read().await.expect("the others are tried before they are used");
    }
}

#[tokio::test]
async fn nothing_is_asked_that_nobody_asked_for() {
    let (_trial, db) = narrow(Duration::from_secs(5)).await;
    for warm in [false, true] {
        let before = db.counts();
        assert_eq!(rows(&db).await, 2 * i64::from(warm));
        pair(&db, 1 + i64::from(warm)).await.expect("a commit");
        let asked = db.counts() - before;
        assert_eq!((asked.statements, asked.begins, asked.commits), (3, 1, 1));
        assert_eq!((asked.rollbacks, asked.probes, asked.connects), (0, 0, 0));
        assert_eq!(asked.round_trips(), 5);
        assert_eq!(asked.prepared, if warm { 0 } else { 2 });
    }
}

#[tokio::test]
async fn a_server_that_refuses_is_told_in_its_own_words() {
    let test_db = postgres().await;
    let (server, _) = test_db.url.rsplit_once('/').expect("a URL with a database");
    let url = format!("{server}/nowhere").replace("postgres@", "postgres:q9password7x@");
    let refused = Db::open(&url, DbOptions::default()).await.expect_err("no such database");
    assert!(matches!(refused, DbError::Unreachable(_)), "{refused}");
    assert!(refused.to_string().contains("database \"nowhere\" does not exist (code 3D000)"), "{refused}");
    assert!(!format!("{refused} {refused:?}").contains("q9password7x"));
}
