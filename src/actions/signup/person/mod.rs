//! A signup session as the person uses it: started, answered, finished or left.

mod finish;
mod resume;
mod save;
mod verify;

use tower_sessions::session::Id;

use crate::actions::{funnel, signup::tenant, transaction};
use crate::app::{App, Reading};
use crate::domain::fingerprint::Fingerprint;
use crate::domain::funnel::{Counted, START};
use crate::domain::ids::{SignupId, SourceId};
use crate::domain::language::Language;
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::profile::answers::Answers;
use crate::domain::profile::form_input::FormInput;
use crate::domain::profile::rules;
use crate::domain::signup::filter::StepFilter;
use crate::domain::signup::step::{Answered, SavedStep};
use crate::domain::signup::verification::LastCode;
use crate::domain::signup::{Ended, FailureReason, InProgress, Signup, SignupState, Transition};
use crate::error::{Error, Result};
use crate::store::{KnownNotifier, LoadedSignup};

pub use self::finish::{Checked, Finish, Ticked, finish, tick};
pub(super) use self::finish::{enrol, is_proved, wrong};
pub use self::resume::{CodeMade, Entered, Entering, enter_code, make_code};
pub use self::save::{Posted, Saved, keep, keep_typing, save};
pub use self::verify::{
    CodeChecked, CodeSent, CodeText, EnteredCode, check_code, number_step, send_code, send_first_code,
};

/// A session that a browser holds, as one statement has found it.
#[derive(Debug, Clone)]
pub struct Latest {
    /// The session.
    pub signup: Signup<InProgress>,
    /// Its steps, as far as they were asked for and anything of them was saved.
    pub steps: Vec<SavedStep>,
    /// The last code that was sent to prove a number, if any.
    pub code: Option<LastCode>,
    /// Who hears of what is done.
    pub notifier: KnownNotifier,
}

/// A session as it was just found, and who hears of what is done with it.
pub type Found = (SignupState, KnownNotifier);

/// What came of pressing Start.
#[derive(Debug)]
pub enum Start {
    /// This browser has the session, now or already.
    Mine(Signup<InProgress>),
    /// Another browser has it, and was not asked to give it up.
    Elsewhere(Signup<InProgress>),
    /// It is over.
    Ended(Signup<Ended>),
}

/// Who presses Start.
#[derive(Debug, Clone, Copy)]
pub struct Starting {
    /// By what the browser is recognised.
    pub owner: Fingerprint,
    /// The language of the page on which it was pressed.
    pub language: Language,
    /// Whether also a session that another browser has is to be started, whose access and answers end.
    pub restart: bool,
}

/// Starts a session as it has just been found.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn start(app: &App, source: SourceId, found: Found, starting: Starting) -> Result<Start> {
    let id = found.0.details().id;
    let start = |found| start_once(app, source, found, starting);
    transaction::retry_on(app, found, || state_of(app, id), start).await
}

/// A session as it stands now.
async fn state_of(app: &App, id: SignupId) -> Result<Found> {
    let LoadedSignup { signup, notifier, .. } = load(app, id, None, StepFilter::None).await?;
    Ok((signup, notifier))
}

async fn start_once(
    app: &App,
    source: SourceId,
    (signup, notifier): Found,
    Starting { owner, language, restart }: Starting,
) -> Result<Start> {
    let now = app.now();
    let (change, again) = match signup {
        SignupState::Ended(signup) => return Ok(Start::Ended(signup)),
        SignupState::Pending(signup) => (signup.read_in(language).start(owner, now), false),
        // A second click on the same page carries the same claim.
        SignupState::InProgress(signup) if signup.state.owner == owner => return Ok(Start::Mine(signup)),
        // What is being paid for is not to be lost, whoever wants to start again.
        SignupState::InProgress(signup) if !restart || signup.is_fixed() => {
            return Ok(Start::Elsewhere(signup));
        }
        SignupState::InProgress(signup) => (signup.read_in(language).restart(owner, now), true),
    };
    let started = transaction::attempt_single(app, source, &notifier, |mut tx, _| async move {
        let signup = tx.save_transition(change, again, now).await?;
        if !again {
            tx.count(funnel::count(source, &signup.details, (START, Counted::Started), now));
        }
        Ok((tx, signup))
    });
    Ok(Start::Mine(started.await?))
}

/// Remembers the language that the person of a live session chose: before Start that of whoever has the link,
/// then that of the browser that holds it.
///
/// # Errors
/// [`Error::Stale`] when it is another's by now, or over.
pub async fn choose_language(
    app: &App,
    source: SourceId,
    signup: &SignupState,
    notifier: &KnownNotifier,
    language: Language,
) -> Result<()> {
    let (id, owner) = (signup.details().id, signup.owner());
    transaction::attempt_single(app, source, notifier, |mut tx, _| async move {
        tx.save_language(id, owner, language).await?;
        Ok((tx, ()))
    })
    .await
}

/// The session of an id in a path as it stands now, with what the browser of a cookie remembers and with steps.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn load(app: &App, id: SignupId, cookie: Option<Id>, steps: StepFilter) -> Result<LoadedSignup> {
    app.store.system().load(id, cookie, steps, time(app)).await?.ok_or(Error::NotFound)
}

/// The session that a link opens, with what the browser of a cookie remembers and with steps.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn load_by_link(
    app: &App,
    secret: &str,
    cookie: Option<Id>,
    steps: StepFilter,
) -> Result<LoadedSignup> {
    let fingerprint = tenant::link_fingerprint(&app.vault, secret);
    app.store.system().load_by_link(&fingerprint, cookie, steps, time(app)).await?.ok_or(Error::NotFound)
}

