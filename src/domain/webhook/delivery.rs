//! Deliveries: by which channel they go, their state, when they are tried again, and when no more.

use crate::domain::ids::DeliveryId;
use crate::domain::moment::Moment;
use crate::domain::string_enum::string_enum;

string_enum! {
    /// By what a delivery goes. Each source has a queue for each: a receiver that is slow holds up no text message.
    pub enum Channel {
        /// To the tenant's notifier.
        Webhook = "webhook",
        /// To a person's phone, as a text message.
        Sms = "sms",
    }
}

string_enum! {
    /// Where a delivery stands.
    pub enum DeliveryStatus {
        /// It is being tried, or will be.
        Pending = "pending",
        /// The receiver has taken it.
        Delivered = "delivered",
        /// It is not tried any more, unless somebody asks for it.
        Parked = "parked",
    }
}

string_enum! {
    /// Why a try did not succeed; of the answer itself nothing is kept but its status.
    pub enum DeliveryError {
        /// The answer's status was not one of success.
        Status = "status",
        /// The answer led elsewhere, where we do not go.
        Redirect = "redirect",
        /// The receiver is gone for good (410).
        Gone = "gone",
        /// No answer in time.
        Timeout = "timeout",
        /// No connection: no such name, nobody there, or no trust in the certificate.
        Unreachable = "unreachable",
        /// The address is not one on the public internet.
        PrivateAddress = "private_address",
        /// The address has a port that this server sends no webhooks to.
        PortNotAllowed = "port_not_allowed",
        /// The answer was not HTTP, or broke off.
        Garbled = "garbled",
        /// There is no notifier any more, or it does not ask for this.
        NoNotifier = "no_notifier",
        /// The delivery cannot be opened: is its key missing?
        Sealed = "sealed",
    }
}

impl DeliveryError {
    /// Whether trying again would change nothing, whatever the time.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Gone | Self::NoNotifier)
    }
}

/// A delivery as its tenant may see it.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Its id, which is the `webhook-id`.
    pub id: DeliveryId,
    /// What it tells, in its word: a newer version may have written one that this one does not know.
    pub event: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it was written.
    pub created_at: Moment,
    /// When it is tried next, while it is.
    pub next_attempt_at: Moment,
    /// When it was taken.
    pub delivered_at: Option<Moment>,
    /// When it was given up.
    pub parked_at: Option<Moment>,
    /// The HTTP status of the last answer, if there was one.
    pub last_status: Option<i64>,
    /// Why the last try failed, if it did: the word of a [`DeliveryError`], or one of a newer version.
    pub error: Option<String>,
}

impl Delivery {
    /// Where it stands.
    #[must_use]
    pub fn status(&self) -> DeliveryStatus {
        match (self.delivered_at, self.parked_at) {
            (Some(_), _) => DeliveryStatus::Delivered,
            (None, Some(_)) => DeliveryStatus::Parked,
            (None, None) => DeliveryStatus::Pending,
        }
    }

    /// When it is tried next, while it waits.
    #[must_use]
    pub fn next_attempt(&self) -> Option<Moment> {
        (self.status() == DeliveryStatus::Pending).then_some(self.next_attempt_at)
    }
}

/// What came of one try.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Attempt {
    /// The answer's status, if there was an answer.
    pub status: Option<u16>,
    /// Why it failed; nothing when the delivery was taken.
    pub error: Option<DeliveryError>,
    /// For how many seconds the receiver wants to be left alone.
    pub retry_after: Option<i64>,
}

/// What to do after a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextAttempt {
    /// Nothing more: it was taken.
    Done,
    /// Try again at this time.
    Again(Moment),
    /// Nothing more: it will not be taken.
    Park,
}

/// For how long a delivery is tried: 3 days (contract, section 2).
const RETRY_SECONDS: i64 = 3 * 86_400;

/// The pauses after the first tries, in seconds; the last one is that of all later tries.
const BACKOFF: [i64; 9] = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800];

/// The longest pause before a text message is tried again, in seconds: a person waits for it.
const TEXT_BACKOFF: i64 = 60;

/// A receiver may ask for a longer pause than ours, up to so many seconds: 6 hours.
const MAX_RETRY_AFTER: i64 = 6 * 3600;

/// Until when a delivery is tried that is first due at `from`.
#[must_use]
pub fn retry_deadline(from: Moment) -> Moment {
    from.plus_seconds(RETRY_SECONDS).unwrap_or(from)
}

