//! A signup session as the person uses it: started, answered, finished or left.

mod finish;
mod save;

use tower_sessions::session::Id;

use super::{session, transaction};
use crate::app::{App, Reading};
use crate::domain::answers::Answers;
use crate::domain::ids::{SignupId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::signup::{AnySignup, Ended, Failure, InProgress, Move, Signup};
use crate::domain::step::{Entry, Step};
use crate::error::{Error, Result};
use crate::store::{KnownNotifier, Visited, WhichSteps};

pub use self::finish::{Finish, MEDICAL, finish};
pub use self::save::{Posted, Saved, save};

/// By what a browser is recognised: the fingerprint of the claim that it holds.
pub type Holder = [u8; 32];

/// A session that a browser holds, as one statement has found it.
#[derive(Debug, Clone)]
pub struct Latest {
    /// The session.
    pub signup: Signup<InProgress>,
    /// Its steps, as far as they were asked for and anything of them was saved.
    pub steps: Vec<Step>,
    /// Who hears of what is done.
    pub notifier: KnownNotifier,
}

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

/// Starts a session, as it has just been found, in the browser of this holder; with `restart` also one that
/// another browser has, whose access and answers end.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn start(
    app: &App,
    source: SourceId,
    found: (AnySignup, KnownNotifier),
    holder: Holder,
    restart: bool,
) -> Result<Start> {
    let (id, mut known) = (found.0.facts().id, Some(found));
    transaction::retry(app, || {
        let known = known.take();
        async move {
            if let Some(found) = known {
                return start_once(app, source, found, holder, restart).await;
            }
            let Visited { signup, notifier, .. } = visit(app, id, None, WhichSteps::None).await?;
            start_once(app, source, (signup, notifier), holder, restart).await
        }
    })
    .await
}

async fn start_once(
    app: &App,
    source: SourceId,
    (signup, notifier): (AnySignup, KnownNotifier),
    holder: Holder,
    restart: bool,
) -> Result<Start> {
    let now = app.now();
    let (change, again) = match signup {
        AnySignup::Ended(signup) => return Ok(Start::Ended(signup)),
        AnySignup::Pending(signup) => (signup.start(holder, now), false),
        // A second click on the same page carries the same claim.
        AnySignup::InProgress(signup) if signup.state.holder == holder => return Ok(Start::Mine(signup)),
        AnySignup::InProgress(signup) if !restart => return Ok(Start::Elsewhere(signup)),
        AnySignup::InProgress(signup) => (signup.restart(holder, now), true),
    };
    let started = transaction::attempt_single(app, source, &notifier, |mut tx, _| async move {
        let signup = tx.apply(change, again, now).await?;
        Ok((tx, signup))
    });
    Ok(Start::Mine(started.await?))
}

/// The session of an id in a path as it stands now, with what the browser of a cookie remembers and with steps.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn visit(app: &App, id: SignupId, cookie: Option<Id>, steps: WhichSteps) -> Result<Visited> {
    app.store.system().visit(id, cookie, steps, time(app)).await?.ok_or(Error::NotFound)
}

/// The session that a link opens, with what the browser of a cookie remembers.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn visit_by_link(app: &App, secret: &str, cookie: Option<Id>) -> Result<Visited> {
    let print = session::link_print(&app.vault, secret);
    app.store.system().visit_by_link(&print, cookie, time(app)).await?.ok_or(Error::NotFound)
}

/// Now, and whether that is in doubt.
fn time(app: &App) -> (Moment, bool) {
    let Reading { now, doubtful, .. } = app.clock.read(None);
    (now, doubtful)
}

impl Latest {
    /// A step as it was left.
    #[must_use]
    pub fn step(&self, section: Section) -> Option<&Step> {
        self.steps.iter().find(|step| step.section == section)
    }

    /// All answers given so far, on top of what the tenant gave, where all steps were asked for.
    #[must_use]
    pub fn answers(&self) -> Answers {
        gather(&self.signup, &self.steps)
    }

    /// The revision of all steps together: it grows with each that is saved, and with nothing else.
    #[must_use]
    pub fn revision(&self) -> i64 {
        self.steps.iter().map(|step| step.revision).sum()
    }
}

/// The person ends the session; a second time it stays as it ended.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn cancel(app: &App, source: SourceId, latest: Latest) -> Result<Signup<Ended>> {
    end(app, source, latest, |signup, now| AnySignup::InProgress(signup).cancel(now).ok()).await
}

/// The person whose number cannot be signed up goes back to the tenant.
///
/// # Errors
/// [`Error::NotFound`] when no number was ever refused.
pub async fn give_up(app: &App, source: SourceId, latest: Latest) -> Result<Signup<Ended>> {
    end(app, source, latest, |signup, now| {
        let refused = !signup.state.tried.is_empty();
        refused.then(|| signup.fail(Failure::DuplicateCustomer, now))
    })
    .await
}

/// Ends a session of this browser, unless it is over.
async fn end(
    app: &App,
    source: SourceId,
    latest: Latest,
    how: impl Fn(Signup<InProgress>, Moment) -> Option<Move<Ended>>,
) -> Result<Signup<Ended>> {
    let how = &how;
    let work = |latest: Latest| async move {
        let Latest { signup, notifier, .. } = latest;
        let change = how(signup, app.now()).ok_or(Error::NotFound)?;
        end_by(app, source, &notifier, change).await
    };
    with_latest(app, latest, WhichSteps::None, |ended| ended, work).await
}

/// Writes the end of a session, by itself.
async fn end_by(
    app: &App,
    source: SourceId,
    notifier: &KnownNotifier,
    change: Move<Ended>,
) -> Result<Signup<Ended>> {
    transaction::attempt_single(app, source, notifier, |mut tx, now| async move {
        let ended = session::end(&mut tx, change, now).await?;
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
    steps: WhichSteps,
    ended: impl Fn(Signup<Ended>) -> T,
    work: impl Fn(Latest) -> F,
) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let (id, holder) = (latest.signup.facts.id, latest.signup.state.holder);
    let (ended, work, mut known) = (&ended, &work, Some(latest));
    transaction::retry(app, || {
        let known = known.take();
        async move {
            if let Some(latest) = known {
                return work(latest).await;
            }
            let Visited { signup, steps, notifier, .. } = visit(app, id, None, steps).await?;
            match signup {
                AnySignup::InProgress(signup) if signup.state.holder == holder => {
                    work(Latest { signup, steps: steps?, notifier }).await
                }
                AnySignup::Ended(signup) if signup.state.holder == Some(holder) => Ok(ended(signup)),
                // Another browser has started again since: this one's access has ended.
                AnySignup::InProgress(_) | AnySignup::Pending(_) | AnySignup::Ended(_) => {
                    Err(Error::NotFound)
                }
            }
        }
    })
    .await
}

fn gather(signup: &Signup<InProgress>, steps: &[Step]) -> Answers {
    let mut answers = signup.facts.invitation.known();
    for step in steps {
        if let Entry::Answered(given) = &step.entry {
            // An answered step is the whole truth of its section: what was cleared there is gone.
            for field in step.section.asked() {
                answers.set(field, given.get(field.name).map(str::to_owned));
            }
        }
    }
    answers
}
