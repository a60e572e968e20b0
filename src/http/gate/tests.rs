//! Who is let in, in which order, and who is told to come again.

use tokio::task::{JoinHandle, yield_now};

use super::*;

/// For so many turns one is refused.
const REFUSING: u64 = 8;

const LONG: Duration = Duration::from_mins(1);
const SHORT: Duration = Duration::from_millis(1);

/// So many in line, who stand aside for so long, without a crowd being one too long.
fn rules(line: [usize; 2], aside: Duration) -> Rules {
    Rules { line, aside: [aside; 2], burst: LONG, fresh: LONG, over: LONG, refusing: REFUSING, away: 1 }
}

#[test]
fn a_crowd_does_not_go_at_once() {
    let rules = Rules::usual(0, REFUSING);
    let mut all: Vec<_> = (0..1000).map(|number| rules.patience(number)).collect();
    all.sort_unstable();
    assert!(rules.aside[0] <= all[0] && all[999] <= rules.aside[1]);
    let longest = all.windows(2).map(|two| two[1].saturating_sub(two[0])).max().expect("some");
    assert!(longest < Duration::from_millis(2), "{longest:?}");
}

/// How many stand in line, and how many aside.
fn lengths(gate: &Gate) -> (usize, usize) {
    let room = gate.room();
    (room.line.len(), room.aside.len())
}

fn waiting(gate: &Gate) -> usize {
    let (line, aside) = lengths(gate);
    line + aside
}

/// One who waits at the gate by now.
async fn one_more(gate: &Arc<Gate>) -> JoinHandle<Result<Turn, Rejection>> {
    let (before, gate_of_theirs) = (waiting(gate), Arc::clone(gate));
    let one = tokio::spawn(async move { gate_of_theirs.enter().await });
    while waiting(gate) == before {
        yield_now().await;
    }
    one
}

async fn turn(one: JoinHandle<Result<Turn, Rejection>>) -> Turn {
    one.await.expect("a task").expect("its turn")
}

#[tokio::test]
async fn whoever_comes_first_is_let_in_first() {
    let gate = Gate::with(1, rules([2, 1], LONG));
    let held = gate.try_enter().expect("a place");
    assert!(gate.try_enter().is_none());
    let (first, second) = (one_more(&gate).await, one_more(&gate).await);
    drop(held);
    let first = turn(first).await;
    assert!(!second.is_finished() && gate.try_enter().is_none());
    drop(first);
    drop(turn(second).await);
    assert!(gate.try_enter().is_some());
}

#[tokio::test]
async fn of_a_crowd_those_who_came_last_are_let_in_and_the_others_when_nobody_else_waits() {
    let gate = Gate::with(1, rules([3, 2], LONG));
    let held = gate.try_enter().expect("a place");
    let [first, second] = [one_more(&gate).await, one_more(&gate).await];
    let [third, fourth] = [one_more(&gate).await, one_more(&gate).await];
    // The fourth is too many, so that two stand aside; from now on the line is short.
    drop(held);
    let third = turn(third).await;
    let [fifth, sixth] = [one_more(&gate).await, one_more(&gate).await];
    assert_eq!(lengths(&gate), (2, 3));
    drop(third);
    for one in [fifth, sixth, fourth, second] {
        drop(turn(one).await);
    }
    drop(turn(first).await);
    // The crowd is gone, and the line is long again.
    let held = gate.try_enter().expect("a place");
    let all = [one_more(&gate).await, one_more(&gate).await, one_more(&gate).await];
    assert_eq!(lengths(&gate), (3, 0));
    drop(held);
    for one in all {
        drop(turn(one).await);
    }
}

#[tokio::test]
async fn of_a_crowd_that_lasts_only_those_are_let_in_who_came_lately() {
    let never = Duration::ZERO;
    for (burst, fresh, aside, served) in
        [(LONG, never, LONG, 2), (never, LONG, LONG, 2), (never, never, SHORT * 50, 0)]
    {
        let gate = Gate::with(1, Rules { burst, fresh, ..rules([0, 0], aside) });
        let held = gate.try_enter().expect("a place");
        let all = [one_more(&gate).await, one_more(&gate).await];
        drop(held);
        let mut entered = 0;
        for one in all.into_iter().rev() {
            entered += usize::from(one.await.expect("a task").is_ok());
        }
        assert_eq!(entered, served, "{burst:?} {fresh:?}");
        assert!(gate.try_enter().is_some(), "whoever comes now finds the place that nobody took");
    }
}

/// A gate of which each crowd lasts, and everybody who stands aside came too early, with somebody who holds its only place.
fn strict(line: [usize; 2], over: Duration) -> (Arc<Gate>, Turn) {
    let gate =
        Gate::with(1, Rules { burst: Duration::ZERO, fresh: Duration::ZERO, over, ..rules(line, LONG) });
    let held = gate.try_enter().expect("a place");
    (gate, held)
}

#[tokio::test]
async fn for_so_many_turns_one_is_refused_who_came_too_early() {
    let (gate, held) = strict([0, 0], LONG);
    let (first, _second) = (one_more(&gate).await, one_more(&gate).await);
    drop(held);
    for _ in 2..REFUSING {
        drop(gate.try_enter().expect("the place that nobody took"));
    }
    assert_eq!(lengths(&gate), (0, 2));
    drop(gate.try_enter().expect("the place that nobody took"));
    assert_eq!(first.await.expect("a task").expect_err("its turn to be refused"), FULL);
    assert_eq!(lengths(&gate), (0, 1));
}

