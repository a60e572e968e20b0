//! What is done to a chain is found, with the number of the row.

use uuid::Uuid;

use super::*;

const ROWS: i64 = 10_000;

/// A hash that is good enough to tell entries apart (FNV-1a, four times).
fn hash(purpose: Purpose, bytes: &[u8]) -> Fingerprint {
    let mut hash = [0; 32];
    for (lane, part) in (0_u64..).zip(hash.chunks_exact_mut(8)) {
        let start = 0xcbf2_9ce4_8422_2325 ^ lane ^ u64::from(purpose == Purpose::Seal) << 32;
        let value =
            bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
        part.copy_from_slice(&value.to_be_bytes());
    }
    Fingerprint::new(hash)
}

/// A chain of so many rows, and where it ends.
fn chain(rows: i64) -> (Vec<Kept>, Link) {
    let mut last = Link::start();
    let rows = (1..=rows).map(|number| {
        let entry = Entry {
            id: AuditId(Uuid::from_u128(u128::from(number.unsigned_abs()))),
            at: Moment::from_micros(1_700_000_000_000_000 + number).expect("a time"),
            source: (number % 7 != 0).then_some(SourceId(number % 7)),
            kind: ActorKind::Tenant.to_string(),
            who: format!("src_{}", number % 7),
            action: "PUT /panic-api/v2/customers/{customerId}".to_owned(),
            records: format!("customer {number}"),
            request: (number % 3 != 0).then(|| format!("q{number}")),
        };
        let seal = hash(Purpose::Seal, &entry.bytes()).to_vec();
        let link = hash(Purpose::Link, &last.bytes_of_next(&seal)).to_vec();
        last = Link { position: number, hash: link };
        Kept { entry, seal, link: Some(last.clone()) }
    });
    let rows: Vec<_> = rows.collect();
    (rows, last)
}

/// What is wrong with a chain that should end there.
fn faults(rows: &[Kept], head: &Link, checkpoint: Option<Link>) -> Vec<Fault> {
    let mut checker = Checker::new(hash, checkpoint);
    for row in rows {
        checker.next(row);
    }
    checker.end(head).1
}

fn at(position: i64) -> usize {
    usize::try_from(position - 1).expect("a place")
}

/// A number that is any, but the same in each run.
fn any(seed: i64, below: i64) -> i64 {
    let mixed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (mixed >> 17).rem_euclid(below)
}

#[test]
fn a_chain_as_it_was_written_has_no_faults() {
    let (rows, head) = chain(ROWS);
    assert_eq!(faults(&rows, &head, None), []);
    assert_eq!(faults(&rows, &head, rows[41].link.clone()), []);
    assert_eq!(faults(&[], &Link::start(), None), []);
}

#[test]
fn a_bit_that_was_flipped_is_found_with_its_row() {
    let (mut rows, head) = chain(400);
    for trial in 0..1000 {
        let position = 1 + any(trial, 400);
        let before = rows[at(position)].clone();
        let row = &mut rows[at(position)];
        let bit = 1_u8 << any(trial, 8);
        let text = |text: &mut String| {
            let mut bytes = std::mem::take(text).into_bytes();
            bytes[0] ^= bit & 0x1f | 1;
            *text = String::from_utf8(bytes).expect("ASCII stays ASCII");
        };
        match trial % 9 {
            0 => row.entry.id = AuditId(Uuid::from_u128(row.entry.id.0.as_u128() ^ u128::from(bit))),
            1 => row.entry.at = Moment::from_micros(row.entry.at.micros() ^ i64::from(bit)).expect("a time"),
            2 => row.entry.source = row.entry.source.map_or(Some(SourceId(1)), |_| None),
            3 => text(&mut row.entry.kind),
            4 => text(&mut row.entry.who),
            5 => text(&mut row.entry.action),
            6 => text(&mut row.entry.records),
            7 => row.entry.request = row.entry.request.take().map_or(Some(String::new()), |_| None),
            _ => row.seal[at(1 + any(trial, 32))] ^= bit,
        }
        assert_eq!(faults(&rows, &head, None), [Fault::Changed(position)], "trial {trial}");
        rows[at(position)] = before;
    }
    rows[at(7)].link.as_mut().expect("a link").hash[3] ^= 4;
    assert!(faults(&rows, &head, None).contains(&Fault::Moved(7)));
}

#[test]
fn rows_that_were_removed_or_moved_are_found() {
    let (rows, head) = chain(400);
    for trial in 0..1000 {
        let position = 1 + any(trial, 398);
        let mut changed = rows.clone();
        if trial % 2 == 0 {
            changed.remove(at(position));
            assert_eq!(faults(&changed, &head, None)[0], Fault::Missing(position, position), "trial {trial}");
        } else {
            // Two rows change places, and say so.
            changed.swap(at(position), at(position + 1));
            let links = (changed[at(position)].link.take(), changed[at(position + 1)].link.take());
            (changed[at(position + 1)].link, changed[at(position)].link) = links;
            assert_eq!(faults(&changed, &head, None)[0], Fault::Moved(position), "trial {trial}");
        }
    }
}

#[test]
fn an_end_that_was_removed_is_found_by_the_head_or_by_a_checkpoint() {
    let (rows, head) = chain(ROWS);
    let short = &rows[..at(9001)];
    assert_eq!(faults(short, &head, None), [Fault::Truncated(9001, ROWS)]);
    // Whoever moves the head as well is found by what is kept elsewhere.
    let moved = short.last().and_then(|row| row.link.clone()).expect("a link");
    assert_eq!(faults(short, &moved, None), []);
    assert_eq!(faults(short, &moved, Some(head.clone())), [Fault::Truncated(9001, ROWS)]);
    let wrong = Link { position: 100, hash: vec![1; 32] };
    assert_eq!(faults(&rows, &head, Some(wrong)), [Fault::Replaced(100)]);
}

#[test]
fn a_row_that_is_not_chained_yet_is_looked_at_too() {
    let (mut rows, head) = chain(3);
    let (mut more, _) = chain(4);
    let mut last = more.pop().expect("a row");
    last.link = None;
    rows.push(last);
    assert_eq!(faults(&rows, &head, None), []);
    rows[3].entry.who.push('x');
    assert_eq!(faults(&rows, &head, None), [Fault::ChangedUnchained(rows[3].entry.id)]);
}
