//! Who waits at the gate: whose turn it is, who stands aside, and who is refused.

use std::collections::VecDeque;
use std::mem;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::Instant;

use super::{AGAIN, Place};
use crate::place;

/// So many stand in line while there is a crowd: as many as are served before anybody minds.
const SHORT_LINE: usize = 8;

/// So long a request stands aside, at least and at most, when there are no turns or the crowd is over. Each waits for another
/// while, so that a crowd that came at once does not go at once, and come again at once.
const ASIDE: [Duration; 2] = [Duration::from_millis(250), Duration::from_millis(750)];

/// While a crowd has not lasted so long, whoever stands aside is let in when nobody stands in line, unless it came before: the
/// crowd may be over soon (the interval of controlled delay, RFC 8289, section 4.3). …
const BURST: Duration = Duration::from_millis(100);

/// … Then only such as came so lately: whoever is let in is to be answered as soon as on any day, which is after a millisecond
/// or two (its target, section 4.4).
const FRESH: Duration = Duration::from_millis(2);

/// A crowd is over when for so long nobody came too early to be let in: whoever is refused comes again when it is told.
const OVER: Duration = Duration::from_secs(AGAIN + 1);

/// Who may wait, and for how long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// So many stand in line, and so many with a crowd.
    pub line: [usize; 2],
    /// So long one stands aside, at least and at most.
    pub aside: [Duration; 2],
    /// After so long a crowd is no burst any more.
    pub burst: Duration,
    /// So long whoever stands aside is let in then.
    pub fresh: Duration,
    /// So long after the last one was refused it is over.
    pub over: Duration,
    /// For so many turns one of those who stand aside is refused, if it came too early to be let in.
    pub refusing: u64,
    /// So many may have given up their place.
    pub away: usize,
}

impl Rules {
    /// The usual ones, with which so many stand in line at most, and one is refused for so many turns.
    pub fn usual(line: usize, refusing: u64) -> Self {
        let (line, away) = ([line, line.min(SHORT_LINE)], place::MOST_AWAY);
        Self { line, aside: ASIDE, burst: BURST, fresh: FRESH, over: OVER, refusing, away }
    }

    /// How long this one stands aside. The fractions of the golden ratio's multiples lie evenly, however many there are.
    pub fn patience(&self, number: u64) -> Duration {
        let [least, most] = self.aside;
        let fraction = u32::try_from(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32).unwrap_or_default();
        least + most.saturating_sub(least).mul_f64(f64::from(fraction) / f64::from(u32::MAX))
    }
}

/// The places and those who wait, the first of them first; and some who do not any more.
#[derive(Debug)]
pub(super) struct Room {
    rules: Rules,
    /// Places that nobody has; then nobody stands in line.
    pub free: usize,
    /// They come in one after the other …
    pub line: VecDeque<Waiting>,
    /// … and these when nobody stands there: all came before those in line.
    pub aside: VecDeque<Waiting>,
    crowd: Option<Crowd>,
    /// How many have waited so far, and when the last of them came.
    count: u64,
    came: Instant,
    /// How often a place was free for the next.
    pub turns: u64,
    /// How many have given up their place and are not done.
    pub away: usize,
}

/// More than can stand in line.
#[derive(Debug, Clone, Copy)]
struct Crowd {
    begun: Instant,
    /// When the last one was refused.
    refused: Option<Instant>,
}

#[derive(Debug)]
pub(super) struct Waiting {
    number: u64,
    came: Instant,
    pub give: oneshot::Sender<Place>,
}

/// What one who waits knows.
#[derive(Debug)]
pub(super) struct Ticket {
    /// Counted from the first who ever waited.
    number: u64,
    /// How many turns there were when it looked last.
    turns: u64,
    pub came: Instant,
    /// After so long it looks whether there are turns.
    pub patience: Duration,
}

impl Room {
    /// One of so many places, which are all free.
    pub fn new(places: usize, rules: Rules) -> Self {
        let [line, aside] = [VecDeque::new(), VecDeque::new()];
        let came = Instant::now();
        Self { rules, free: places, line, aside, crowd: None, count: 0, came, turns: 0, away: 0 }
    }

    /// Lets one more in where a place is free.
    pub fn enters(&mut self) -> bool {
        let left = self.free.checked_sub(1);
        self.free = left.unwrap_or_default();
        left.is_some()
    }

    /// Lets one more wait.
    pub fn wait(&mut self, give: oneshot::Sender<Place>) -> Ticket {
        let (number, came) = (self.count + 1, Instant::now());
        (self.count, self.came) = (number, came);
        self.line.push_back(Waiting { number, came, give });
        let lately = |refused: Instant| refused.elapsed() < self.rules.over;
        self.crowd = self.crowd.filter(|crowd| !self.aside.is_empty() || crowd.refused.is_some_and(lately));
        let [long, short] = self.rules.line;
        while self.line.len() > if self.crowd.is_some() { short } else { long } {
            self.crowd.get_or_insert(Crowd { begun: came, refused: None });
            self.aside.extend(self.line.pop_front());
        }
        Ticket { number, turns: self.turns, came, patience: self.rules.patience(number) }
    }

    /// Whether this one can hope for its turn, or to be refused in its turn: it stands in line, or there were turns since it
    /// looked last and others have come to wait lately.
    pub fn moves(&self, one: &mut Ticket) -> bool {
        let before = mem::replace(&mut one.turns, self.turns);
        let in_line = self.line.front().is_some_and(|first| first.number <= one.number);
        in_line || self.turns > before && self.came.elapsed() < self.rules.burst
    }

    /// Whose turn it is; where it is nobody's, there is one place more.
    pub fn next(&mut self) -> Option<Waiting> {
        self.turns += 1;
        let lasts = self.crowd.is_some_and(|crowd| crowd.begun.elapsed() >= self.rules.burst);
        let lately = if lasts { self.rules.fresh } else { self.rules.burst };
        let too_early = |one: &mut Waiting| one.came.elapsed() >= lately;
        if self.turns.is_multiple_of(self.rules.refusing)
            && let Some(refused) = self.aside.pop_front_if(too_early)
        {
            // It hears that nobody will give it a place.
            drop(refused);
            self.crowd = self.crowd.map(|crowd| Crowd { refused: Some(Instant::now()), ..crowd });
        }
        let next = self.line.pop_front().or_else(|| self.aside.pop_back_if(|last| !too_early(last)));
        if next.is_none() {
            self.free += 1;
        }
        next
    }

    /// Lets one more give up its place, if that is not too many.
    pub fn lets_go(&mut self) -> bool {
        let lets = self.away < self.rules.away;
        self.away += usize::from(lets);
        lets
    }

    /// One who gave up its place is done.
    pub fn done(&mut self) {
        self.away -= 1;
    }

    /// Forgets who has gone, as soon as all have who came before.
    pub fn forget(&mut self) {
        for all in [&mut self.line, &mut self.aside] {
            while all.front().is_some_and(|first| first.give.is_closed()) {
                all.pop_front();
            }
        }
    }
}
