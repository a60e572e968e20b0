//! The proof of a mobile number: a code that is sent to it, how long it is valid, and how often one may be sent and
//! entered (contract, section 5).

use std::fmt;

use crate::domain::fingerprint::Fingerprint;
use crate::domain::ids::DeliveryId;
use crate::domain::moment::Moment;
use crate::domain::profile::normalize::ascii_digits;
use crate::domain::profile::{Field, field};

/// For so many seconds a code is valid.
pub const VALID_SECONDS: i64 = 600;

/// So often a wrong one may be entered; then only a new code helps.
pub const MOST_TRIES: i64 = 5;

/// So many seconds lie between two codes.
pub const PAUSE_SECONDS: i64 = 30;

/// So many codes are sent in a session.
pub const MOST_IN_SESSION: i64 = 3;

/// So many codes are sent to a number on a day (UTC), whatever sessions of the source they are for.
pub const MOST_TO_NUMBER: i64 = 5;

/// So many codes are sent for a source in an hour: each costs the operator money.
pub const MOST_OF_SOURCE: i64 = 1000;

/// How many digits a code has.
const LENGTH: usize = 6;

/// The field whose answer is proved.
#[must_use]
pub fn proved_field() -> Option<&'static Field> {
    field("mobile")
}

/// A code as the person has it; kept as its fingerprint only, so `Debug` does not show it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VerificationCode([u8; LENGTH]);

impl VerificationCode {
    /// A code of random bytes: there are so many more of them than codes that each is as likely as any other.
    #[must_use]
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let mut rest = u128::from_be_bytes(bytes);
        Self(std::array::from_fn(|_| {
            let digit = u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
            b'0' + digit
        }))
    }

    /// The code that somebody types or pastes, by itself or in the whole message: what stands between the digits does not
    /// matter, nor in which script they are written.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        /// Longer than any message.
        const LONGEST: usize = 2000;
        let plain = ascii_digits(typed.get(..LONGEST).unwrap_or(typed));
        let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<u8>>();
        let bare = !plain.chars().any(char::is_alphabetic);
        let written = if bare { digits(&plain) } else { digits(plain.rsplit_once('#')?.1) };
        written.try_into().ok().map(Self)
    }

    /// Its digits, as they are fingerprinted.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Its digits, as they are sent.
    #[must_use]
    pub fn digits(&self) -> String {
        self.0.iter().copied().map(char::from).collect()
    }
}

impl fmt::Debug for VerificationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerificationCode")
    }
}

/// What a session knows of the last code that was sent for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// The number that it was sent to.
    pub mobile: Fingerprint,
    /// The code.
    pub code: Fingerprint,
    /// How many codes were sent in the session, this one included.
    pub sent: i64,
    /// How many wrong ones were entered since.
    pub tried: i64,
    /// Until when it is valid.
    pub expires_at: Moment,
    /// The message that carries it.
    pub message: DeliveryId,
}

/// The last code of a session, and what became of the message that carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastCode {
    /// The code.
    pub known: Verification,
    /// Whether it could not be sent yet; that is tried again.
    pub is_delayed: bool,
}

/// Why no code is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSent {
    /// One was sent just now: after so many seconds another one may be.
    TooSoon(u64),
    /// There were so many in this session that there will be no more.
    SessionSpent,
    /// There were so many to this number today; tomorrow there may be more.
    NumberSpent,
    /// Too many are sent at the moment, whoever they are for: after so many seconds there is room again.
    Crowded(u64),
}

/// What can be done with the last code of a session for a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// None was sent to this number.
    NoCode,
    /// It may be entered.
    Open,
    /// Its time is over.
    Late,
    /// There were too many wrong ones, or it was the right one.
    Spent,
}

/// What an entered code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// It is the one that was sent to this number.
    Right,
    /// It is not; so often another one may be entered.
    Wrong(i64),
    /// It is not looked at.
    Not(Standing),
}