#[tokio::test]
async fn a_crowd_that_comes_back_is_the_same() {
    for (over, in_line) in [(LONG, 1), (Duration::ZERO, 3)] {
        let (gate, held) = strict([3, 1], over);
        let mut all = Vec::new();
        for _ in 0..5 {
            all.push(one_more(&gate).await);
        }
        assert_eq!(lengths(&gate), (1, 4));
        drop(held);
        drop(turn(all.pop().expect("the last")).await);
        for _ in 0..4 * REFUSING {
            drop(gate.try_enter().expect("the place that nobody took"));
        }
        for refused in all {
            assert_eq!(refused.await.expect("a task").expect_err("a crowd"), FULL);
        }
        let _held = gate.try_enter().expect("a place");
        for _ in 0..3 {
            one_more(&gate).await;
        }
        assert_eq!(lengths(&gate), (in_line, 3 - in_line), "{over:?}");
    }
}

#[test]
fn whoever_stands_aside_waits_on_while_there_are_turns_and_others_wait() {
    for (burst, waits_on) in [(LONG, true), (Duration::ZERO, false)] {
        let mut room = Room::new(0, Rules { burst, ..rules([0, 0], LONG) });
        let (give, _place) = oneshot::channel();
        let mut one = room.wait(give);
        assert!(!room.moves(&mut one), "no turns");
        room.turns += 1;
        assert_eq!(room.moves(&mut one), waits_on, "another came within {burst:?}");
        assert!(!room.moves(&mut one), "no turn since");
    }
}

#[tokio::test]
async fn whoever_has_waited_long_enough_is_refused() {
    let gate = Gate::with(1, rules([0, 0], SHORT));
    let held = gate.try_enter().expect("a place");
    assert_eq!(gate.enter().await.expect_err("nobody comes out"), FULL);
    assert_eq!(waiting(&gate), 0);
    drop(held);
    assert!(gate.enter().await.is_ok());
}

#[tokio::test]
async fn whoever_stands_in_line_is_not_sent_away_with_the_crowd() {
    let gate = Gate::with(1, rules([1, 1], SHORT));
    let held = gate.try_enter().expect("a place");
    let (aside, in_line) = (one_more(&gate).await, one_more(&gate).await);
    assert_eq!(aside.await.expect("a task").expect_err("a crowd"), FULL);
    drop(held);
    drop(turn(in_line).await);
}

#[tokio::test]
async fn whoever_waits_for_a_client_keeps_nobody_out() {
    let gate = Gate::with(1, rules([0, 0], SHORT));
    let slow = gate.try_enter().expect("a place");
    slow.step_aside();
    let other = gate.try_enter().expect("the place");
    assert!(!slow.is_refused());
    slow.come_back().await;
    assert!(slow.is_refused(), "there was no room in time");
    drop(other);
    let slow = gate.try_enter().expect("the place");
    slow.step_aside();
    slow.come_back().await;
    assert!(!slow.is_refused() && gate.try_enter().is_none());
    drop(slow);
    assert!(gate.try_enter().is_some());
}

#[tokio::test]
async fn whoever_waits_for_the_disk_keeps_nobody_out_unless_they_are_too_many() {
    let gate = Gate::with(1, rules([0, 0], SHORT));
    let writes = gate.try_enter().expect("a place");
    place::scope(Some(writes.place()), async { place::give_up() }).await;
    let also_writes = gate.try_enter().expect("its place");
    also_writes.place().give_up();
    assert!(gate.try_enter().is_none(), "one is away, and that is as many as may be");
    drop(writes);
    also_writes.place().give_up();
    also_writes.place().give_up();
    let other = gate.try_enter().expect("its place");
    drop((also_writes, other));
    let room = gate.room();
    assert_eq!((room.away, room.free), (0, 1));
    drop(room);
    place::give_up();
}

#[tokio::test]
async fn whoever_hangs_up_while_it_waits_makes_room() {
    let gate = Gate::with(1, rules([1, 1], LONG));
    let held = gate.try_enter().expect("a place");
    for _ in 0..10 {
        one_more(&gate).await.abort();
        while waiting(&gate) > 0 {
            yield_now().await;
        }
    }
    // One who hangs up behind another leaves a mark, which is nobody's turn.
    let (first, gone, last) = (one_more(&gate).await, one_more(&gate).await, one_more(&gate).await);
    gone.abort();
    assert!(gone.await.is_err());
    drop(held);
    drop(turn(last).await);
    drop(turn(first).await);
    assert_eq!(waiting(&gate), 0);
    let _held = gate.try_enter().expect("the place");
    assert!(gate.try_enter().is_none(), "there is one");
}

#[tokio::test]
async fn a_turn_given_to_one_who_is_gone_goes_to_the_next() {
    let gate = Gate::with(1, rules([8, 8], LONG));
    let held = gate.try_enter().expect("a place");
    let (first, second) = (one_more(&gate).await, one_more(&gate).await);
    // The first has it, and is gone before it knows.
    drop(held);
    first.abort();
    assert!(first.await.is_err());
    assert!(second.await.expect("a task").is_ok());
}
