//! Shared commits in crowds and failures.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteJournalMode, SqlitePool, SqlitePoolOptions};
use tempfile::TempDir;

use super::*;

pub struct Trial {
    pub commits: Commits,
    reader: SqlitePool,
    _directory: TempDir,
}

pub async fn trial() -> Trial {
    let directory = TempDir::new().expect("a directory");
    let options = SqliteConnectOptions::new()
        .filename(Path::join(directory.path(), "trial.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal);
    let commits = Commits::open(options.clone(), Duration::from_secs(5)).await.expect("a writer");
    let mut turn = commits.begin().await.expect("a turn");
    run(&mut turn, "create table parent (id integer primary key)").await.expect("a table");
    run(
        &mut turn,
        "create table row (id integer primary key, blob blob,
         parent integer references parent (id) deferrable initially deferred)",
    )
    .await
    .expect("a table");
    turn.commit().await.expect("a commit");
    let reader = SqlitePoolOptions::new().connect_with(options.read_only(true)).await;
    Trial { commits, reader: reader.expect("a reader"), _directory: directory }
}

impl Trial {
    /// What a reader sees now.
    pub async fn rows(&self) -> Vec<i64> {
        let rows: Vec<(i64,)> =
            sqlx::query_as("select id from row order by id").fetch_all(&self.reader).await.expect("rows");
        rows.into_iter().map(|(id,)| id).collect()
    }

    async fn commits(&self) -> usize {
        self.commits.writer.lock().await.commits
    }

    /// Nothing is left open for long after the last turn.
    pub async fn closes(&self) {
        for _ in 0..500 {
            let writer = self.commits.writer.lock().await;
            if writer.state == State::Closed && writer.waiting.is_empty() {
                return;
            }
            drop(writer);
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        panic!("the outer transaction stays open");
    }
}

async fn run(turn: &mut Turn, sql: &'static str) -> Result<(), DbError> {
    let result = sqlx::query(sql).execute(turn.connection()?).await;
    turn.note(result).map(drop)
}

pub async fn insert(turn: &mut Turn, id: i64) -> Result<(), DbError> {
    let query = sqlx::query("insert into row (id) values ($1)").bind(id);
    let result = query.execute(turn.connection()?).await;
    turn.note(result).map(drop)
}

/// Writes two rows as one transaction.
pub async fn pair(commits: Commits, id: i64) -> Result<(), DbError> {
    let mut turn = commits.begin().await?;
    insert(&mut turn, id).await?;
    insert(&mut turn, id + 1).await?;
    turn.commit().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_shares_few_commits() {
    let trial = trial().await;
    let before = trial.commits().await;
    let gate = trial.commits.pause().await.expect("a pause");
    let crowd: Vec<_> = (0..64).map(|n| tokio::spawn(pair(trial.commits.clone(), n * 2))).collect();
    tokio::time::sleep(Duration::from_millis(50)).await;
    drop(gate);
    for one in crowd {
        one.await.expect("a task").expect("a commit");
    }
    assert_eq!(trial.rows().await, (0..128).collect::<Vec<_>>());
    let commits = trial.commits().await - before;
    assert!(commits <= 4, "{commits} commits for 64 transactions");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_is_bounded() {
    let trial = trial().await;
    let before = trial.commits().await;
    let gate = trial.commits.pause().await.expect("a pause");
    let crowd: Vec<_> = (0..200).map(|n| tokio::spawn(pair(trial.commits.clone(), n * 2))).collect();
    tokio::time::sleep(Duration::from_millis(50)).await;
    drop(gate);
    for one in crowd {
        one.await.expect("a task").expect("a commit");
    }
    assert_eq!(trial.rows().await.len(), 400);
    assert!(trial.commits().await - before >= 200 / BATCH);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_fails_takes_only_its_own_rows() {
    let trial = trial().await;
    let gate = trial.commits.pause().await.expect("a pause");
    let good: Vec<_> = (0..8).map(|n| tokio::spawn(pair(trial.commits.clone(), n * 10))).collect();
    // Its second row is the first of a good one, which came before.
    tokio::time::sleep(Duration::from_millis(20)).await;
    let bad = tokio::spawn(pair(trial.commits.clone(), 9));
    tokio::time::sleep(Duration::from_millis(20)).await;
    let last = tokio::spawn(pair(trial.commits.clone(), 100));
    drop(gate);
    for one in good {
        one.await.expect("a task").expect("a commit");
    }
    assert!(matches!(bad.await.expect("a task"), Err(DbError::Other(_))));
    last.await.expect("a task").expect("a commit");
    let rows = trial.rows().await;
    assert_eq!(rows.len(), 18, "{rows:?}");
    assert!(!rows.contains(&9));
}

#[tokio::test]
async fn nobody_sees_rows_before_their_commit_and_everybody_after() {
    let trial = trial().await;
    let mut turn = trial.commits.begin().await.expect("a turn");
    insert(&mut turn, 1).await.expect("a row");
    assert!(trial.rows().await.is_empty());
    turn.commit().await.expect("a commit");
    assert_eq!(trial.rows().await, [1]);
}

#[tokio::test]
async fn one_that_leaves_leaves_nothing_and_does_not_hold_up_the_others() {
    let trial = trial().await;
    let mut turn = trial.commits.begin().await.expect("a turn");
    insert(&mut turn, 1).await.expect("a row");
    // Queued now, so that it commits while the next turn's rows lie under the savepoint.
    let waits = tokio::spawn(pair(trial.commits.clone(), 10));
    drop(turn);
    waits.await.expect("a task").expect("a commit");
    assert_eq!(trial.rows().await, [10, 11]);
    drop(trial.commits.begin().await.expect("a turn"));
    trial.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_fails_is_told_to_everybody_who_waited() {
    let trial = trial().await;
    let gate = trial.commits.pause().await.expect("a pause");
    let good: Vec<_> = (0..4).map(|n| tokio::spawn(pair(trial.commits.clone(), n * 2))).collect();
    let commits = trial.commits.clone();
    let bad = tokio::spawn(async move {
        let mut turn = commits.begin().await?;
        // Checked at the commit only: a way to make COMMIT itself fail.
        run(&mut turn, "insert into row (id, parent) values (99, 7)").await?;
        turn.commit().await
    });
    tokio::time::sleep(Duration::from_millis(20)).await;
    drop(gate);
    for one in good.into_iter().chain([bad]) {
        one.await.expect("a task").expect_err("not kept");
    }
    assert!(trial.rows().await.is_empty());
    pair(trial.commits.clone(), 1).await.expect("the next one commits");
    assert_eq!(trial.rows().await, [1, 2]);
}

#[tokio::test]
async fn an_error_that_undoes_everything_is_told_to_those_who_wait() {
    let trial = trial().await;
    let mut first = trial.commits.begin().await.expect("a turn");
    insert(&mut first, 1).await.expect("a row");
    let commits = trial.commits.clone();
    let fills_the_disk = tokio::spawn(async move {
        let mut turn = commits.begin().await?;
        run(&mut turn, "pragma max_page_count = 10").await?;
        let full = run(&mut turn, "insert into row (id, blob) values (2, zeroblob(100000))").await;
        full.expect_err("the disk is full");
        // What it goes on to do must not commit by itself.
        insert(&mut turn, 3).await.expect_err("the transaction is over");
        turn.commit().await
    });
    tokio::task::yield_now().await;
    first.commit().await.expect_err("gone with the other");
    fills_the_disk.await.expect("a task").expect_err("full");
    trial.closes().await;
    assert!(trial.rows().await.is_empty());
    let mut turn = trial.commits.begin().await.expect("a turn");
    run(&mut turn, "pragma max_page_count = 1000000").await.expect("a larger disk");
    insert(&mut turn, 4).await.expect("a row");
    turn.commit().await.expect("a commit");
    assert_eq!(trial.rows().await, [4]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transaction_that_was_lost_is_noticed() {
    let trial = trial().await;
    let mut turn = trial.commits.begin().await.expect("a turn");
    insert(&mut turn, 1).await.expect("a row");
    let another = turn.writer.options.connect().await.expect("another connection");
    // It has neither a transaction nor a savepoint, which nobody knows yet.
    drop(std::mem::replace(&mut turn.writer.connection, another));
    let unlucky = tokio::spawn(pair(trial.commits.clone(), 10));
    turn.commit().await.expect_err("the rows went with the connection");
    unlucky.await.expect("a task").ok();
    pair(trial.commits.clone(), 20).await.expect("a commit");
    let rows = trial.rows().await;
    assert!(!rows.contains(&1) && rows.ends_with(&[20, 21]), "{rows:?}");
}
