//! Shared commits in crowds and failures.

use tempfile::TempDir;
use tokio::task::yield_now;

use super::*;

pub struct TestDb {
    pub commits: SharedCommits,
    reader: Connection,
    pub settings: Settings,
    _directory: TempDir,
}

pub async fn test_db() -> TestDb {
    patient(Duration::from_secs(5)).await
}

/// One whose writers wait for so long.
pub async fn patient(timeout: Duration) -> TestDb {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("trial.db");
    let settings = Settings::new(path.to_str().expect("a path"), Duration::from_secs(5));
    let commits = SharedCommits::open(settings.clone(), timeout).expect("a writer");
    let mut turn = commits.begin().await.expect("a turn");
    run(&mut turn, "create table parent (id integer primary key)").expect("a table");
    run(
        &mut turn,
        "create table row (id integer primary key, blob blob,
         parent integer references parent (id) deferrable initially deferred)",
    )
    .expect("a table");
    turn.commit().await.expect("a commit");
    let reader = settings.connect_reader().expect("a reader");
    TestDb { commits, reader, settings, _directory: directory }
}

impl TestDb {
    /// What a reader sees now.
    pub fn rows(&self) -> Vec<i64> {
        let mut select = self.reader.prepare("select id from row order by id").expect("a statement");
        select.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("rows")
    }

    pub async fn commits(&self) -> usize {
        self.commits.pause().await.expect("a pause").outer().expect("the connection").commits
    }

    /// Nothing is left open for long after the last turn.
    pub async fn closes(&self) {
        for _ in 0..500 {
            let closed = |outer: &Outer| outer.state() == State::Closed && !outer.is_open();
            if self.commits.shared.queue().free.as_deref().is_some_and(closed) {
                return;
            }
            sleep(Duration::from_millis(1)).await;
        }
        panic!("the outer transaction stays open");
    }
}

fn run(turn: &mut Turn, sql: &str) -> Result<(), DbError> {
    turn.run(Length::Short, |connection| connection.execute_batch(sql))
}

pub fn insert(turn: &mut Turn, id: i64) -> Result<(), DbError> {
    let sql = "insert into row (id) values ($1)";
    turn.run(Length::Short, |connection| connection.execute(sql, [id])).map(drop)
}

