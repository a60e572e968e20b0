//! The facade, as its users see it, on both engines.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use uuid::Uuid;

use super::test_db::both;
use super::types::{record, stored_string_enums};
use super::{Db, DbError, DbOptions, Sql};
use crate::domain::ids::{SignupId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::string_enum::string_enum;

string_enum! {
    /// How a trial feels.
    enum Mood { Glad = "glad", Sad = "sad" }
}
stored_string_enums!(Mood);

record! {
    /// One of each type.
    #[derive(Debug, PartialEq)]
    struct TestDb {
        id: SignupId,
        source: SourceId,
        other: Option<SourceId>,
        mood: Mood,
        /// Exact to the microsecond.
        at: Moment,
        note: Option<String>,
        sealed: Vec<u8>,
        open: bool,
    }
}

const TABLE: Sql = Sql::differing(
    "create table trial (id blob primary key, source integer not null, other integer,
     mood text not null, at integer not null, note text unique, sealed blob not null,
     open boolean not null)",
    "create table trial (id uuid primary key, source bigint not null, other bigint,
     mood text not null, at timestamptz not null, note text unique, sealed bytea not null,
     open boolean not null)",
);

const INSERT: &str = "insert into trial (id, source, other, mood, at, note, sealed, open)
     values ($1, $2, $3, $4, $5, $6, $7, $8)";

fn at(text: &str) -> Moment {
    Moment::parse(text).expect("a time")
}

fn test_db() -> TestDb {
    TestDb {
        id: SignupId(Uuid::new_v4()),
        source: SourceId(7),
        other: None,
        mood: Mood::Sad,
        at: at("2026-11-23T08:00:00.000001Z"),
        note: Some("a note".to_owned()),
        sealed: vec![0, 1, 255],
        open: true,
    }
}

async fn insert(db: &Db, it: &TestDb) -> Result<u64, DbError> {
    let mut writer = db.writer().await?;
    let params: super::Params<'_> =
        &[&it.id, &it.source, &it.other, &it.mood, &it.at, &it.note, &it.sealed, &it.open];
    let changed = writer.execute(INSERT, params).await?;
    writer.commit().await?;
    Ok(changed)
}

async fn table(db: &Db) {
    let mut writer = db.writer().await.expect("a writer");
    writer.script(TABLE).await.expect("a table");
    writer.commit().await.expect("a commit");
}

#[tokio::test]
async fn every_type_comes_back_as_it_went() {
    for engine in both().await {
        table(&engine.db).await;
        let first = test_db();
        let second = TestDb {
            other: Some(SourceId(9)),
            note: None,
            at: at("2026-11-23T08:00:00Z"),
            mood: Mood::Glad,
            ..test_db()
        };
        assert_eq!(insert(&engine.db, &first).await.expect("a row"), 1);
        assert_eq!(insert(&engine.db, &second).await.expect("a row"), 1);

        let mut reader = engine.db.reader();
        let by_time: Vec<TestDb> = reader.all("select * from trial order by at", &[]).await.expect("rows");
        assert_eq!(by_time, [second, first]);
        let none: Option<TestDb> = reader
            .optional("select * from trial where mood = $1 and at < $2", &[&Mood::Sad, &at("2026-11-23")])
            .await
            .expect("an answer");
        assert_eq!(none, None);
        let missing = reader.one::<TestDb>("select * from trial where note = $1", &[&"x"]).await;
        assert!(matches!(missing, Err(DbError::Other(_))), "{missing:?}");
    }
}

/// Closes an open trial and opens another one like it.
const SUCCEED: Sql = Sql::combined(
    &[
        "update trial set open = false where id = $1 and open",
        "insert into trial (id, source, mood, at, sealed, open)
         select $2, source, mood, at, sealed, true from trial where id = $1",
    ],
    "with changed as (update trial set open = false where id = $1 and open returning *),
     opened as (insert into trial (id, source, mood, at, sealed, open)
        select $2, source, mood, at, sealed, true from changed)
     select id from changed",
);