/// Now, and whether that is in doubt.
fn time(app: &App) -> (Moment, bool) {
    let Reading { now, doubtful, .. } = app.clock.read(None);
    (now, doubtful)
}

impl Latest {
    /// A step as it was left.
    #[must_use]
    pub fn step(&self, section: Section) -> Option<&SavedStep> {
        self.steps.iter().find(|step| step.section == section)
    }

    /// All answers given so far, on top of what the tenant gave, where all steps were asked for.
    #[must_use]
    pub fn answers(&self) -> Answers {
        collect_answers(&self.signup, &self.steps)
    }

    /// The revision of all answers together: it grows with each step that is saved, and with nothing else.
    #[must_use]
    pub fn revision(&self) -> i64 {
        let revision = |step: &SavedStep| step.answered().map_or(step.revision, |answered| answered.revision);
        self.steps.iter().map(revision).sum()
    }

    /// The first step with text that differs from the answers that count, where all steps were asked for.
    #[must_use]
    pub fn unsent(&self) -> Option<Section> {
        let signup = &self.signup;
        let differs = |step: &&SavedStep| {
            let Some(typing) = step.typing().filter(|_| signup.state.progress.has(step.section)) else {
                return false;
            };
            // A step that was skipped is answered by what the tenant gave.
            let given = || signup.details.invitation.initial_answers();
            let answers = step.answered().map_or_else(given, |answered| answered.answers);
            let answered = FormInput::from_answers(step.section, &answers);
            !save::says_the_same(signup, step.section, &typing.typed, &answered)
        };
        self.steps.iter().filter(differs).map(|step| step.section).min_by_key(|section| *section as u8)
    }
}

/// The person ends the session; a second time it stays as it ended.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn cancel(app: &App, source: SourceId, latest: Latest) -> Result<Signup<Ended>> {
    end(app, source, latest, |signup, now| SignupState::InProgress(signup).cancel(now).ok()).await
}

/// The person whose number cannot be signed up goes back to the tenant.
///
/// # Errors
/// [`Error::NotFound`] when no number was ever refused, or another one is being paid for.
pub async fn give_up(app: &App, source: SourceId, latest: Latest) -> Result<Signup<Ended>> {
    end(app, source, latest, |signup, now| {
        let refused = !signup.state.refused_mobiles.is_empty() && !signup.is_fixed();
        refused.then(|| signup.fail(FailureReason::DuplicateCustomer, now))
    })
    .await
}

/// Ends a session of this browser, unless it is over.
async fn end(
    app: &App,
    source: SourceId,
    latest: Latest,
    how: impl Fn(Signup<InProgress>, Moment) -> Option<Transition<Ended>>,
) -> Result<Signup<Ended>> {
    let how = &how;
    let work = |latest: Latest| async move {
        let Latest { signup, notifier, .. } = latest;
        let change = how(signup, app.now()).ok_or(Error::NotFound)?;
        end_by(app, source, &notifier, change).await
    };
    with_latest(app, latest, StepFilter::None, |ended| ended, work).await
}

/// Writes the end of a session, with its row in the audit.
async fn end_by(
    app: &App,
    source: SourceId,
    notifier: &KnownNotifier,
    change: Transition<Ended>,
) -> Result<Signup<Ended>> {
    transaction::attempt_knowing(app, source, notifier, |mut tx, now| async move {
        let ended = tenant::end(&mut tx, change, now).await?;
        Ok((tx, ended))
    })
    .await
}

/// Does something with a session as this browser has just found it; and again with what it is by then,
/// where another request was faster: a second click, another tab, the tenant. One that is `ended` by then
/// is told as such.
///
/// # Errors
/// [`Error::NotFound`] when this browser's access has ended; those of the work.
async fn with_latest<T, F>(
    app: &App,
    latest: Latest,
    steps: StepFilter,
    ended: impl Fn(Signup<Ended>) -> T,
    work: impl Fn(Latest) -> F,
) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let (id, owner) = (latest.signup.details.id, latest.signup.state.owner);
    let find = || async move {
        let LoadedSignup { signup, steps, code, notifier, .. } = load(app, id, None, steps).await?;
        match signup {
            SignupState::InProgress(signup) if signup.state.owner == owner => {
                Ok(Ok(Latest { signup, steps: steps?, code, notifier }))
            }
            SignupState::Ended(signup) if signup.state.owner == Some(owner) => Ok(Err(signup)),
            // Another browser has started again since: this one's access has ended.
            SignupState::InProgress(_) | SignupState::Pending(_) | SignupState::Ended(_) => {
                Err(Error::NotFound)
            }
        }
    };
    let (ended, work) = (&ended, &work);
    transaction::retry_on(app, Ok(latest), find, |found| async move {
        match found {
            Ok(latest) => work(latest).await,
            Err(over) => Ok(ended(over)),
        }
    })
    .await
}

pub(super) fn collect_answers(signup: &Signup<InProgress>, steps: &[SavedStep]) -> Answers {
    let mut answers = signup.details.invitation.initial_answers();
    for step in steps {
        if let Some(Answered { answers: given, .. }) = step.answered() {
            // An answered step is the whole truth of what it asked: what was cleared there is gone.
            for field in signup.details.form.fields(step.section) {
                answers.set(field, given.get(field.name).map(str::to_owned));
            }
        }
    }
    // Nor is there anything left of what was not asked, after a "no" to what it follows.
    rules::settle(&mut answers);
    answers
}
