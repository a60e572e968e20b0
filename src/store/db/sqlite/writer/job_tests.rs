//! Transactions that are one function: in crowds, in failures and beside turns.

use tokio::task::yield_now;

use super::tests::{insert, pair, patient, test_db};
use super::*;

/// Writes two rows as one transaction that is one function.
pub async fn single_pair(commits: SharedCommits, id: i64) -> Result<(), DbError> {
    let rows = move |connection: &Connection| {
        for id in [id, id + 1] {
            connection.execute("insert into row (id) values ($1)", [id])?;
        }
        Ok(())
    };
    commits.single(rows).await
}

#[tokio::test]
async fn jobs_and_turns_share_commits_in_the_order_in_which_they_were_asked_for() {
    let test_db = test_db().await;
    let before = test_db.commits().await;
    let gate = test_db.commits.pause().await.expect("a pause");
    let mut crowd = Vec::new();
    for n in 0..64 {
        let commits = test_db.commits.clone();
        crowd.push(if n % 3 == 0 {
            tokio::spawn(pair(commits, n * 2))
        } else {
            tokio::spawn(single_pair(commits, n * 2))
        });
        yield_now().await;
    }
    assert!(test_db.rows().is_empty(), "nothing runs while writers are held back");
    drop(gate);
    for one in crowd {
        one.await.expect("a task").expect("a commit");
    }
    assert_eq!(test_db.rows(), (0..128).collect::<Vec<_>>());
    let commits = test_db.commits().await - before;
    assert!(commits <= 4, "{commits} commits for 64 transactions");
}

#[tokio::test]
async fn a_job_that_fails_takes_only_its_own_rows() {
    let test_db = test_db().await;
    let gate = test_db.commits.pause().await.expect("a pause");
    let good = tokio::spawn(single_pair(test_db.commits.clone(), 10));
    yield_now().await;
    // Its second row is the first of the good one, which came before.
    let bad = tokio::spawn(single_pair(test_db.commits.clone(), 9));
    yield_now().await;
    let last = tokio::spawn(single_pair(test_db.commits.clone(), 20));
    yield_now().await;
    drop(gate);
    good.await.expect("a task").expect("a commit");
    assert!(matches!(bad.await.expect("a task"), Err(DbError::Other(_))));
    last.await.expect("a task").expect("a commit");
    assert_eq!(test_db.rows(), [10, 11, 20, 21]);
}

#[tokio::test]
async fn a_commit_that_fails_is_told_to_jobs_too() {
    let test_db = test_db().await;
    let gate = test_db.commits.pause().await.expect("a pause");
    let good = tokio::spawn(single_pair(test_db.commits.clone(), 1));
    yield_now().await;
    let commits = test_db.commits.clone();
    let bad = tokio::spawn(async move {
        // Checked at the commit only.
        commits
            .single(|connection| connection.execute("insert into row (id, parent) values (99, 7)", []))
            .await
    });
    yield_now().await;
    drop(gate);
    good.await.expect("a task").expect_err("not kept");
    bad.await.expect("a task").expect_err("not kept");
    assert!(test_db.rows().is_empty());
    single_pair(test_db.commits.clone(), 1).await.expect("the next one commits");
    assert_eq!(test_db.rows(), [1, 2]);
}

#[tokio::test]
async fn a_job_that_waits_in_vain_is_told_so_in_time_and_never_done() {
    let test_db = patient(Duration::from_millis(20)).await;
    let held = test_db.commits.begin().await.expect("a turn");
    let late = single_pair(test_db.commits.clone(), 1).await;
    assert!(matches!(late, Err(DbError::Busy)), "{late:?}");
    drop(held);
    single_pair(test_db.commits.clone(), 10).await.expect("a commit");
    assert_eq!(test_db.rows(), [10, 11]);
}

#[tokio::test]
async fn a_job_that_has_begun_is_told_its_outcome_however_late() {
    let test_db = patient(Duration::from_millis(20)).await;
    let (go, goes) = mpsc::channel::<()>();
    let commits = test_db.commits.clone();
    let slow = tokio::spawn(async move {
        let rows = move |connection: &Connection| {
            let _ = goes.recv_timeout(Duration::from_mins(1));
            connection.execute("insert into row (id) values (1)", [])
        };
        commits.single(rows).await
    });
    sleep(Duration::from_millis(60)).await;
    assert!(!slow.is_finished(), "it is not busy: it is being done");
    go.send(()).expect("it waits");
    assert_eq!(slow.await.expect("a task").expect("a commit"), 1);
    assert_eq!(test_db.rows(), [1]);
}

#[tokio::test]
async fn a_job_waits_for_another_process_that_writes() {
    let test_db = test_db().await;
    let other = test_db.settings.connect_writer(Duration::ZERO).expect("another process");
    other.execute_batch("begin immediate; insert into row (id) values (1)").expect("a row");
    let waits = tokio::spawn(single_pair(test_db.commits.clone(), 10));
    let behind = tokio::spawn(pair(test_db.commits.clone(), 20));
    sleep(Duration::from_millis(20)).await;
    assert!(!waits.is_finished() && !behind.is_finished());
    other.execute_batch("commit").expect("a commit");
    waits.await.expect("a task").expect("a commit");
    behind.await.expect("a task").expect("a commit");
    assert_eq!(test_db.rows(), [1, 10, 11, 20, 21]);
}

#[tokio::test]
async fn after_an_error_that_undid_everything_a_job_begins_anew() {
    let test_db = test_db().await;
    let mut first = test_db.commits.begin().await.expect("a turn");
    insert(&mut first, 1).expect("a row");
    let another = test_db.settings.connect_writer(Duration::ZERO).expect("another connection");
    first.outer().expect("the connection").replace(another);
    insert(&mut first, 2).ok();
    drop(first);
    // The first may be told of what happened, the next one finds it mended.
    single_pair(test_db.commits.clone(), 10).await.ok();
    single_pair(test_db.commits.clone(), 20).await.expect("a commit");
    let rows = test_db.rows();
    assert!(rows.ends_with(&[20, 21]) && !rows.contains(&1), "{rows:?}");
    test_db.closes().await;
}