#[tokio::test]
async fn what_is_combined_is_one_transaction_and_waits_for_its_first_part() {
    for engine in both().await {
        table(&engine.db).await;
        let first = test_db();
        insert(&engine.db, &first).await.expect("a row");
        for changed in [1, 0] {
            let mut single = engine.db.single();
            let next = SignupId(Uuid::new_v4());
            let params: super::Params<'_> = &[&first.id, &next];
            let rows = single.execute_combined(SUCCEED, &[true, true], params).await.expect("both parts");
            assert_eq!(rows, changed);
            single.commit().await.expect("a commit");
            let open: Vec<TestDb> =
                engine.db.reader().all("select * from trial where open", &[]).await.expect("rows");
            assert_eq!(open.len(), 1, "the next one, and only once");
            assert_ne!(open[0].id, first.id);
        }
        let mut single = engine.db.single();
        let params: super::Params<'_> = &[&first.id, &first.id];
        single.execute_combined(SUCCEED, &[true, true], params).await.expect("nothing to do");
        let more = single.execute("delete from trial", &[]).await;
        assert!(matches!(more, Err(DbError::Over)), "it has had its statement: {more:?}");
    }
}

#[tokio::test]
async fn errors_are_told_without_values() {
    for engine in both().await {
        table(&engine.db).await;
        insert(&engine.db, &TestDb { note: Some("+4366012345".to_owned()), ..test_db() })
            .await
            .expect("a row");
        let again = TestDb { note: Some("+4366012345".to_owned()), ..test_db() };
        let mut reader = engine.db.reader();
        let text = "select * from trial where note = cast(cast($1 as text) as bigint)";
        let errors = [
            insert(&engine.db, &again).await.expect_err("taken"),
            reader.execute("select id from nowhere", &[]).await.expect_err("no table"),
            reader.execute(text, &[&"+4366012345x"]).await.err().unwrap_or(DbError::Busy),
        ];
        assert!(format!("{} {:?}", errors[0], errors[0]).contains("note"), "{}", errors[0]);
        assert!(errors[1].to_string().contains("nowhere"), "{}", errors[1]);
        for error in errors {
            assert!(!format!("{error} {error:?} {error:#?}").contains("4366012345"), "{error}");
        }
    }
}

#[tokio::test]
async fn dropped_is_undone_and_committed_is_seen() {
    for engine in both().await {
        table(&engine.db).await;
        let mut writer = engine.db.writer().await.expect("a writer");
        writer.execute("delete from trial", &[]).await.expect("a statement");
        writer.execute("insert into trial (id) values ($1)", &[&1_i64]).await.expect_err("bad row");
        drop(writer);
        insert(&engine.db, &test_db()).await.expect("a row");
        let rows: Vec<TestDb> = engine.db.reader().all("select * from trial", &[]).await.expect("rows");
        assert_eq!(rows.len(), 1);

        // PostgreSQL itself would say that this commit succeeded.
        let mut writer = engine.db.writer().await.expect("a writer");
        writer.execute("delete from trial", &[]).await.expect("a statement");
        writer.execute("insert into trial (open) values (true)", &[]).await.expect_err("bad row");
        let next = writer.execute("delete from trial", &[]).await;
        assert!(matches!(next, Err(DbError::Over)), "{next:?}");
        assert!(matches!(writer.commit().await, Err(DbError::Over)));
    }
}

#[tokio::test]
async fn a_transaction_of_one_statement_takes_no_second_one() {
    for engine in both().await {
        table(&engine.db).await;
        insert(&engine.db, &test_db()).await.expect("a row");
        let before = engine.db.counts();
        let mut single = engine.db.single();
        assert_eq!(single.execute("update trial set open = false", &[]).await.expect("a statement"), 1);
        single.commit().await.expect("a commit");
        let asked = engine.db.counts() - before;
        assert_eq!(asked.statements, 1);
        let sqlite = u64::from(engine.url.starts_with("sqlite:"));
        assert_eq!((asked.begins, asked.commits), (sqlite, sqlite), "{}", engine.url);
        assert_eq!(asked.round_trips(), 1 + 2 * sqlite);

        let mut single = engine.db.single();
        single.execute("insert into trial (open) values (true)", &[]).await.expect_err("bad row");
        assert!(matches!(single.commit().await, Err(DbError::Over)));
        let mut single = engine.db.single();
        single.execute("update trial set open = true", &[]).await.expect("a statement");
        let second = single.execute("delete from trial", &[]).await;
        assert!(matches!(second, Err(DbError::Over)), "{second:?}");
        assert!(matches!(single.commit().await, Err(DbError::Over)));
        let rows: Vec<TestDb> = engine.db.reader().all("select * from trial", &[]).await.expect("rows");
        assert_eq!(rows.len(), 1);
    }
}

