//! A signup session: a state is a type, so that a move that the journey does not know does not
//! compile, and a change without its event cannot be written.

use super::event::Event;
use super::ids::{CustomerId, LocationId, SignupId, SubscriptionId};
use super::invitation::Invitation;
use super::journey::Progress;
use super::moment::Moment;
use super::profile::Section;
use super::subscription::Wanted;
use super::words::words;

words! {
    /// The state of a session as the contract names it.
    pub enum Status {
        /// The link has not been used.
        Pending = "pending",
        /// A person has started.
        InProgress = "in_progress",
        /// The customer exists.
        Completed = "completed",
        /// The person or the tenant ended it.
        Cancelled = "cancelled",
        /// It could not be finished.
        Failed = "failed",
        /// Nobody finished in time.
        Expired = "expired",
    }
}

words! {
    /// Why a session failed, as `errorCode` and `error_code` say it.
    pub enum Failure {
        /// The mobile belongs to another customer of the source.
        DuplicateCustomer = "duplicate_customer",
        /// The subscription to link can no longer be linked.
        SubscriptionUnavailable = "subscription_unavailable",
        /// The time was over.
        SessionExpired = "session_expired",
    }
}

/// A keyed hash by which something can be recognised but not read.
pub type Fingerprint = [u8; 32];

/// Numbers that may be tried in one session before the person is sent to the tenant.
pub const MOST_NUMBERS: usize = 3;

/// A session in state `S`.
#[derive(Debug, Clone)]
pub struct Signup<S> {
    /// What never changes.
    pub facts: Facts,
    /// How often it has changed; a move names the version it replaces.
    pub version: i64,
    /// What this state alone knows.
    pub state: S,
}

/// What stays the same from the first day of a session to the last.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Its id.
    pub id: SignupId,
    /// What the tenant said.
    pub invitation: Invitation,
    /// The subscription to activate or to link on finishing.
    pub wanted: Option<Wanted>,
    /// When it was made.
    pub created_at: Moment,
    /// Until when it can be finished.
    pub expires_at: Moment,
}

/// The link has not been used.
#[derive(Debug, Clone, Copy)]
pub struct Pending;

/// A person has started, in one browser.
#[derive(Debug, Clone)]
pub struct InProgress {
    /// By what that browser is recognised.
    pub holder: Fingerprint,
    /// When the person started.
    pub started_at: Moment,
    /// Which steps are answered.
    pub progress: Progress,
    /// The mobile numbers that finishing was refused for.
    pub tried: Vec<Fingerprint>,
}

/// It is over, and stays so.
#[derive(Debug, Clone)]
pub struct Ended {
    /// By what the last browser is recognised, if one had started.
    pub holder: Option<Fingerprint>,
    /// When the person started, if at all.
    pub started_at: Option<Moment>,
    /// Which steps had been answered.
    pub progress: Progress,
    /// When it ended.
    pub ended_at: Moment,
    /// How.
    pub outcome: Outcome,
}

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The customer exists.
    Completed {
        /// The new customer.
        customer: CustomerId,
        /// What was activated or linked.
        subscription: Option<SubscriptionId>,
        /// The location that was linked.
        site: Option<LocationId>,
    },
    /// The person or the tenant ended it.
    Cancelled,
    /// It could not be finished.
    Failed(Failure),
    /// Nobody finished in time.
    Expired,
}

/// A change to write: the session as it will be, the version it replaces, and what happened.
#[derive(Debug)]
pub struct Move<S> {
    /// The session after the change.
    pub signup: Signup<S>,
    /// The version that must still be there.
    pub replaces: i64,
    /// What happened, when anyone outside should know.
    pub event: Option<Event>,
}

/// A session whose state is only known at run time: what the store returns.
#[derive(Debug, Clone)]
pub enum AnySignup {
    /// Not started.
    Pending(Signup<Pending>),
    /// Started.
    InProgress(Signup<InProgress>),
    /// Over.
    Ended(Signup<Ended>),
}

impl<S> Signup<S> {
    fn moved<T>(self, state: T, event: Option<Event>) -> Move<T> {
        let signup = Signup { facts: self.facts, version: self.version + 1, state };
        Move { signup, replaces: self.version, event }
    }
}

impl Signup<Pending> {
    /// A person presses Start in the browser that `holder` recognises.
    #[must_use]
    pub fn start(self, holder: Fingerprint, now: Moment) -> Move<InProgress> {
        let state = InProgress { holder, started_at: now, progress: Progress::default(), tried: Vec::new() };
        self.moved(state, Some(Event::SignupStarted))
    }
}

impl Signup<InProgress> {
    /// Another browser starts again, blank: the first one's access ends, its answers go.
    #[must_use]
    pub fn restart(self, holder: Fingerprint, now: Moment) -> Move<InProgress> {
        let tried = self.state.tried.clone();
        let state = InProgress { holder, started_at: now, progress: Progress::default(), tried };
        self.moved(state, Some(Event::SignupStarted))
    }

    /// The step is answered.
    #[must_use]
    pub fn answer(self, section: Section) -> Move<InProgress> {
        let progress = self.state.progress.with(section);
        self.progressed(progress)
    }

    /// Something was typed on the step that is not an answer yet.
    #[must_use]
    pub fn draft(self, section: Section) -> Move<InProgress> {
        let progress = self.state.progress.without(section);
        self.progressed(progress)
    }

