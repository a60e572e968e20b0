//! The page on which a number is proved, in each of its states.

use super::sample::Sample;
use crate::domain::signup::verification::{MOST_IN_SESSION, NotSent, Standing};
use crate::pages::owner::clock_of;
use crate::pages::view::{Refused, VerifyPage};

/// A state of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct VerifyState {
    /// The last part of its path.
    pub path: &'static str,
    /// The key of what is special about it.
    pub key: &'static str,
    standing: Standing,
    is_delayed: bool,
    sent: i64,
    refused: Option<Refused>,
}

const fn state(path: &'static str, key: &'static str, standing: Standing) -> VerifyState {
    VerifyState { path, key, standing, is_delayed: false, sent: 1, refused: None }
}

/// While a code can be entered.
pub(super) const OPEN: VerifyState = state("verify", "verify-label", Standing::Open);

/// All of them, in the order in which a person may meet them.
pub(super) const ALL: [VerifyState; 11] = [
    VerifyState { sent: 0, ..state("verify-ask", "verify-send", Standing::NoCode) },
    OPEN,
    VerifyState { is_delayed: true, ..state("verify-delayed", "verify-delayed", Standing::Open) },
    VerifyState {
        refused: Some(Refused::Malformed),
        ..state("verify-malformed-errors", "verify-malformed", Standing::Open)
    },
    VerifyState {
        refused: Some(Refused::Wrong(3)),
        ..state("verify-errors", "summary-title", Standing::Open)
    },
    VerifyState {
        refused: Some(Refused::NotSent(NotSent::TooSoon(20))),
        ..state("verify-soon", "notice-title", Standing::Open)
    },
    VerifyState {
        refused: Some(Refused::Changed),
        ..state("verify-changed", "verify-changed", Standing::Open)
    },
    state("verify-late", "verify-late", Standing::Late),
    VerifyState { refused: Some(Refused::Over), ..state("verify-spent", "verify-spent", Standing::Spent) },
    VerifyState {
        refused: Some(Refused::NotSent(NotSent::NumberSpent)),
        ..state("verify-number-spent", "verify-number-spent", Standing::NoCode)
    },
    VerifyState { sent: MOST_IN_SESSION, ..state("verify-no-more", "verify-no-more", Standing::Late) },
];

/// The page in a state.
pub(super) fn verify_page<'a>(
    sample: &Sample<'_>,
    base: &'a str,
    (number, step): (&'a str, &'a str),
    state: VerifyState,
) -> VerifyPage<'a> {
    VerifyPage {
        base,
        token: "",
        place: None,
        back: Some(step),
        number,
        change: Some(step),
        standing: state.standing,
        sent_at: Some(sample.now),
        utc_offset: clock_of(sample.source),
        is_delayed: state.is_delayed,
        left: MOST_IN_SESSION - state.sent,
        typed: if state.refused == Some(Refused::Malformed) { "1234" } else { "" },
        refused: state.refused,
        revision: 0,
    }
}