#[tokio::test]
async fn a_missing_parent_is_noticed_before_the_new_row_is_returned() {
    record! { struct Row { id: i64 } }
    for engine in both().await {
        let mut writer = engine.db.writer().await.expect("a writer");
        writer
            .script(Sql::same(
                "create table parent (id bigint primary key);
                 create table child (id bigint primary key, parent bigint references parent (id));",
            ))
            .await
            .expect("tables");
        let sql = "insert into child (id, parent) values ($1, $2) returning id";
        let none: Option<i64> = None;
        let row: Row = writer.one(sql, &[&1_i64, &none]).await.expect("an orphan");
        assert_eq!(row.id, 1);
        let refused = writer.optional::<Row>(sql, &[&2_i64, &7_i64]).await.map(|_| ());
        assert!(matches!(refused, Err(DbError::Other(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_opened_says_so() {
    for url in ["postgres://nobody:secret@127.0.0.1:1/none", "sqlite:///proc/none/enrol.db"] {
        let error = Db::open(url, DbOptions::default()).await.expect_err("nothing there");
        assert!(matches!(error, DbError::Unreachable(_)), "{error}");
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
    for url in ["mysql://somewhere", "sqlite://:memory:", "sqlite://", "enrol.db"] {
        let error = Db::open(url, DbOptions::default()).await.expect_err("not a database");
        assert!(matches!(error, DbError::Other(_)), "{error}");
    }
}

const PAIRS: &str = "create table pair (id bigint not null, half bigint not null, primary key (id, half))";

/// Two rows or none.
async fn pair(db: &Db, id: i64) -> Result<(), DbError> {
    let mut writer = db.writer().await?;
    for half in [1_i64, 2] {
        writer.execute("insert into pair (id, half) values ($1, $2)", &[&id, &half]).await?;
    }
    writer.commit().await
}

/// Polls a future so many times at most, and drops it.
async fn given_up<F: Future>(polls: usize, future: F) -> Option<F::Output> {
    let (mut future, mut left) = (pin!(future), polls);
    poll_fn(|context| {
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_who_stops_waiting_leaves_all_or_nothing() {
    record! { struct Row { id: i64 } }
    for engine in both().await {
        let db = &engine.db;
        let mut writer = db.writer().await.expect("a writer");
        writer.execute(PAIRS, &[]).await.expect("a table");
        writer.commit().await.expect("a commit");
        for (polls, round) in (1..=8).flat_map(|polls| (0..5).map(move |round| (polls, round))) {
            let id = i64::try_from(10 * polls + 2 * round).expect("small");
            // Somebody who goes on waiting, behind them or beside them.
            let (left, stayed) = tokio::join!(given_up(polls, pair(db, id)), pair(db, id + 1));
            stayed.expect("nobody else's matter");
            let kept = "select id from pair where id = $1";
            let kept: Vec<Row> = db.reader().all(kept, &[&id]).await.expect("rows");
            assert!(
                left.is_none() || kept.iter().all(|row| row.id == id) && kept.len() == 2,
                "lost, {polls}"
            );
            let odd = "select id from pair group by id having count(*) <> 2";
            let odd: Vec<Row> = db.reader().all(odd, &[]).await.expect("rows");
            assert!(odd.is_empty(), "half a pair after {polls} polls");
        }
        let sql = "select count(*) as id from pair";
        let rows: Row = db.reader().one(sql, &[]).await.expect("a count");
        assert!(rows.id >= 2 * 40, "{}", rows.id);
    }
}

#[tokio::test]
async fn what_is_asked_is_counted() {
    for engine in both().await {
        let db = &engine.db;
        let mut writer = db.writer().await.expect("a writer");
        writer.execute(PAIRS, &[]).await.expect("a table");
        writer.commit().await.expect("a commit");
        let before = db.counts();
        pair(db, 1).await.expect("a pair");
        db.reader().long().execute("select id from pair", &[]).await.expect("rows");
        pair(db, 1).await.expect_err("there already");
        let asked = db.counts() - before;
        // Two of a pair, one of the reader, and one that was refused, after which nothing is asked.
        assert_eq!((asked.statements, asked.begins, asked.commits), (4, 2, 1));
    }
}