impl Verification {
    /// A new code for a number, in the place of the last one.
    ///
    /// # Errors
    /// [`NotSent`], as far as the session alone decides it.
    pub fn send(
        last: Option<&Self>,
        (mobile, code): (Fingerprint, Fingerprint),
        message: DeliveryId,
        now: Moment,
    ) -> Result<Self, NotSent> {
        Self::may_send(last, now)?;
        let sent = last.map_or(0, |last| last.sent) + 1;
        let expires_at = now.plus_seconds(VALID_SECONDS).unwrap_or(now);
        Ok(Self { mobile, code, sent, tried: 0, expires_at, message })
    }

    /// Whether a code may follow the last one.
    ///
    /// # Errors
    /// [`NotSent`], as far as the session alone decides it.
    pub fn may_send(last: Option<&Self>, now: Moment) -> Result<(), NotSent> {
        let Some(last) = last else { return Ok(()) };
        if last.sent >= MOST_IN_SESSION {
            return Err(NotSent::SessionSpent);
        }
        let passed = now.micros() - last.sent_at().micros();
        // A code of a time that is still to come was sent while a clock was wrong, and holds up nobody.
        if (0..PAUSE_SECONDS * 1_000_000).contains(&passed) {
            let left = (PAUSE_SECONDS * 1_000_000 - passed).unsigned_abs().div_ceil(1_000_000);
            return Err(NotSent::TooSoon(left));
        }
        Ok(())
    }

    /// What a code is that is entered for this number.
    ///
    /// Fingerprints are keyed: how long comparing them takes tells nothing of a code.
    #[must_use]
    pub fn check(&self, mobile: &Fingerprint, entered: &Fingerprint, now: Moment) -> Check {
        match Self::standing(Some(self), mobile, now) {
            Standing::Open if self.code == *entered => Check::Right,
            Standing::Open => Check::Wrong(MOST_TRIES - self.tried - 1),
            standing => Check::Not(standing),
        }
    }

    /// What can be done with the last code for this number.
    #[must_use]
    pub fn standing(last: Option<&Self>, mobile: &Fingerprint, now: Moment) -> Standing {
        match last {
            Some(last) if last.mobile != *mobile => Standing::NoCode,
            Some(last) if last.tried >= MOST_TRIES => Standing::Spent,
            Some(last) if now >= last.expires_at => Standing::Late,
            Some(_) => Standing::Open,
            None => Standing::NoCode,
        }
    }

    /// The same after a wrong code.
    #[must_use]
    pub fn missed(self) -> Self {
        Self { tried: self.tried + 1, ..self }
    }

    /// The same after the right one, which counts once.
    #[must_use]
    pub fn spent(self) -> Self {
        Self { tried: MOST_TRIES, ..self }
    }

    /// When the code was sent.
    #[must_use]
    pub fn sent_at(&self) -> Moment {
        self.expires_at.plus_seconds(-VALID_SECONDS).unwrap_or(self.expires_at)
    }