    fn progressed(self, progress: Progress) -> Move<InProgress> {
        let state = InProgress { progress, ..self.state.clone() };
        self.moved(state, None)
    }

    /// Finishing was refused for this number.
    #[must_use]
    pub fn refuse(self, number: Fingerprint) -> Move<InProgress> {
        let mut state = self.state.clone();
        if !state.tried.contains(&number) {
            state.tried.push(number);
        }
        self.moved(state, None)
    }

    /// Whether finishing may be tried with this number: not after so many different ones.
    #[must_use]
    pub fn may_try(&self, number: &Fingerprint) -> bool {
        self.state.tried.len() < MOST_NUMBERS || self.state.tried.contains(number)
    }

    /// Whether the person may still come with another number.
    #[must_use]
    pub fn may_correct(&self) -> bool {
        self.state.tried.len() < MOST_NUMBERS
    }

    /// The customer exists.
    #[must_use]
    pub fn complete(
        self,
        customer: CustomerId,
        subscription: Option<SubscriptionId>,
        site: Option<LocationId>,
        now: Moment,
    ) -> Move<Ended> {
        self.over(Outcome::Completed { customer, subscription, site }, now, Event::SignupCompleted)
    }

    /// It cannot be finished.
    #[must_use]
    pub fn fail(self, why: Failure, now: Moment) -> Move<Ended> {
        self.over(Outcome::Failed(why), now, Event::SignupFailed)
    }

    fn over(self, outcome: Outcome, now: Moment, event: Event) -> Move<Ended> {
        AnySignup::InProgress(self).end(outcome, now, event)
    }
}

/// The session is over; nothing can change it.
#[derive(Debug, Clone, Copy)]
pub struct AlreadyEnded;

impl AnySignup {
    /// The person or the tenant ends it.
    ///
    /// # Errors
    /// [`AlreadyEnded`] when it is over.
    pub fn cancel(self, now: Moment) -> Result<Move<Ended>, AlreadyEnded> {
        if self.is_live() {
            Ok(self.end(Outcome::Cancelled, now, Event::SignupCancelled))
        } else {
            Err(AlreadyEnded)
        }
    }

    /// The time is over: a live session whose time has come is `Expired` from here on.
    #[must_use]
    pub fn expire(self, now: Moment) -> Option<Move<Ended>> {
        let due = self.is_live() && self.facts().expires_at <= now;
        let at = self.facts().expires_at;
        due.then(|| self.end(Outcome::Expired, at, Event::SignupExpired))
    }

    /// As a visitor at `now` meets it: overdue ones have ended, whether or not that is written yet.
    #[must_use]
    pub fn at(self, now: Moment) -> Self {
        match self.clone().expire(now) {
            // Not written, so it is still the version that is stored.
            Some(expired) => Self::Ended(Signup { version: expired.replaces, ..expired.signup }),
            None => self,
        }
    }

    /// Whether it can still change.
    #[must_use]
    pub fn is_live(&self) -> bool {
        !matches!(self, Self::Ended(_))
    }

    /// What never changes.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        match self {
            Self::Pending(signup) => &signup.facts,
            Self::InProgress(signup) => &signup.facts,
            Self::Ended(signup) => &signup.facts,
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

    fn end(self, outcome: Outcome, now: Moment, event: Event) -> Move<Ended> {
        let (holder, started_at, progress) = match &self {
            Self::Pending(_) => (None, None, Progress::default()),
            Self::InProgress(Signup { state, .. }) => {
                (Some(state.holder), Some(state.started_at), state.progress)
            }
            Self::Ended(Signup { state, .. }) => (state.holder, state.started_at, state.progress),
        };
        let state = Ended { holder, started_at, progress, ended_at: now, outcome };
        match self {
            Self::Pending(signup) => signup.moved(state, Some(event)),
            Self::InProgress(signup) => signup.moved(state, Some(event)),
            Self::Ended(signup) => signup.moved(state, Some(event)),
        }
    }
}

impl Outcome {
    /// The session's state after it.
    #[must_use]
    pub fn status(&self) -> Status {
        match self {
            Self::Completed { .. } => Status::Completed,
            Self::Cancelled => Status::Cancelled,
            Self::Failed(_) => Status::Failed,
            Self::Expired => Status::Expired,
        }
    }

    /// Why it failed, in the contract's word.
    #[must_use]
    pub fn failure(&self) -> Option<Failure> {
        match self {
            Self::Failed(why) => Some(*why),
            Self::Expired => Some(Failure::SessionExpired),
            Self::Completed { .. } | Self::Cancelled => None,
        }
    }
}

impl Signup<Ended> {
    /// What the browser carries back to the tenant: a hint, the tenant reads the session.
    #[must_use]
    pub fn return_parameters(&self) -> Vec<(&'static str, String)> {
        let outcome = &self.state.outcome;
        // On return an expired session is one of those that failed (contract, section 3).
        let status = if *outcome == Outcome::Expired { Status::Failed } else { outcome.status() };
        let mut parameters = vec![("status", status.to_string())];
        parameters.extend(outcome.failure().map(|why| ("error_code", why.to_string())));
        parameters.push(("signupSessionId", self.facts.id.to_string()));
        if let Outcome::Completed { customer, site, .. } = outcome {
            parameters.push(("customerId", customer.to_string()));
            parameters.extend(site.map(|site| ("siteId", site.to_string())));
        }
        parameters.extend(self.facts.invitation.state.clone().map(|state| ("state", state)));
        parameters
    }
}