/// Writes two rows as one transaction, and may be given up between them.
pub async fn pair(commits: SharedCommits, id: i64) -> Result<(), DbError> {
    let mut turn = commits.begin().await?;
    insert(&mut turn, id)?;
    yield_now().await;
    insert(&mut turn, id + 1)?;
    yield_now().await;
    turn.commit().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_shares_few_commits() {
    let test_db = test_db().await;
    let before = test_db.commits().await;
    let gate = test_db.commits.pause().await.expect("a pause");
    let crowd: Vec<_> = (0..64).map(|n| tokio::spawn(pair(test_db.commits.clone(), n * 2))).collect();
    sleep(Duration::from_millis(50)).await;
    drop(gate);
    for one in crowd {
        one.await.expect("a task").expect("a commit");
    }
    assert_eq!(test_db.rows(), (0..128).collect::<Vec<_>>());
    let commits = test_db.commits().await - before;
    assert!(commits <= 4, "{commits} commits for 64 transactions");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_is_bounded() {
    let test_db = test_db().await;
    let before = test_db.commits().await;
    let gate = test_db.commits.pause().await.expect("a pause");
    let crowd: Vec<_> = (0..200).map(|n| tokio::spawn(pair(test_db.commits.clone(), n * 2))).collect();
    sleep(Duration::from_millis(50)).await;
    drop(gate);
    for one in crowd {
        one.await.expect("a task").expect("a commit");
    }
    assert_eq!(test_db.rows().len(), 400);
    assert!(test_db.commits().await - before >= 200 / BATCH);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_fails_takes_only_its_own_rows() {
    let test_db = test_db().await;
    let gate = test_db.commits.pause().await.expect("a pause");
    let good: Vec<_> = (0..8).map(|n| tokio::spawn(pair(test_db.commits.clone(), n * 10))).collect();
    // Its second row is the first of a good one, which came before.
    sleep(Duration::from_millis(20)).await;
    let bad = tokio::spawn(pair(test_db.commits.clone(), 9));
    sleep(Duration::from_millis(20)).await;
    let last = tokio::spawn(pair(test_db.commits.clone(), 100));
    drop(gate);
    for one in good {
        one.await.expect("a task").expect("a commit");
    }
    assert!(matches!(bad.await.expect("a task"), Err(DbError::Other(_))));
    last.await.expect("a task").expect("a commit");
    let rows = test_db.rows();
    assert_eq!(rows.len(), 18, "{rows:?}");
    assert!(!rows.contains(&9));
}

#[tokio::test]
async fn nobody_sees_rows_before_their_commit_and_everybody_after() {
    let test_db = test_db().await;
    let mut turn = test_db.commits.begin().await.expect("a turn");
    insert(&mut turn, 1).expect("a row");
    assert!(test_db.rows().is_empty());
    turn.commit().await.expect("a commit");
    assert_eq!(test_db.rows(), [1]);
}

#[tokio::test]
async fn one_that_leaves_leaves_nothing_and_does_not_hold_up_the_others() {
    let test_db = test_db().await;
    let mut turn = test_db.commits.begin().await.expect("a turn");
    insert(&mut turn, 1).expect("a row");
    // Queued now, so that it commits while the next turn's rows lie under the savepoint.
    let waits = tokio::spawn(pair(test_db.commits.clone(), 10));
    drop(turn);
    waits.await.expect("a task").expect("a commit");
    assert_eq!(test_db.rows(), [10, 11]);
    drop(test_db.commits.begin().await.expect("a turn"));
    test_db.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_fails_is_told_to_everybody_who_waited() {
    let test_db = test_db().await;
    let gate = test_db.commits.pause().await.expect("a pause");
    let good: Vec<_> = (0..4).map(|n| tokio::spawn(pair(test_db.commits.clone(), n * 2))).collect();
    let commits = test_db.commits.clone();
    let bad = tokio::spawn(async move {
        let mut turn = commits.begin().await?;
        // Checked at the commit only: a way to make COMMIT itself fail.
        run(&mut turn, "insert into row (id, parent) values (99, 7)")?;
        turn.commit().await
    });
    sleep(Duration::from_millis(20)).await;
    drop(gate);
    for one in good.into_iter().chain([bad]) {
        one.await.expect("a task").expect_err("not kept");
    }
    assert!(test_db.rows().is_empty());
    pair(test_db.commits.clone(), 1).await.expect("the next one commits");
    assert_eq!(test_db.rows(), [1, 2]);
}

#[tokio::test]
async fn who_sees_rows_of_others_hears_whether_they_are_kept() {
    let test_db = test_db().await;
    let sees = |turn: &mut Turn| {
        turn.run(Length::Short, |connection| {
            connection.query_row("select count(*) from row", [], |row| row.get::<_, i64>(0))
        })
    };
    // A row without its parent makes the commit fail.
    for (parent, kept) in [("7", 0), ("null", 1)] {
        let mut first = test_db.commits.begin().await.expect("a turn");
        assert!(first.pending().is_none(), "there is nobody else");
        run(&mut first, &format!("insert into row (id, parent) values (1, {parent})")).expect("a row");
        let commits = test_db.commits.clone();
        let second = tokio::spawn(async move { commits.begin().await });
        while test_db.commits.shared.queue().queueing.is_empty() {
            yield_now().await;
        }
        let first = tokio::spawn(first.commit());
        let mut second = second.await.expect("a task").expect("a turn");
        assert_eq!(sees(&mut second).expect("rows"), 1, "not durable yet");
        let pending = second.pending().expect("what it saw");
        drop(second);
        assert_eq!(first.await.expect("a task").is_ok(), kept == 1);
        assert_eq!(pending.durable().await.is_ok(), kept == 1);
        let mut next = test_db.commits.begin().await.expect("a turn");
        assert_eq!(sees(&mut next).expect("rows"), kept);
        assert!(next.pending().is_none());
    }
}

#[tokio::test]
async fn an_error_that_undoes_everything_is_told_to_those_who_wait() {
    let test_db = test_db().await;
    let mut first = test_db.commits.begin().await.expect("a turn");
    insert(&mut first, 1).expect("a row");
    let commits = test_db.commits.clone();
    let fills_the_disk = tokio::spawn(async move {
        let mut turn = commits.begin().await?;
        run(&mut turn, "pragma max_page_count = 10")?;
        let full = run(&mut turn, "insert into row (id, blob) values (2, zeroblob(100000))");
        assert!(matches!(full, Err(DbError::Unreachable(_))), "{full:?}");
        // What it goes on to do must not commit by itself.
        insert(&mut turn, 3).expect_err("the transaction is over");
        turn.commit().await
    });
    yield_now().await;
    first.commit().await.expect_err("gone with the other");
    fills_the_disk.await.expect("a task").expect_err("full");
    test_db.closes().await;
    assert!(test_db.rows().is_empty());
    let mut turn = test_db.commits.begin().await.expect("a turn");
    run(&mut turn, "pragma max_page_count = 1000000").expect("a larger disk");
    insert(&mut turn, 4).expect("a row");
    turn.commit().await.expect("a commit");
    assert_eq!(test_db.rows(), [4]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transaction_that_was_lost_is_noticed() {
    let test_db = test_db().await;
    let mut turn = test_db.commits.begin().await.expect("a turn");
    insert(&mut turn, 1).expect("a row");
    let another = test_db.settings.connect_writer(Duration::ZERO).expect("another connection");
    // It has neither a transaction nor a savepoint, which nobody knows yet.
    turn.outer().expect("the connection").replace(another);
    let unlucky = tokio::spawn(pair(test_db.commits.clone(), 10));
    turn.commit().await.expect_err("the rows went with the connection");
    unlucky.await.expect("a task").ok();
    pair(test_db.commits.clone(), 20).await.expect("a commit");
    let rows = test_db.rows();
    assert!(!rows.contains(&1) && rows.ends_with(&[20, 21]), "{rows:?}");
}

#[tokio::test]
async fn another_process_that_writes_is_waited_for_without_a_thread() {
    let test_db = test_db().await;
    let other = test_db.settings.connect_writer(Duration::ZERO).expect("another process");
    other.execute_batch("begin immediate; insert into row (id) values (1)").expect("a row");
    let waits = tokio::spawn(pair(test_db.commits.clone(), 10));
    let behind = tokio::spawn(pair(test_db.commits.clone(), 20));
    // This runtime has one thread: it can only come here when that one does not stand still.
    sleep(Duration::from_millis(20)).await;
    assert!(!waits.is_finished() && !behind.is_finished());
    other.execute_batch("commit").expect("a commit");
    waits.await.expect("a task").expect("a commit");
    behind.await.expect("a task").expect("a commit");
    assert_eq!(test_db.rows(), [1, 10, 11, 20, 21]);
}

#[tokio::test]
async fn another_process_that_writes_for_long_makes_it_busy_and_no_more() {
    let test_db = patient(Duration::from_millis(50)).await;
    let other = test_db.settings.connect_writer(Duration::ZERO).expect("another process");
    other.execute_batch("begin immediate").expect("a lock");
    for id in [10, 20] {
        let busy = pair(test_db.commits.clone(), id).await;
        assert!(matches!(busy, Err(DbError::Busy)), "{busy:?}");
    }
    other.execute_batch("commit").expect("a commit");
    pair(test_db.commits.clone(), 30).await.expect("a commit");
    assert_eq!(test_db.rows(), [30, 31]);
}

#[tokio::test]
async fn turns_are_had_in_the_order_in_which_they_were_asked_for() {
    let test_db = test_db().await;
    let gate = test_db.commits.pause().await.expect("a pause");
    let order = Arc::new(Mutex::new(Vec::new()));
    let mut tasks = Vec::new();
    // More than one batch.
    for number in 0..100 {
        let (commits, order) = (test_db.commits.clone(), Arc::clone(&order));
        tasks.push(tokio::spawn(async move {
            let turn = commits.begin().await?;
            order.lock().expect("the order").push(number);
            turn.commit().await
        }));
        yield_now().await;
    }
    drop(gate);
    for task in tasks {
        task.await.expect("a task").expect("a commit");
    }
    assert_eq!(*order.lock().expect("the order"), (0..100).collect::<Vec<_>>());
}

#[tokio::test]
async fn whoever_waits_in_vain_is_told_so_in_time() {
    let test_db = patient(Duration::from_millis(20)).await;
    let held = test_db.commits.begin().await.expect("a turn");
    let late = pair(test_db.commits.clone(), 1).await;
    assert!(matches!(late, Err(DbError::Busy)), "{late:?}");
    drop(held);
    pair(test_db.commits.clone(), 10).await.expect("a commit");
    assert_eq!(test_db.rows(), [10, 11]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_long_statement_holds_up_no_thread_of_the_runtime() {
    let test_db = test_db().await;
    let (go, goes) = mpsc::channel::<()>();
    let (runs, running) = oneshot::channel();
    let commits = test_db.commits.clone();
    let long = tokio::spawn(async move {
        let mut turn = commits.begin().await?;
        let went = turn.run(Length::Long, |_| {
            let _ = runs.send(());
            Ok(goes.recv_timeout(Duration::from_mins(1)))
        })?;
        turn.commit().await.map(|()| went)
    });
    running.await.expect("it runs");
    // The runtime has one thread for its tasks, on which the statement began.
    tokio::spawn(async move { go.send(()) }).await.expect("a task").expect("it waits");
    long.await.expect("a task").expect("a commit").expect("others went on meanwhile");
}
