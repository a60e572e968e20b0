//! A session in whatever state it is: what can be done with it in any.

use super::{Ended, FailureReason, InProgress, Outcome, Pending, Signup, SignupDetails, Status, Transition};
use crate::domain::fingerprint::Fingerprint;
use crate::domain::language::Language;
use crate::domain::moment::Moment;
use crate::domain::signup::consent::Agreements;
use crate::domain::signup::flow::Awaiting;
use crate::domain::signup::journey::{Journey, Progress, Stop};
use crate::domain::signup::prefill::Disputed;
use crate::domain::webhook::event::Event;

/// A session whose state is only known at run time: what the store returns.
#[derive(Debug, Clone)]
pub enum SignupState {
    /// Not started.
    Pending(Signup<Pending>),
    /// Started.
    InProgress(Signup<InProgress>),
    /// Over.
    Ended(Signup<Ended>),
}

/// The session is over; nothing can change it.
#[derive(Debug, Clone, Copy)]
pub struct AlreadyEnded;

impl SignupState {
    /// The person or the tenant ends it.
    ///
    /// # Errors
    /// [`AlreadyEnded`] when it is over.
    pub fn cancel(self, now: Moment) -> Result<Transition<Ended>, AlreadyEnded> {
        if self.is_live() {
            Ok(self.end(Outcome::Cancelled, now, Event::SignupCancelled))
        } else {
            Err(AlreadyEnded)
        }
    }

    /// The time is over: a live session whose time has come is `Expired` from here on, or has failed where nobody told
    /// that the money came.
    #[must_use]
    pub fn expire(self, now: Moment) -> Option<Transition<Ended>> {
        self.is_due(now).then(|| self.expired())
    }

    /// The same where its time has come.
    fn expired(self) -> Transition<Ended> {
        let at = self.details().expires_at;
        let (outcome, event) = match self.payment() {
            None => (Outcome::Expired, Event::SignupExpired),
            Some(_) => (Outcome::Failed(Some(FailureReason::PaymentFailed)), Event::SignupFailed),
        };
        self.end(outcome, at, event)
    }

    /// As a visitor at `now` meets it: overdue ones have ended, whether or not that is written yet.
    #[must_use]
    pub fn at(self, now: Moment) -> Self {
        if !self.is_due(now) {
            return self;
        }
        let expired = self.expired();
        // Not written, so it is still the version that is stored.
        Self::Ended(Signup { version: expired.replaces, ..expired.signup })
    }

    /// Whether it is live, and its time has come.
    fn is_due(&self, now: Moment) -> bool {
        self.is_live() && self.details().expires_at <= now
    }

    /// Whether it can still change.
    #[must_use]
    pub fn is_live(&self) -> bool {
        !matches!(self, Self::Ended(_))
    }

    /// What never changes.
    #[must_use]
    pub fn details(&self) -> &SignupDetails {
        match self {
            Self::Pending(signup) => &signup.details,
            Self::InProgress(signup) => &signup.details,
            Self::Ended(signup) => &signup.details,
        }
    }

    /// By what the browser is recognised that holds it, or held it last.
    #[must_use]
    pub fn owner(&self) -> Option<Fingerprint> {
        match self {
            Self::Pending(_) => None,
            Self::InProgress(signup) => Some(signup.state.owner),
            Self::Ended(signup) => signup.state.owner,
        }
    }

    /// The language that the person reads, once it is known.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        match self {
            Self::Pending(signup) => signup.language,
            Self::InProgress(signup) => signup.language,
            Self::Ended(signup) => signup.language,
        }
    }

    /// The same for a person who reads this language.
    #[must_use]
    pub fn read_in(self, language: Language) -> Self {
        match self {
            Self::Pending(signup) => Self::Pending(signup.read_in(language)),
            Self::InProgress(signup) => Self::InProgress(signup.read_in(language)),
            Self::Ended(signup) => Self::Ended(signup.read_in(language)),
        }
    }

    /// The steps, and how far the person has come.
    #[must_use]
    pub fn journey(&self) -> Journey {
        match self {
            Self::Pending(signup) => signup.details.journey(Progress::default()),
            Self::InProgress(signup) => signup.journey(),
            Self::Ended(signup) => signup.details.journey(signup.state.progress),
        }
    }

    /// Which locked answers the person calls wrong.
    #[must_use]
    pub fn disputed(&self) -> Disputed {
        match self {
            Self::Pending(_) => Disputed::default(),
            Self::InProgress(signup) => signup.state.disputed.clone(),
            Self::Ended(signup) => signup.state.disputed.clone(),
        }
    }

    /// What it waits for beside the person's answers.
    #[must_use]
    pub fn awaiting(&self) -> Option<Awaiting> {
        match self {
            Self::InProgress(signup) if signup.is_fixed() => Some(Awaiting::Payment),
            Self::InProgress(signup) if signup.journey().next() == Stop::Verification => {
                Some(Awaiting::Verification)
            }
            Self::InProgress(_) | Self::Pending(_) | Self::Ended(_) => None,
        }
    }

    /// Its state in the contract's word.
    #[must_use]
    pub fn status(&self) -> Status {
        match self {
            Self::Pending(_) => Status::Pending,
            Self::InProgress(_) => Status::InProgress,
            Self::Ended(signup) => signup.state.outcome.status(),
        }
    }

    pub(super) fn end(self, outcome: Outcome, now: Moment, event: Event) -> Transition<Ended> {
        let (disputed, payment) = (self.disputed(), self.payment().cloned());
        // What was ticked and never finished is no consent.
        let agreements = match &self {
            Self::InProgress(Signup { state, .. }) if matches!(outcome, Outcome::Completed { .. }) => {
                state.agreements.clone()
            }
            _ => Agreements::default(),
        };
        let (owner, started_at, abandoned_at, progress) = match &self {
            Self::Pending(_) => (None, None, None, Progress::default()),
            Self::InProgress(Signup { state, .. }) => {
                (Some(state.owner), Some(state.started_at), state.abandoned_at, state.progress)
            }
            Self::Ended(Signup { state, .. }) => {
                (state.owner, state.started_at, state.abandoned_at, state.progress)
            }
        };
        let state = Ended {
            owner,
            started_at,
            abandoned_at,
            progress,
            disputed,
            agreements,
            payment,
            ended_at: now,
            outcome,
        };
        match self {
            Self::Pending(signup) => signup.moved(state, Some(event)),
            Self::InProgress(signup) => signup.moved(state, Some(event)),
            Self::Ended(signup) => signup.moved(state, Some(event)),
        }
    }
}