/// What follows from the `attempts`th try, which ended at `now`.
///
/// The pauses of a text message are short ones. `chance` is any number: it lengthens the pause by up to a quarter, so that deliveries that failed
/// together do not come back together. The last try is at `until`, exactly.
#[must_use]
pub fn next(
    channel: Channel,
    attempt: &Attempt,
    attempts: i64,
    until: Moment,
    now: Moment,
    chance: u32,
) -> NextAttempt {
    match attempt.error {
        None => return NextAttempt::Done,
        Some(error) if error.is_final() => return NextAttempt::Park,
        Some(_) if now >= until => return NextAttempt::Park,
        Some(_) => {}
    }
    let nth = usize::try_from(attempts.max(1) - 1).unwrap_or(usize::MAX).min(BACKOFF.len() - 1);
    let asked = attempt.retry_after.unwrap_or(0).clamp(0, MAX_RETRY_AFTER);
    let own = match channel {
        Channel::Webhook => BACKOFF[nth],
        Channel::Sms => BACKOFF[nth].min(TEXT_BACKOFF),
    };
    let pause = own.max(asked) * 1_000_000;
    let longer = (pause / 4 / 1000) * i64::from(chance % 1001);
    let at = Moment::from_micros(now.micros() + pause + longer).unwrap_or(until);
    NextAttempt::Again(at.min(until))
}

/// Which deliveries to list.
#[derive(Debug, Clone, Copy)]
pub struct DeliveryFilter {
    /// In this state.
    pub status: Option<DeliveryStatus>,
    /// Written before this one.
    pub before: Option<DeliveryId>,
    /// At most so many.
    pub limit: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(retry_after: Option<i64>) -> Attempt {
        Attempt { status: Some(503), error: Some(DeliveryError::Status), retry_after }
    }

    #[test]
    fn pauses_grow_for_three_days_and_then_there_is_an_end() {
        for chance in [0, 1, 500, 1000, u32::MAX] {
            let start = Moment::parse("2026-11-23T08:00:00Z").expect("a time");
            let (until, mut now, mut attempts, mut last) = (retry_deadline(start), start, 1, 0);
            while let NextAttempt::Again(at) =
                next(Channel::Webhook, &failed(None), attempts, until, now, chance)
            {
                let pause = at.since(now).as_secs();
                assert!(at == until || pause >= last, "{attempts}: {pause} after {last}");
                assert!(pause <= 10 * 3600, "{pause}");
                (now, attempts, last) = (at, attempts + 1, pause);
            }
            assert_eq!(now, until);
            assert!((14..=18).contains(&attempts), "{attempts} tries");
        }
    }

    #[test]
    fn a_receiver_is_left_alone_for_as_long_as_it_asks_within_reason() {
        let now = Moment::parse("2026-11-23T08:00:00Z").expect("a time");
        let until = retry_deadline(now);
        let after = |channel, retry_after, attempts| match next(
            channel,
            &failed(retry_after),
            attempts,
            until,
            now,
            0,
        ) {
            NextAttempt::Again(at) => at.since(now).as_secs(),
            NextAttempt::Done | NextAttempt::Park => 0,
        };
        let pause = |retry_after, attempts| after(Channel::Webhook, retry_after, attempts);
        assert_eq!(pause(None, 1), 5);
        assert_eq!(pause(Some(90), 1), 90);
        assert_eq!(pause(Some(1), 3), 120);
        assert_eq!(pause(Some(-7), 1), 5);
        assert_eq!(pause(Some(i64::MAX), 1), 6 * 3600);
        assert_eq!(pause(None, i64::MAX), 28_800);
        let text = |retry_after, attempts| after(Channel::Sms, retry_after, attempts);
        assert_eq!(
            [1, 2, 3, 9].map(|attempts| text(None, attempts)),
            [5, 30, 60, 60],
            "a person waits for it"
        );
        assert_eq!(text(Some(90), 1), 90);
    }

    #[test]
    fn what_is_taken_or_hopeless_is_not_tried_again() {
        let now = Moment::parse("2026-11-23T08:00:00Z").expect("a time");
        let next =
            |attempt: &Attempt, attempts, until| next(Channel::Webhook, attempt, attempts, until, now, 0);
        assert_eq!(next(&Attempt::default(), 1, retry_deadline(now)), NextAttempt::Done);
        for error in [DeliveryError::Gone, DeliveryError::NoNotifier] {
            let attempt = Attempt { error: Some(error), ..Attempt::default() };
            assert_eq!(next(&attempt, 1, retry_deadline(now)), NextAttempt::Park);
        }
        assert_eq!(next(&failed(None), 1, now), NextAttempt::Park);
    }
}
