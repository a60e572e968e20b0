//! A signup session as the person uses it: started, answered, finished or left.

mod finish;
mod save;

use super::{session, transaction};
use crate::app::App;
use crate::domain::answers::Answers;
use crate::domain::ids::{SignupId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::signup::{AnySignup, Ended, Failure, InProgress, Move, Signup};
use crate::domain::source::Source;
use crate::domain::step::{Entry, Step};
use crate::error::{Error, Result};
use crate::store::Tx;

pub use self::finish::{Finish, MEDICAL, finish};
pub use self::save::{Posted, Saved, save};

/// By what a browser is recognised: the fingerprint of the claim that it holds.
pub type Holder = [u8; 32];

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

/// Starts a session in the browser of this holder; with `restart` also one that another browser
/// has, whose access and answers end.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn start(
    app: &App,
    source: SourceId,
    id: SignupId,
    holder: Holder,
    restart: bool,
) -> Result<Start> {
    transaction::retry(|| async {
        let now = app.now();
        let signup = app.store.read(source).signup(id, now).await?;
        let (change, again) = match signup {
            AnySignup::Ended(signup) => return Ok(Start::Ended(signup)),
            AnySignup::Pending(signup) => (signup.start(holder, now), false),
            // A second click on the same page carries the same claim.
            AnySignup::InProgress(signup) if signup.state.holder == holder => return Ok(Start::Mine(signup)),
            AnySignup::InProgress(signup) if !restart => return Ok(Start::Elsewhere(signup)),
            AnySignup::InProgress(signup) => (signup.restart(holder, now), true),
        };
        let started = transaction::attempt(app, source, |mut tx, _| async move {
            let signup = tx.apply(change, now).await?;
            if again {
                tx.forget_steps(id).await?;
            }
            Ok((tx, signup))
        });
        Ok(Start::Mine(started.await?))
    })
    .await
}

/// The session of an id in a path as it stands now, and whose it is.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn by_id(app: &App, id: SignupId) -> Result<(Source, AnySignup)> {
    app.store.system().signup_by_id(id, app.now()).await?.ok_or(Error::NotFound)
}

/// The session that a link opens, and whose it is.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn by_link(app: &App, secret: &str) -> Result<(Source, AnySignup)> {
    let print = session::link_print(&app.vault, secret);
    app.store.system().signup_by_link(&print, app.now()).await?.ok_or(Error::NotFound)
}

/// One step as it was left.
///
/// # Errors
/// Those of the database.
pub async fn step(app: &App, source: SourceId, id: SignupId, section: Section) -> Result<Option<Step>> {
    app.store.read(source).step(id, section).await
}

/// All answers given so far, on top of what the tenant gave, and their revision.
///
/// # Errors
/// Those of the database.
pub async fn answers(app: &App, source: SourceId, signup: &Signup<InProgress>) -> Result<(Answers, i64)> {
    let steps = app.store.read(source).steps(signup.facts.id).await?;
    Ok((gather(signup, &steps), revision(&steps)))
}

/// The session as it is by now, still this holder's; `None` once it is over.
///
/// # Errors
/// [`Error::NotFound`] when this browser's access has ended.
pub async fn again(
    app: &App,
    source: SourceId,
    id: SignupId,
    holder: Holder,
) -> Result<Option<Signup<InProgress>>> {
    match mine(&mut app.store.read(source), id, holder, app.now()).await? {
        Mine::Live(signup) => Ok(Some(signup)),
        Mine::Ended(_) => Ok(None),
    }
}

/// The person ends the session; a second time it stays as it ended.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn cancel(app: &App, source: SourceId, id: SignupId, holder: Holder) -> Result<Signup<Ended>> {
    end(app, source, id, holder, |signup, now| AnySignup::InProgress(signup).cancel(now).ok()).await
}

/// The person whose number cannot be signed up goes back to the tenant.
///
/// # Errors
/// [`Error::NotFound`] when no number was ever refused.
pub async fn give_up(app: &App, source: SourceId, id: SignupId, holder: Holder) -> Result<Signup<Ended>> {
    end(app, source, id, holder, |signup, now| {
        let refused = !signup.state.tried.is_empty();
        refused.then(|| signup.fail(Failure::DuplicateCustomer, now))
    })
    .await
}

/// Ends a session of this holder, unless it is over.
async fn end(
    app: &App,
    source: SourceId,
    id: SignupId,
    holder: Holder,
    how: impl Fn(Signup<InProgress>, Moment) -> Option<Move<Ended>>,
) -> Result<Signup<Ended>> {
    let how = &how;
    transaction::run(app, source, |mut tx, now| async move {
        let signup = match mine(&mut tx, id, holder, now).await? {
            Mine::Live(signup) => signup,
            Mine::Ended(signup) => return Ok((tx, signup)),
        };
        let change = how(signup, now).ok_or(Error::NotFound)?;
        let ended = session::end(&mut tx, change, now).await?;
        Ok((tx, ended))
    })
    .await
}

/// Does something with a session as this browser has just found it; and again with what it is by then,
/// where another request was faster: a second click, another tab, the tenant. One that is `ended` by then
/// is told as such.
async fn with_latest<T, F>(
    app: &App,
    source: SourceId,
    signup: Signup<InProgress>,
    ended: impl Fn(Signup<Ended>) -> T,
    work: impl Fn(Signup<InProgress>) -> F,
) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let (id, holder) = (signup.facts.id, signup.state.holder);
    let (ended, work, mut known) = (&ended, &work, Some(signup));
    transaction::retry(|| {
        let known = known.take();
        async move {
            let latest = match known {
                Some(signup) => Mine::Live(signup),
                None => mine(&mut app.store.read(source), id, holder, app.now()).await?,
            };
            match latest {
                Mine::Live(signup) => work(signup).await,
                Mine::Ended(signup) => Ok(ended(signup)),
            }
        }
    })
    .await
}

/// A session that this browser may see.
enum Mine {
    Live(Signup<InProgress>),
    Ended(Signup<Ended>),
}

/// Reads the session again, as this holder's.
async fn mine(tx: &mut Tx, id: SignupId, holder: Holder, now: Moment) -> Result<Mine> {
    match tx.signup(id, now).await? {
        AnySignup::InProgress(signup) if signup.state.holder == holder => Ok(Mine::Live(signup)),
        AnySignup::Ended(signup) if signup.state.holder == Some(holder) => Ok(Mine::Ended(signup)),
        // Another browser has started again since: this one's access has ended.
        AnySignup::InProgress(_) | AnySignup::Pending(_) | AnySignup::Ended(_) => Err(Error::NotFound),
    }
}

/// The revision of all steps together: it grows with each that is saved, and with nothing else.
fn revision(steps: &[Step]) -> i64 {
    steps.iter().map(|step| step.revision).sum()
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
