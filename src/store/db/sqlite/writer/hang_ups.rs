//! Shared commits with callers who hang up, at every point where they can.

use std::future::{Future, poll_fn};
use std::mem::replace;
use std::task::Poll;
use std::time::Duration;

use super::job_tests::single_pair;
use super::tests::{insert, pair, test_db};

/// Polls a future so many times, each time when it asks for it, waits for `pause`, and drops it.
///
/// Without a pause its last statement is under way then, with one it has run.
async fn hung_up<F: Future>(polls: usize, pause: Duration, future: F) -> Option<F::Output> {
    let mut future = Box::pin(future);
    for left in (0..polls).rev() {
        let mut polled = false;
        let woken = poll_fn(|context| {
            if replace(&mut polled, true) {
                return Poll::Ready(None);
            }
            match future.as_mut().poll(context) {
                Poll::Ready(output) => Poll::Ready(Some(output)),
                Poll::Pending if left == 0 => Poll::Ready(None),
                Poll::Pending => Poll::Pending,
            }
        });
        if let Ok(Some(output)) = tokio::time::timeout(Duration::from_millis(20), woken).await {
            return Some(output);
        }
    }
    if !pause.is_zero() {
        tokio::time::sleep(pause).await;
    }
    None
}

/// Polls a future once.
macro_rules! poll {
    ($future:ident) => {
        poll_fn(|context| Poll::Ready($future.as_mut().poll(context))).await
    };
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn callers_who_hang_up_anywhere_lose_nobody_elses_rows() {
    let test_db = test_db().await;
    let mut expected: Vec<i64> = Vec::new();
    let (mut finished, mut kept_untold, mut undone) = (0, 0, 0);
    for (polls, pause, crowd) in (0..12)
        .flat_map(|polls| [0, 3].map(|pause| (polls, Duration::from_millis(pause))))
        .flat_map(|(polls, pause)| [0, 1, 3].map(|crowd| (polls, pause, crowd)))
    {
        let base = 1000 * (1 + i64::try_from(expected.len()).expect("few"));
        let others: Vec<_> = (1..=crowd)
            .map(|n| (base + 10 * n, tokio::spawn(pair(test_db.commits.clone(), base + 10 * n))))
            .collect();
        let mut victims = tokio::task::JoinSet::new();
        for n in 0..=crowd {
            let (commits, id) = (test_db.commits.clone(), base + 500 + 10 * n);
            victims.spawn(async move { (id, hung_up(polls, pause, pair(commits, id)).await) });
        }
        let after = pair(test_db.commits.clone(), base).await;
        after.unwrap_or_else(|error| panic!("{polls} polls, crowd of {crowd}: {error}"));
        expected.extend([base, base + 1]);
        for (id, other) in others {
            other.await.expect("a task").expect("a commit");
            expected.extend([id, id + 1]);
        }
        let victims = victims.join_all().await;
        test_db.closes().await;
        let rows = test_db.rows();
        for (id, outcome) in victims {
            let kept = (rows.contains(&id), rows.contains(&(id + 1)));
            assert_eq!(kept.0, kept.1, "{polls} polls: half of a transaction");
            assert!(outcome.as_ref().is_none_or(|told| told.is_ok() == kept.0), "{polls} polls: told wrong");
            finished += usize::from(outcome.is_some());
            kept_untold += usize::from(outcome.is_none() && kept.0);
            undone += usize::from(outcome.is_none() && !kept.0);
            expected.extend([id, id + 1].into_iter().filter(|_| kept.0));
        }
        expected.sort_unstable();
        assert_eq!(rows, expected, "{polls} polls, {pause:?}, crowd of {crowd}");
    }
    assert!(finished > 0, "so many polls take a transaction to its end");
    assert!(kept_untold > 0 && undone > 0, "{kept_untold} hung up after their commit, {undone} before");
}

#[tokio::test]
async fn a_beginning_that_is_given_up_holds_up_nobody() {
    let test_db = test_db().await;
    for (id, polls, pause) in [(0, 1, 0), (10, 1, 3), (20, 2, 0), (30, 2, 3)] {
        drop(hung_up(polls, Duration::from_millis(pause), test_db.commits.begin()).await);
        test_db.closes().await;
        pair(test_db.commits.clone(), id).await.expect("a commit");
    }
}

#[tokio::test]
async fn between_two_turns_a_beginning_may_be_given_up() {
    for _ in 0..20 {
        let test_db = test_db().await;
        let mut first = test_db.commits.begin().await.expect("a turn");
        insert(&mut first, 1).expect("a row");
        // Both queue before the first one calls for its flush.
        let mut given_up = Box::pin(test_db.commits.begin());
        let mut last = Box::pin(test_db.commits.begin());
        assert!(poll!(given_up).is_pending() && poll!(last).is_pending());
        let first = tokio::spawn(first.commit());
        tokio::task::yield_now().await;
        // Its first statement is under way now, or even answered.
        drop(poll!(given_up));
        drop(given_up);
        let mut last = last.await.expect("a turn");
        insert(&mut last, 2).expect("a row");
        last.commit().await.expect("a commit");
        first.await.expect("a task").expect("a commit");
        assert_eq!(test_db.rows(), [1, 2]);
    }
}

#[tokio::test]
async fn a_job_that_nobody_waits_for_is_left_out_or_done_as_a_whole() {
    let test_db = test_db().await;
    let gate = test_db.commits.pause().await.expect("a pause");
    let mut given_up = Box::pin(single_pair(test_db.commits.clone(), 1));
    assert!(poll!(given_up).is_pending());
    drop(given_up);
    let mut waits = Box::pin(single_pair(test_db.commits.clone(), 10));
    assert!(poll!(waits).is_pending());
    drop(gate);
    waits.await.expect("a commit");
    assert_eq!(test_db.rows(), [10, 11], "it had not begun");
    for id in (100..200).step_by(10) {
        drop(
            hung_up(
                1,
                Duration::from_millis(u64::from(id % 20 == 0)),
                single_pair(test_db.commits.clone(), id),
            )
            .await,
        );
    }
    single_pair(test_db.commits.clone(), 1000).await.expect("a commit");
    test_db.closes().await;
    let rows = test_db.rows();
    for id in (100..200).step_by(10) {
        assert_eq!(rows.contains(&id), rows.contains(&(id + 1)), "half of {id}");
    }
}
