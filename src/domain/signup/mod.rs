//! A signup session: a state is a type, so that a move that the journey does not know does not
//! compile, and a change without its event cannot be written.

pub mod consent;
pub mod filter;
pub mod flow;
pub mod invitation;
pub mod journey;
pub mod payment;
pub mod prefill;
pub mod resume;
pub mod return_url;
pub mod step;
pub mod verification;

mod details;
mod outcome;
mod proof;
mod state;

use std::sync::Arc;

pub use self::details::SignupDetails;
pub use self::outcome::{FailureReason, Outcome};
pub use self::state::{AlreadyEnded, SignupState};
use crate::domain::fingerprint::Fingerprint;
use crate::domain::ids::{CustomerId, LocationId, SubscriptionId};
use crate::domain::language::Language;
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::signup::consent::Agreements;
use crate::domain::signup::journey::{Journey, Progress};
use crate::domain::signup::payment::Payment;
use crate::domain::signup::prefill::Disputed;
use crate::domain::signup::resume::Resume;
use crate::domain::string_enum::string_enum;
use crate::domain::webhook::event::Event;

string_enum! {
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

/// Numbers that may be tried in one session before the person is sent to the tenant.
pub const MOST_NUMBERS: usize = 3;

/// A session in state `S`.
#[derive(Debug, Clone)]
pub struct Signup<S> {
    /// What never changes.
    pub details: Arc<SignupDetails>,
    /// How often it has changed; a move names the version it replaces.
    pub version: i64,
    /// The language that the person reads, once it is known: the one in which Start was pressed, or that was
    /// chosen since.
    pub language: Option<Language>,
    /// What this state alone knows; in a box, since a session is handed on often, and its answers are many.
    pub state: Box<S>,
}

/// The link has not been used.
#[derive(Debug, Clone, Copy)]
pub struct Pending;

/// A person has started, in one browser.
#[derive(Debug, Clone)]
pub struct InProgress {
    /// By what that browser is recognised.
    pub owner: Fingerprint,
    /// When the person started.
    pub started_at: Moment,
    /// Which steps are answered.
    pub progress: Progress,
    /// Which locked answers the person calls wrong.
    pub disputed: Disputed,
    /// What the person has ticked on the page of checks.
    pub agreements: Agreements,
    /// The mobile numbers that finishing was refused for.
    pub refused_mobiles: Vec<Fingerprint>,
    /// The code by which the person goes on in another browser.
    pub resume: Resume,
    /// The mobile number that the person has proved to have, as long as it is the one that is answered.
    pub proved: Option<Fingerprint>,
    /// The payment, once the person was sent to pay; from then on the answers are fixed.
    pub payment: Option<Payment>,
    /// When it was told that nothing has come of it for a while.
    pub abandoned_at: Option<Moment>,
}

/// It is over, and stays so.
#[derive(Debug, Clone)]
pub struct Ended {
    /// By what the last browser is recognised, if one had started.
    pub owner: Option<Fingerprint>,
    /// When the person started, if at all.
    pub started_at: Option<Moment>,
    /// When it was told that nothing had come of it for a while.
    pub abandoned_at: Option<Moment>,
    /// Which steps had been answered.
    pub progress: Progress,
    /// Which locked answers the person called wrong.
    pub disputed: Disputed,
    /// The payment, if the person was sent to pay.
    pub payment: Option<Payment>,
    /// What the person agreed to, of a session that is completed.
    pub agreements: Agreements,
    /// When it ended.
    pub ended_at: Moment,
    /// How.
    pub outcome: Outcome,
}

/// A change to write: the session as it will be, the version it replaces, and what happened.
#[derive(Debug)]
pub struct Transition<S> {
    /// The session after the change.
    pub signup: Signup<S>,
    /// The version that must still be there.
    pub replaces: i64,
    /// What happened, when anyone outside should know.
    pub event: Option<Event>,
}

impl<S> Signup<S> {
    fn moved<T>(self, state: T, event: Option<Event>) -> Transition<T> {
        let (version, language) = (self.version + 1, self.language);
        let signup = Signup { details: self.details, version, language, state: Box::new(state) };
        Transition { signup, replaces: self.version, event }
    }

    /// The same state with something in it changed.
    fn revised(mut self, revise: impl FnOnce(&mut S)) -> Transition<S> {
        let replaces = self.version;
        revise(&mut self.state);
        self.version += 1;
        Transition { signup: self, replaces, event: None }
    }

    /// The same for a person who reads this language.
    #[must_use]
    pub fn read_in(self, language: Language) -> Self {
        Self { language: Some(language), ..self }
    }
}

impl InProgress {
    /// Begun just now, in the browser that `owner` recognises.
    fn new(details: &SignupDetails, owner: Fingerprint, now: Moment) -> Self {
        Self {
            owner,
            started_at: now,
            progress: details.beginning(),
            disputed: Disputed::default(),
            agreements: Agreements::default(),
            refused_mobiles: Vec::new(),
            resume: Resume::default(),
            proved: None,
            payment: None,
            abandoned_at: None,
        }
    }
}

impl Signup<Pending> {
    /// A person presses Start in the browser that `holder` recognises.
    #[must_use]
    pub fn start(self, owner: Fingerprint, now: Moment) -> Transition<InProgress> {
        let state = InProgress::new(&self.details, owner, now);
        self.moved(state, Some(Event::SignupStarted))
    }
}

impl Signup<InProgress> {
    /// The steps, and how far the person has come.
    #[must_use]
    pub fn journey(&self) -> Journey {
        let journey = self.details.journey(self.state.progress);
        match self.details.proof_after() {
            Some(section) => journey.proving(section, self.state.proved.is_some()),
            None => journey,
        }
    }

    /// Another browser starts again, blank: the first one's access ends, its answers go.
    #[must_use]
    pub fn restart(self, owner: Fingerprint, now: Moment) -> Transition<InProgress> {
        let refused_mobiles = self.state.refused_mobiles.clone();
        let abandoned_at = self.state.abandoned_at;
        let state =
            InProgress { refused_mobiles, abandoned_at, ..InProgress::new(&self.details, owner, now) };
        self.moved(state, Some(Event::SignupStarted))
    }

    /// The step is answered.
    #[must_use]
    pub fn answer(self, section: Section) -> Transition<InProgress> {
        Transition { event: Some(Event::SignupStepSaved), ..self.answer_again(section) }
    }

    /// The step is answered as it was before: what was typed since is taken back.
    #[must_use]
    pub fn answer_again(self, section: Section) -> Transition<InProgress> {
        let progress = self.state.progress.with(section);
        self.progressed(progress)
    }

    /// Nothing has come of it for a while; `None` where that was told before.
    #[must_use]
    pub fn abandon(self, now: Moment) -> Option<Transition<InProgress>> {
        if self.state.abandoned_at.is_some() {
            return None;
        }
        let abandoned = self.revised(|state| state.abandoned_at = Some(now));
        Some(Transition { event: Some(Event::SignupAbandoned), ..abandoned })
    }

    /// Something was typed on the step that is not an answer yet.
    #[must_use]
    pub fn draft(self, section: Section) -> Transition<InProgress> {
        let progress = self.state.progress.without(section);
        self.progressed(progress)
    }

    /// The person is typing on a step: what counts as answered stays so.
    #[must_use]
    pub fn keep_typing(self) -> Transition<InProgress> {
        let progress = self.state.progress;
        self.progressed(progress)
    }

    /// The person chose a language.
    #[must_use]
    pub fn choose(self, language: Language) -> Transition<InProgress> {
        let progress = self.state.progress;
        self.read_in(language).progressed(progress)
    }

    /// The person left the boxes of the page of checks so.
    #[must_use]
    pub fn agree(self, agreements: Agreements) -> Transition<InProgress> {
        self.revised(|state| state.agreements = agreements)
    }

    /// The same for a person who calls these locked answers wrong.
    #[must_use]
    pub fn disputing(mut self, disputed: Disputed) -> Self {
        self.state.disputed = disputed;
        self
    }

    fn progressed(self, progress: Progress) -> Transition<InProgress> {
        self.revised(|state| state.progress = progress)
    }

    /// Finishing was refused for this number.
    #[must_use]
    pub fn refuse(self, number: Fingerprint) -> Transition<InProgress> {
        self.revised(|state| {
            if !state.refused_mobiles.contains(&number) {
                state.refused_mobiles.push(number);
            }
        })
    }

    /// Whether finishing may be tried with this number: not after so many different ones.
    #[must_use]
    pub fn may_try(&self, number: &Fingerprint) -> bool {
        self.state.refused_mobiles.len() < MOST_NUMBERS || self.state.refused_mobiles.contains(number)
    }

    /// Whether the person may still come with another number.
    #[must_use]
    pub fn may_correct(&self) -> bool {
        self.state.refused_mobiles.len() < MOST_NUMBERS
    }

    /// The customer exists; the person agreed to this.
    #[must_use]
    pub fn complete(
        mut self,
        agreements: Agreements,
        customer: CustomerId,
        subscription: Option<SubscriptionId>,
        site: Option<LocationId>,
        now: Moment,
    ) -> Transition<Ended> {
        self.state.agreements = agreements;
        self.over(Outcome::Completed { customer, subscription, site }, now, Event::SignupCompleted)
    }

    /// It cannot be finished.
    #[must_use]
    pub fn fail(self, why: FailureReason, now: Moment) -> Transition<Ended> {
        self.over(Outcome::Failed(Some(why)), now, Event::SignupFailed)
    }

    fn over(self, outcome: Outcome, now: Moment, event: Event) -> Transition<Ended> {
        SignupState::InProgress(self).end(outcome, now, event)
    }
}