    /// How many more codes may be sent in the session.
    #[must_use]
    pub fn left(last: Option<&Self>) -> i64 {
        MOST_IN_SESSION - last.map_or(0, |last| last.sent).min(MOST_IN_SESSION)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::DeliveryId;

    fn at(seconds: i64) -> Moment {
        Moment::parse("2026-11-28T08:00:00Z").and_then(|at| at.plus_seconds(seconds)).expect("a time")
    }

    fn print(byte: u8) -> Fingerprint {
        Fingerprint::new([byte; 32])
    }

    fn sent(last: Option<&Verification>, seconds: i64) -> Result<Verification, NotSent> {
        Verification::send(last, (print(1), print(2)), DeliveryId(uuid::Uuid::nil()), at(seconds))
    }

    #[test]
    fn how_a_code_is_typed_does_not_matter() {
        let code = VerificationCode::read("012345").expect("a code");
        for way in [
            "012 345",
            " 012-345\n",
            "0-1-2-3-4-5",
            "012\u{2013}345",
            "012\u{A0}345",
            "\u{660}\u{661}\u{662}\u{663}\u{664}\u{665}",
            "\u{6F0}\u{6F1}\u{6F2}\u{6F3}\u{6F4}\u{6F5}",
            "\u{FF10}\u{FF11}\u{FF12}345",
            "\u{2068}012345\u{2069}",
            "#012345",
            "012345 is your code to sign up with A4 Armed 24/7.\n\n@signup.example #012345",
        ] {
            assert_eq!(VerificationCode::read(way), Some(code), "{way:?}");
        }
        assert_eq!((code.digits().as_str(), format!("{code:?}").as_str()), ("012345", "VerificationCode"));
    }

    #[test]
    fn what_is_no_code_is_none() {
        for typed in
            ["", " ", "12345", "1234567", "12345a", "abcdef", "O12345", "my code 123456", "@a #12345"]
        {
            assert_eq!(VerificationCode::read(typed), None, "{typed:?}");
        }
        assert_eq!(VerificationCode::read(&"1".repeat(1_000_000)), None);
        assert_eq!(VerificationCode::read(&"é".repeat(1_000_000)), None);
    }

    #[test]
    fn every_code_can_come() {
        let code = |number: u128| VerificationCode::from_random(number.to_be_bytes()).digits();
        assert_eq!(code(0), "000000");
        assert_eq!(code(u128::MAX), "554112", "its last six digits from behind");
        assert_eq!(code(999_999), "999999");
    }

    #[test]
    fn codes_are_sent_with_a_pause_and_three_times() {
        let first = sent(None, 0).expect("the first");
        assert_eq!((first.sent, first.tried, first.expires_at), (1, 0, at(600)));
        assert_eq!(sent(Some(&first), 0), Err(NotSent::TooSoon(30)));
        assert_eq!(sent(Some(&first), 29), Err(NotSent::TooSoon(1)));
        let second = sent(Some(&first.missed()), 30).expect("the second");
        assert_eq!((second.sent, second.tried, second.expires_at), (2, 0, at(630)));
        let third = sent(Some(&second), 3600).expect("the third");
        assert_eq!(Verification::left(Some(&third)), 0);
        assert_eq!(sent(Some(&third), 86_400), Err(NotSent::SessionSpent));
        let before = sent(Some(&second), -3600);
        assert!(before.is_ok(), "nobody waits for a clock that was wrong: {before:?}");
    }

    #[test]
    fn a_code_is_right_for_its_number_and_time_alone() {
        let code = sent(None, 0).expect("a code");
        let check = |mobile, entered, seconds| code.check(&print(mobile), &print(entered), at(seconds));
        assert_eq!(check(1, 2, 0), Check::Right);
        assert_eq!(check(1, 2, 599), Check::Right);
        assert_eq!(check(1, 2, 600), Check::Not(Standing::Late));
        assert_eq!(check(1, 9, 600), Check::Not(Standing::Late));
        assert_eq!(check(1, 9, 1), Check::Wrong(4));
        assert_eq!(check(3, 2, 1), Check::Not(Standing::NoCode));
        assert_eq!(Verification::standing(None, &print(1), at(1)), Standing::NoCode);
        let again = code.spent().check(&print(1), &print(2), at(1));
        assert_eq!(again, Check::Not(Standing::Spent), "it counts once");
    }

    #[test]
    fn tries_run_out_and_stay_out_until_another_code_is_sent() {
        let mut code = sent(None, 0).expect("a code");
        for left in [4, 3, 2, 1, 0] {
            assert_eq!(code.check(&print(1), &print(9), at(1)), Check::Wrong(left));
            code = code.missed();
        }
        for entered in [9, 2] {
            assert_eq!(code.check(&print(1), &print(entered), at(1)), Check::Not(Standing::Spent));
        }
        let next = sent(Some(&code), 30).expect("another");
        assert_eq!(next.check(&print(1), &print(2), at(31)), Check::Right);
    }
}
