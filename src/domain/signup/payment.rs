//! Payment: the tenant takes the money on a page of its own, and its word alone says what became of it.

use std::fmt;

use super::{Ended, FailureReason, InProgress, Outcome, Signup, SignupState, Transition};
use crate::domain::moment::Moment;
use crate::domain::string_enum::string_enum;

string_enum! {
    /// How far a payment is, as the tenant has told.
    pub enum PaymentStatus {
        /// The person was sent to pay, and nothing was told since.
        Awaited = "awaited",
        /// It did not come about.
        Failed = "failed",
        /// The money is there.
        Succeeded = "succeeded",
    }
}

/// The payment of a session, from the moment in which its person was sent to pay.
///
/// From then on the answers are fixed: what is paid for is what was reviewed, and the word of payment finishes it even
/// when the browser is gone.
#[derive(Clone, PartialEq, Eq)]
pub struct Payment {
    /// How far it is.
    pub status: PaymentStatus,
    /// The tenant's own id for it, as it was last told.
    pub reference: Option<String>,
}

impl Payment {
    /// The person is sent to pay.
    #[must_use]
    pub fn awaited() -> Self {
        Self { status: PaymentStatus::Awaited, reference: None }
    }
}

impl fmt::Debug for Payment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payment").field("status", &self.status).finish_non_exhaustive()
    }
}

/// What a tenant tells of a payment.
#[derive(Clone)]
pub struct PaymentWord {
    /// Whether the money is there.
    pub succeeded: bool,
    /// The tenant's own id for it.
    pub reference: Option<String>,
    /// Whether it is not to be tried again.
    pub is_final: bool,
}

impl fmt::Debug for PaymentWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaymentWord").field("succeeded", &self.succeeded).finish_non_exhaustive()
    }
}

/// What a word about the payment means for a session.
#[derive(Debug)]
pub enum Heard {
    /// It was told before; nothing changes.
    Before,
    /// The person has paid: the session is to be finished as this.
    Paid(Signup<InProgress>),
    /// The payment did not come about; the person may try again.
    Refused(Transition<InProgress>),
    /// Nor will it.
    Over(Transition<Ended>),
}

/// Why a word about the payment changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unheard {
    /// There is no payment in this session, or its person has not finished yet.
    NotAwaited,
    /// The session has ended otherwise.
    Ended,
    /// Another payment has finished it.
    PaidBefore,
    /// It was told before, and nobody could be signed up.
    InVain(FailureReason),
}

impl SignupState {
    /// The payment, once the person was sent to pay.
    #[must_use]
    pub fn payment(&self) -> Option<&Payment> {
        match self {
            Self::Pending(_) => None,
            Self::InProgress(signup) => signup.state.payment.as_ref(),
            Self::Ended(signup) => signup.state.payment.as_ref(),
        }
    }

    /// Takes the tenant's word about the payment.
    ///
    /// # Errors
    /// [`Unheard`] says why it changes nothing.
    pub fn hear(&self, word: &PaymentWord, now: Moment) -> Result<Heard, Unheard> {
        match self {
            Self::Pending(_) => Err(Unheard::NotAwaited),
            Self::InProgress(signup) => signup.clone().hear(word, now),
            Self::Ended(signup) => signup.hear(word),
        }
    }
}

impl Signup<InProgress> {
    /// Whether the answers can be changed no more: the person was sent to pay for them.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.state.payment.is_some()
    }

    /// The answers have been checked, and the person is sent to pay.
    #[must_use]
    pub fn await_payment(self) -> Transition<InProgress> {
        self.paying(Payment::awaited())
    }

    fn hear(self, word: &PaymentWord, now: Moment) -> Result<Heard, Unheard> {
        let Some(known) = self.state.payment.clone() else { return Err(Unheard::NotAwaited) };
        let reference = word.reference.clone();
        if word.succeeded {
            return Ok(Heard::Paid(
                self.with_payment(Payment { status: PaymentStatus::Succeeded, reference }),
            ));
        }
        let told = Payment { status: PaymentStatus::Failed, reference };
        if word.is_final {
            return Ok(Heard::Over(self.with_payment(told).fail(FailureReason::PaymentFailed, now)));
        }
        Ok(if told == known { Heard::Before } else { Heard::Refused(self.paying(told)) })
    }

    fn with_payment(mut self, payment: Payment) -> Self {
        self.state.payment = Some(payment);
        self
    }

    fn paying(self, payment: Payment) -> Transition<InProgress> {
        self.revised(|state| state.payment = Some(payment))
    }
}

impl Signup<Ended> {
    /// What is told once more is no news; what comes too late is no word any more.
    fn hear(&self, word: &PaymentWord) -> Result<Heard, Unheard> {
        let Some(known) = &self.state.payment else { return Err(Unheard::Ended) };
        let is_other =
            word.reference.is_some() && known.reference.is_some() && word.reference != known.reference;
        match (self.state.outcome, word.succeeded) {
            (Outcome::Completed { .. }, true) if is_other => Err(Unheard::PaidBefore),
            (Outcome::Completed { .. }, true) => Ok(Heard::Before),
            (Outcome::Failed(Some(why)), true) if known.status == PaymentStatus::Succeeded => {
                Err(Unheard::InVain(why))
            }
            (Outcome::Failed(Some(FailureReason::PaymentFailed)), false) if !self.is_timed_out() => {
                Ok(Heard::Before)
            }
            _ => Err(Unheard::Ended),
        }
    }

    /// Whether time alone has ended it.
    #[must_use]
    pub fn is_timed_out(&self) -> bool {
        self.state.ended_at >= self.details.expires_at
    }
}
